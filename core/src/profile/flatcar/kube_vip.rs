//! The API's address, where control planes hand it among themselves.

use super::addons::kube_vip::{KubeVip, pod};
use super::{Cluster, kubeconfigs, kubelet};
use crate::bundle::PRIVATE;
use crate::format::kubernetes::Manifest;
use crate::plan::certificates::flatcar::DIRECTORY;
use crate::profile::machine::Machine;
use crate::spec::value::InterfaceName;

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>) {
    let Some(vip) = &cluster.settings.vip else { return };
    kubeconfigs::local(machine, kubeconfigs::KUBE_VIP);
    let pod = pod(KubeVip {
        image: &cluster.images().kube_vip,
        address: vip.address,
        port: cluster.plan.api.port,
        interface: vip.interface.as_ref().map(InterfaceName::as_str),
        kubeconfig: kubeconfigs::KUBE_VIP.path,
        certificates: DIRECTORY,
    });
    machine.place(format!("{}/kube-vip.yaml", kubelet::MANIFESTS).into(), PRIVATE, pod.to_yaml());
}
