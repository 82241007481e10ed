//! The profile `corekube`: a stack whose servers find each other, and units that fleet puts on the right ones.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::Ipv4Net;
use kubecore_tests::case::below;
use kubecore_tests::cloud_config;
use kubecore_tests::heat;
use kubecore_tests::settings::{Command, parse_yaml, split_words, unit_entries};
use kubecore_tests::tree::Tree;
use serde_yaml::Value;

use crate::cluster::{Cluster, ClusterRule, all_settings, hold, notice};
use crate::faults::named;
use crate::place::Say;

pub(crate) const RULES: &[(&str, ClusterRule)] = &named![
    one_of_each,
    servers_have_their_own_names,
    metadata_is_the_servers,
    templates_are_filled_in,
    programs_are_downloaded_first,
    only_ssh_comes_in,
    ranges_are_apart,
    downloads_are_pinned,
];

#[test]
fn every_case_keeps_the_rules() {
    hold("corekube", RULES);
}

#[test]
fn each_rule_notices_its_faults() {
    notice("corekube", RULES);
}

const TEMPLATE: &str = "cluster/corekube-heat.yaml";
const UNIT_TEMPLATES: &str = "cluster/overlord/unit_templates";
const UNITS: &str = "cluster/units";

fn template(cluster: &Cluster<'_>) -> Value {
    parse_yaml(cluster.tree[TEMPLATE].text()).remove(0)
}

/// What the servers of a resource are called, and their cloud-config.
fn servers(cluster: &Cluster<'_>) -> Vec<(String, Value)> {
    let root = template(cluster);
    let data = heat::user_data(cluster.tree[TEMPLATE].text()).into_iter();
    data.map(|(resource, text)| {
        let properties = &root["resources"][resource.as_str()]["properties"];
        let member = &properties["resource_def"]["properties"];
        let server = if member.is_null() { properties } else { member };
        let name = server["name"].as_str().expect("a server has a name").to_owned();
        (name, parse_yaml(&text).remove(0))
    })
    .collect()
}

fn one_of_each(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let servers = servers(cluster);
    let names: Vec<&str> = servers.iter().map(|(name, _)| name.as_str()).collect();
    for (wanted, many) in
        [("discovery", false), ("overlord", false), ("master", false), ("minion", true)]
    {
        let found: Vec<&&str> = names.iter().filter(|name| name.contains(wanted)).collect();
        // The document has a group of exactly one master.
        let group = |name: &str| name.contains("%index%");
        if found.len() != 1 || (many && !group(found[0])) {
            say(format!("{wanted}: {found:?}"));
        }
    }
    let nodes = cluster.case.machines();
    for role in ["etcd", "overlord", "control-plane"] {
        let count = nodes.iter().filter(|node| node.role == role).count();
        if count != 1 {
            say(format!("{count} nodes of the role {role}"));
        }
    }
    names.len()
}

/// etcd knows a server by the name that the cloud knows it by.
fn servers_have_their_own_names(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for (name, config) in servers(cluster) {
        for block in ["etcd", "etcd2"] {
            let own = &config["coreos"][block]["name"];
            // The registry is a member on its own: nobody else calls it by a name.
            let alone = own == "discovery";
            if !own.is_null() && own.as_str() != Some(name.as_str()) && !alone {
                say(format!("{name} is {own:?} to {block}"));
            }
            seen += usize::from(!own.is_null());
        }
        let host = &config["hostname"];
        if !host.is_null() && host.as_str() != Some(name.as_str()) {
            say(format!("{name} calls itself {host:?}"));
        }
    }
    for node in cluster.case.machines() {
        let files = cluster.files(&node);
        for (path, (key, value)) in all_settings(files) {
            if path.contains("20-cloudinit.conf") && key.ends_with(" ETCD_NAME") {
                seen += 1;
                if value != node.name && value != "discovery" {
                    say(format!("{} is {value} to etcd", node.name));
                }
            }
        }
    }
    seen
}

/// Where fleet puts a unit is what its servers are given, role by role.
fn metadata_is_the_servers(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut given: BTreeSet<String> = BTreeSet::new();
    for machine in &cluster.machines {
        for (path, (key, value)) in all_settings(&machine.files) {
            if path.contains("fleet") && key.ends_with(" FLEET_METADATA") {
                given.extend(value.split(',').map(str::to_owned));
            }
        }
    }
    let mut seen = 0;
    for (path, text) in units(cluster) {
        let role = if path.contains("/master-") { "master" } else { "minion" };
        let placed = unit_entries(&text).into_iter().filter(|entry| entry.section == "X-Fleet");
        let asked: Vec<String> = placed
            .filter(|entry| entry.key == "MachineMetadata")
            .flat_map(|entry| split_words(&entry.value))
            .collect();
        seen += 1;
        if asked != [format!("kubernetes_role={role}")] || !given.contains(&asked[0]) {
            say(format!("{path} asks for {asked:?}, and there is {given:?}"));
        }
    }
    seen
}

/// Templates and filled-in units, by path.
fn units(cluster: &Cluster<'_>) -> Vec<(String, String)> {
    let all = [UNIT_TEMPLATES, UNITS].into_iter().flat_map(|folder| {
        let found = below(cluster.tree, folder).into_iter();
        found.map(move |(path, file)| (format!("{folder}{path}"), file.text().to_owned()))
    });
    all.collect()
}

/// A hole that is left reaches systemd as it is; a machine id stands in the name, and inside.
fn templates_are_filled_in(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    const HOLES: [&str; 7] =
        ["ID", "URL", "IP_ADDR", "MASTER_IP_PORT", "MASTER_IP", "RC_URL", "SVC_URL"];
    let mut seen = 0;
    for (path, text) in units(cluster) {
        let holes: Vec<&str> = text
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split_once('>'))
            .map(|(name, _)| name)
            .filter(|name| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
            .collect();
        seen += 1;
        if path.starts_with(UNITS) {
            if !holes.is_empty() {
                say(format!("{path} has holes: {holes:?}"));
            }
            let id = path.split_once('@').and_then(|(_, rest)| rest.strip_suffix(".service"));
            let is_id = |id: &&str| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
            let id = id.filter(is_id);
            if !id.is_some_and(|id| text.contains(&format!("MachineID={id}\n"))) {
                say(format!("{path} is of no machine"));
            }
        } else {
            for hole in holes.iter().filter(|hole| !HOLES.contains(*hole)) {
                say(format!("{path}: nobody fills <{hole}>"));
            }
            if !path.ends_with("@.service") || !text.contains("MachineID=<ID>\n") {
                say(format!("{path} is no template"));
            }
        }
    }
    seen
}

/// What a unit runs from /opt/bin was brought, and made executable, by the download unit of its role.
fn programs_are_downloaded_first(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let units = units(cluster);
    let is_download = |path: &str| path.contains("-download-kubernetes@");
    // Templates and filled-in units each stand on their own, and so do the two roles.
    let family = |path: &str| {
        let (folder, name) = path.rsplit_once('/').expect("a unit lies in a folder");
        (folder.to_owned(), name.starts_with("master-"))
    };
    let mut brought: BTreeMap<_, String> = BTreeMap::new();
    for (path, text) in units.iter().filter(|(path, _)| is_download(path)) {
        brought.entry(family(path)).or_default().push_str(text);
    }
    let mut seen = 0;
    for (path, text) in units.iter().filter(|(path, _)| !is_download(path)) {
        let entries = unit_entries(text);
        let download = brought.get(&family(path)).map_or("", String::as_str);
        for entry in entries.iter().filter(|entry| entry.key == "ExecStart") {
            let command = Command::from_unit(&entry.value);
            let Some(name) = command.program().strip_prefix("/opt/bin/") else { continue };
            seen += 1;
            let line = |what: &str| {
                let words = |line: &str| line.split([' ', '/']).any(|word| word == name);
                download.lines().any(|line| line.contains(what) && words(line))
            };
            if !line("://") && !line("<URL>") {
                say(format!("{path}: nobody brings {name}"));
            }
            if cluster.published() && !line("chmod") {
                say(format!("{path}: {name} cannot be run"));
            }
        }
        let waits = entries.iter().any(|entry| entry.key == "After" && is_download(&entry.value));
        if !waits && !path.contains("-dns@") {
            say(format!("{path} does not wait for the download"));
        }
    }
    seen
}

/// Only SSH comes in, from where it was asked for; the original's open door is asked for by name (C-16).
fn only_ssh_comes_in(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let root = template(cluster);
    let open = cluster.case.own("open_security_group").is_some_and(|open| open == "true");
    let admin = cluster.case.own("admin_cidr");
    let mut seen = 0;
    for (name, resource) in root["resources"].as_mapping().expect("resources") {
        seen += 1;
        for rule in resource["properties"]["rules"].as_sequence().into_iter().flatten() {
            if rule["direction"] == "egress" || rule["remote_mode"] == "remote_group_id" {
                continue;
            }
            let ssh = rule["protocol"] == "tcp"
                && rule["port_range_min"] == 22
                && rule["port_range_max"] == 22;
            let from = &rule["remote_ip_prefix"];
            let asked = ssh
                && (from.is_mapping() || (from.as_str() == admin.as_deref() && admin.is_some()));
            if !asked && !open {
                say(format!("{name:?} lets in {rule:?}"));
            }
        }
    }
    seen
}

fn ranges_are_apart(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let root = template(cluster);
    let mut ranges: Vec<(String, Ipv4Net)> = Vec::new();
    for (name, resource) in root["resources"].as_mapping().expect("resources") {
        if let Some(cidr) = resource["properties"]["cidr"].as_str() {
            ranges.push((format!("{name:?}"), cidr.parse().expect("a range")));
        }
    }
    let mut pods = BTreeSet::new();
    let mut services = BTreeSet::new();
    let units: Tree = below(cluster.tree, UNIT_TEMPLATES);
    let machines = cluster.machines.iter().map(|machine| &machine.files);
    for (_, text) in machines.chain([&units]).flatten().map(|(path, file)| (path, file.text())) {
        if !text.starts_with('[') {
            continue;
        }
        for words in unit_entries(text).iter().map(|entry| split_words(&entry.value)) {
            for (index, word) in words.iter().enumerate() {
                let flag = word.trim_start_matches('-').split_once('=');
                services.extend(match flag {
                    Some(("service-cluster-ip-range", range)) => Some(range.to_owned()),
                    None if word == "--portal_net" => words.get(index + 1).cloned(),
                    _ => None,
                });
                if let Some((_, rest)) = word.split_once("\"Network\":") {
                    pods.extend(rest.split('"').nth(1).map(str::to_owned));
                }
            }
        }
    }
    if pods.len() != 1 || services.len() != 1 {
        say(format!("pods {pods:?}, services {services:?}"));
    }
    ranges
        .extend(pods.iter().chain(&services).map(|range| (range.clone(), range.parse().unwrap())));
    for (index, (name, range)) in ranges.iter().enumerate() {
        for (other_name, other) in &ranges[..index] {
            if range.contains(other) || other.contains(range) {
                say(format!("{name} {range} and {other_name} {other} overlap"));
            }
        }
    }
    ranges.len()
}

/// No image without a tag, nothing by plain HTTP from outside, no `wget -N` that keeps half a file (C-3, C-17).
fn downloads_are_pinned(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    if cluster.published() {
        return 0;
    }
    let mut seen = 0;
    let templates = below(cluster.tree, UNIT_TEMPLATES);
    let machines = cluster.machines.iter().map(|machine| (machine.place.as_str(), &machine.files));
    for (place, files) in machines.chain([(UNIT_TEMPLATES, &templates)]) {
        for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".service")) {
            for entry in unit_entries(file.text()).iter().filter(|e| e.key.starts_with("Exec")) {
                let words = split_words(&entry.value);
                let line = words.join(" ");
                seen += 1;
                if line.contains("wget -N") {
                    say(format!("{place}: {path}: {line}"));
                }
                let images = words
                    .iter()
                    .filter(|word| word.contains("quay.io/") || word.contains("gcr.io/"));
                for image in images
                    .filter(|image| !image.rsplit('/').next().unwrap_or_default().contains(':'))
                {
                    say(format!("{place}: {path}: any release of {image}"));
                }
                for url in words.iter().filter(|word| word.starts_with("http://")) {
                    let host = url.split('/').nth(2).unwrap_or_default();
                    if !host.starts_with(|c: char| c.is_ascii_digit() || "$%<".contains(c)) {
                        say(format!("{place}: {path}: {url} by plain HTTP"));
                    }
                }
            }
        }
    }
    seen
}

/// A cloud-config of the stack is one that coreos-cloudinit reads: the writer of the template must not have bent it.
#[test]
fn every_server_has_files_or_units() {
    for case in kubecore_tests::case::Case::of("corekube") {
        for (server, text) in heat::user_data(case.tree()[TEMPLATE].text()) {
            assert!(!cloud_config::files(&text).is_empty(), "{}: {server}", case.name);
        }
    }
}
