//! The rows of the tree: each machine and the cluster, and below them folders and files.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use kubecore::order;

use super::find::Find;
use super::paths::Paths;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The bundle it belongs to.
    pub bundle: usize,
    /// The path of its file or folder; empty for the bundle itself.
    pub path: Rc<str>,
    /// Where in the path its own name begins.
    pub from: usize,
    /// What it is.
    pub kind: Kind,
    /// How deep it lies, from 1.
    pub level: usize,
    /// Its place among those beside it, from 1, and how many they are.
    pub set: (usize, usize),
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bundle, that shows its files or not.
    Bundle {
        /// Whether it does.
        open: bool,
    },
    /// A folder, that shows its files or not.
    Folder {
        /// Whether it does.
        open: bool,
    },
    /// A file.
    File,
    /// A file that was there before an edit.
    Gone,
}

/// What the rows are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree<'t> {
    /// What the bundles are called.
    pub names: Vec<&'t str>,
    /// The bundle that shows its files, and those: the paths, and whether it still has them.
    pub open: Option<(usize, Vec<(&'t str, bool)>)>,
    /// Folders that show nothing.
    pub closed: &'t BTreeSet<Rc<str>>,
}

impl Row {
    /// Its own name; a bundle's is not known here.
    pub fn name(&self) -> &str {
        self.path.get(self.from..).unwrap_or_default()
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &str {
        self.path.get(..self.from).unwrap_or_default().trim_end_matches('/')
    }

    /// Whether it shows what is in it; `None` for a file.
    pub fn open(&self) -> Option<bool> {
        match self.kind {
            Kind::Bundle { open } | Kind::Folder { open } => Some(open),
            Kind::File | Kind::Gone => None,
        }
    }
}

/// The rows of a tree, from the top.
pub fn rows(tree: &Tree<'_>) -> Vec<Row> {
    let count = tree.names.len();
    let mut rows = Vec::with_capacity(count);
    for bundle in 0..count {
        let files = tree.open.as_ref().filter(|(open, _)| *open == bundle);
        rows.push(bundle_row(bundle, files.is_some(), (bundle + 1, count)));
        if let Some((_, files)) = files {
            let mut files = files.clone();
            order::sort_by(&mut files, Ord::cmp);
            let inside = Inside { bundle, closed: tree.closed };
            inside.rows(&files, 0, 2, &mut rows);
        }
    }
    rows
}

/// The bundles and files that are asked for; of the open bundle all it has, of others as far as they are known.
pub fn found(tree: &Tree<'_>, paths: &Paths, find: &Find) -> Vec<Row> {
    let mut hits: BTreeMap<(usize, Find), Vec<Rc<str>>> = BTreeMap::new();
    let mut rows = Vec::new();
    for (bundle, name) in tree.names.iter().enumerate() {
        let left = find.left(name);
        let own = tree.open.as_ref().filter(|(open, _)| *open == bundle);
        let files: Vec<Rc<str>> = match (own, paths.list_of(bundle)) {
            (Some((_, files)), _) => {
                let there = files.iter().filter(|(path, there)| *there && left.hits(path));
                there.map(|(path, _)| Rc::from(*path)).collect()
            }
            // All of them would hide the machine's own name among others'.
            _ if left.is_empty() => Vec::new(),
            (None, Some(list)) => {
                let key = (list, left.clone());
                let all = paths.lists().get(list).map(|list| list.iter()).unwrap_or_default();
                let some = || all.filter(|path| left.hits(path)).map(|path| path.as_str().into());
                hits.entry(key).or_insert_with(|| some().collect()).clone()
            }
            (None, None) => Vec::new(),
        };
        if files.is_empty() && !left.is_empty() {
            continue;
        }
        rows.push(bundle_row(bundle, !files.is_empty(), (0, 0)));
        let count = files.len();
        rows.extend(files.into_iter().enumerate().map(|(n, path)| Row {
            bundle,
            from: path.rfind('/').map_or(0, |slash| slash + 1),
            path,
            kind: Kind::File,
            level: 2,
            set: (n + 1, count),
        }));
    }
    let count = rows.iter().filter(|row| row.level == 1).count();
    for (n, row) in rows.iter_mut().filter(|row| row.level == 1).enumerate() {
        row.set = (n + 1, count);
    }
    rows
}

fn bundle_row(bundle: usize, open: bool, set: (usize, usize)) -> Row {
    Row { bundle, path: "".into(), from: 0, kind: Kind::Bundle { open }, level: 1, set }
}

struct Inside<'i> {
    bundle: usize,
    closed: &'i BTreeSet<Rc<str>>,
}

impl Inside<'_> {
    /// Of files in order, whose paths are alike up to `from`.
    fn rows<'f>(&self, files: &[(&'f str, bool)], from: usize, level: usize, rows: &mut Vec<Row>) {
        let folder = |path: &'f str| path.get(from..first(path, from)?);
        let together = |a: &(&'f str, bool), b: &(&'f str, bool)| {
            folder(a.0).is_some() && folder(a.0) == folder(b.0)
        };
        let groups: Vec<&[(&str, bool)]> = files.chunk_by(together).collect();
        for (n, group) in groups.iter().enumerate() {
            let Some((path, there)) = group.first() else { continue };
            let set = (n + 1, groups.len());
            let row = |path: &str, kind| Row {
                bundle: self.bundle,
                path: path.into(),
                from,
                kind,
                level,
                set,
            };
            let Some(mut end) = first(path, from) else {
                rows.push(row(path, if *there { Kind::File } else { Kind::Gone }));
                continue;
            };
            // A folder in which there is one folder alone needs no row of its own.
            while let Some(next) = first(path, end)
                && group.iter().all(|(other, _)| other.get(..next) == path.get(..next))
            {
                end = next;
            }
            let folder = path.get(..end - 1).unwrap_or_default();
            let open = !self.closed.contains(folder);
            rows.push(row(folder, Kind::Folder { open }));
            if open {
                self.rows(group, end, level + 1, rows);
            }
        }
    }
}

/// The end of the first folder of a path after `from`, with its slash.
fn first(path: &str, from: usize) -> Option<usize> {
    path.get(from..)?.find('/').map(|slash| from + slash + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job;

    const FILES: [&str; 6] = [
        "SHA256SUMS",
        "cloud-config.yaml",
        "rootfs/etc/kubernetes/a.yaml",
        "rootfs/etc/kubernetes/b/c.yaml",
        "rootfs/etc/systemd/kubelet.service",
        "rootfs/opt/bin/run",
    ];

    fn tree(open: Option<usize>, closed: &BTreeSet<Rc<str>>) -> Tree<'_> {
        let files = FILES.iter().map(|path| (*path, *path != "rootfs/opt/bin/run")).collect();
        Tree { names: vec!["a", "b"], open: open.map(|open| (open, files)), closed }
    }

    /// Each row as a person sees it.
    fn shown(rows: &[Row]) -> Vec<String> {
        let one = |row: &Row| {
            let sign = match row.kind {
                Kind::Bundle { open } | Kind::Folder { open } => {
                    if open {
                        "▾ "
                    } else {
                        "▸ "
                    }
                }
                Kind::File => "",
                Kind::Gone => "× ",
            };
            let name = if row.level == 1 { ["a", "b"][row.bundle] } else { row.name() };
            let (at, of) = row.set;
            format!("{}{sign}{name} {at}/{of}", "  ".repeat(row.level - 1))
        };
        rows.iter().map(one).collect()
    }

    #[test]
    fn folders_lie_in_folders() {
        let closed = BTreeSet::new();
        assert_eq!(
            shown(&rows(&tree(Some(0), &closed))),
            [
                "▾ a 1/2",
                "  SHA256SUMS 1/3",
                "  cloud-config.yaml 2/3",
                "  ▾ rootfs 3/3",
                "    ▾ etc 1/2",
                "      ▾ kubernetes 1/2",
                "        a.yaml 1/2",
                "        ▾ b 2/2",
                "          c.yaml 1/1",
                "      ▾ systemd 2/2",
                "        kubelet.service 1/1",
                "    ▾ opt/bin 2/2",
                "      × run 1/1",
                "▸ b 2/2",
            ]
        );
    }

    #[test]
    fn what_is_closed_shows_nothing() {
        let closed = BTreeSet::from(["rootfs/etc".into(), "rootfs/opt/bin".into()]);
        let rows = rows(&tree(Some(1), &closed));
        assert_eq!(
            shown(&rows),
            [
                "▸ a 1/2",
                "▾ b 2/2",
                "  SHA256SUMS 1/3",
                "  cloud-config.yaml 2/3",
                "  ▾ rootfs 3/3",
                "    ▸ etc 1/2",
                "    ▸ opt/bin 2/2",
            ]
        );
        assert_eq!(&*rows[6].path, "rootfs/opt/bin");
        assert_eq!(shown(&super::rows(&tree(None, &closed))), ["▸ a 1/2", "▸ b 2/2"]);
    }

    #[test]
    fn files_are_found_by_machine_and_path() {
        let closed = BTreeSet::new();
        let find = |text: &str| {
            shown(&found(&tree(Some(0), &closed), &Paths::default(), &Find::new(text)))
        };
        let hit = ["▾ a 1/1", "  kubelet.service 1/1"];
        assert_eq!(find("KUBELET.s"), hit);
        assert_eq!(find("etc a kubelet."), hit);
        let rows = found(&tree(Some(0), &closed), &Paths::default(), &Find::new("c.yaml"));
        assert_eq!(rows[1].folder(), "rootfs/etc/kubernetes/b");
        assert_eq!(find("bin/run"), Vec::<String>::new(), "it is gone");
        assert_eq!(
            find("b"),
            ["▾ a 1/2", "  a.yaml 1/3"]
                .into_iter()
                .chain(["  c.yaml 2/3", "  kubelet.service 3/3", "▸ b 2/2"])
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn files_of_bundles_that_are_not_open_are_found_once_known() {
        let text = include_str!("../../../examples/one-plus-two.yaml");
        let plan: Rc<kubecore::plan::Plan> = job::judge(text).plan.expect("a plan").into();
        let (closed, places) = (BTreeSet::new(), job::places(&plan));
        let names = places.iter().map(job::Place::label).collect();
        let tree = Tree { names, open: None, closed: &closed };
        let mut paths = Paths::default();
        let find = Find::new("worker etc/ kubelet.service");
        assert_eq!(found(&tree, &paths, &find), []);
        paths.step(&plan, 9);
        let rows = found(&tree, &paths, &find);
        let of: Vec<(usize, &str)> = rows.iter().map(|row| (row.bundle, &*row.path)).collect();
        assert_eq!(of.iter().map(|(bundle, _)| *bundle).collect::<BTreeSet<_>>(), [1, 2].into());
        let paths: Vec<_> = of.iter().filter(|(_, path)| !path.is_empty()).collect();
        assert!(
            paths.len() >= 2 && paths.iter().all(|(_, path)| path.ends_with("kubelet.service"))
        );
    }
}
