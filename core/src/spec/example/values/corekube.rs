//! Values of the profile `corekube`.

use super::{Group, nodes};
use crate::spec::defaults;

pub(super) fn values() -> Vec<(&'static str, String)> {
    vec![
        nodes(&[
            Group { name: "discovery", role: "etcd", first: 31, count: 1, more: "" },
            Group { name: "overlord", role: "overlord", first: 41, count: 1, more: "" },
            Group {
                name: "kubernetes-master",
                role: "control-plane",
                first: 11,
                count: 1,
                more: "",
            },
            Group { name: "kubernetes-minion", role: "worker", first: 21, count: 3, more: "" },
        ]),
        ("corekube.edition", defaults::EDITION.to_string()),
    ]
}
