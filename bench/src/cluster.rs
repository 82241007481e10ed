//! The clusters that are measured: the smallest `cluster.yaml` of a profile for so many machines.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use kubecore::spec::Profile;

/// Every profile, today's first.
pub(crate) const PROFILES: [Profile; 5] = [
    Profile::Flatcar,
    Profile::CoreosGuide,
    Profile::FleetUnits,
    Profile::Weave,
    Profile::Corekube,
];

/// The numbers of machines that a profile takes: up to what one file may describe, what the pod range
/// 10.0.0.0/8 has subnets for, where each machine takes one, or what a stack's template makes.
pub(crate) fn sizes(profile: Profile) -> RangeInclusive<usize> {
    match profile {
        Profile::Flatcar | Profile::CoreosGuide => 1..=100_000,
        Profile::FleetUnits | Profile::Weave => 1..=65_000,
        Profile::Corekube => 4..=15,
    }
}

/// Machines that do what is done once, and workers in a pool: `nodes` in all, of a size that
/// the profile takes.
pub(crate) fn spec(profile: Profile, nodes: usize) -> String {
    let single = single(profile, nodes);
    let mut text = format!(
        "kubecore: v1\nname: bench\nprofile: {profile}\n{}nodes:\n",
        settings(profile, single.len())
    );
    let schedulable = match profile {
        Profile::Flatcar | Profile::CoreosGuide if nodes == 1 => ", schedulable: true",
        _ => "",
    };
    for (place, (name, role)) in single.iter().enumerate() {
        let line = format!("name: {name}, role: {role}, ip: 172.16.0.{}{schedulable}", place + 11);
        writeln!(text, "  - {{ {line} }}").expect("text grows");
    }
    let workers = nodes.saturating_sub(single.len());
    if workers > 0 {
        let line = format!("name: worker, role: worker, count: {workers}, first_ip: 172.17.0.1");
        writeln!(text, "pools:\n  - {{ {line} }}").expect("text grows");
    }
    text
}

/// Pods have as many addresses as there are, so that the largest clusters are none of their own kind.
fn settings(profile: Profile, single: usize) -> String {
    let network =
        |more: &str| format!("network: {{ pods: 10.0.0.0/8, services: 192.168.0.0/20{more} }}\n");
    let api = if single > 1 { "api: { host: api.bench.example }\n" } else { "" };
    match profile {
        Profile::Flatcar => network(", provider: calico") + api,
        Profile::CoreosGuide => network(", provider: calico, policy: calico") + api,
        Profile::FleetUnits => network("") + api,
        Profile::Weave => {
            network("")
                + "weave: { password: 0123456789abcdef0123456789abcdef01234567, registration: script }\n"
        }
        Profile::Corekube => {
            network(", hosts: [172.16.0.0/12]")
                + "corekube: { key_name: admin, external_network: public, admin_cidr: 192.168.80.0/24 }\n"
        }
    }
}

/// The machines that are not of the pool: one where there is no more, else all that a large cluster has.
fn single(profile: Profile, nodes: usize) -> Vec<(String, &'static str)> {
    let three = |name: &'static str, role| (1..=3).map(move |n| (format!("{name}-{n}"), role));
    let control_planes = |name| three(name, "control-plane");
    let all: Vec<(String, &'static str)> = match profile {
        Profile::Flatcar | Profile::FleetUnits => control_planes("controller").collect(),
        Profile::CoreosGuide => control_planes("controller").chain(three("etcd", "etcd")).collect(),
        Profile::Weave => vec![("controller".into(), "control-plane")],
        Profile::Corekube => {
            [("master", "control-plane"), ("discovery", "etcd"), ("overlord", "overlord")]
                .map(|(name, role)| (name.to_owned(), role))
                .into()
        }
    };
    if nodes > all.len() { all } else { all.into_iter().take(1).collect() }
}
