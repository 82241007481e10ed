//! Every port in a URL, a flag or a manifest is one that something of the plan listens at.

use serde_yaml::Value;

use super::found;
use super::subject::{Content, Subject};
use crate::diagnostic::Report;
use crate::plan::{Plan, System};

/// Ports of a plan, sorted.
#[derive(Debug, Clone)]
pub(super) struct Ports(Vec<u16>);

/// etcd's, for clients and for members, and its older ones; DNS; the API without TLS; the kubelet's.
const ALL: [u16; 7] = [53, 2379, 2380, 4001, 8080, 10248, 10250];

/// kube-vip's metrics, etcd's metrics, the API, flannel's VXLAN, `CoreDNS`'s health, readiness and metrics, and those
/// of Kubernetes' own programs (kubernetes/website, "Ports and Protocols").
const TODAY: [u16; 10] = [2112, 2381, 6443, 8081, 8181, 8472, 9153, 10256, 10257, 10259];

/// The API with TLS, the add-ons' and the health of the scheduler and the controller manager.
const GUIDE: [u16; 8] = [80, 443, 4040, 8081, 9090, 10053, 10251, 10252];

/// The API with TLS, Weave's own, etcd 0.4's members, the add-ons'.
const OLD: [u16; 7] = [6443, 6783, 7001, 8000, 8081, 9090, 10053];

impl Ports {
    /// Those of `plan`.
    pub(super) fn of(plan: &Plan) -> Self {
        let own: &[u16] = match &plan.system {
            System::Flatcar(_) => &TODAY,
            System::CoreosGuide(_) => &GUIDE,
            System::FleetUnits(_) | System::Weave(_) | System::Corekube(_) => &OLD,
        };
        let mut ports: Vec<u16> = ALL.iter().chain(own).copied().collect();
        ports.push(plan.api.port);
        ports.extend(plan.etcd.endpoints.iter().map(|url| url.port));
        match &plan.system {
            System::FleetUnits(settings) => {
                ports.push(settings.api_port);
                ports.extend(given(&settings.download_url.to_string()));
                ports.extend(settings.discovery.iter().filter_map(|url| given(&url.to_string())));
            }
            System::Corekube(settings) => {
                ports.extend(given(&settings.download_url.to_string()));
                let program = settings.program.iter();
                ports.extend(program.filter_map(|(url, _)| given(&url.to_string())));
            }
            System::Flatcar(settings) => {
                ports.extend(settings.config_url.iter().filter_map(|url| given(&url.to_string())));
            }
            // Anything may stand in it, and no part of it must be told in a finding.
            System::Weave(settings) => {
                settings.password.iter().for_each(|word| ports.extend(urls(word.expose())));
            }
            System::CoreosGuide(_) => {}
        }
        ports.sort_unstable();
        Self(ports)
    }

    fn has(&self, port: u16) -> bool {
        self.0.binary_search(&port).is_ok()
    }
}

/// The port of a URL.
fn given(url: &str) -> Option<u16> {
    urls(url).next()
}

pub(super) fn check(subject: &Subject<'_>, ports: &Ports, report: &mut Report) {
    let mut say = |path: &str, port: u16| {
        if !ports.has(port) {
            let what = format_args!("has the port {port}, at which nobody listens");
            found(report, subject.bundle, path, what);
        }
    };
    for file in &subject.files {
        let path = file.artifact.path.as_str();
        match &*file.content {
            Content::Tree(documents) => {
                for document in documents {
                    in_tree(document, &mut |port| say(path, port));
                }
                urls(file.text).for_each(|port| say(path, port));
            }
            Content::Unit(_) | Content::Env(_) => urls(file.text).for_each(|port| say(path, port)),
            Content::CloudConfig(_) | Content::Other => {}
        }
    }
    for command in &subject.commands {
        for word in &command.words {
            let flag = word.strip_prefix("--").and_then(|flag| flag.split_once('='));
            let port = flag.filter(|(name, _)| name.ends_with("port"));
            if let Some(Ok(port)) = port.map(|(_, port)| port.parse()) {
                // 0 means none.
                if port != 0 {
                    say(command.path, port);
                }
            }
        }
    }
}

/// What follows the host of each URL in a text.
fn urls(text: &str) -> impl Iterator<Item = u16> {
    text.split("://").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_whitespace() || "/\"',;|\\".contains(c));
        let place = rest.get(..end.unwrap_or(rest.len()))?;
        let (host, port) = place.rsplit_once(':')?;
        // An IPv6 address has colons of its own.
        let whole = !host.contains(':') || host.ends_with(']');
        whole.then(|| port.parse().ok())?
    })
}

fn in_tree(value: &Value, say: &mut dyn FnMut(u16)) {
    const KEYS: [&str; 4] = ["port", "containerPort", "hostPort", "targetPort"];
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                let port = value.as_u64().and_then(|port| u16::try_from(port).ok());
                match port.filter(|_| key.as_str().is_some_and(|key| KEYS.contains(&key))) {
                    Some(port) => say(port),
                    None => in_tree(value, say),
                }
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| in_tree(item, say)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::urls;

    #[test]
    fn ports_follow_hosts() {
        let found = |text: &str| urls(text).collect::<Vec<_>>();
        assert_eq!(found("a=http://10.0.0.1:80/x,https://[fd00::1]:443 b"), [80, 443]);
        assert_eq!(found("http://a/b:90 https://fd00::1 unix:///var/run/a:1"), Vec::<u16>::new());
    }
}
