//! Units of every profile: whole lines, names that exist, variables that are set.

use std::collections::BTreeSet;

use kubecore_tests::settings::{Format, extension, format_of, settings, unit_entries};
use kubecore_tests::systemd::{is_loaded, is_stock};
use kubecore_tests::tree::Tree;

use crate::place::{Place, Say};

/// systemd ignores a line that is no assignment, and takes the line after a `\` for a part of the one before.
pub(crate) fn lines_are_whole(place: &Place<'_>, say: Say<'_>) -> usize {
    let units = place.files.iter().filter(|(path, _)| format_of(path) == Some(Format::Unit));
    units
        .map(|(path, file)| {
            let mut goes_on = false;
            for line in file.text().lines() {
                let comment = line.starts_with(['#', ';']);
                let key = line.split_once('=').map_or("", |(key, _)| key);
                let assigns = !key.is_empty()
                    && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                    && key.starts_with(|c: char| c.is_ascii_uppercase());
                let section = line.starts_with('[') && line.ends_with(']');
                if comment && line.ends_with('\\') {
                    say(format!("{path}: a comment goes on: {line}"));
                }
                if !(goes_on || comment || line.is_empty() || section || assigns) {
                    say(format!("{path}: nothing continues to this line: {line}"));
                }
                if goes_on && !comment && (line.trim().is_empty() || section) {
                    say(format!("{path}: a line goes on to nothing, before: {line}"));
                }
                if line.ends_with('\\') && !line.ends_with(" \\") {
                    say(format!("{path}: two words become one: {line}"));
                }
                goes_on = !comment && line.ends_with('\\');
            }
            if goes_on {
                say(format!("{path}: the last line goes on"));
            }
        })
        .count()
}

/// A unit that another names is rendered, or the operating system's.
pub(crate) fn named_units_exist(place: &Place<'_>, say: Say<'_>) -> usize {
    const KEYS: [&str; 11] = [
        "Wants",
        "Requires",
        "Requisite",
        "BindsTo",
        "PartOf",
        "After",
        "Before",
        "WantedBy",
        "RequiredBy",
        "MachineOf",
        "Unit",
    ];
    let known: BTreeSet<&str> =
        place.files.keys().map(|path| path.rsplit('/').next().unwrap_or_default()).collect();
    let mut seen = 0;
    for (path, file) in place.files.iter().filter(|(path, _)| is_loaded(path)) {
        for entry in unit_entries(file.text()).iter().filter(|e| KEYS.contains(&e.key.as_str())) {
            for name in entry.value.split_ascii_whitespace() {
                seen += 1;
                let name = name.trim_matches('"');
                if !known.contains(name) && !is_stock(name) {
                    say(format!("{path}: {} names {name}, which nobody brings", entry.key));
                }
            }
        }
    }
    seen
}

/// `$NAME` and `${NAME}` in a command are the empty word unless something sets them.
pub(crate) fn variables_are_set(place: &Place<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for (path, file) in &place.files {
        if !is_loaded(path) || !matches!(extension(path), "service" | "socket") {
            continue;
        }
        let texts = with_drop_ins(&place.files, path);
        let entries: Vec<_> = texts.iter().flat_map(|text| unit_entries(text)).collect();
        let set = variables(
            &place.files,
            &entries.iter().map(|e| (e.key.as_str(), e.value.as_str())).collect::<Vec<_>>(),
        );
        for entry in unit_entries(file.text()).iter().filter(|e| e.key.starts_with("Exec")) {
            for name in used(&entry.value) {
                seen += 1;
                if !set.contains(&name) {
                    say(format!("{path}: nothing sets ${name}: {}", entry.value));
                }
            }
        }
    }
    seen
}

/// A unit with its drop-ins.
fn with_drop_ins<'t>(files: &'t Tree, path: &str) -> Vec<&'t str> {
    let folder = format!("{path}.d/");
    let all = files.iter().filter(|(other, _)| *other == path || other.starts_with(&folder));
    all.map(|(_, file)| file.text()).collect()
}

/// What `Environment=` and `EnvironmentFile=` set.
fn variables(files: &Tree, entries: &[(&str, &str)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in entries {
        match *key {
            "Environment" => {
                let words = kubecore_tests::settings::split_words(value);
                found.extend(words.iter().filter_map(|w| Some(w.split_once('=')?.0.to_owned())));
            }
            "LoadCredential" => {
                found.insert("CREDENTIALS_DIRECTORY".to_owned());
            }
            "EnvironmentFile" => {
                let path = value.trim_start_matches('-').replace("%H", "*");
                found.extend(in_file(files, &path));
            }
            _ => {}
        }
    }
    found
}

/// What a file of variables sets: as it is rendered, or as the program that writes it at run time does.
fn in_file(files: &Tree, path: &str) -> Vec<String> {
    const WRITTEN_LATER: [(&str, &[&str]); 5] = [
        ("/var/lib/kubelet/kubeadm-flags.env", &["KUBELET_KUBEADM_ARGS"]),
        ("/etc/network-environment", &["DEFAULT_IPV4"]),
        ("/run/flannel/subnet.env", &["FLANNEL_SUBNET", "FLANNEL_MTU", "FLANNEL_IPMASQ"]),
        (
            "/run/flannel_docker_opts.env",
            &["DOCKER_OPT_BIP", "DOCKER_OPT_MTU", "DOCKER_OPT_IPMASQ"],
        ),
        ("/etc/environment", &["COREOS_PRIVATE_IPV4", "COREOS_PUBLIC_IPV4"]),
    ];
    let later = WRITTEN_LATER.iter().filter(|(name, _)| *name == path);
    let mut found: Vec<String> =
        later.flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned())).collect();
    let pattern = kubecore_tests::glob::Globs::read(path);
    for (path, file) in files.iter().filter(|(path, _)| pattern.matches(path)) {
        let read = settings(path, file.text()).unwrap_or_default();
        found.extend(read.into_iter().map(|(key, _)| key));
    }
    found
}

/// The names of variables that systemd puts in: `${NAME}` anywhere, `$NAME` as a word; `$$` is a plain sign.
fn used(line: &str) -> Vec<String> {
    let line = line.replace("$$", "");
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let braced =
        line.split("${").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()));
    let words = line.split_ascii_whitespace().filter_map(|word| word.strip_prefix('$'));
    let plain =
        words.filter(|name| !name.is_empty() && name.chars().all(is_name)).map(str::to_owned);
    braced.chain(plain).filter(|name| name.chars().all(is_name)).collect()
}

#[test]
fn variables_are_found_as_systemd_finds_them() {
    assert_eq!(used("/a --b=${X}:1 $Y $$Z $${W} a$V"), ["X", "Y"]);
}
