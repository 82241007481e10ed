//! Clusters to start from, with the least that has to be said.

use super::own::own;
use super::{Topology, entry};
use crate::spec::Profile;

/// A cluster to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its name for programs: profile and topology, `coreos-guide-small`. Never changes.
    pub id: &'static str,
    /// Which system.
    pub profile: Profile,
    /// How many machines.
    pub topology: Topology,
    /// Its name for people.
    pub title: &'static str,
    /// Whom it is for, and what it needs.
    pub purpose: &'static str,
}

/// One for each profile and each topology that the profile has.
pub fn presets() -> &'static [Preset] {
    PRESETS
}

impl Preset {
    /// The preset of that id.
    pub fn named(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// A valid `cluster.yaml`: what no default could say, and nothing else.
    pub fn text(&self) -> String {
        text(&own(self.profile, self.topology))
    }
}

/// The file that says these values, keys of a group together.
pub(super) fn text(values: &[(&'static str, String)]) -> String {
    let mut out = String::new();
    let mut heading = "";
    for (path, value) in values {
        match path.split_once('.') {
            Some((group, key)) => {
                if group != heading {
                    out.push_str(group);
                    out.push_str(":\n");
                }
                heading = group;
                entry(&mut out, "  ", key, value);
            }
            None => entry(&mut out, "", path, value),
        }
    }
    out
}

const PRESETS: &[Preset] = &[
    Preset {
        id: "flatcar-single",
        profile: Profile::Flatcar,
        topology: Topology::Single,
        title: "Flatcar, one machine",
        purpose: "To try Kubernetes 1.36 out on today's Flatcar: control plane and workloads share one machine, and \
                  nothing survives its loss.",
    },
    Preset {
        id: "flatcar-small",
        profile: Profile::Flatcar,
        topology: Topology::Small,
        title: "Flatcar, one control plane and two workers",
        purpose: "For a cluster of today: Kubernetes 1.36 on three Flatcar machines, set up by Ignition at their first \
                  boot. Workers may fail; the control plane may not.",
    },
    Preset {
        id: "flatcar-ha",
        profile: Profile::Flatcar,
        topology: Topology::HighAvailability,
        title: "Flatcar, three of each role, with network policy",
        purpose: "To outlive the loss of any one machine: Kubernetes 1.36 with Calico on six Flatcar machines. Needs a \
                  load balancer, or a DNS name for the three control planes.",
    },
    Preset {
        id: "coreos-guide-single",
        profile: Profile::CoreosGuide,
        topology: Topology::Single,
        title: "CoreOS guide, one machine",
        purpose: "To try Kubernetes 1.4 out: control plane and workloads share one CoreOS machine, and nothing survives \
                  its loss.",
    },
    Preset {
        id: "coreos-guide-small",
        profile: Profile::CoreosGuide,
        topology: Topology::Small,
        title: "CoreOS guide, one control plane and two workers",
        purpose: "The guide's own cluster: Kubernetes 1.4 with TLS on three CoreOS machines that reach each other. \
                  Workers may fail; the control plane may not.",
    },
    Preset {
        id: "coreos-guide-ha",
        profile: Profile::CoreosGuide,
        topology: Topology::HighAvailability,
        title: "CoreOS guide, three of each role, with network policy",
        purpose: "To outlive the loss of any one machine: Kubernetes 1.4 with TLS and Calico's policy on nine CoreOS \
                  machines. Needs a load balancer, or a DNS name for the three control planes.",
    },
    Preset {
        id: "fleet-units-small",
        profile: Profile::FleetUnits,
        topology: Topology::Small,
        title: "fleet units, one leader and two workers",
        purpose: "For those who run their machines by fleet: it places Kubernetes 0.19 on them as units. Without TLS or \
                  logins, it needs a network that nobody else is on.",
    },
    Preset {
        id: "fleet-units-ha",
        profile: Profile::FleetUnits,
        topology: Topology::HighAvailability,
        title: "fleet units, three leaders and three workers",
        purpose: "As the small one, but etcd and the API of Kubernetes 0.19 outlive the loss of a leader. Needs six \
                  machines on a network of their own, and a load balancer or DNS name for the leaders.",
    },
    Preset {
        id: "weave-small",
        profile: Profile::Weave,
        topology: Topology::Small,
        title: "Weave, one master and two workers",
        purpose: "For machines at different providers: Weave joins them over the internet, encrypted once there is a \
                  password. Kubernetes 1.0; needs TCP and UDP port 6783 open between the machines.",
    },
    Preset {
        id: "corekube-small",
        profile: Profile::Corekube,
        topology: Topology::Small,
        title: "corekube, a Heat stack of six servers",
        purpose: "For a project on OpenStack: one Heat template makes the servers and their network, and Kubernetes 1.4 is \
                  started on them through fleet. Needs Heat, Neutron, an image of CoreOS and an SSH key pair.",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::compile;
    use crate::diagnostic::Severity;
    use crate::source::Source;
    use crate::spec::{defaults, insecure, topologies};

    #[test]
    fn there_is_one_for_each_profile_and_topology() {
        // Today's system comes first: few begin with one of the others.
        let others = Profile::ALL.iter().filter(|profile| **profile != Profile::Flatcar);
        let wanted: Vec<_> = [Profile::Flatcar]
            .iter()
            .chain(others)
            .flat_map(|profile| topologies(*profile).iter().map(|topology| (*profile, *topology)))
            .collect();
        let found: Vec<_> =
            presets().iter().map(|preset| (preset.profile, preset.topology)).collect();
        assert_eq!(found, wanted);
        for preset in presets() {
            assert_eq!(preset.id, format!("{}-{}", preset.profile, preset.topology));
            assert_eq!(Preset::named(preset.id), Some(preset));
        }
        assert_eq!(Preset::named("weave-ha"), None);
    }

    #[test]
    fn each_says_something_of_its_own() {
        let titles: BTreeSet<&str> = presets().iter().map(|preset| preset.title).collect();
        let purposes: BTreeSet<&str> = presets().iter().map(|preset| preset.purpose).collect();
        assert_eq!((titles.len(), purposes.len()), (presets().len(), presets().len()));
        for preset in presets() {
            let version = defaults::of(preset.profile, defaults::EDITION).version;
            let words = format!("Kubernetes {}.{}", version.major, version.minor);
            assert!(preset.purpose.contains(&words), "{}: {}", preset.id, preset.purpose);
        }
    }

    #[test]
    fn each_is_a_short_cluster_without_faults() {
        for preset in presets() {
            let text = preset.text();
            let compiled = compile(&Source::new("cluster.yaml", &text));
            let faults: Vec<_> = compiled
                .report
                .diagnostics()
                .iter()
                .filter(|d| d.severity != Severity::Note)
                // A preset says the least: what its system leaves open is for whoever takes it to accept.
                .filter(|d| !insecure::codes(preset.profile).contains(&d.code))
                .collect();
            assert!(faults.is_empty(), "{}: {faults:?}\n{text}", preset.id);
            assert!(compiled.plan.is_some());
            assert!(text.lines().count() <= 20 && !text.contains('#'), "{text}");
        }
    }

    #[test]
    fn a_cluster_of_the_guide_is_one_of_today() {
        for id in ["coreos-guide-single", "coreos-guide-small"] {
            let text = Preset::named(id).unwrap().text();
            let today = text.replace("profile: coreos-guide", "profile: flatcar");
            assert_ne!(today, text);
            let compiled = compile(&Source::new("cluster.yaml", &today));
            assert!(compiled.plan.is_some(), "{id}: {:?}", compiled.report);
        }
    }

    #[test]
    fn keys_of_a_group_stand_together() {
        let text = Preset::named("coreos-guide-ha").unwrap().text();
        let start = "kubecore: v1\nname: demo\nprofile: coreos-guide\nnetwork:\n  hosts: [192.168.100.0/24]\n  \
             policy: calico\napi:\n  host: api.demo.example\nnodes:\n  - { name: etcd-1, role: etcd, \
             ip: 192.168.100.31 }\n";
        assert!(text.starts_with(start), "{text}");
    }
}
