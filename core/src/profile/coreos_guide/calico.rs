//! Calico: deploy-master.md and deploy-workers.md, the optional steps.

use serde::Serialize;

use super::api_server::LOCAL_URL;
use super::hyperkube::{NAMESPACE, manifest};
use super::{Guide, flannel, worker_kubeconfig};
use crate::format::kubernetes::{
    Container, EnvVar, Manifest, ObjectMeta, Pod, PodSpec, PullPolicy,
};
use crate::format::systemd::{Command, UnitFile};
use crate::format::{cni, json};
use crate::plan::Node;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

/// An address pool, as Calico's etcd data model has it.
#[derive(Serialize)]
struct Pool {
    cidr: ipnet::IpNet,
    ipam: bool,
    masquerade: bool,
}

/// calico-node.service: the agent on every machine that runs pods.
pub(super) fn agent(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    let bgp = !guide.settings.mode.flannel();
    // Every name that Calico, the CNI plugin and the kubelet know this machine by must be the same.
    let name = node.ip;
    let rkt = Command::new("/usr/bin/rkt")
        .arg("run")
        .arg("--inherit-env")
        .flag("--stage1-from-dir", "stage1-fly.aci")
        .flag("--volume", "modules,kind=host,source=/lib/modules,readOnly=false")
        .flag("--mount", "volume=modules,target=/lib/modules")
        .flag("--volume", "dns,kind=host,source=/etc/resolv.conf,readOnly=true")
        .flag("--mount", "volume=dns,target=/etc/resolv.conf")
        .arg("--trust-keys-from-https")
        .arg("quay.io/calico/node:v0.19.0");
    let description = match node.role {
        Role::Worker if !guide.settings.corrected() => "Calico node for network policy",
        _ => "Calico per-host agent",
    };
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", description)
                .set("Requires", "network-online.target")
                .set("After", "network-online.target")
        })
        .service(|mut service| {
            service = service
                .set("Slice", "machine.slice")
                .environment("CALICO_DISABLE_FILE_LOGGING", true)
                .environment("HOSTNAME", name)
                .environment("IP", node.ip)
                .environment("FELIX_FELIXHOSTNAME", name)
                .environment("CALICO_NETWORKING", bgp)
                .environment("NO_DEFAULT_POOLS", true)
                .environment("ETCD_ENDPOINTS", guide.plan.etcd.endpoint_list());
            if bgp && node.role == Role::ControlPlane {
                // D-28: without a pool Calico has no addresses to give.
                service = service.exec_start_pre(pool(guide, node));
            }
            service
                .exec_start(rkt)
                .set("KillMode", "mixed")
                .set("Restart", "always")
                .set("TimeoutStartSec", 0)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    machine.units.push(Unit {
        name: "calico-node.service".into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

/// Sets the pod range as Calico's pool, unless it is there
/// (projectcalico/calico-docker `calico_containers/pycalico`, `IP_POOL_KEY`: `/` becomes `-`).
fn pool(guide: Guide<'_>, node: &Node) -> Command {
    let cidr = guide.plan.network.pods.first();
    let key = format!("calico/v1/ipam/v4/pool/{}", cidr.to_string().replace('/', "-"));
    flannel::put_once(
        guide,
        node,
        &key,
        &json::one_line(&Pool { cidr, ipam: true, masquerade: true }),
    )
}

/// policy-controller.yaml: on every control plane; one of them leads.
pub(super) fn policy_controller(machine: &mut Machine, guide: Guide<'_>) {
    // D-6: the published guide's own namespace had to be made by hand.
    let namespace = if guide.settings.corrected() { NAMESPACE } else { "calico-system" };
    let controller = Container {
        name: "k8s-policy-controller".into(),
        image: "calico/kube-policy-controller:v0.2.0".into(),
        env: vec![
            EnvVar::new("ETCD_ENDPOINTS", guide.plan.etcd.endpoint_list()),
            EnvVar::new("K8S_API", LOCAL_URL),
            EnvVar::new("LEADER_ELECTION", "true"),
        ],
        ..Container::default()
    };
    let elector = Container {
        name: "leader-elector".into(),
        image: "quay.io/calico/leader-elector:v0.1.0".into(),
        image_pull_policy: Some(PullPolicy::IfNotPresent),
        args: vec![
            "--election=calico-policy-election".into(),
            format!("--election-namespace={namespace}"),
            "--http=127.0.0.1:4040".into(),
        ],
        ..Container::default()
    };
    let spec =
        PodSpec { host_network: true, containers: vec![controller, elector], ..PodSpec::default() };
    let pod = Pod::new(ObjectMeta::named("calico-policy-controller", namespace), spec);
    machine.file(manifest!("policy-controller"), pod.to_yaml());
}

/// 10-calico.conf: what the kubelet calls for each pod.
pub(super) fn cni(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    let policy = if node.role == Role::Worker {
        cni::Policy::kubernetes(format!("{}:443/api/v1/", guide.plan.api.url()))
            .client(worker_kubeconfig::KEY, worker_kubeconfig::CERTIFICATE)
    } else {
        cni::Policy::kubernetes(format!("{LOCAL_URL}/api/v1/"))
    };
    let calico = cni::Calico {
        etcd_endpoints: guide.plan.etcd.endpoint_list(),
        log_level: "none",
        log_level_stderr: "info",
        hostname: node.ip.to_string(),
        policy,
    };
    let config = if guide.settings.mode.flannel() {
        cni::calico_over_flannel("calico", &calico)
    } else {
        cni::calico("calico", &calico)
    };
    machine.file("/etc/kubernetes/cni/net.d/10-calico.conf", config);
}
