//! The profile `fleet-units`: what fleet takes, and where it puts it.

use std::collections::BTreeSet;

use kubecore_tests::case::{Machine, below};
use kubecore_tests::settings::{Entry, split_words, unit_entries};
use kubecore_tests::systemd::is_loaded;
use kubecore_tests::words::has_word;

use crate::cluster::{Cluster, ClusterRule, hold, notice, values};
use crate::faults::named;
use crate::place::Say;

pub(crate) const RULES: &[(&str, ClusterRule)] = &named![
    five_units,
    placements_are_legal,
    followers_follow_the_api,
    one_port,
    ranges_are_where_they_belong,
    one_release,
    metadata_is_the_machines,
    leaders_are_found,
    members_are_listed_once,
    fleet_stays_inside,
];

#[test]
fn every_case_keeps_the_rules() {
    hold("fleet-units", RULES);
}

#[test]
fn each_rule_notices_its_faults() {
    notice("fleet-units", RULES);
}

const API: &str = "kube-apiserver.service";
const FOLLOWERS: [&str; 2] = ["kube-controller-manager.service", "kube-scheduler.service"];
const WORKERS: [&str; 2] = ["kube-kubelet.service", "kube-proxy.service"];

/// The units for fleet, by name.
fn units(cluster: &Cluster<'_>) -> Vec<(String, String)> {
    let found = below(cluster.tree, "cluster/units").into_iter();
    found.map(|(path, file)| (path[1..].to_owned(), file.text().to_owned())).collect()
}

/// What `[X-Fleet]` says.
fn placement(text: &str) -> Vec<Entry> {
    unit_entries(text).into_iter().filter(|entry| entry.section == "X-Fleet").collect()
}

/// Metadata that a unit asks for.
fn asked(text: &str) -> BTreeSet<String> {
    let entries = placement(text).into_iter().filter(|entry| entry.key == "MachineMetadata");
    entries.flat_map(|entry| split_words(&entry.value)).collect()
}

/// Metadata that a machine has.
fn given(cluster: &Cluster<'_>, node: &Machine) -> BTreeSet<String> {
    let path = "/etc/systemd/system/fleet.service.d/20-cloudinit.conf";
    let found = values(cluster.files(node), path, "Service.Environment FLEET_METADATA");
    found.iter().flat_map(|list| list.split(',').map(str::to_owned)).collect()
}

fn five_units(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let units = units(cluster);
    let names: BTreeSet<&str> = units.iter().map(|(name, _)| name.as_str()).collect();
    let wanted: BTreeSet<&str> = [API].into_iter().chain(FOLLOWERS).chain(WORKERS).collect();
    if names != wanted {
        say(format!("{names:?}"));
    }
    for (name, text) in &units {
        let sections: BTreeSet<String> =
            unit_entries(text).into_iter().map(|e| e.section).collect();
        // From 1.0.0 on, fleet enables a unit with [Install], and drops it if that fails.
        if sections != ["Service", "Unit", "X-Fleet"].map(str::to_owned).into() {
            say(format!("{name} has {sections:?}"));
        }
        for line in text.lines().filter(|line| line.len() > 2048) {
            say(format!("{name} has a line of {} bytes", line.len()));
        }
    }
    units.len()
}

/// fleet refuses a unit that is everywhere and somewhere, and drops metadata that it cannot read.
fn placements_are_legal(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let units = units(cluster);
    for (name, text) in &units {
        let entries = placement(text);
        let has = |key: &str| entries.iter().any(|entry| entry.key == key);
        let global = entries.iter().any(|entry| entry.key == "Global" && entry.value == "true");
        if has("Global") != global
            || (global && ["MachineOf", "MachineID", "Conflicts"].iter().any(|k| has(k)))
        {
            say(format!("{name} is everywhere and somewhere"));
        }
        if has("MachineID") && (has("MachineOf") || has("Conflicts")) {
            say(format!("{name} is on one machine, and on another's"));
        }
        let known = ["Global", "MachineOf", "MachineID", "MachineMetadata", "Conflicts"];
        for entry in entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            say(format!("{name}: fleet knows no {}", entry.key));
        }
        for word in asked(text).iter().filter(|word| word.matches('=').count() != 1) {
            say(format!("{name}: fleet drops {word}"));
        }
        for entry in entries.iter().filter(|e| e.key == "MachineMetadata") {
            let quoted = entry.value.starts_with('"');
            if !quoted && entry.value.contains(char::is_whitespace) {
                say(format!("{name}: fleet drops {}", entry.value));
            }
        }
    }
    units.len()
}

/// Two controller managers of these releases would both act: one of each, beside an API server.
fn followers_follow_the_api(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    for (name, text) in units(cluster) {
        let follows = placement(&text).iter().any(|e| e.key == "MachineOf" && e.value == API);
        let global = placement(&text).iter().any(|entry| entry.key == "Global");
        let follower = FOLLOWERS.contains(&name.as_str());
        if follows != follower || global == follower {
            say(format!("{name}: follows the API: {follows}, is everywhere: {global}"));
        }
    }
    FOLLOWERS.len()
}

fn one_port(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, text) in units(cluster) {
        for entry in unit_entries(&text).iter().filter(|entry| entry.key == "ExecStart") {
            let words = split_words(&entry.value);
            for word in &words {
                let Some((flag, value)) = word.trim_start_matches('-').split_once('=') else {
                    continue;
                };
                match flag.replace('_', "-").as_str() {
                    "insecure-port" => found.push((name.clone(), value.to_owned())),
                    "master" | "api-servers" => {
                        let port = value.rsplit(':').next().unwrap_or_default();
                        found.push((name.clone(), port.to_owned()));
                    }
                    _ => {}
                }
            }
        }
    }
    let units: BTreeSet<&String> = found.iter().map(|(unit, _)| unit).collect();
    let ports: BTreeSet<&String> = found.iter().map(|(_, port)| port).collect();
    let wanted = cluster.case.own("api_port").unwrap_or_else(|| "9090".to_owned());
    if units.len() != 5 || ports.len() != 1 || !ports.contains(&wanted) {
        say(format!("{found:?}, and asked for is {wanted}"));
    }
    found.len()
}

/// Services are the API server's business, and pods flannel's: a copy elsewhere would be forgotten at a change.
fn ranges_are_where_they_belong(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let range =
        |path: &str, default: &str| cluster.case.spec(path).unwrap_or_else(|| default.to_owned());
    let services = range("network.services", "172.22.0.0/16");
    let pods = range("network.pods", "10.244.0.0/16");
    let mut seen = 0;
    for (path, file) in cluster.tree {
        if path.ends_with("README.md") || path.ends_with("cloud-config.yaml") {
            continue;
        }
        let in_units = path == &format!("cluster/units/{API}");
        if has_word(file.text(), &services) != in_units {
            say(format!("{path} has the services' range: {}", !in_units));
        }
        if has_word(file.text(), &pods) {
            seen += 1;
            if !path.contains("/flanneld.service.d/") {
                say(format!("{path} has the pods' range"));
            }
        }
    }
    if seen == 0 {
        say(format!("nobody tells flannel of {pods}"));
    }
    seen
}

/// All programs are of one release, and a page that tells of an error is none of them (D-2).
fn one_release(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let version = cluster.case.version();
    let mut seen = 0;
    for (name, text) in units(cluster) {
        let entries = unit_entries(&text);
        let commands = entries.iter().filter(|entry| entry.key.starts_with("Exec"));
        for command in commands {
            let urls = split_words(&command.value).into_iter().filter(|word| word.contains("://"));
            for url in urls.filter(|url| url.contains("/bin/linux/")) {
                seen += 1;
                if !url.contains(&format!("/{version}/bin/linux/amd64/")) {
                    say(format!("{name} brings {url}"));
                }
            }
            let curl = command.value.contains("/curl ");
            if curl && !command.value.contains("--fail") && !cluster.published() {
                say(format!("{name} keeps whatever the server says: {}", command.value));
            }
        }
    }
    seen
}

/// A unit that asks for metadata that no machine of its role has is never started, and nobody is told.
fn metadata_is_the_machines(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    for (name, text) in units(cluster) {
        let asked = asked(&text);
        let role = if name == API { "control-plane" } else { "worker" };
        let restricted = name == API || (WORKERS.contains(&name.as_str()) && !cluster.published());
        if restricted == asked.is_empty() {
            say(format!("{name} asks for {asked:?}"));
        }
        for node in nodes.iter().filter(|_| !asked.is_empty()) {
            let runs = asked.is_subset(&given(cluster, node));
            if runs != (node.role == role) {
                say(format!("{name} runs on {}: {runs}", node.name));
            }
        }
    }
    nodes.len()
}

/// Units put `LEADER_ENDPOINT` between `http://` and the port: it has neither.
fn leaders_are_found(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    for node in &nodes {
        let found = values(cluster.files(node), "/etc/leader", "LEADER_ENDPOINT");
        if found.iter().any(|host| host.contains([':', '/']) || host.is_empty()) {
            say(format!("{}: {found:?} is no host", node.name));
        }
        let needs = node.role == "worker" || cluster.published();
        if needs && found.len() != 1 {
            say(format!("{}: {} leaders", node.name, found.len()));
        }
    }
    nodes.len()
}

/// Leaders are members, each listed once at its own address; workers pass on what they are asked.
fn members_are_listed_once(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let nodes = cluster.case.machines();
    let one = |node: &Machine, name: &str| {
        let path = "/etc/systemd/system/etcd2.service.d/20-cloudinit.conf";
        values(cluster.files(node), path, &format!("Service.Environment {name}")).pop()
    };
    let discovered = cluster.case.own("discovery").is_some();
    let leaders: Vec<&Machine> = nodes.iter().filter(|node| node.role == "control-plane").collect();
    let members: BTreeSet<String> = leaders
        .iter()
        .filter_map(|node| {
            Some(format!(
                "{}={}",
                one(node, "ETCD_NAME")?,
                one(node, "ETCD_INITIAL_ADVERTISE_PEER_URLS")?
            ))
        })
        .collect();
    if members.len() != leaders.len() {
        say(format!("{} leaders, and members are {members:?}", leaders.len()));
    }
    for node in &nodes {
        let leader = node.role == "control-plane";
        if one(node, "ETCD_PROXY").is_some_and(|proxy| proxy == "on") == leader {
            say(format!("{} passes on: {leader}", node.name));
        }
        if !leader && one(node, "ETCD_NAME").is_some() {
            say(format!("{} is no member, and has a name", node.name));
        }
        let listed = one(node, "ETCD_INITIAL_CLUSTER");
        if listed.is_some() == discovered || one(node, "ETCD_DISCOVERY").is_some() != discovered {
            say(format!(
                "{} finds members by a list {listed:?}, discovery: {discovered}",
                node.name
            ));
        }
        if let Some(listed) = listed {
            let list: Vec<&str> = listed.split(',').collect();
            let found: BTreeSet<String> = list.iter().map(|member| (*member).to_owned()).collect();
            if found != members || found.len() != list.len() {
                say(format!("{}: {listed}, and running are {members:?}", node.name));
            }
        }
    }
    nodes.len()
}

/// Whoever reaches fleet's socket by network is root on every machine.
fn fleet_stays_inside(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    for machine in &cluster.machines {
        for (path, file) in machine.files.iter().filter(|(path, _)| is_loaded(path)) {
            let listens = unit_entries(file.text()).into_iter().filter(|e| e.key == "ListenStream");
            for entry in listens.filter(|entry| !entry.value.starts_with('/')) {
                say(format!("{}: {path} listens on {}", machine.place, entry.value));
            }
        }
    }
    cluster.machines.len()
}
