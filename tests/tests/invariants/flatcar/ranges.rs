//! Ranges of addresses, and the names that are answered in them.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;
use kubecore_tests::settings::parse_yaml;
use serde_yaml::Value;

use super::addresses::{answers_to, host_of, names};
use super::machine::{Here, by_kubeadm, machines, of_role, text, texts};
use crate::cluster::Cluster;
use crate::place::Say;

/// Whoever gives out, forwards or filters pods' addresses has the same ranges.
pub(super) fn pods_have_one_range(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut found: Vec<(String, String)> = Vec::new();
    for here in machines(cluster) {
        let mut put = |what: &str, range: &str| {
            if !range.is_empty() {
                found.push((format!("{}: {what}", here.name()), range.to_owned()));
            }
        };
        put(
            "kube-controller-manager",
            here.flags("kube-controller-manager").get("cluster-cidr").map_or("", |r| r),
        );
        for config in here.yaml("/etc/kubernetes/kubeadm.yaml") {
            put("kubeadm", text(&config["networking"]["podSubnet"]));
            put("kubeadm's kube-proxy", text(&config["clusterCIDR"]));
        }
        for map in here.objects("ConfigMap") {
            let proxy = data(&map, "config.conf");
            put("kube-proxy", proxy.as_ref().map_or("", |config| text(&config["clusterCIDR"])));
            if let Some(flannel) = data(&map, "net-conf.json") {
                let ranges = [&flannel["Network"], &flannel["IPv6Network"]].map(text);
                let given: Vec<&str> = ranges
                    .into_iter()
                    .filter(|range| !range.is_empty() && *range != "::/0")
                    .collect();
                put("flannel", &given.join(","));
            }
        }
        put("Calico", &calico(&here).join(","));
    }
    let ranges: BTreeSet<&String> = found.iter().map(|(_, range)| range).collect();
    if ranges.len() != 1 {
        say(format!("{found:?}"));
    }
    let asked = cluster.case.spec("network.pods").unwrap_or_else(|| "10.244.0.0/16".to_owned());
    if !ranges.contains(&asked) {
        say(format!("{ranges:?} is not {asked}"));
    }
    found.len()
}

/// The pools of Calico's patches.
fn calico(here: &Here<'_>) -> Vec<String> {
    let mut pools = Vec::new();
    for overlay in here.yaml("/opt/bootstrap/calico/kustomization.yaml") {
        for patch in overlay["patches"].as_sequence().into_iter().flatten() {
            let patch = parse_yaml(text(&patch["patch"])).remove(0);
            let env = &patch["spec"]["template"]["spec"]["containers"][0]["env"];
            let env = env.as_sequence().into_iter().flatten();
            let pool = |entry: &&Value| text(&entry["name"]).ends_with("POOL_CIDR");
            let values = env.filter(pool).map(|entry| text(&entry["value"]));
            // Calico's word for a pool that it must not make.
            pools.extend(values.filter(|value| *value != "none").map(str::to_owned));
        }
    }
    pools
}

fn data(map: &Value, key: &str) -> Option<Value> {
    Some(parse_yaml(map["data"].get(key)?.as_str()?).remove(0))
}

/// One range of services for all, whose first address is the API's, and in which names are answered.
pub(super) fn services_have_one_range(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let asked = cluster.case.spec("network.services").unwrap_or_else(|| "10.96.0.0/16".to_owned());
    let mut seen = 0;
    for here in of_role(cluster, "control-plane") {
        for program in ["kube-apiserver", "kube-controller-manager"] {
            if let Some(range) = here.flags(program).get("service-cluster-ip-range") {
                seen += 1;
                if *range != asked {
                    say(format!("{}: {program} has {range}, not {asked}", here.name()));
                }
            }
        }
        for config in here.yaml("/etc/kubernetes/kubeadm.yaml") {
            let range = text(&config["networking"]["serviceSubnet"]);
            seen += 1;
            if !range.is_empty() && range != asked {
                say(format!("{}: kubeadm has {range}, not {asked}", here.name()));
            }
        }
        if !by_kubeadm(cluster) {
            let first = asked.split(',').next().and_then(|range| range.parse::<IpNet>().ok());
            let api = first.map(|range| match range {
                IpNet::V4(range) => {
                    IpAddr::from(std::net::Ipv4Addr::from(u32::from(range.network()) + 1))
                }
                IpNet::V6(range) => {
                    IpAddr::from(std::net::Ipv6Addr::from(u128::from(range.network()) + 1))
                }
            });
            let api = api.expect("a range").to_string();
            if !answers_to(&names(&here, "apiserver"), &api) {
                say(format!("{}: its certificate is not for {api}", here.name()));
            }
        }
    }
    seen
}

/// Kubelets tell pods to ask where the Service of CoreDNS answers, for the domain that it knows.
pub(super) fn names_are_asked_for_where_they_are_answered(
    cluster: &Cluster<'_>,
    say: Say<'_>,
) -> usize {
    let services =
        cluster.case.spec("network.services").unwrap_or_else(|| "10.96.0.0/16".to_owned());
    let services: Vec<IpNet> =
        services.split(',').map(|range| range.parse().expect("a range")).collect();
    let all = machines(cluster);
    let answered = all.iter().flat_map(|here| here.objects("Service"));
    let answered: Vec<Vec<String>> =
        answered.map(|service| texts(&service["spec"]["clusterIPs"])).collect();
    let maps = all.iter().flat_map(|here| here.objects("ConfigMap"));
    let corefiles: Vec<String> =
        maps.map(|map| text(&map["data"]["Corefile"]).to_owned()).collect();
    let issuers =
        all.iter().filter_map(|here| here.flags("kube-apiserver").remove("service-account-issuer"));
    let issuers: Vec<String> = issuers.collect();
    let mut seen = 0;
    for here in &all {
        let files = ["/var/lib/kubelet/config.yaml", "/etc/kubernetes/kubeadm.yaml"];
        let configs = files.iter().flat_map(|path| here.yaml(path));
        for config in configs.filter(|config| config["kind"] == "KubeletConfiguration") {
            seen += 1;
            let asked = texts(&config["clusterDNS"]);
            if answered.iter().any(|answered| *answered != asked) {
                say(format!("{}: asks {asked:?}, and {answered:?} answers", here.name()));
            }
            for address in &asked {
                let address: IpAddr = address.parse().expect("an address");
                if !services.iter().any(|range| range.contains(&address)) {
                    say(format!("{}: {address} is no service's", here.name()));
                }
            }
            let domain = text(&config["clusterDomain"]);
            let wanted =
                cluster.case.spec("network.domain").unwrap_or_else(|| "cluster.local".to_owned());
            if domain != wanted {
                say(format!("{}: the domain is {domain}, not {wanted}", here.name()));
            }
            for corefile in corefiles.iter().filter(|text| !text.is_empty()) {
                if !corefile.contains(&format!("kubernetes {domain} ")) {
                    say(format!("CoreDNS answers for another domain than {domain}"));
                }
            }
            for issuer in &issuers {
                if host_of(issuer) != format!("kubernetes.default.svc.{domain}") {
                    say(format!("{issuer} is outside {domain}"));
                }
            }
        }
    }
    seen
}
