//! What programs of a cluster must agree about: ranges, the DNS service, its domain, names of machines.

use std::fmt::Display;
use std::net::SocketAddr;

use serde_yaml::Value;

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::plan::Plan;

/// Where etcd's members reach each other.
const PEER_PORT: u16 = 2380;

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    let shared = Shared::of(subject.plan);
    for command in &subject.commands {
        for word in &command.words {
            let flag = word.trim_start_matches('-').split_once('=');
            let Some((name, value)) = flag.filter(|_| word.starts_with('-')) else { continue };
            if name == "initial-cluster" && !shared.members.contains(&value.to_owned()) {
                let what = "names other members of etcd than the plan";
                found(report, subject.bundle, command.path, what);
            }
            let wanted = shared.of_flag(name).filter(|wanted| *wanted != value);
            // Filled in on the machine, or by whoever fills in a template.
            if wanted.is_some() && !value.contains(['$', '%', '<']) {
                let what = format_args!("gives {name} a value that is not the plan's");
                found(report, subject.bundle, command.path, what);
            }
        }
    }
    for (file, document) in subject.documents() {
        for (key, wanted) in [("clusterDomain", &shared.domain), ("clusterCIDR", &shared.pods)] {
            let value = document.get(key).and_then(Value::as_str);
            if value.is_some_and(|value| value != wanted) {
                let what = format_args!("has a {key} that is not the plan's");
                found(report, subject.bundle, &file.artifact.path, what);
            }
        }
    }
}

/// What stands in flags of many programs.
struct Shared {
    pods: String,
    services: String,
    dns: String,
    domain: String,
    /// How etcd's members are listed, by either scheme.
    members: [String; 2],
}

impl Shared {
    fn of(plan: &Plan) -> Self {
        let network = &plan.network;
        Self {
            pods: joined(network.pods.iter()),
            services: joined(network.services.iter()),
            dns: joined(network.dns_service_ip.iter()),
            domain: network.domain.to_string(),
            members: ["http", "https"].map(|scheme| {
                joined(plan.etcd.members.iter().map(|member| {
                    let place = SocketAddr::new(member.ip, PEER_PORT);
                    format!("{}={scheme}://{place}", member.name)
                }))
            }),
        }
    }

    fn of_flag(&self, name: &str) -> Option<&str> {
        Some(match name.replace('_', "-").as_str() {
            "cluster-cidr" => &self.pods,
            "portal-net" | "service-cluster-ip-range" => &self.services,
            "cluster-dns" => &self.dns,
            "cluster-domain" => &self.domain,
            _ => return None,
        })
    }
}

fn joined(words: impl Iterator<Item = impl Display>) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(",")
}
