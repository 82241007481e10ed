//! Each key is in the bundle of its machine, and nowhere else in all that is rendered.

use std::collections::{BTreeMap, BTreeSet};

use kubecore::check;
use kubecore::pki::{Files, Pki, Ready};
use kubecore::plan::Plan;
use kubecore::plan::certificates::{Certificates, Part, of_machine};
use kubecore::profile::Renderer;
use kubecore::spec::PkiSource;
use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, Machine, rootfs, tree_of};
use kubecore_tests::pki::{Made, NOW, files_of, issue, plan};
use kubecore_tests::secrets::{Secret, unpacked};
use kubecore_tests::tree::{self, Tree, sha256};

const SSL: &str = "etc/kubernetes/ssl";

/// A case whose keys kubecore makes, and what is rendered of it.
struct Rendered {
    case: Case,
    plan: Plan,
    made: Made,
    ready: Ready,
    tree: Tree,
}

impl Rendered {
    /// Every case that can have keys; those that keep to the guide's script by a line of their own without it.
    fn all() -> Vec<Self> {
        let all: Vec<Self> = Case::all().into_iter().filter_map(Self::of).collect();
        assert!(all.len() > 8, "{} cases have keys", all.len());
        all
    }

    /// Those of the guide.
    fn of_guide() -> Vec<Self> {
        let guide = |one: &Self| one.case.profile() == "coreos-guide";
        Self::all().into_iter().filter(guide).collect()
    }

    /// Those of today.
    fn of_today() -> Vec<Self> {
        Self::all().into_iter().filter(|one| one.case.profile() == "flatcar").collect()
    }

    fn of(mut case: Case) -> Option<Self> {
        case.text = case.text.replace("source: openssl-script", "source: generate");
        // RSA keys take long to make, and lie where others do.
        case.text = case.text.replace("key: rsa-2048", "key: ecdsa-p256");
        let plan = plan(&case);
        let list = Certificates::of(&plan);
        if list.items.is_empty() || plan.pki.source != PkiSource::Generate {
            return None;
        }
        let made = issue(&list, &case.name, NOW);
        let ready =
            made.pki.ready(&list).unwrap_or_else(|problems| panic!("{}: {problems:?}", case.name));
        let tree = tree_of(&Renderer::with_keys(&plan, &ready).bundles().collect::<Vec<_>>());
        Some(Self { case, plan, made, ready, tree })
    }

    fn of_role(&self, role: &str) -> Vec<Machine> {
        self.case.machines().into_iter().filter(|machine| machine.role == role).collect()
    }

    /// Where each key belongs, by its file in the PKI directory.
    fn places(&self) -> BTreeMap<String, BTreeSet<String>> {
        let one = |path: &str| BTreeSet::from([path.to_owned()]);
        let on = |name: &str, file: &str| format!("nodes/{name}/rootfs/{SSL}/{file}");
        let control_planes = self.of_role("control-plane");
        let api = control_planes.iter().map(|machine| on(&machine.name, "apiserver-key.pem"));
        let mut places = BTreeMap::from([
            ("ca-key.pem".to_owned(), one("cluster/admin/ca-key.pem")),
            ("admin-key.pem".to_owned(), one("cluster/admin/kubeconfig")),
            ("apiserver-key.pem".to_owned(), api.collect()),
        ]);
        places.extend(self.of_role("worker").iter().map(|Machine { name, .. }| {
            let file = format!("{name}-worker-key.pem");
            (format!("nodes/{name}/{file}"), one(&on(name, &file)))
        }));
        places
    }
}

#[test]
fn each_key_is_where_it_belongs_and_nowhere_else() {
    for rendered in Rendered::of_guide() {
        let mut findings = Vec::new();
        let mut places = rendered.places();
        for (file, content) in
            rendered.made.files.iter().filter(|(file, _)| file.ends_with("-key.pem"))
        {
            let secret = Secret::of(content.text());
            let found = rendered.tree.iter().map(|(path, file)| (path, secret.count(&file.bytes)));
            let found: BTreeMap<&String, usize> = found.filter(|(_, count)| *count > 0).collect();
            let wanted = places.remove(file).unwrap_or_else(|| panic!("nobody waits for {file}"));
            if !found.keys().copied().eq(&wanted) {
                findings.push(format!("{file} is in {found:?}, not in {wanted:?}"));
            }
            let twice = found.iter().filter(|(_, count)| **count != 1);
            findings
                .extend(twice.map(|(path, count)| format!("{file} is {count} times in {path}")));
        }
        findings.extend(places.keys().map(|file| format!("{file} was not made")));
        assert_none(&rendered.case.name, &findings);
    }
}

/// Today's machines have many: each is in the files of those that the plan gives it, and an administrator's own.
#[test]
fn each_key_of_today_is_where_it_belongs_and_nowhere_else() {
    for rendered in Rendered::of_today() {
        let Rendered { case, plan, made, tree, .. } = &rendered;
        let in_user_data = case.own("keys").is_some_and(|keys| keys == "ignition");
        let list = Certificates::of(plan);
        let mut findings = Vec::new();
        for item in &list.items {
            let mut wanted = BTreeSet::new();
            for node in plan.nodes() {
                let placed = of_machine(plan, node).into_iter();
                for placed in placed.filter(|one| one.id == item.id && one.part == Part::Key) {
                    wanted.insert(format!("nodes/{}/rootfs{}", node.name, placed.path));
                    if in_user_data {
                        wanted.insert(format!("nodes/{}/config.bu", node.name));
                    }
                }
            }
            if item.is_authority() {
                wanted.insert(format!("cluster/admin/{}", item.key_file()));
            }
            if item.id == "admin" {
                wanted.insert("cluster/admin/kubeconfig".into());
            }
            let secret = Secret::of(made.text(&item.key_file()));
            let found =
                tree.iter().filter(|(path, _)| !(in_user_data && path.ends_with("config.ign")));
            let found = found.filter(|(_, file)| secret.count(&file.bytes) > 0);
            let found: BTreeSet<String> = found.map(|(path, _)| path.clone()).collect();
            if found != wanted {
                findings.push(format!("{} is in {found:?}, not in {wanted:?}", item.id));
            }
            let open = found.iter().filter(|path| tree[*path].mode != 0o600);
            findings.extend(open.map(|path| format!("{}: {path} can be read", item.id)));
        }
        assert_none(&case.name, &findings);
    }
}

/// Whatever its key: a file that calls itself one is one of those.
#[test]
fn no_other_file_holds_a_private_key() {
    let marks = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("PRIVATE KEY-----");
    for rendered in Rendered::of_guide() {
        let wanted: BTreeSet<String> = rendered.places().into_values().flatten().collect();
        let holds = |bytes: &[u8]| marks(bytes) || unpacked(bytes).iter().any(|inner| marks(inner));
        let found = rendered.tree.iter().filter(|(_, file)| holds(&file.bytes));
        let found: BTreeSet<String> = found.map(|(path, _)| path.clone()).collect();
        assert_eq!(found, wanted, "{}", rendered.case.name);
        let private = wanted.iter().filter(|path| rendered.tree[*path].mode != 0o600);
        assert_none(&rendered.case.name, &private.cloned().collect::<Vec<_>>());
    }
}

#[test]
fn each_machine_has_its_files_with_their_modes_and_lists_them() {
    for rendered in Rendered::of_guide() {
        let name = &rendered.case.name;
        for machine in rendered.case.machines() {
            let own = |file: &str| format!("{}-{file}", machine.name);
            let wanted = match machine.role.as_str() {
                "control-plane" => vec![
                    ("ca.pem".to_owned(), "ca.pem".to_owned(), 0o644),
                    ("apiserver.pem".to_owned(), "apiserver.pem".to_owned(), 0o644),
                    ("apiserver-key.pem".to_owned(), "apiserver-key.pem".to_owned(), 0o600),
                ],
                "worker" => {
                    let of = |file: &str| format!("nodes/{}/{}", machine.name, own(file));
                    vec![
                        ("ca.pem".to_owned(), "ca.pem".to_owned(), 0o644),
                        (own("worker.pem"), of("worker.pem"), 0o644),
                        (own("worker-key.pem"), of("worker-key.pem"), 0o600),
                    ]
                }
                _ => Vec::new(),
            };
            let root = rootfs(&rendered.tree, &machine.name);
            let there = root.keys().filter_map(|path| path.strip_prefix(&format!("/{SSL}/")));
            let names: BTreeSet<&str> = wanted.iter().map(|(file, ..)| file.as_str()).collect();
            assert_eq!(there.collect::<BTreeSet<_>>(), names, "{name}: {}", machine.name);
            let list = rendered.tree[&format!("nodes/{}/files.list", machine.name)].text();
            for (file, source, mode) in &wanted {
                let path = format!("/{SSL}/{file}");
                let what = format!("{name}: {}: {path}", machine.name);
                assert_eq!(root[&path].mode, *mode, "{what}");
                assert_eq!(root[&path].text(), rendered.made.text(source), "{what}");
                let line = format!("{mode:04o} {path}");
                assert_eq!(
                    list.lines().filter(|have| *have == line).count(),
                    1,
                    "{what} is not listed"
                );
                assert_eq!(list.matches(&path).count(), 1, "{what} is listed twice");
            }
            assert_eq!(list.matches(SSL).count(), names.len(), "{name}: {}: {list}", machine.name);
        }
    }
}

#[test]
fn sums_cover_every_file() {
    for rendered in Rendered::all() {
        for (path, sums) in rendered.tree.iter().filter(|(path, _)| path.ends_with("/SHA256SUMS")) {
            let bundle = path.trim_end_matches("SHA256SUMS");
            let own = rendered
                .tree
                .iter()
                .filter_map(|(path, file)| Some((path.strip_prefix(bundle)?, file)));
            let wanted: BTreeSet<String> = own
                .filter(|(path, _)| *path != "SHA256SUMS")
                .map(|(path, file)| format!("{}  {path}", sha256(&file.bytes)))
                .collect();
            let has = sums.text().lines().map(str::to_owned).collect();
            assert_eq!(wanted, has, "{}: {path}", rendered.case.name);
        }
    }
}

#[test]
fn the_same_keys_render_to_the_same_bytes() {
    for rendered in Rendered::all() {
        let again = Rendered::of(rendered.case.clone()).expect("it has keys");
        assert_none(&rendered.case.name, &tree::compare(&rendered.tree, &again.tree));
        // Also once they were written to a directory, and read from it.
        let (list, files): (_, Files) =
            (Certificates::of(&rendered.plan), files_of(&rendered.made.files));
        let ready = Pki::read(&list, &files).unwrap().ready(&list).unwrap();
        let read =
            tree_of(&Renderer::with_keys(&rendered.plan, &ready).bundles().collect::<Vec<_>>());
        assert_none(&rendered.case.name, &tree::compare(&rendered.tree, &read));
    }
}

/// What a machine boots from stays what it is without keys.
#[test]
fn keys_change_only_files_that_are_about_keys() {
    for rendered in Rendered::all() {
        let bare = tree_of(&Renderer::new(&rendered.plan).bundles().collect::<Vec<_>>());
        let marks = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("PRIVATE KEY");
        assert!(bare.values().all(|file| !marks(&file.bytes)), "no key without keys");
        let chosen = rendered.case.own("keys").is_some_and(|keys| keys == "ignition");
        let is_about_keys = |path: &str| {
            let file = path.rsplit('/').next().unwrap_or_default();
            let of_user_data = ["config.bu", "config.ign"].contains(&file);
            [format!("/rootfs/{SSL}/"), "/rootfs/etc/kubernetes/pki/".into()]
                .iter()
                .any(|folder| path.contains(folder))
                || ["files.list", "SHA256SUMS"].contains(&file)
                || path.starts_with("cluster/admin/")
                || path == "cluster/certificates.md"
                || (chosen && of_user_data)
        };
        let changed = tree::changed(&bare, &rendered.tree);
        let other: Vec<String> = changed
            .iter()
            .filter(|path| !is_about_keys(path))
            .map(|path| (*path).to_owned())
            .collect();
        assert_none(&rendered.case.name, &other);
        // A machine without keys is left alone; etcd's have none in the guide.
        let alone = rendered.case.profile() == "coreos-guide";
        for machine in rendered.of_role("etcd").iter().filter(|_| alone) {
            let own = format!("nodes/{}/", machine.name);
            assert!(
                !changed.iter().any(|path| path.starts_with(&own)),
                "{}: {own}",
                rendered.case.name
            );
        }
    }
}

#[test]
fn what_is_rendered_with_keys_passes_its_own_check() {
    for rendered in Rendered::all() {
        for bundle in Renderer::with_keys(&rendered.plan, &rendered.ready).bundles() {
            let report = check::check(&bundle);
            assert!(report.is_empty(), "{}: {report:?}", rendered.case.name);
        }
    }
}

/// Kept offline, the authority's key is in no bundle, and all else is there.
#[test]
fn without_the_authoritys_key_all_else_is_rendered() {
    let rendered = Rendered::of(Case::named("ha-calico")).expect("it has keys");
    let list = Certificates::of(&rendered.plan);
    let mut files = files_of(&rendered.made.files);
    files.remove("ca-key.pem").expect("it was made");
    let ready = Pki::read(&list, &files).unwrap().ready(&list).unwrap();
    let tree = tree_of(&Renderer::with_keys(&rendered.plan, &ready).bundles().collect::<Vec<_>>());
    let changed = tree::changed(&rendered.tree, &tree);
    assert_eq!(changed, BTreeSet::from(["cluster/SHA256SUMS", "cluster/admin/ca-key.pem"]));
    assert!(!tree.contains_key("cluster/admin/ca-key.pem"));
}
