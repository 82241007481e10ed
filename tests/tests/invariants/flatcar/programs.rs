//! Programs: their flags, their releases, where they come from.

use std::collections::BTreeSet;

use kubecore_tests::flags;

use super::machine::{Here, IMAGE, by_image, command, containers, machines, system, text};
use crate::cluster::Cluster;
use crate::place::Say;

/// A program that meets an unknown flag does not start.
pub(super) fn every_flag_exists(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for here in machines(cluster) {
        for (place, program, words) in called(&here) {
            let known = known_flags(cluster, &here, &program);
            for word in words.iter().filter(|word| word.starts_with("--")) {
                seen += 1;
                let flag = word.trim_start_matches('-').split('=').next().unwrap_or_default();
                if !known.contains(flag) {
                    say(format!("{}: {place}: {program} has no --{flag}", here.name()));
                }
                if !word.contains('=') && flag != "init-only" {
                    say(format!("{}: {place}: {program} --{flag} has no value", here.name()));
                }
            }
        }
    }
    seen
}

/// Each program that has a list of flags: where it is called, its name, and its arguments.
fn called(here: &Here<'_>) -> Vec<(String, String, Vec<String>)> {
    const LISTED: [&str; 7] = [
        "kube-apiserver",
        "kube-controller-manager",
        "kube-scheduler",
        "kube-proxy",
        "kubelet",
        "kubeadm",
        "etcd",
    ];
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let workloads = here.objects("DaemonSet").into_iter().map(|o| ("a DaemonSet".to_owned(), o));
    let pods = here.pods().into_iter().map(|(path, pod)| (path.to_owned(), pod));
    for (place, pod) in pods.chain(workloads) {
        all.extend(containers(&pod).into_iter().map(|one| (place.clone(), command(one))));
    }
    all.extend(here.commands().into_iter().map(|(path, words)| (path.to_owned(), words)));
    let extra = [vec!["kubelet".to_owned()], here.extra_words()].concat();
    all.push(("/etc/sysconfig/kubelet".into(), extra));
    all.extend(super::kubeadm::extra_arguments(here));
    let named = all.into_iter().filter_map(|(place, words)| {
        let program = words.first()?.rsplit('/').next()?.to_owned();
        let verb = words.get(1).filter(|_| program == "kubeadm");
        let listed = LISTED.contains(&program.as_str());
        let program = verb.map_or_else(|| program.clone(), |verb| format!("{program}-{verb}"));
        listed.then(|| (place, program, words[1..].to_vec()))
    });
    named.collect()
}

fn known_flags(cluster: &Cluster<'_>, here: &Here<'_>, program: &str) -> BTreeSet<String> {
    if program == "etcd" {
        return flags::of_etcd(&etcd_release(here));
    }
    let list = flags::list_of_today(&cluster.case.version());
    flags::read(&format!("{list}/{program}"))
}

/// Of the image of its pod, or of the archive that is fetched.
fn etcd_release(here: &Here<'_>) -> String {
    let image = here.pod("etcd").map(|pod| text(&containers(&pod)[0]["image"]).to_owned());
    let tag = image.and_then(|image| Some(image.rsplit_once(':')?.1.to_owned()));
    let fetched = here.commands().into_iter().flat_map(|(_, words)| words);
    let mut url = fetched.filter(|word| word.contains("/etcd-io/etcd/releases/download/"));
    let of_url =
        |url: String| url.split('/').find(|part| part.starts_with("v3.")).map(str::to_owned);
    tag.or_else(|| url.find_map(of_url)).unwrap_or_else(|| panic!("an etcd of no release"))
}

/// Kubernetes' own images, programs and configurations are of the release; and a tag is one.
pub(super) fn one_release(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    const OWN: [&str; 2] = ["registry.k8s.io/kube-", "https://dl.k8s.io/"];
    let version = cluster.case.version();
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, file) in here.files {
            let words = file.text().split_ascii_whitespace().map(|word| word.trim_matches('"'));
            for word in words.filter(|word| OWN.iter().any(|own| word.starts_with(own))) {
                seen += 1;
                if !word.split([':', '/']).any(|part| part == version) {
                    say(format!("{}: {path}: {word} is not of {version}", here.name()));
                }
            }
            let images = file.text().lines().filter_map(|line| line.trim().strip_prefix("image: "));
            for image in images {
                seen += 1;
                let tag = image.rsplit_once(':').map_or("", |(_, tag)| tag);
                let number = tag.strip_prefix('v').unwrap_or_default();
                if !number.starts_with(|c: char| c.is_ascii_digit()) {
                    say(format!("{}: {path}: {image} is of no release", here.name()));
                }
            }
        }
        for configuration in here.yaml("/etc/kubernetes/kubeadm.yaml") {
            let told = text(&configuration["kubernetesVersion"]);
            if !told.is_empty() && told != version {
                say(format!("{}: kubeadm is told {told}", here.name()));
            }
        }
    }
    seen
}

/// What a unit runs is placed and may be run, was fetched by a unit, or is the system's.
pub(super) fn programs_are_there(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let system = system(cluster);
    let mut seen = 0;
    for here in machines(cluster) {
        let fetched = fetched(&here);
        for (path, words) in here.commands() {
            let program = words[0].trim_start_matches(['-', '@', '+', '!', ':']);
            seen += 1;
            let placed = here.files.get(program).is_some_and(|file| file.mode & 0o111 == 0o111);
            let image = by_image(cluster) && IMAGE.contains(&program);
            if !(placed || image || fetched.contains(program) || system.has_program(program)) {
                say(format!("{}: {path}: nobody brings {program}", here.name()));
            }
        }
    }
    seen
}

/// Programs that units fetch: `fetch-verified URL SHA256 FILE 0755`, and what tar takes out of archives.
pub(super) fn fetched(here: &Here<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, words) in here.commands() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            [program, _, sum, file, _] if program.ends_with("/fetch-verified") => {
                assert!(sum.len() == 64 && sum.chars().all(|c| c.is_ascii_hexdigit()), "{sum}");
                found.insert(file.to_owned());
            }
            ["/usr/bin/tar", ..] => {
                let folder = words.iter().find_map(|word| word.strip_prefix("--directory="));
                let members = words.iter().filter_map(|word| word.strip_prefix("*/"));
                let folder = folder.expect("tar is told where");
                found.extend(members.map(|member| format!("{folder}/{member}")));
            }
            _ => {}
        }
    }
    found
}
