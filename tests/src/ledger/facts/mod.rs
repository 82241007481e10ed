//! The plan as words: what files are held against. Values stand in files; choices say what must.

mod system;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::IpAddr;

use kubecore::plan::{Member, Node, Plan};
use kubecore::spec::Role;

/// Values and choices by name.
#[derive(Clone, Default)]
pub struct Facts {
    values: BTreeMap<&'static str, String>,
    choices: BTreeMap<&'static str, String>,
}

/// Names alone: among the values are secrets.
impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.values.keys()).entries(self.choices.keys()).finish()
    }
}

impl Facts {
    /// What is so for the cluster, and for one machine of it.
    pub fn of(plan: &Plan, node: Option<&Node>) -> Self {
        let mut facts = Self::default();
        cluster(&mut facts, plan);
        system::cluster(&mut facts, plan);
        if let Some(node) = node {
            facts.enter(plan, node);
        }
        facts
    }

    /// The same for another machine.
    pub fn enter(&mut self, plan: &Plan, node: &Node) {
        machine(self, plan, node);
        system::machine(self, plan, node);
    }

    /// The value of that name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The choice of that name.
    pub fn choice(&self, name: &str) -> Option<&str> {
        self.choices.get(name).map(String::as_str)
    }

    /// Every value, by name.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Every choice, by name.
    pub fn choices(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.choices.iter().map(|(name, value)| (*name, value.as_str()))
    }

    fn put(&mut self, name: &'static str, value: impl Display) {
        self.values.insert(name, value.to_string());
    }

    /// An absent value stands nowhere.
    fn perhaps(&mut self, name: &'static str, value: Option<impl Display>) {
        match value {
            Some(value) => self.put(name, value),
            None => drop(self.values.remove(name)),
        }
    }

    fn choose(&mut self, name: &'static str, value: impl Display) {
        self.choices.insert(name, value.to_string());
    }
}

fn cluster(facts: &mut Facts, plan: &Plan) {
    facts.put("name", &plan.name);
    facts.put("release", plan.release.kubernetes());
    let network = &plan.network;
    let ranges = |range: kubecore::spec::value::Families<ipnet::IpNet>| joined(range.iter(), ",");
    facts.put("pods", ranges(network.pods));
    facts.perhaps("pods.v4", network.pods.v4());
    facts.perhaps("pods.v6", network.pods.v6());
    facts.put("services", ranges(network.services));
    facts.perhaps("services.v4", network.services.v4());
    facts.perhaps("services.v6", network.services.v6());
    facts.put("services.api", network.api_service_ip);
    facts.put("dns", network.dns_service_ip.first());
    facts.put("dns.lines", joined(network.dns_service_ip.iter(), "\n"));
    facts.put("domain", &network.domain);
    facts.put("api.host", &plan.api.host);
    facts.put("api.port", plan.api.port);
    facts.put("api.url", plan.api.url());
    facts.put("api.host.url", plan.api.url().trim_start_matches("https://"));
    facts.put("api.control-planes", joined(plan.api.control_planes.iter(), ","));
    facts.put("api.control-planes.count", plan.api.control_planes.len());
    facts.put("etcd.endpoints", plan.etcd.endpoint_list());
    facts.put("etcd.endpoints.lines", joined(plan.etcd.endpoints.iter(), "\n"));
    facts.perhaps("etcd.endpoint", plan.etcd.endpoints.first());
    facts.put(
        "etcd.hosts",
        joined(
            plan.etcd
                .endpoints
                .iter()
                .map(|url| url.to_string().replace("http://", "").replace("https://", "")),
            ",",
        ),
    );
    facts.put("etcd.members.http", members(&plan.etcd.members, "http"));
    facts.put("etcd.members.https", members(&plan.etcd.members, "https"));
    facts.perhaps("etcd.member.ip", plan.etcd.members.first().map(|member| member.ip));
    facts.put("etcd.members.count", plan.etcd.members.len());
    facts.put("nodes.count", plan.nodes().len());
    facts.put(
        "etcd.members.clients",
        joined(
            plan.etcd.members.iter().map(|member| format!("http://{}:2379", host(member.ip))),
            ",",
        ),
    );
    facts.put(
        "ssh.lines",
        joined(plan.ssh_authorized_keys.iter().map(kubecore::spec::value::SshKey::as_str), "\n"),
    );
    facts.put("pki.days", plan.pki.certificate_days);
    facts.put("pki.days.ca", plan.pki.ca_days);
    machines(facts, plan);
    families(facts, plan);
}

fn machines(facts: &mut Facts, plan: &Plan) {
    let first = plan.first_control_plane();
    facts.perhaps("first.name", first.map(|node| &node.name));
    facts.perhaps("first.ip", first.map(|node| node.ip));
    facts.perhaps("first.ip.url", first.map(|node| host(node.ip)));
    let of = |role: Role| plan.of_role(role).next();
    facts.perhaps("etcd.name", of(Role::Etcd).map(|node| &node.name));
    facts.perhaps("etcd.ip", of(Role::Etcd).map(|node| node.ip));
    facts.perhaps("overlord.name", of(Role::Overlord).map(|node| &node.name));
    facts.perhaps("overlord.ip", of(Role::Overlord).map(|node| node.ip));
    facts.put("workers.count", plan.of_role(Role::Worker).count());
    facts.put("control-planes.count", plan.of_role(Role::ControlPlane).count());
    let tls = plan.nodes().iter().filter(|node| node.role.runs_kubernetes());
    let line = |node: &Node| format!("{} {} {}", node.role, node.name, node.ip);
    let machines = plan.nodes().iter().filter(|node| node.role.runs_kubernetes()).count();
    facts.put("dns.replicas", machines.min(2));
    facts.put("tls.lines", joined(tls.map(line), "\n"));
    facts.put("pods.dashed", plan.network.pods.first().to_string().replace('/', "-"));
    facts.choose(
        "release.minor",
        plan.release
            .kubernetes()
            .rsplit_once('.')
            .map_or(String::new(), |(minor, _)| minor.to_owned()),
    );
    facts.choose("ssh", !plan.ssh_authorized_keys.is_empty());
    facts.choose("pki", plan.pki.source);
    facts.choose("dns-add-on", plan.addons.kube_dns);
    facts.choose("dashboard", plan.addons.dashboard);
    facts.choose("etcd.own", !plan.etcd.members.is_empty());
    facts.choose("etcd.one", plan.etcd.endpoints.len() == 1);
    facts.choose("etcd.apart", plan.of_role(Role::Etcd).next().is_some());
    facts.choose("one-machine", plan.nodes().len() == 1);
    facts.choose("one-control-plane", plan.api.control_planes.len() == 1);
    facts.choose("workers", plan.of_role(Role::Worker).next().is_some());
    facts.choose("api.default-port", plan.api.port == 443);
    let is_first = first.is_some_and(|node| node.ip.to_string() == plan.api.host.to_string());
    facts.choose("api.is-first", is_first);
}

/// Families of addresses, and what follows from them.
fn families(facts: &mut Facts, plan: &Plan) {
    let network = &plan.network;
    let families = match (network.pods.v4(), network.pods.v6()) {
        (Some(_), Some(_)) => {
            if network.pods.first().addr().is_ipv4() {
                "v4,v6"
            } else {
                "v6,v4"
            }
        }
        (Some(_), None) => "v4",
        _ => "v6",
    };
    facts.choose("families", families);
    facts.choose("ipv6", network.pods.v6().is_some() || network.services.v6().is_some());
    let family = |range: ipnet::IpNet| if range.addr().is_ipv4() { "IPv4" } else { "IPv6" };
    facts.put("services.families", joined(network.services.iter().map(family), "\n"));
    let family = |ip: IpAddr| if ip.is_ipv4() { "IPv4" } else { "IPv6" };
    facts.put("dns.families", joined(network.dns_service_ip.iter().map(family), "\n"));
    facts.choose("dns.both", network.dns_service_ip.second().is_some());
    facts.choose("services.both", network.services.second().is_some());
    facts.choose("pods.both", network.pods.second().is_some());
    facts.put("api.sans", joined(plan.pki.api_sans.iter(), "\n"));
    facts.choose("api.sans", !plan.pki.api_sans.is_empty());
    facts.put(
        "control-planes.names",
        joined(plan.of_role(Role::ControlPlane).map(|node| &node.name), " "),
    );
    let open = |role: Role| plan.of_role(role).filter(|node| node.schedulable).count();
    facts.choose("workers.schedulable", open(Role::Worker).min(2));
    facts.choose("control-planes.schedulable", open(Role::ControlPlane).min(2));
}

fn machine(facts: &mut Facts, plan: &Plan, node: &Node) {
    facts.put("node", &node.name);
    facts.put("node.ip", node.ip);
    facts.put("node.ip.url", host(node.ip));
    facts.put("node.ips", joined(node.ips(), ","));
    facts.put("node.role", node.role);
    let labels = node.labels.0.iter().map(|(key, value)| format!("{key}={value}"));
    facts.put("node.labels", joined(labels, ","));
    let lines = node.labels.0.iter().map(|(key, value)| format!("{key}={value}"));
    facts.put("node.labels.lines", joined(lines, "\n"));
    let others = plan.nodes().iter().filter(|other| other.name != node.name);
    facts.put("node.others", joined(others.map(|other| other.ip), ","));
    facts.choose("role", node.role);
    facts.choose("schedulable", node.schedulable);
    facts.choose("etcd.here", node.etcd);
    facts.choose("labels", !node.labels.0.is_empty());
    facts.choose("first", plan.first_control_plane().is_some_and(|first| first.name == node.name));
    let place = plan.of_role(Role::ControlPlane).position(|other| other.name == node.name);
    let endpoints = plan.etcd.endpoints.iter();
    facts.perhaps("node.etcd.endpoint", endpoints.cycle().nth(place.unwrap_or_default()));
    let member = plan.etcd.members.iter().position(|member| member.name == node.name);
    facts.choose("etcd.first", member == Some(0));
}

fn members(members: &[Member], scheme: &str) -> String {
    let each =
        members.iter().map(|member| format!("{}={scheme}://{}:2380", member.name, host(member.ip)));
    joined(each, ",")
}

/// As it stands in a URL.
fn host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("[{v6}]"),
    }
}

fn joined(words: impl Iterator<Item = impl Display>, between: &str) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(between)
}
