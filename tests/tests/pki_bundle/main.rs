//! Each key is in the bundle of its machine, and nowhere else in all that is rendered.

mod layout;

use std::collections::{BTreeMap, BTreeSet};

use kubecore::bundle::Bundle;
use kubecore::check;
use kubecore::pki::{Files, Pki, Ready};
use kubecore::plan::Plan;
use kubecore::plan::certificates::Certificates;
use kubecore::profile::Renderer;
use kubecore::spec::PkiSource;
use kubecore_tests::case::{Case, Machine, rootfs, tree_of};
use kubecore_tests::pki::{Made, NOW, files_of, issue, plan};
use kubecore_tests::secrets::{Secret, unpacked};
use kubecore_tests::settings::extension;
use kubecore_tests::tree::{self, File, Tree, sha256};
use kubecore_tests::{assert_none, ignition};

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

    fn of(mut case: Case) -> Option<Self> {
        case.text = case.text.replace("source: openssl-script", "source: generate");
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

    /// Where each key belongs, by its file in the PKI directory.
    fn places(&self) -> BTreeMap<String, BTreeSet<String>> {
        let case = &self.case;
        let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut put = |key: &str, path: String| {
            places.entry(key.to_owned()).or_default().insert(path);
        };
        for (key, path) in layout::of_administrator(case) {
            put(key, path.to_owned());
        }
        for machine in case.machines() {
            let bundle = format!("nodes/{}", machine.name);
            let keys = layout::of_machine(case, &machine).into_iter();
            for placed in keys.filter(|placed| placed.mode == 0o600) {
                let Some(key) = placed.source else { continue };
                put(&key, format!("{bundle}/rootfs/{}/{}", layout::directory(case), placed.file));
                if layout::in_user_data(case) {
                    put(&key, format!("{bundle}/config.bu"));
                    put(&key, format!("{bundle}/config.ign"));
                }
            }
        }
        places
    }
}

/// A file as its reader has it: what stands in an Ignition config is packed.
fn contents(path: &str, file: &File) -> Vec<Vec<u8>> {
    if extension(path) == "ign" {
        ignition::files(file.text()).into_values().map(|file| file.bytes).collect()
    } else {
        vec![file.bytes.clone()]
    }
}

#[test]
fn each_key_is_where_it_belongs_and_nowhere_else() {
    for rendered in Rendered::all() {
        let mut findings = Vec::new();
        let mut places = rendered.places();
        for (file, content) in
            rendered.made.files.iter().filter(|(file, _)| file.ends_with("-key.pem"))
        {
            let secret = Secret::of(content.text());
            let found = rendered.tree.iter().map(|(path, file)| {
                let contents = contents(path, file);
                (path, contents.iter().map(|bytes| secret.count(bytes)).sum::<usize>())
            });
            let found: BTreeMap<&String, usize> = found.filter(|(_, count)| *count > 0).collect();
            // What encrypts secrets in etcd is made of its key, which is nowhere.
            let wanted = if file == "encryption-key.pem" {
                BTreeSet::new()
            } else {
                places.remove(file).unwrap_or_else(|| panic!("nobody waits for {file}"))
            };
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

/// Whatever its key: a file that calls itself one is one of those.
#[test]
fn no_other_file_holds_a_private_key() {
    let marks = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("PRIVATE KEY-----");
    for rendered in Rendered::all() {
        let wanted: BTreeSet<String> = rendered.places().into_values().flatten().collect();
        let holds = |bytes: &[u8]| marks(bytes) || unpacked(bytes).iter().any(|inner| marks(inner));
        let found = rendered
            .tree
            .iter()
            .filter(|(path, file)| contents(path, file).iter().any(|bytes| holds(bytes)));
        let found: BTreeSet<String> = found.map(|(path, _)| path.clone()).collect();
        assert_eq!(found, wanted, "{}", rendered.case.name);
        let private = wanted.iter().filter(|path| rendered.tree[*path].mode != 0o600);
        assert_none(&rendered.case.name, &private.cloned().collect::<Vec<_>>());
    }
}

#[test]
fn each_machine_has_its_files_with_their_modes_and_lists_them() {
    for rendered in Rendered::all() {
        let name = &rendered.case.name;
        for machine in rendered.case.machines() {
            let directory = layout::directory(&rendered.case);
            let wanted = layout::of_machine(&rendered.case, &machine);
            let root = rootfs(&rendered.tree, &machine.name);
            let there = root.keys().filter_map(|path| path.strip_prefix(&format!("/{directory}/")));
            let names: BTreeSet<&str> = wanted.iter().map(|placed| placed.file.as_str()).collect();
            assert_eq!(there.collect::<BTreeSet<_>>(), names, "{name}: {}", machine.name);
            let list = rendered.tree[&format!("nodes/{}/files.list", machine.name)].text();
            for layout::Placed { file, source, mode } in &wanted {
                let path = format!("/{directory}/{file}");
                let what = format!("{name}: {}: {path}", machine.name);
                assert_eq!(root[&path].mode, *mode, "{what}");
                if let Some(source) = source {
                    assert_eq!(root[&path].text(), rendered.made.text(source), "{what}");
                }
                let line = format!("{mode:04o} {path}");
                assert_eq!(
                    list.lines().filter(|have| *have == line).count(),
                    1,
                    "{what} is not listed"
                );
                assert_eq!(list.matches(&path).count(), 1, "{what} is listed twice");
            }
            let listed = list.matches(directory).count();
            assert_eq!(listed, names.len(), "{name}: {}: {list}", machine.name);
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
        let is_about_keys = |path: &str| {
            let file = path.rsplit('/').next().unwrap_or_default();
            let of_cluster = [
                "admin/ca.pem",
                "admin/ca-key.pem",
                "admin/etcd/ca.pem",
                "admin/etcd/ca-key.pem",
                "admin/front-proxy-ca.pem",
                "admin/front-proxy-ca-key.pem",
                "admin/kubeconfig",
                "certificates.md",
            ];
            let user_data = ["config.bu", "config.ign"].contains(&file);
            path.contains(&format!("/rootfs/{}/", layout::directory(&rendered.case)))
                || ["files.list", "SHA256SUMS"].contains(&file)
                || user_data && layout::in_user_data(&rendered.case)
                || path.strip_prefix("cluster/").is_some_and(|path| of_cluster.contains(&path))
        };
        let changed = tree::changed(&bare, &rendered.tree);
        let other: Vec<String> = changed
            .iter()
            .filter(|path| !is_about_keys(path))
            .map(|path| (*path).to_owned())
            .collect();
        assert_none(&rendered.case.name, &other);
        // A machine without keys is left alone.
        let idle = |machine: &Machine| layout::of_machine(&rendered.case, machine).is_empty();
        for machine in rendered.case.machines().into_iter().filter(idle) {
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
            let report = check::check(&rendered.plan, &bundle);
            assert!(report.is_empty(), "{}: {report:?}", rendered.case.name);
        }
    }
}

/// What differs from machine to machine is a machine's own: its key, and what certifies it.
#[test]
fn another_machines_file_does_not_pass_the_check() {
    let mut count = 0;
    for rendered in Rendered::all() {
        let plan = &rendered.plan;
        let bundles: Vec<_> = Renderer::with_keys(plan, &rendered.ready).bundles().collect();
        let within = format!("rootfs/{}/", layout::directory(&rendered.case));
        let mut findings = Vec::new();
        for own in &bundles {
            let is_another = |other: &&Bundle| other.name() != own.name();
            let others = || bundles.iter().filter(is_another).flat_map(Bundle::artifacts);
            for file in own.artifacts().iter().filter(|file| file.path.starts_with(&within)) {
                let another = others().find(|other| other.path == file.path && other != &file);
                let Some(another) = another else { continue };
                count += 1;
                let report = check::check(plan, &own.clone().with(another.clone()));
                // A key and its certificate that do not fit are one finding, about either.
                let about = format!("{}/{within}", own.name());
                if !report.diagnostics().iter().any(|found| found.message.starts_with(&about)) {
                    findings.push(format!("{}/{} may be another's", own.name(), file.path));
                }
            }
        }
        assert_none(&rendered.case.name, &findings);
    }
    assert!(count > 50, "{count} files are a machine's own");
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
