//! A bundle's own books: what it lists is what it holds, and its two forms are one content.

use std::collections::BTreeSet;

use kubecore_tests::case::{Case, Machine, below, rootfs};
use kubecore_tests::cloud_config::{self, HEADER};
use kubecore_tests::settings::{extension, parse_yaml, settings, unit_entries};
use kubecore_tests::tree::{Tree, compare, sha256};
use kubecore_tests::{assert_none, ignition};
use serde_yaml::Value;

#[test]
fn files_list_names_every_file_and_its_mode() {
    for case in Case::all() {
        let tree = case.tree();
        for machine in case.machines() {
            if shares(&tree, &machine) {
                continue;
            }
            let files = rootfs(&tree, &machine.name);
            let wanted: Vec<String> =
                files.iter().map(|(path, file)| format!("{path} {:04o}", file.mode)).collect();
            let list = text(&tree, &format!("nodes/{}/files.list", machine.name)).lines();
            let mut listed: Vec<String> = list
                .map(|line| {
                    // A third word is the owner, where it is not root.
                    let words: Vec<&str> = line.split(' ').collect();
                    format!("{} {}", words[1], words[0])
                })
                .collect();
            listed.sort();
            assert_eq!(listed, wanted, "{}: {}", case.name, machine.name);
        }
    }
}

/// The order of coreos-guide: each unit needs what was started before it.
#[test]
fn units_start_and_are_enabled_in_the_guides_order() {
    const ORDER: [&str; 7] = [
        "etcd2.service",
        "flanneld.service",
        "docker.service",
        "load-rkt-stage1.service",
        "rkt-api.service",
        "kubelet.service",
        "calico-node.service",
    ];
    for case in Case::of("coreos-guide") {
        let tree = case.tree();
        for machine in case.machines() {
            let variables = settings(
                "install.env",
                text(&tree, &format!("nodes/{}/install.env", machine.name)),
            )
            .unwrap();
            let place = |unit: &str| {
                ORDER.iter().position(|known| *known == unit).unwrap_or_else(|| panic!("{unit}"))
            };
            for name in ["KUBECORE_UNITS", "KUBECORE_ENABLE"] {
                let (_, list) = variables
                    .iter()
                    .find(|(key, _)| key == name)
                    .unwrap_or_else(|| panic!("no {name}"));
                let places: Vec<usize> = list.split(' ').map(place).collect();
                assert!(
                    places.is_sorted() && !places.is_empty(),
                    "{}: {}: {name}: {list}",
                    case.name,
                    machine.name
                );
                let pods = machine.role != "etcd";
                assert_eq!(
                    places.contains(&place("kubelet.service")),
                    pods,
                    "{}: {}: {name}",
                    case.name,
                    machine.name
                );
                let flannel = pods && case.provider() == "flannel";
                assert_eq!(
                    places.contains(&place("flanneld.service")),
                    flannel,
                    "{}: {}: {name}",
                    case.name,
                    machine.name
                );
                let calico = pods && case.calico();
                assert_eq!(
                    places.contains(&place("calico-node.service")),
                    calico,
                    "{}: {}: {name}",
                    case.name,
                    machine.name
                );
            }
        }
    }
}

/// `install.sh` starts units one by one: none may come before what it is ordered after.
#[test]
fn units_are_started_after_those_they_name() {
    let mut seen = 0;
    for case in Case::all() {
        let tree = case.tree();
        for machine in case.machines() {
            if shares(&tree, &machine) {
                continue;
            }
            let files = rootfs(&tree, &machine.name);
            let env = text(&tree, &format!("nodes/{}/install.env", machine.name));
            let units = value(env, "KUBECORE_UNITS");
            let units: Vec<&str> = units.split_ascii_whitespace().collect();
            for (place, unit) in units.iter().enumerate() {
                let later = units.iter().skip(place + 1).find(|l| after(&files, unit, l));
                let (case, machine) = (&case.name, &machine.name);
                assert!(later.is_none(), "{case}: {machine}: {unit} before {later:?}");
                seen +=
                    units[..place].iter().filter(|earlier| after(&files, unit, earlier)).count();
            }
        }
    }
    assert!(seen > 20, "{seen} orders only");
}

/// Whether `unit` or a drop-in of its says `After=other`.
fn after(files: &Tree, unit: &str, other: &str) -> bool {
    let own = format!("/etc/systemd/system/{unit}");
    let texts = files.iter().filter(|(path, _)| {
        **path == own || path.strip_prefix(&own).is_some_and(|rest| rest.starts_with(".d/"))
    });
    texts
        .flat_map(|(_, file)| unit_entries(file.text()))
        .filter(|entry| entry.key == "After")
        .any(|entry| entry.value.split_ascii_whitespace().any(|name| name == other))
}

fn value(env: &str, name: &str) -> String {
    let all = settings("install.env", env).unwrap();
    all.into_iter().find(|(key, _)| key == name).unwrap_or_else(|| panic!("no {name}")).1
}

#[test]
fn sums_cover_every_other_file() {
    for case in Case::all() {
        let tree = case.tree();
        for bundle in bundles(&case) {
            let files = below(&tree, &bundle);
            let others = files.iter().filter(|(path, _)| *path != "/SHA256SUMS");
            let wanted: BTreeSet<String> = others
                .map(|(path, file)| format!("{}  {}", sha256(&file.bytes), &path[1..]))
                .collect();
            let listed: Vec<&str> = files["/SHA256SUMS"].text().lines().collect();
            assert_eq!(listed.len(), wanted.len(), "{}: {bundle}", case.name);
            assert!(
                listed.iter().all(|line| wanted.contains(*line)),
                "{}: {bundle}: {listed:#?}",
                case.name
            );
        }
    }
}

#[test]
fn every_machine_has_a_bundle_and_no_other_has() {
    for case in Case::all() {
        let tops: BTreeSet<String> = case
            .tree()
            .keys()
            .map(|path| {
                path.splitn(3, '/')
                    .take(if path.starts_with("nodes/") { 2 } else { 1 })
                    .collect::<Vec<_>>()
                    .join("/")
            })
            .collect();
        assert_eq!(tops, bundles(&case).into_iter().collect::<BTreeSet<_>>(), "{}", case.name);
    }
}

/// A path is relative, without `..`, and unique even where letter case does not count.
#[test]
fn paths_are_safe_everywhere() {
    for case in Case::all() {
        let tree = case.tree();
        for path in tree.keys() {
            let parts: Vec<&str> = path.split('/').collect();
            assert!(
                parts.iter().all(|part| !part.is_empty() && *part != "." && *part != ".."),
                "{}: {path}",
                case.name
            );
            assert!(
                path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\'),
                "{}: {path}",
                case.name
            );
        }
        let folded: BTreeSet<String> = tree.keys().map(|path| path.to_lowercase()).collect();
        assert_eq!(folded.len(), tree.len(), "{}", case.name);
    }
}

/// What a machine boots from, in each of its forms.
#[test]
fn user_data_and_rootfs_are_one_content() {
    for case in Case::all() {
        let tree = case.tree();
        for machine in case.machines() {
            if shares(&tree, &machine) {
                continue;
            }
            let what = format!("{}: {}", case.name, machine.name);
            let own = |file: &str| text(&tree, &format!("nodes/{}/{file}", machine.name));
            let forms = if case.profile() == "flatcar" {
                vec![
                    ignition::files(own("config.ign")),
                    ignition::files_of_butane(own("config.bu")),
                ]
            } else {
                let config = own("cloud-config.yaml");
                assert!(config.starts_with(HEADER), "{what}");
                vec![cloud_config::files(config)]
            };
            let mut files = rootfs(&tree, &machine.name);
            if case.own("mode").is_some_and(|mode| mode == "kubeadm") {
                // A token is in it, so it comes by the bundle alone, as keys do.
                files.remove("/etc/kubernetes/kubeadm.yaml").expect("kubeadm's file");
            }
            for written in forms {
                assert_none(&what, &compare(&files, &written));
            }
        }
    }
}

#[test]
fn every_yaml_and_json_file_parses() {
    let mut seen = 0;
    for case in Case::all() {
        for (path, file) in case.tree() {
            if extension(&path) == "yaml" {
                assert!(
                    parse_yaml(file.text()).iter().all(Value::is_mapping),
                    "{}: {path}",
                    case.name
                );
                seen += 1;
            } else if path.contains("/net.d/") || extension(&path) == "json" {
                serde_json::from_str::<serde_json::Value>(file.text())
                    .unwrap_or_else(|e| panic!("{}: {path}: {e}", case.name));
                parse_yaml(file.text());
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen} files only");
}

/// Keys come by `generate-tls.sh`, never by kubecore.
#[test]
fn no_tls_asset_is_rendered() {
    for case in Case::all() {
        for (path, file) in case.tree() {
            assert!(
                extension(&path) != "pem" && !path.contains("/etc/kubernetes/ssl/"),
                "{}: {path}",
                case.name
            );
            for words in ["PRIVATE KEY-----", "BEGIN CERTIFICATE"] {
                assert!(!file.text().contains(words), "{}: {path} holds {words}", case.name);
            }
        }
    }
}

#[test]
fn text_files_end_with_a_line_break_and_hold_no_odd_characters() {
    for case in Case::all() {
        for (path, file) in case.tree() {
            let text = file.text();
            assert!(text.ends_with('\n') || text.is_empty(), "{}: {path}", case.name);
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{}: {path}", case.name);
            assert!(
                text.lines().all(|line| !line.ends_with(' ')),
                "{}: {path} has blanks at a line's end",
                case.name
            );
        }
    }
}

/// Whether the machine has no files of its own: all machines have one cloud-config, in the cluster's bundle.
fn shares(tree: &Tree, machine: &Machine) -> bool {
    let own = below(tree, &format!("nodes/{}", machine.name));
    let shares = tree.contains_key("cluster/cloud-config.yaml");
    let books: Vec<&String> = own.keys().collect();
    assert!(!shares || books == ["/README.md", "/SHA256SUMS"], "{}: {books:?}", machine.name);
    shares
}

fn bundles(case: &Case) -> Vec<String> {
    let nodes = case.machines().into_iter().map(|machine| format!("nodes/{}", machine.name));
    nodes.chain(["cluster".to_owned()]).collect()
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    tree.get(path).unwrap_or_else(|| panic!("{path} is missing")).text()
}
