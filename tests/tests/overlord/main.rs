//! The overlord against a real etcd, and a fleet and an API server that keep the documented rules.

mod document;
mod faces;
mod faults;
mod inputs;

use kubecore_tests::judges::has;
use kubecore_tests::note;
use kubecore_tests::overlord::{Manner, World};

/// Four machines on Neutron, by the corrected edition.
const CORRECTED: &str = "\
kubecore: v1
name: four
profile: corekube
nodes:
  - { name: discovery-1, role: etcd, ip: 10.10.10.31 }
  - { name: overlord-1, role: overlord, ip: 10.10.10.41 }
  - { name: master-1, role: control-plane, ip: 10.10.10.11 }
  - { name: minion-1, role: worker, ip: 10.10.10.21 }
";

/// A world, if there is an etcd for it.
fn world(spec: &str, manner: Manner) -> Option<World> {
    if has("etcd") {
        return Some(World::start(spec, manner));
    }
    note("etcd is missing: no overlord was started");
    None
}
