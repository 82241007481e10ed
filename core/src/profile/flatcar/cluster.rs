//! What every file needs to know, in the form that programs take it.

use std::net::IpAddr;

use super::addons::{ApiEndpoint, Images, Versions, calico};
use super::static_pod::Mount;
use crate::catalogue::{Download, Program, Release};
use crate::format::ignition::Variant;
use crate::format::kubernetes::config;
use crate::plan::calico::{BLOCK, BLOCK_V6};
use crate::plan::flatcar::{PodNetwork, Settings};
use crate::plan::{Node, Plan};
use crate::spec::{CalicoTunnel, ProxyMode, Role};

/// A cluster and its settings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster<'p> {
    pub(super) plan: &'p Plan,
    pub(super) settings: &'p Settings,
}

impl Cluster<'_> {
    fn release(self) -> &'static Release {
        self.settings.release
    }

    /// `v1.36`.
    pub(super) fn minor(self) -> String {
        self.release().version.minor_release()
    }

    /// A program of Kubernetes.
    pub(super) fn program(self, program: Program) -> Download {
        self.release().program(program, self.settings.arch)
    }

    pub(super) fn cni_plugins(self) -> Download {
        self.release().cni_plugins(self.settings.arch)
    }

    pub(super) fn etcd_archive(self) -> Download {
        self.release().etcd_archive(self.settings.arch)
    }

    pub(super) fn sysext_url(self) -> String {
        self.release().sysext_url(self.settings.arch)
    }

    /// Upstream's manifest of Calico, where Calico connects pods.
    pub(super) fn calico_download(self) -> Option<Download> {
        (self.settings.calico()).then(|| self.release().calico_manifest())
    }

    /// Of a program that runs as a pod: `registry.k8s.io/kube-apiserver:v1.36.4`.
    pub(super) fn kubernetes_image(self, program: &str) -> String {
        format!("registry.k8s.io/{program}:{}", self.plan.release.kubernetes())
    }

    pub(super) fn etcd_image(self) -> String {
        self.release().etcd_image()
    }

    pub(super) fn pause_image(self) -> String {
        self.release().pause_image()
    }

    /// Of the add-ons.
    pub(super) fn images(self) -> Images {
        let release = self.release();
        let kubernetes = self.plan.release.kubernetes();
        Images::published(Versions {
            kubernetes: kubernetes.trim_start_matches('v'),
            core_dns: release.core_dns(),
            flannel: release.flannel(),
            flannel_cni_plugin: release.flannel_cni_plugin(),
            kube_vip: release.kube_vip(),
        })
    }

    /// Where the API is found before services work; `host` is that of the plan as a text.
    pub(super) fn api(self, host: &str) -> ApiEndpoint<'_> {
        ApiEndpoint { host, port: self.plan.api.port }
    }

    pub(super) fn proxy_mode(self) -> config::ProxyMode {
        match self.settings.proxy {
            ProxyMode::Nftables => config::ProxyMode::Nftables,
            ProxyMode::Iptables => config::ProxyMode::Iptables,
        }
    }

    /// Whose Butane the machines' configs are.
    pub(super) fn variant(self) -> Variant {
        if self.settings.is_flatcar() { Variant::Flatcar } else { Variant::Fcos }
    }

    /// Both families of services, as flags take them.
    pub(super) fn services(self) -> String {
        self.plan.network.services.to_string()
    }

    /// Both families of pods.
    pub(super) fn pods(self) -> String {
        self.plan.network.pods.to_string()
    }

    pub(super) fn has_ipv6(self) -> bool {
        self.plan.network.services.v6().is_some() || self.plan.network.pods.v6().is_some()
    }

    pub(super) fn dns_addresses(self) -> Vec<IpAddr> {
        self.plan.network.dns_service_ip.iter().collect()
    }

    /// Who gives out service-account tokens.
    pub(super) fn issuer(self) -> String {
        format!("https://kubernetes.default.svc.{}", self.plan.network.domain)
    }

    /// A member on the machine itself is asked alone, as kubeadm does: it knows the others. Machines
    /// of their own are all asked.
    pub(super) fn etcd_servers(self, node: &Node) -> String {
        if node.etcd {
            return super::etcd::loopback_url();
        }
        let members = self.plan.etcd.members.iter();
        members.map(|member| super::etcd::client_url(member.ip)).collect::<Vec<_>>().join(",")
    }

    /// What of the operating system's certificates a program sees: links on both systems lead from
    /// one directory to another.
    pub(super) fn ca_certificates(self) -> [Mount; 2] {
        let behind = if self.settings.is_flatcar() {
            "/usr/share/ca-certificates"
        } else {
            "/etc/pki/ca-trust"
        };
        [
            Mount::directory("etc-ssl-certs", "/etc/ssl/certs"),
            Mount::directory("ca-certificates", behind),
        ]
    }

    /// How Calico is changed, where it connects pods.
    pub(super) fn calico(self, api: ApiEndpoint<'_>) -> Option<calico::Calico<'_>> {
        let pods = self.plan.network.pods;
        let PodNetwork::Calico(tunnel) = self.settings.network else { return None };
        let (v4, v6) = (pods.v4()?, pods.v6());
        let pool_v4 = match v4 {
            ipnet::IpNet::V4(range) => calico::Pool { range, block: BLOCK.max(range.prefix_len()) },
            ipnet::IpNet::V6(_) => return None,
        };
        let pool_v6 = match v6 {
            Some(ipnet::IpNet::V6(range)) => {
                Some(calico::Pool { range, block: BLOCK_V6.max(range.prefix_len()) })
            }
            _ => None,
        };
        Some(calico::Calico {
            encapsulation: match tunnel {
                CalicoTunnel::Vxlan => calico::Encapsulation::Vxlan,
                CalicoTunnel::Ipip => calico::Encapsulation::Ipip,
            },
            ipv4: pool_v4,
            ipv6: pool_v6,
            registry: None,
            api,
        })
    }

    /// The number of CoreDNS' pods, and whether they may run on control planes.
    pub(super) fn dns_places(self) -> (u32, bool) {
        let takes = |node: &&Node| node.role == Role::Worker && node.schedulable;
        let workers = self.plan.nodes().iter().filter(takes).count();
        let machines = self.plan.nodes().iter().filter(|node| node.role.runs_kubernetes()).count();
        (if machines > 1 { 2 } else { 1 }, workers == 0)
    }
}

/// The addresses of a machine, as flags take them.
pub(super) fn addresses(node: &Node) -> String {
    node.ips().map(|ip| ip.to_string()).collect::<Vec<_>>().join(",")
}
