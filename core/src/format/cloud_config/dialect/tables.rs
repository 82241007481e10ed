//! The keys of coreos-cloudinit 1.14 with their types: its `config` package.

use super::patterns;

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// Text of which some values are refused; the empty one never is.
    Valid(fn(&str) -> bool),
    /// The path of a file to write.
    Path,
    Bool,
    Texts,
    Map(&'static [(&'static str, Kind)]),
    Maps(&'static [(&'static str, Kind)]),
}

impl Kind {
    /// The type as messages name it: Go's kinds.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Valid(_) | Self::Path => "string",
            Self::Bool => "bool",
            Self::Texts => "[]string",
            Self::Map(_) => "struct",
            Self::Maps(_) => "[]struct",
        }
    }
}

use Kind::{Bool, Map, Maps, Path, Text, Texts, Valid};

pub(super) const TOP: &[(&str, Kind)] = &[
    ("ssh_authorized_keys", Texts),
    ("coreos", Map(COREOS)),
    ("write_files", Maps(WRITE_FILE)),
    ("hostname", Text),
    ("users", Maps(USER)),
    ("manage_etc_hosts", Valid(patterns::manage_etc_hosts)),
];

/// The sections `etcd`, `etcd2` and `fleet` are deprecated in 1.14 and absent from newer systems:
/// they count as unknown here.
const COREOS: &[(&str, Kind)] = &[
    ("update", Map(UPDATE)),
    ("locksmith", Map(LOCKSMITH)),
    ("oem", Map(OEM)),
    ("flannel", Map(FLANNEL)),
    ("units", Maps(UNIT)),
];

const UPDATE: &[(&str, Kind)] =
    &[("reboot_strategy", Valid(patterns::reboot_strategy)), ("group", Text), ("server", Text)];

const LOCKSMITH: &[(&str, Kind)] = &[
    ("endpoint", Text),
    ("etcd_cafile", Text),
    ("etcd_certfile", Text),
    ("etcd_keyfile", Text),
    ("etcd_username", Text),
    ("etcd_password", Text),
    ("group", Text),
    ("window_start", Valid(patterns::window_start)),
    ("window_length", Valid(patterns::window_length)),
];

const OEM: &[(&str, Kind)] = &[
    ("id", Text),
    ("name", Text),
    ("version_id", Text),
    ("home_url", Text),
    ("bug_report_url", Text),
];

const FLANNEL: &[(&str, Kind)] = &[
    ("etcd_endpoints", Text),
    ("etcd_cafile", Text),
    ("etcd_certfile", Text),
    ("etcd_keyfile", Text),
    ("etcd_prefix", Text),
    ("etcd_username", Text),
    ("etcd_password", Text),
    ("ip_masq", Text),
    ("subnet_file", Text),
    ("interface", Text),
    ("public_ip", Text),
];

const UNIT: &[(&str, Kind)] = &[
    ("name", Text),
    ("mask", Bool),
    ("enable", Bool),
    ("runtime", Bool),
    ("content", Text),
    ("command", Valid(patterns::command)),
    ("drop_ins", Maps(DROP_IN)),
];

const DROP_IN: &[(&str, Kind)] = &[("name", Text), ("content", Text)];

const WRITE_FILE: &[(&str, Kind)] = &[
    ("encoding", Valid(patterns::encoding)),
    ("content", Text),
    ("owner", Text),
    ("path", Path),
    ("permissions", Valid(patterns::permissions)),
];

const USER: &[(&str, Kind)] = &[
    ("name", Text),
    ("passwd", Text),
    ("ssh_authorized_keys", Texts),
    ("gecos", Text),
    ("homedir", Text),
    ("no_create_home", Bool),
    ("primary_group", Text),
    ("groups", Texts),
    ("no_user_group", Bool),
    ("system", Bool),
    ("no_log_init", Bool),
    ("shell", Text),
];
