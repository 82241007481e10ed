//! The keys of coreos-cloudinit 1.14 with their types: its `config` package.

use super::patterns;

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// Text of which some values are refused; the empty one never is.
    Valid(fn(&str) -> bool),
    /// The path of a file to write.
    Path,
    /// The URL of an etcd discovery.
    Url,
    Bool,
    /// A whole number.
    Int,
    /// Any number.
    Float,
    Texts,
    Map(&'static [(&'static str, Kind)]),
    Maps(&'static [(&'static str, Kind)]),
}

impl Kind {
    /// The type as messages name it: Go's kinds.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Valid(_) | Self::Path | Self::Url => "string",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float64",
            Self::Texts => "[]string",
            Self::Map(_) => "struct",
            Self::Maps(_) => "[]struct",
        }
    }
}

use Kind::{Bool, Float, Int, Map, Maps, Path, Text, Texts, Url, Valid};

pub(crate) const TOP: &[(&str, Kind)] = &[
    ("ssh_authorized_keys", Texts),
    ("coreos", Map(COREOS)),
    ("write_files", Maps(WRITE_FILE)),
    ("hostname", Text),
    ("users", Maps(USER)),
    ("manage_etc_hosts", Valid(patterns::manage_etc_hosts)),
];

/// The blocks `etcd`, `etcd2` and `fleet` are deprecated in 1.14 and of no use on systems without
/// those programs.
const COREOS: &[(&str, Kind)] = &[
    ("etcd", Map(ETCD)),
    ("etcd2", Map(ETCD2)),
    ("fleet", Map(FLEET)),
    ("update", Map(UPDATE)),
    ("locksmith", Map(LOCKSMITH)),
    ("oem", Map(OEM)),
    ("flannel", Map(FLANNEL)),
    ("units", Maps(UNIT)),
];

/// Without the keys that are marked as etcd 2's own.
const ETCD: &[(&str, Kind)] = &[
    ("addr", Text),
    ("bind_addr", Text),
    ("ca_file", Text),
    ("cert_file", Text),
    ("cluster_active_size", Int),
    ("cluster_remove_delay", Float),
    ("cluster_sync_interval", Float),
    ("cors", Text),
    ("data_dir", Text),
    ("discovery", Url),
    ("graphite_host", Text),
    ("http_read_timeout", Float),
    ("http_write_timeout", Float),
    ("key_file", Text),
    ("max_result_buffer", Int),
    ("max_retry_attempts", Int),
    ("name", Text),
    ("peer_addr", Text),
    ("peer_bind_addr", Text),
    ("peer_ca_file", Text),
    ("peer_cert_file", Text),
    ("peer_election_timeout", Int),
    ("peer_heartbeat_interval", Int),
    ("peer_key_file", Text),
    ("peers", Text),
    ("peers_file", Text),
    ("retry_interval", Float),
    ("snapshot", Bool),
    ("snapshot_count", Int),
    ("trace", Text),
    ("verbose", Bool),
    ("very_verbose", Bool),
    ("very_very_verbose", Bool),
];

/// Without `ca_file` and `peer_ca_file`, which are deprecated for themselves.
const ETCD2: &[(&str, Kind)] = &[
    ("advertise_client_urls", Text),
    ("cert_file", Text),
    ("client_cert_auth", Bool),
    ("cors", Text),
    ("data_dir", Text),
    ("debug", Bool),
    ("discovery", Url),
    ("discovery_fallback", Text),
    ("discovery_proxy", Text),
    ("discovery_srv", Text),
    ("election_timeout", Int),
    ("enable_pprof", Bool),
    ("force_new_cluster", Bool),
    ("heartbeat_interval", Int),
    ("initial_advertise_peer_urls", Text),
    ("initial_cluster", Text),
    ("initial_cluster_state", Valid(patterns::cluster_state)),
    ("initial_cluster_token", Text),
    ("key_file", Text),
    ("listen_client_urls", Text),
    ("listen_peer_urls", Text),
    ("log_package_levels", Text),
    ("max_snapshots", Int),
    ("max_wals", Int),
    ("name", Text),
    ("peer_cert_file", Text),
    ("peer_client_cert_auth", Bool),
    ("peer_key_file", Text),
    ("peer_trusted_ca_file", Text),
    ("proxy", Valid(patterns::proxy)),
    ("proxy_dial_timeout", Int),
    ("proxy_failure_wait", Int),
    ("proxy_read_timeout", Int),
    ("proxy_refresh_interval", Int),
    ("proxy_write_timeout", Int),
    ("snapshot_count", Int),
    ("strict_reconfig_check", Bool),
    ("trusted_ca_file", Text),
    ("wal_dir", Text),
];

const FLEET: &[(&str, Kind)] = &[
    ("agent_ttl", Text),
    ("authorized_keys_file", Text),
    ("disable_engine", Bool),
    ("engine_reconcile_interval", Float),
    ("etcd_cafile", Text),
    ("etcd_certfile", Text),
    ("etcd_key_prefix", Text),
    ("etcd_keyfile", Text),
    ("etcd_password", Text),
    ("etcd_request_timeout", Float),
    ("etcd_servers", Text),
    ("etcd_username", Text),
    ("metadata", Text),
    ("public_ip", Text),
    ("token_limit", Int),
    ("verbosity", Int),
    ("verify_units", Bool),
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
