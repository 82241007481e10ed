//! Who is asked where, and by which name.

use kubecore::format::x509::{Certificate, Names};

use super::machine::{Here, PKI, by_kubeadm, flags, machines, of_role, text};
use crate::cluster::Cluster;
use crate::place::Say;

/// A machine has one name and one address, wherever it says them.
pub(super) fn machines_know_themselves(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for here in machines(cluster) {
        let mut expect = |what: &str, found: Option<&str>, wanted: &str| {
            seen += 1;
            if found != Some(wanted) {
                say(format!("{}: {what} is {found:?}, not {wanted}", here.name()));
            }
        };
        expect("/etc/hostname", here.text("/etc/hostname").map(str::trim_end), here.name());
        let variable = |name| here.variable(name).concat();
        expect("KUBECORE_NODE", Some(&variable("KUBECORE_NODE")), here.name());
        expect("KUBECORE_ADDRESS", Some(&variable("KUBECORE_ADDRESS")), &here.machine.ip);
        if here.machine.role == "etcd" || by_kubeadm(cluster) {
            continue;
        }
        let kubelet = here.flags("kubelet");
        let flag = |name: &str| kubelet.get(name).map(String::as_str);
        expect("--hostname-override", flag("hostname-override"), here.name());
        expect("--node-ip", flag("node-ip"), &here.addresses());
        if here.machine.role == "control-plane" {
            let server = here.flags("kube-apiserver");
            let advertised = server.get("advertise-address").map(String::as_str);
            expect("--advertise-address", advertised, &here.machine.ip);
        }
    }
    seen
}

/// Control planes ask their own API server, other machines the common address: each by a name of its certificate.
pub(super) fn the_api_is_reached_by_its_names(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let common = format!("https://{}", host_and_port(cluster));
    let servers = of_role(cluster, "control-plane");
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, config) in here.kubeconfigs() {
            seen += 1;
            let asked = text(&config["clusters"][0]["cluster"]["server"]);
            let local = here.machine.role == "control-plane" && !path.ends_with("/discovery.conf");
            let wanted = if local { "https://127.0.0.1:6443" } else { &common };
            if asked != wanted {
                say(format!("{}: {path} asks {asked}, not {wanted}", here.name()));
            }
            let of: Vec<&Here<'_>> =
                servers.iter().filter(|server| !local || server.name() == here.name()).collect();
            for server in of.iter().filter(|_| !by_kubeadm(cluster)) {
                let names = names(server, "apiserver");
                if !answers_to(&names, host_of(asked)) {
                    say(format!("{}: {path}: {} has no {asked}", here.name(), server.name()));
                }
            }
        }
        // Pods that run before services do ask the common address.
        for object in here.objects("DaemonSet") {
            for container in super::machine::containers(&object) {
                let env = container["env"].as_sequence().into_iter().flatten();
                let asked = env.filter(|e| text(&e["name"]).starts_with("KUBERNETES_SERVICE_"));
                let asked: Vec<&str> = asked.map(|e| text(&e["value"])).collect();
                seen += asked.len();
                let host = cluster.case.api_host();
                if !asked.is_empty() && asked != [host.as_str(), "6443"] {
                    say(format!(
                        "{}: {} asks {asked:?}",
                        here.name(),
                        text(&object["metadata"]["name"])
                    ));
                }
            }
        }
        if let Some(vip) = here.pod("kube-vip") {
            let env = vip["spec"]["containers"][0]["env"].as_sequence().into_iter().flatten();
            let address = env.filter(|e| e["name"] == "address").map(|e| text(&e["value"]));
            if !address.eq([cluster.case.api_host().as_str()]) {
                say(format!("{}: kube-vip has another address than the API", here.name()));
            }
        }
    }
    // A server is known by every name of the API, and by its own.
    for here in servers.iter().filter(|_| !by_kubeadm(cluster)) {
        let names = names(here, "apiserver");
        let issuer = here.flags("kube-apiserver");
        let issuer = host_of(&issuer["service-account-issuer"]).to_owned();
        let service = ["kubernetes", "kubernetes.default", "kubernetes.default.svc"];
        let all = service.into_iter().chain([
            issuer.as_str(),
            here.name(),
            &here.machine.ip,
            "127.0.0.1",
        ]);
        for name in all.filter(|name| !answers_to(&names, name)) {
            say(format!("{}: its certificate is not for {name}", here.name()));
        }
        let kubelet = self::names(here, "kubelet");
        for name in [here.name(), &here.machine.ip].iter().filter(|n| !answers_to(&kubelet, n)) {
            say(format!("{}: its kubelet's certificate is not for {name}", here.name()));
        }
    }
    seen
}

/// `api.example.org:6443`
pub(super) fn host_and_port(cluster: &Cluster<'_>) -> String {
    let host = cluster.case.api_host();
    if host.contains(':') { format!("[{host}]:6443") } else { format!("{host}:6443") }
}

/// The host of a URL, without its brackets.
pub(super) fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => rest.split([':', '/']).next().unwrap_or_default(),
    }
}

/// The names in a machine's certificate `NAME.crt`.
pub(super) fn names(here: &Here<'_>, name: &str) -> Names {
    let path = format!("{PKI}/{name}.crt");
    let text = here.text(&path).unwrap_or_else(|| panic!("{}: {path} is missing", here.name()));
    Certificate::from_pem(text).expect("a certificate")[0].names()
}

pub(super) fn answers_to(names: &Names, host: &str) -> bool {
    match host.parse() {
        Ok(address) => names.addresses.contains(&address),
        Err(_) => names.dns.iter().any(|name| name == host),
    }
}

#[test]
fn hosts_are_read_from_urls() {
    for (url, host) in
        [("https://[fd00::1]:6443", "fd00::1"), ("https://a.b:1/c", "a.b"), ("a:1", "a")]
    {
        assert_eq!(host_of(url), host);
    }
    assert!(flags(&["--a=b".to_owned()]).contains_key("a"));
}
