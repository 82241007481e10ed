//! What differs from one cluster to another.

use super::*;

fn pod(set: &Value) -> &Value {
    &set["spec"]["template"]["spec"]
}

#[test]
fn the_dns_service_has_the_families_of_its_addresses() {
    let images = images();
    let ips = ["fd00:3::a", "10.3.0.10"].map(|ip| ip.parse().unwrap());
    let spec = &object(&core_dns::manifest(core_dns(&images, &ips)), "Service")["spec"];
    assert_eq!(spec["clusterIP"], "fd00:3::a");
    assert_eq!(spec["clusterIPs"][1], "10.3.0.10");
    assert_eq!(spec["ipFamilyPolicy"], "RequireDualStack");
    assert_eq!((&spec["ipFamilies"][0], &spec["ipFamilies"][1]), (&"IPv6".into(), &"IPv4".into()));
}

#[test]
fn dns_runs_on_control_planes_where_it_has_to() {
    let (images, ips) = (images(), ["10.3.0.10".parse().unwrap()]);
    let tolerations = |on_control_planes| {
        let dns = CoreDns { on_control_planes, replicas: 1, ..core_dns(&images, &ips) };
        let deployment = object(&core_dns::manifest(dns), "Deployment");
        assert_eq!(deployment["spec"]["replicas"], 1);
        pod(&deployment)["tolerations"].as_sequence().unwrap().clone()
    };
    assert_eq!(tolerations(false).len(), 1);
    assert_eq!(tolerations(true)[1]["key"], "node-role.kubernetes.io/control-plane");
}

#[test]
fn only_kube_proxys_preparation_is_privileged() {
    let (images, pods) = (images(), ["10.2.0.0/16".parse().unwrap()]);
    let proxy = KubeProxy { images: &images, mode: ProxyMode::Iptables, pods: &pods, api: API };
    let yaml = kube_proxy::manifest(proxy);
    assert_eq!(yaml.matches("privileged").count(), 1);
    let set = object(&yaml, "DaemonSet");
    let first = &pod(&set)["initContainers"][0];
    assert_eq!(first["securityContext"]["privileged"], true);
    assert_eq!(first["command"][3], "--init-only");
    let config = object(&yaml, "ConfigMap")["data"]["config.conf"].as_str().unwrap().to_owned();
    assert!(config.contains("mode: iptables\nclusterCIDR: 10.2.0.0/16\n"), "{config}");
}

#[test]
fn flannel_has_the_families_of_the_pods() {
    let images = images();
    let network = |pods: &[&str]| {
        let pods: Vec<ipnet::IpNet> = pods.iter().map(|range| range.parse().unwrap()).collect();
        let yaml =
            flannel::manifest(Flannel { images: &images, pods: &pods, nftables: false, api: API });
        let text = object(&yaml, "ConfigMap")["data"]["net-conf.json"].as_str().unwrap().to_owned();
        let network: serde_json::Value = serde_json::from_str(&text).unwrap();
        (network, yaml.contains("--iface=$(POD_IP)"))
    };
    let (ipv4, by_address) = network(&["10.2.0.0/16"]);
    assert_eq!(ipv4["Network"], "10.2.0.0/16");
    assert_eq!((&ipv4["EnableIPv6"], &ipv4["EnableNFTables"]), (&false.into(), &false.into()));
    assert!(ipv4.get("IPv6Network").is_none() && by_address);
    let (ipv6, by_address) = network(&["fd00:2::/56"]);
    assert_eq!(ipv6["EnableIPv4"], false);
    assert_eq!(ipv6["IPv6Network"], "fd00:2::/56");
    assert!(ipv6.get("Network").is_none() && by_address);
    let (both, by_address) = network(&["fd00:2::/56", "10.2.0.0/16"]);
    assert_eq!((&both["EnableIPv4"], &both["EnableIPv6"]), (&true.into(), &true.into()));
    assert!(!by_address, "flannel would find no interface");
}

#[test]
fn kube_vip_takes_an_interface_and_either_family() {
    let images = images();
    let vip = KubeVip {
        address: "fd00::100".parse().unwrap(),
        interface: Some("eth1"),
        ..kube_vip(&images)
    };
    let pod = object(&kube_vip::pod(vip).to_yaml(), "Pod");
    assert_eq!(variable(&pod, "address"), "fd00::100");
    assert_eq!(variable(&pod, "vip_interface"), "eth1");
}

#[test]
fn every_container_gives_rights_away() {
    let (images, ips) = (images(), ["10.3.0.10".parse().unwrap()]);
    let pods = ["10.2.0.0/16".parse().unwrap()];
    let proxy = KubeProxy { images: &images, mode: ProxyMode::Nftables, pods: &pods, api: API };
    let flannel = Flannel { images: &images, pods: &pods, nftables: true, api: API };
    let mut seen = 0;
    for (yaml, kind) in [
        (core_dns::manifest(core_dns(&images, &ips)), "Deployment"),
        (kube_proxy::manifest(proxy), "DaemonSet"),
        (flannel::manifest(flannel), "DaemonSet"),
    ] {
        let set = object(&yaml, kind);
        let pod = pod(&set);
        assert_eq!(pod["securityContext"]["seccompProfile"]["type"], "RuntimeDefault");
        assert!(pod["priorityClassName"].as_str().unwrap().starts_with("system-"));
        let containers = |key: &str| pod[key].as_sequence().cloned().unwrap_or_default();
        for container in [containers("initContainers"), containers("containers")].concat() {
            let rights = &container["securityContext"];
            if rights["privileged"] != true {
                assert_eq!(rights["capabilities"]["drop"][0], "ALL", "{container:?}");
                assert_eq!(rights["allowPrivilegeEscalation"], false, "{container:?}");
            }
            seen += 1;
        }
        assert!(!containers("containers")[0]["resources"]["requests"].is_null());
    }
    assert_eq!(seen, 6);
}
