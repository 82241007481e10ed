//! A bundle's own books: what it lists is what it holds, and its two forms are one content.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, below, rootfs};
use kubecore_tests::settings::{extension, parse_yaml, settings};
use kubecore_tests::tree::{File, Tree, compare};
use serde_yaml::Value;
use sha2::{Digest as _, Sha256};

#[test]
fn files_list_names_every_file_and_its_mode() {
    for case in Case::all() {
        let tree = case.tree();
        for machine in case.machines() {
            let files = rootfs(&tree, &machine.name);
            let wanted: Vec<String> =
                files.iter().map(|(path, file)| format!("{path} {:04o}", file.mode)).collect();
            let list = text(&tree, &format!("nodes/{}/files.list", machine.name)).lines();
            let mut listed: Vec<String> = list
                .map(|line| {
                    line.split_once(' ').map(|(mode, path)| format!("{path} {mode}")).unwrap()
                })
                .collect();
            listed.sort();
            assert_eq!(listed, wanted, "{}: {}", case.name, machine.name);
        }
    }
}

/// The guide's order: each unit needs what was started before it.
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
    for case in Case::all() {
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

#[test]
fn cloud_config_and_rootfs_are_one_content() {
    for case in Case::all() {
        let tree = case.tree();
        for machine in case.machines() {
            let config = text(&tree, &format!("nodes/{}/cloud-config.yaml", machine.name));
            assert!(config.starts_with("#cloud-config\n"), "{}: {}", case.name, machine.name);
            let written = from_cloud_config(&parse_yaml(config)[0]);
            assert_none(
                &format!("{}: {}", case.name, machine.name),
                &compare(&rootfs(&tree, &machine.name), &written),
            );
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

fn from_cloud_config(config: &Value) -> Tree {
    let mut tree = Tree::new();
    let list = |value: &Value| value.as_sequence().cloned().unwrap_or_default();
    let mut put = |path: String, mode: &str, content: &Value| {
        let mode = u32::from_str_radix(mode, 8).expect("permissions are octal");
        let bytes = unescape(content.as_str().expect("content is text")).into_bytes();
        assert!(
            tree.insert(path.clone(), File { mode, bytes }).is_none(),
            "{path} is written twice"
        );
    };
    for file in list(&config["write_files"]) {
        let mode = file["permissions"].as_str().expect("permissions are quoted").to_owned();
        put(file["path"].as_str().unwrap().to_owned(), &mode, &file["content"]);
    }
    for unit in list(&config["coreos"]["units"]) {
        let name = unit["name"].as_str().unwrap();
        if !unit["content"].is_null() {
            put(format!("/etc/systemd/system/{name}"), "0644", &unit["content"]);
        }
        for drop_in in list(&unit["drop_ins"]) {
            let path =
                format!("/etc/systemd/system/{name}.d/{}", drop_in["name"].as_str().unwrap());
            put(path, "0644", &drop_in["content"]);
        }
    }
    tree
}

/// coreos-cloudinit replaces `$private_ipv4` and its like unless a backslash stands before.
fn unescape(text: &str) -> String {
    ["private", "public"].iter().fold(text.to_owned(), |text, which| {
        text.replace(&format!("\\${which}_ipv"), &format!("${which}_ipv"))
    })
}

fn bundles(case: &Case) -> Vec<String> {
    let nodes = case.machines().into_iter().map(|machine| format!("nodes/{}", machine.name));
    nodes.chain(["cluster".to_owned()]).collect()
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    tree.get(path).unwrap_or_else(|| panic!("{path} is missing")).text()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}
