//! Values of the profile `weave`.

use super::{Group, nodes, quoted};
use crate::spec::defaults;

pub(super) fn values() -> Vec<(&'static str, String)> {
    vec![
        nodes(&[
            Group { name: "master", role: "control-plane", first: 11, count: 1, more: "" },
            Group { name: "node", role: "worker", first: 21, count: 2, more: "" },
        ]),
        ("weave.edition", defaults::EDITION.to_string()),
        ("weave.layout", defaults::LAYOUT.to_string()),
        ("weave.registration", defaults::REGISTRATION.to_string()),
        ("weave.update_group", defaults::WEAVE_UPDATE_GROUP.to_string()),
        ("weave.reboot_strategy", quoted(defaults::REBOOT_STRATEGY)),
    ]
}
