//! Every add-on, to the letter. The files beside this one are what is expected.

use super::*;

fn both() -> [ipnet::IpNet; 2] {
    ["10.2.0.0/16", "fd00:2::/56"].map(|range| range.parse().unwrap())
}

#[test]
fn rights() {
    assert_eq!(rbac::manifest(), include_str!("rbac.yaml"));
}

#[test]
fn dns() {
    let ips = ["10.3.0.10".parse().unwrap()];
    let manifest = core_dns::manifest(core_dns(&images(), &ips));
    assert_eq!(manifest, include_str!("core-dns.yaml"));
}

#[test]
fn proxy() {
    let (images, pods) = (images(), both());
    let proxy = KubeProxy { images: &images, mode: ProxyMode::Nftables, pods: &pods, api: API };
    assert_eq!(kube_proxy::manifest(proxy), include_str!("kube-proxy.yaml"));
}

#[test]
fn flannel_with_both_families() {
    let (images, pods) = (images(), both());
    let flannel = Flannel { images: &images, pods: &pods, nftables: true, api: API };
    assert_eq!(flannel::manifest(flannel), include_str!("flannel.yaml"));
}

#[test]
fn vip() {
    let images = images();
    assert_eq!(kube_vip::pod(kube_vip(&images)).to_yaml(), include_str!("kube-vip.yaml"));
    assert_eq!(kube_vip::access("kube-vip"), include_str!("kube-vip-access.yaml"));
}

#[test]
fn calico_by_vxlan_with_both_families() {
    let calico = Calico {
        ipv6: Some(Pool { range: "fd00:2::/56".parse().unwrap(), block: 122 }),
        registry: Some("registry.example.org/calico"),
        ..calico()
    };
    let [(_, kustomization), (_, endpoint)] = calico::files(calico);
    assert_eq!(kustomization, include_str!("calico-vxlan.yaml"));
    assert_eq!(endpoint, include_str!("calico-api-endpoint.yaml"));
}

#[test]
fn calico_by_ip_in_ip() {
    let calico = Calico { encapsulation: Encapsulation::Ipip, ..calico() };
    let [(_, kustomization), _] = calico::files(calico);
    assert_eq!(kustomization, include_str!("calico-ipip.yaml"));
}
