//! The profile `weave`: who is who, who reaches whom, and which address belongs to whom.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::Ipv4Net;
use kubecore_tests::case::Machine;
use kubecore_tests::settings::{parse_yaml, unit_entries};
use kubecore_tests::tree::Tree;

use crate::cluster::{Cluster, ClusterRule, all_settings, hold, notice, values};
use crate::faults::named;
use crate::place::Say;

pub(crate) const RULES: &[(&str, ClusterRule)] = &named![
    each_host_has_one_role,
    everybody_asks_the_master,
    members_are_listed_once,
    ranges_are_apart,
    bridges_are_apart,
    peers_are_connected,
    every_host_has_its_files,
    registries_can_log_in,
    releases_are_pinned,
    one_way_to_register,
];

#[test]
fn every_case_keeps_the_rules() {
    hold("weave", RULES);
}

#[test]
fn each_rule_notices_its_faults() {
    notice("weave", RULES);
}

const TARGETS: [(&str, bool); 2] = [("master", true), ("node", false)];

fn unit(name: &str) -> String {
    format!("/etc/systemd/system/kubernetes.{name}")
}

fn is_master(node: &Machine) -> bool {
    node.role == "control-plane"
}

/// A host starts the target of its role and no other: the other is not there, or its condition fails.
fn each_host_has_one_role(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    for node in &nodes {
        let files = cluster.files(node);
        for (target, masters) in TARGETS {
            let own = files.get(&unit(&format!("{target}.target")));
            let starts = own.is_some_and(|file| {
                let conditions = unit_entries(file.text()).into_iter();
                conditions.filter(|entry| entry.key == "ConditionHost").all(|entry| {
                    match entry.value.strip_prefix('!') {
                        Some(other) => other != node.name,
                        None => entry.value == node.name,
                    }
                })
            });
            if starts != (masters == is_master(node)) {
                say(format!("{}: {target}.target starts: {starts}", node.name));
            }
        }
    }
    let masters = nodes.iter().filter(|node| is_master(node)).count();
    if masters != 1 {
        say(format!("{masters} masters"));
    }
    nodes.len()
}

/// One address of the API, the master's on its bridge. (The post has another one by mistake, W-2.)
fn everybody_asks_the_master(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let Some(master) = nodes.iter().find(|node| is_master(node)) else { return 0 };
    let bridge = bridge(cluster, master);
    let right = [format!("{}:8080", bridge.addr()), "127.0.0.1:8080".to_owned()];
    let mut seen = 0;
    for node in &nodes {
        for (path, (key, value)) in all_settings(cluster.files(node)) {
            if !path.contains("/system/kubernetes.") {
                continue;
            }
            for word in value.split(|c: char| c.is_whitespace() || c == ',') {
                let word = word.trim_start_matches("http://");
                let Some((host, _)) = word.split_once(":8080") else { continue };
                seen += 1;
                let address = format!("{host}:8080");
                if !host.contains('$') && !right.contains(&address) {
                    say(format!("{}: {path}: {key} asks {address}", node.name));
                }
            }
        }
        for (path, file) in
            cluster.files(node).iter().filter(|(_, f)| f.text().contains("10.0.1.0"))
        {
            say(format!("{path} holds the post's mistyped address: {} bytes", file.bytes.len()));
        }
    }
    seen
}

/// `initial-cluster` has each member once, at the address that the member itself gives out; the API server knows them.
fn members_are_listed_once(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let mut listed = BTreeSet::new();
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    let mut clients = BTreeSet::new();
    for node in &nodes {
        let files = cluster.files(node);
        let path = format!("/etc/etcd2.{}.env", node.name);
        let one = |key: &str| values(files, &path, key).pop();
        if let Some(url) = one("ETCD_INITIAL_ADVERTISE_PEER_URLS") {
            own.insert(node.name.clone(), url);
            clients.extend(one("ETCD_ADVERTISE_CLIENT_URLS"));
        }
        listed.extend(values(files, "/etc/etcd2.env", "ETCD_INITIAL_CLUSTER"));
    }
    let wanted: BTreeSet<String> = own.iter().map(|(name, url)| format!("{name}={url}")).collect();
    for list in &listed {
        let members: Vec<&str> = list.split(',').collect();
        let found: BTreeSet<String> = members.iter().map(|member| (*member).to_owned()).collect();
        if found != wanted || members.len() != found.len() {
            say(format!("listed {list}, and running {wanted:?}"));
        }
    }
    if listed.len() != 1 {
        say(format!("{} lists of members", listed.len()));
    }
    let api: BTreeSet<String> = nodes
        .iter()
        .flat_map(|n| {
            values(cluster.files(n), &unit("apiserver.service"), "Service.ExecStart --etcd-servers")
        })
        .flat_map(|list| list.split(',').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    // The post's API server knows two of four (W-17).
    let knows = if cluster.published() { api.is_subset(&clients) } else { api == clients };
    if !knows || api.is_empty() {
        say(format!("the API server asks {api:?}, and members answer at {clients:?}"));
    }
    wanted.len()
}

fn ranges_are_apart(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let mut ranges: Vec<(&str, Ipv4Net)> = Vec::new();
    let one = |key: &'static str, found: BTreeSet<String>| {
        found.into_iter().map(move |text| (key, text.parse().expect("a range")))
    };
    let over = |path: &str, key: &str| -> BTreeSet<String> {
        nodes.iter().flat_map(|node| values(cluster.files(node), path, key)).collect()
    };
    ranges.extend(one("pods", over("/etc/weave.env", "WEAVE_BREAKOUT_ROUTE")));
    let flag = "Service.ExecStart --service-cluster-ip-range";
    ranges.extend(one("services", over(&unit("apiserver.service"), flag)));
    for (index, (name, range)) in ranges.iter().enumerate() {
        for (other_name, other) in &ranges[..index] {
            if range.contains(other) || other.contains(range) {
                say(format!("{name} {range} and {other_name} {other} overlap"));
            }
        }
        for node in &nodes {
            if range.contains(&node.ip.parse::<std::net::Ipv4Addr>().unwrap()) {
                say(format!("{name} {range} holds the machine {}", node.name));
            }
        }
    }
    let services = ranges.iter().find(|(name, _)| *name == "services").map(|(_, range)| *range);
    let dns = over(&unit("kubelet.service"), "Service.ExecStart --cluster-dns");
    for address in &dns {
        let address: std::net::Ipv4Addr = address.parse().unwrap();
        if !services.is_some_and(|services| services.contains(&address)) {
            say(format!("DNS at {address} is no service"));
        }
    }
    if ranges.len() != 2 {
        say(format!("{ranges:?}"));
    }
    ranges.len()
}

/// docker gives out addresses of its machine's bridge: no two machines may have the same ones (W-14).
fn bridges_are_apart(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let bridges: Vec<Ipv4Net> = nodes.iter().map(|node| bridge(cluster, node)).collect();
    for (index, bridge) in bridges.iter().enumerate() {
        for other in &bridges[..index] {
            if bridge.contains(&other.network()) || other.contains(&bridge.network()) {
                say(format!("{bridge} and {other}"));
            }
        }
        let route = values(cluster.files(&nodes[index]), "/etc/weave.env", "WEAVE_BREAKOUT_ROUTE");
        let inside = |route: &String| route.parse::<Ipv4Net>().unwrap().contains(&bridge.trunc());
        if !route.iter().all(inside) || route.len() != 1 {
            say(format!("{bridge} lies outside of {route:?}"));
        }
    }
    bridges.len()
}

/// Who names nobody and is named by nobody is alone (W-29). A name from outside leads to the master.
fn peers_are_connected(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let place = |word: &str| {
        let host = word.rsplit_once(':').map_or(word, |(host, _)| host);
        nodes.iter().position(|node| node.ip == host || node.name == host)
    };
    let master = nodes.iter().position(is_master).unwrap_or_default();
    let mut links: Vec<(usize, usize)> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let path = format!("/etc/weave.{}.env", node.name);
        for peers in values(cluster.files(node), &path, "WEAVE_PEERS") {
            let peers = peers.split_ascii_whitespace();
            links.extend(peers.map(|peer| (index, place(peer).unwrap_or(master))));
        }
    }
    let mut reached = BTreeSet::from([master]);
    for _ in 0..nodes.len() {
        for (a, b) in &links {
            if reached.contains(a) || reached.contains(b) {
                reached.extend([*a, *b]);
            }
        }
    }
    for (_, node) in nodes.iter().enumerate().filter(|(index, _)| !reached.contains(index)) {
        say(format!("{} is alone", node.name));
    }
    links.len()
}

/// `%H` in a unit is the host name: the file of that very name must be there.
fn every_host_has_its_files(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let mut seen = 0;
    for node in &nodes {
        let files = cluster.files(node);
        for (path, file) in files.iter().filter(|(path, _)| path.contains("/systemd/system/")) {
            for entry in unit_entries(file.text()).iter().filter(|e| e.key == "EnvironmentFile") {
                let Some(name) = entry.value.strip_prefix('/').filter(|n| n.contains("%H")) else {
                    continue;
                };
                // A machine without an etcd member has no such file, and does not start the unit.
                if name.starts_with("etc/etcd2.") && !is_member(files, node) {
                    continue;
                }
                seen += 1;
                let wanted = format!("/{}", name.replace("%H", &node.name));
                if !files.contains_key(&wanted) {
                    say(format!("{}: {path} reads {wanted}", node.name));
                }
            }
        }
    }
    seen
}

fn is_member(files: &Tree, node: &Machine) -> bool {
    let lists = values(files, "/etc/etcd2.env", "ETCD_INITIAL_CLUSTER");
    lists
        .iter()
        .any(|list| list.split(',').any(|member| member.starts_with(&format!("{}=", node.name))))
}

/// An `auth` that is no base64 makes docker ignore the whole file (W-27).
fn registries_can_log_in(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for machine in &cluster.machines {
        for (path, file) in machine.files.iter().filter(|(path, _)| path.ends_with("/.dockercfg")) {
            let root = parse_yaml(file.text()).remove(0);
            for (registry, login) in root.as_mapping().expect("registries") {
                seen += 1;
                let auth = login["auth"].as_str().unwrap_or_default();
                let plain =
                    STANDARD.decode(auth).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                let parts = plain.as_ref().and_then(|plain| plain.split_once(':'));
                if !parts.is_some_and(|(user, token)| !user.is_empty() && !token.is_empty()) {
                    say(format!("{path}: {registry:?}: {auth} is no login"));
                }
            }
        }
        for (path, file) in &machine.files {
            for placeholder in ["\"PASSWORD\"", "==KEY==", "###KEY###"] {
                if file.text().contains(placeholder) {
                    say(format!("{path} holds {placeholder}"));
                }
            }
        }
    }
    seen
}

/// Nothing comes from whatever is newest, and nothing from outside by plain HTTP (W-6, W-25).
fn releases_are_pinned(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for machine in &cluster.machines {
        for (path, (_, value)) in all_settings(&machine.files) {
            for url in
                value.split(|c: char| c.is_whitespace() || c == '"').filter(|w| w.contains("://"))
            {
                seen += 1;
                let newest = url.contains("latest") || url.contains("/master/");
                let plain = url.starts_with("http://") && !url.contains("documentation");
                let host = url.split('/').nth(2).unwrap_or_default();
                let inside = host.starts_with(|c: char| c.is_ascii_digit() || c == '$');
                let named = ["kubernetes.io", "docs.weave.works"].contains(&host);
                if newest || (plain && !inside && !named) {
                    say(format!("{path} names {url}"));
                }
            }
        }
    }
    seen
}

/// The kubelet announces its machine, or the script does; never both, never neither.
fn one_way_to_register(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let script = cluster.case.own("registration").is_some_and(|way| way == "script");
    let workers = cluster.case.machines().into_iter().filter(|node| !is_master(node));
    let mut seen = 0;
    for node in workers {
        let files = cluster.files(&node);
        let kubelet = values(files, &unit("kubelet.service"), "Service.ExecStart --register-node");
        let off = kubelet == ["false"];
        let placed = files.contains_key("/opt/bin/register_node.sh");
        let started = files.contains_key(&unit("register-node.service"));
        if (off, placed, started) != (script, script, script) {
            say(format!(
                "{}: the kubelet is off: {off}, the script is there: {placed}, and started: {started}",
                node.name
            ));
        }
        seen += 1;
    }
    seen
}

/// A host's address on its bridge, with the part of the pods' range that it has.
fn bridge(cluster: &Cluster<'_>, node: &Machine) -> Ipv4Net {
    let path = format!("/etc/weave.{}.env", node.name);
    let found = values(cluster.files(node), &path, "WEAVE_BRIDGE_ADDRESS");
    let [address] = &found[..] else { panic!("{}: {found:?}", node.name) };
    address.parse().expect("an address with its prefix")
}
