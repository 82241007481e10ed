//! Images, flags, manifests and the way pods are networked.

use kubecore_tests::flags;
use kubecore_tests::programs::{self, Program};
use kubecore_tests::settings::parse_yaml;

use crate::place::{MANIFESTS, Place, Say};

/// Every image of Kubernetes is of the release that was asked for.
pub(crate) fn one_release(place: &Place<'_>, say: Say<'_>) -> usize {
    if place.is("etcd") {
        return 0;
    }
    let version = place.case.version();
    let mut tags = place.values("KUBELET_VERSION");
    tags.extend(place.values("KUBELET_IMAGE_TAG"));
    if tags.len() != 1 {
        say(format!("the kubelet's release is given {} times", tags.len()));
    }
    for file in place.files.values() {
        let tail = |rest: &str| {
            rest.chars().take_while(|c| !c.is_whitespace() && *c != '"').collect::<String>()
        };
        tags.extend(file.text().split("hyperkube:").skip(1).map(tail));
    }
    for tag in &tags {
        let numbered = tag.split_once("_coreos.").is_some_and(|(_, n)| n.parse::<u32>().is_ok());
        if !(numbered && (tag == &version || tag.starts_with(&format!("{version}_"))))
            || tag != &tags[0]
        {
            say(format!("an image of {tag} for {version}"));
        }
    }
    tags.len()
}

/// Pods get addresses by CNI or from docker's bridge, never by half of both.
pub(crate) fn cni_or_docker(place: &Place<'_>, say: Say<'_>) -> usize {
    if place.is("etcd") {
        return 0;
    }
    let plugin = place.values("--network-plugin").iter().any(|value| value == "cni");
    let configs =
        place.files.keys().filter(|path| path.starts_with("/etc/kubernetes/cni/net.d/")).count();
    let blanked = place.files.contains_key("/etc/kubernetes/cni/docker_opts_cni.env");
    let named = place
        .values("EnvironmentFile")
        .iter()
        .any(|file| file == "/etc/kubernetes/cni/docker_opts_cni.env");
    // The guide itself leaves docker on flannel's bridge when Calico runs: a known defect, repaired in `corrected`.
    let blank = plugin && place.case.provider() == "flannel" && !place.case.published();
    if configs != usize::from(plugin) || blanked != blank || named != blank {
        say(format!(
            "plugin {plugin}, {configs} CNI files, docker's options blanked {blanked}, and read {named}"
        ));
    }
    let calico = place.case.calico();
    if calico && !plugin {
        say("Calico without CNI".to_owned());
    }
    1
}

/// The kubelet reads nothing but pods, and takes variables as text only.
pub(crate) fn manifests_are_pods(place: &Place<'_>, say: Say<'_>) -> usize {
    let manifests = place.files.iter().filter(|(path, _)| path.starts_with(MANIFESTS));
    manifests
        .map(|(path, file)| {
            let documents = parse_yaml(file.text());
            let is_pod = documents.len() == 1
                && documents[0]["kind"] == "Pod"
                && documents[0]["apiVersion"] == "v1";
            if !is_pod {
                say(format!("{path} is not one Pod"));
            }
            for container in documents[0]["spec"]["containers"].as_sequence().into_iter().flatten()
            {
                let variables = container["env"].as_sequence().into_iter().flatten();
                variables
                    .filter(|v| !v["value"].is_string())
                    .for_each(|v| say(format!("{path}: {v:?} is no text")));
            }
        })
        .count()
}

/// A program that meets an unknown flag does not start.
pub(crate) fn flags_exist(place: &Place<'_>, say: Say<'_>) -> usize {
    let version = place.case.version();
    let mut seen = 0;
    for Program { path, name, release, command } in programs::of(&place.files) {
        let known = match (name.as_str(), release) {
            ("flanneld", _) => flags::read("flannel/v0.5.5"),
            ("etcd", Some(release)) => flags::of_etcd(&release),
            // The document pulls one release and runs whatever is newest.
            ("etcd", None) if place.case.published() => continue,
            ("etcd", None) => {
                say(format!("{path}: an etcd of any release"));
                continue;
            }
            _ => flags::of(&version, &name),
        };
        let kubernetes = name.starts_with("kube");
        for (flag, value) in command.all_flags() {
            seen += 1;
            let listed = if kubernetes { flags::listed(&version, flag) } else { flag.to_owned() };
            if !known.contains(&listed) {
                say(format!("{path}: {name} {version} has no --{flag}"));
            }
            let needs_value = !BOOLEAN.contains(&listed.as_str());
            if kubernetes && value.is_none() && needs_value && !may_be_loose(place) {
                say(format!("{path}: {name} --{flag} has no value"));
            }
        }
        // `--flag value` leaves a word that the program does not expect.
        let words = command.words.iter().skip(1);
        let stray = words.filter(|word| kubernetes && !word.starts_with(['-', '$']));
        stray
            .filter(|_| !may_be_loose(place))
            .for_each(|word| say(format!("{path}: {name} has no use for {word}")));
    }
    seen
}

/// Flags that are true where they have no value.
const BOOLEAN: [&str; 1] = ["register-node"];

/// A document writes commands that are not quite right, and `published` keeps them (C-2, and `--flag value`).
fn may_be_loose(place: &Place<'_>) -> bool {
    place.case.published() && place.case.profile() == "corekube"
}

/// etcd and flannel read their flags from variables, and ignore unknown ones.
pub(crate) fn variables_are_flags(place: &Place<'_>, say: Say<'_>) -> usize {
    let old = place.case.profile() != "coreos-guide";
    let etcd2: &[&str] =
        if old { &["etcd/v2.0.13", "etcd/v2.3.8"] } else { &["etcd/v2.2.2", "etcd/v2.3.8"] };
    let mut seen = 0;
    for (path, (key, _)) in place.settings() {
        let (prefix, lists): (&str, &[&str]) = match path {
            p if p.contains("/etcd.service.d/") => ("ETCD_", &["etcd/v0.4.9"]),
            p if p.contains("/etcd2.service.d/") || p.starts_with("/etc/etcd2.") => {
                ("ETCD_", etcd2)
            }
            "/etc/flannel/options.env" => ("FLANNELD_", &["flannel/v0.5.5"]),
            _ => continue,
        };
        let name = key.rsplit(' ').next().unwrap();
        let Some(variable) = name.strip_prefix(prefix) else { continue };
        let flag = variable.to_lowercase().replace('_', "-");
        seen += 1;
        lists
            .iter()
            .filter(|list| !flags::read(list).contains(&flag))
            .for_each(|list| say(format!("{path}: {list} has no {flag}")));
    }
    seen
}
