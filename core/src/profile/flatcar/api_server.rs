//! kube-apiserver.

use super::flags::Flags;
use super::static_pod::{Health, Mount, StaticPod, place};
use super::{Cluster, pki};
use crate::format::kubernetes::config::{
    AuditPolicy, AuditRule, AuthenticationConfiguration, GroupResources, Level, Stage,
};
use crate::format::kubernetes::{Manifest, Scheme};
use crate::plan::Node;
use crate::plan::certificates::flatcar::{DIRECTORY, FRONT_PROXY_CLIENT};
use crate::plan::flatcar::API_PORT;
use crate::profile::machine::Machine;

const NAME: &str = "kube-apiserver";
const AUDIT_POLICY: &str = "/etc/kubernetes/audit-policy.yaml";
const AUDIT_LOGS: &str = "/var/log/kubernetes/audit";
const AUTHENTICATION: &str = "/etc/kubernetes/authentication.yaml";
/// Paths that say whether it is well: all that it answers without asking who is there.
const HEALTH: [&str; 3] = ["/healthz", "/livez", "/readyz"];

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    machine.file(AUDIT_POLICY, audit_policy().to_yaml());
    machine.file(AUTHENTICATION, AuthenticationConfiguration::anonymous_at(&HEALTH).to_yaml());
    let mut mounts = vec![
        Mount::directory("pki", DIRECTORY),
        Mount::file("audit-policy", AUDIT_POLICY),
        Mount::file("authentication", AUTHENTICATION),
        Mount::writable("audit-logs", AUDIT_LOGS),
    ];
    mounts.extend(cluster.ca_certificates());
    let health = Health {
        host: node.ip.to_string(),
        port: API_PORT,
        scheme: Scheme::Https,
        live: "/livez",
        ready: Some("/readyz"),
    };
    let pod = StaticPod {
        name: NAME,
        image: cluster.kubernetes_image(NAME),
        command: command(cluster, node),
        cpu: "250m",
        memory: "",
        mounts,
        // kubernetes/kubernetes, build/server-image/kube-apiserver/Dockerfile: `setcap`.
        capabilities: &["NET_BIND_SERVICE"],
        health,
    };
    place(machine, pod);
}

fn command(cluster: Cluster<'_>, node: &Node) -> Vec<String> {
    let mut flags = Flags::new(NAME);
    flags.set("advertise-address", node.ip);
    flags.set("allow-privileged", true);
    flags.set("audit-log-maxage", 30);
    flags.set("audit-log-maxbackup", 10);
    flags.set("audit-log-maxsize", 100);
    flags.set("audit-log-path", format_args!("{AUDIT_LOGS}/audit.log"));
    flags.set("audit-policy-file", AUDIT_POLICY);
    flags.set("authentication-config", AUTHENTICATION);
    flags.set("authorization-mode", "Node,RBAC");
    if cluster.has_ipv6() {
        // 0.0.0.0, the default, is IPv4 alone.
        flags.set("bind-address", "::");
    }
    flags.set("client-ca-file", pki::certificate("ca"));
    flags.set("enable-admission-plugins", "NodeRestriction");
    flags.set("encryption-provider-config", pki::path("encryption.yaml"));
    flags.set("etcd-cafile", pki::certificate("etcd/ca"));
    flags.set("etcd-certfile", pki::certificate("apiserver-etcd-client"));
    flags.set("etcd-keyfile", pki::key("apiserver-etcd-client"));
    flags.set("etcd-servers", cluster.etcd_servers(node));
    flags.set("kubelet-certificate-authority", pki::certificate("ca"));
    flags.set("kubelet-client-certificate", pki::certificate("apiserver-kubelet-client"));
    flags.set("kubelet-client-key", pki::key("apiserver-kubelet-client"));
    flags.set("kubelet-preferred-address-types", "InternalIP,Hostname");
    flags.set("profiling", false);
    flags.set("proxy-client-cert-file", pki::certificate("front-proxy-client"));
    flags.set("proxy-client-key-file", pki::key("front-proxy-client"));
    flags.set("requestheader-allowed-names", FRONT_PROXY_CLIENT);
    flags.set("requestheader-client-ca-file", pki::certificate("front-proxy-ca"));
    flags.set("requestheader-extra-headers-prefix", "X-Remote-Extra-");
    flags.set("requestheader-group-headers", "X-Remote-Group");
    flags.set("requestheader-username-headers", "X-Remote-User");
    flags.set("secure-port", API_PORT);
    flags.set("service-account-issuer", cluster.issuer());
    flags.set("service-account-key-file", pki::path("sa.pub"));
    flags.set("service-account-signing-key-file", pki::path("sa.key"));
    flags.set("service-cluster-ip-range", cluster.services());
    flags.set("service-node-port-range", cluster.settings.node_ports);
    flags.set("tls-cert-file", pki::certificate("apiserver"));
    flags.set("tls-private-key-file", pki::key("apiserver"));
    flags.into_command()
}

/// Who changed what: requests without their contents, as these may be secret, and nothing of what
/// Kubernetes' own parts do every second (kubernetes/website, "Auditing").
fn audit_policy() -> AuditPolicy {
    let quiet = AuditRule {
        users: vec!["system:kube-proxy", "system:apiserver"],
        verbs: vec!["get", "list", "watch"],
        ..AuditRule::all(Level::None)
    };
    let health = AuditRule {
        non_resource_urls: vec!["/healthz*", "/livez*", "/readyz*", "/version", "/openapi/*"],
        ..AuditRule::all(Level::None)
    };
    let leases = AuditRule {
        resources: vec![
            GroupResources::new("coordination.k8s.io", &["leases"]),
            GroupResources::new("", &["events"]),
        ],
        ..AuditRule::all(Level::None)
    };
    let nodes = AuditRule {
        user_groups: vec!["system:nodes"],
        verbs: vec!["get", "list", "watch"],
        ..AuditRule::all(Level::None)
    };
    let mut policy =
        AuditPolicy::new(vec![quiet, health, leases, nodes, AuditRule::all(Level::Metadata)]);
    policy.omit_stages = vec![Stage::RequestReceived];
    policy
}
