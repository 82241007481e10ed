//! What runs inside the cluster from the start, applied by the first control plane.

use super::addons::{self, Images, calico, core_dns, flannel, kube_proxy, kube_vip, rbac};
use super::{Cluster, kubeadm, kubeconfigs, pki};
use crate::format::env_file::EnvFile;
use crate::format::systemd::UnitFile;
use crate::plan::Node;
use crate::plan::certificates::flatcar::KUBE_VIP;
use crate::plan::flatcar::PodNetwork;
use crate::profile::fetch;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::{ProxyMode, Role};

pub(super) const UNIT: &str = "bootstrap-addons.service";
const DIRECTORY: &str = "/opt/bootstrap";
const SCRIPT: &str = "/opt/bootstrap/bootstrap-addons";

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>) {
    let kubeconfig = if cluster.settings.kubeadm() {
        "/etc/kubernetes/super-admin.conf"
    } else {
        kubeconfigs::local(machine, kubeconfigs::BOOTSTRAP);
        kubeconfigs::BOOTSTRAP.path
    };
    for (name, text) in manifests(cluster) {
        machine.file(format!("{DIRECTORY}/manifests/{name}"), text);
    }
    let overlays = calico_files(machine, cluster);
    machine.program(SCRIPT, include_str!("../../../data/flatcar/bootstrap-addons"));
    let control_planes: Vec<&str> =
        cluster.plan.of_role(Role::ControlPlane).map(|node| node.name.as_str()).collect();
    let variables = EnvFile::new()
        .set("KUBECORE_KUBECONFIG", kubeconfig)
        .set("KUBECORE_KUSTOMIZATIONS", overlays)
        .set("KUBECORE_CONTROL_PLANES", control_planes.join(" "));
    machine.file(format!("{DIRECTORY}/bootstrap.env"), variables.to_string());
    machine.units.push(unit(cluster, kubeconfig));
}

/// The first control plane does it: one is enough.
pub(super) fn is_here(cluster: Cluster<'_>, node: &Node) -> bool {
    cluster.plan.first_control_plane() == Some(node)
}

/// Files of objects, by name. kubeadm brings kube-proxy, CoreDNS and most permissions of its own.
fn manifests(cluster: Cluster<'_>) -> Vec<(&'static str, String)> {
    let Cluster { plan, settings } = cluster;
    let images = cluster.images();
    let host = plan.api.host.to_string();
    let api = cluster.api(&host);
    let pods: Vec<_> = plan.network.pods.iter().collect();
    let mut files = Vec::new();
    if !settings.kubeadm() {
        files.push((rbac::FILE, rbac::manifest()));
        let mode = cluster.proxy_mode();
        let proxy = kube_proxy::KubeProxy { images: &images, mode, pods: &pods, api };
        files.push((kube_proxy::FILE, kube_proxy::manifest(proxy)));
        if plan.addons.kube_dns {
            files.push((core_dns::FILE, dns(cluster, &images)));
        }
    }
    if settings.network == PodNetwork::Flannel {
        let nftables = settings.proxy == ProxyMode::Nftables;
        let flannel = flannel::Flannel { images: &images, pods: &pods, nftables, api };
        files.push((flannel::FILE, flannel::manifest(flannel)));
    }
    if settings.vip.is_some() && !settings.kubeadm() {
        files.push((kube_vip::FILE, kube_vip::access(KUBE_VIP)));
    }
    files
}

fn dns(cluster: Cluster<'_>, images: &Images) -> String {
    let plan = cluster.plan;
    let service_ips = cluster.dns_addresses();
    let (replicas, on_control_planes) = cluster.dns_places();
    let dns = core_dns::CoreDns {
        images,
        domain: &plan.network.domain.to_string(),
        service_ips: &service_ips,
        replicas,
        on_control_planes,
    };
    core_dns::manifest(dns)
}

/// Upstream's file is fetched, checked, and changed by what lies beside it. Gives the directory.
fn calico_files(machine: &mut Machine, cluster: Cluster<'_>) -> String {
    if !cluster.settings.calico() {
        return String::new();
    }
    let directory = format!("{DIRECTORY}/{}", calico::DIRECTORY);
    let host = cluster.plan.api.host.to_string();
    for (name, text) in
        cluster.calico(cluster.api(&host)).map(addons::calico::files).into_iter().flatten()
    {
        machine.file(format!("{directory}/{name}"), text);
    }
    fetch::set_up(machine);
    directory
}

fn unit(cluster: Cluster<'_>, kubeconfig: &str) -> Unit {
    // kubeadm makes the one, and the key of the other may come later.
    let (condition, after) = if cluster.settings.kubeadm() {
        (kubeconfig.to_owned(), kubeadm::UNIT)
    } else {
        (pki::key(kubeconfigs::BOOTSTRAP.certificate), super::kubelet::UNIT)
    };
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Applies the add-ons once the API answers")
                .set("Wants", "network-online.target")
                .set("After", format_args!("{after} network-online.target"))
                .set("ConditionPathExists", condition)
        })
        .service(|mut service| {
            // Not oneshot: it waits for the others, and a boot must not wait for it.
            service = service.set("Type", "exec").set("RemainAfterExit", "yes");
            if let Some(download) = cluster.calico_download() {
                let file = format!("{DIRECTORY}/{}/{}", calico::DIRECTORY, calico::UPSTREAM_FILE);
                let fetch = fetch::file(download.url, download.sha256, file);
                service = service.exec_start_pre(fetch).set("TimeoutStartSec", "infinity");
            }
            service.exec_start([SCRIPT]).set("Restart", "on-failure").set("RestartSec", 15)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    Unit {
        name: UNIT.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    }
}
