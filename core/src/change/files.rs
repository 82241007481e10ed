//! What differs in the files of one bundle.

use std::collections::{BTreeMap, BTreeSet};

use super::install_env;
use super::meaning::{Meaning, Weight};
use super::places::{is_user_data, of_cluster, placed, removed, user_data};
use super::readers::{Machine, pod};
use crate::bundle::SUMS;
use crate::hunks::hunks;
use crate::source::Source;

/// A file as it is held.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    /// Unix mode; `None` where none is known.
    pub mode: Option<u32>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether only its owner may read it, or nobody knows who wrote it.
    pub closed: bool,
}

/// The content may be a key.
impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Held({} bytes)", self.bytes.len())
    }
}

/// The files of a bundle, by path below it.
pub type Files = BTreeMap<String, Held>;

/// What differs in one bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleChange {
    /// `nodes/<node>`, `cluster`, or nothing for what lies beside them.
    pub name: String,
    /// Whether it came, went or changed.
    pub kind: Kind,
    /// What all of it means together.
    pub meaning: Meaning,
    /// Its files that differ, by path.
    pub files: Vec<FileChange>,
}

/// What became of a file or bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
    /// Its content differs.
    Changed,
    /// Only its mode differs.
    Mode,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Mode => "mode",
        }
    }
}

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Where it lies in its bundle.
    pub path: String,
    /// What became of it.
    pub kind: Kind,
    /// It holds a secret, or may: no line of it is here.
    pub secret: bool,
    /// What it means.
    pub meaning: Meaning,
    /// The lines that differ; none of a secret, of what no program reads, and of what says again what
    /// other files say.
    pub lines: Vec<Lines>,
}

/// Lines that stand where others stood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines {
    /// The first of them in the file as it is, counted from 1.
    pub at: usize,
    /// Those that stood there.
    pub before: Vec<String>,
    /// Those that stand there now.
    pub after: Vec<String>,
}

/// What differs in the bundle `name`; `None` if nothing does. A side that lacks it has no files.
pub fn bundle(name: &str, before: &Files, after: &Files) -> Option<BundleChange> {
    let kind = match (before.is_empty(), after.is_empty()) {
        (true, true) => return None,
        (true, false) => Kind::Added,
        (false, true) => Kind::Removed,
        (false, false) => Kind::Changed,
    };
    if kind != Kind::Changed && name.starts_with("nodes/") {
        let why = match kind {
            Kind::Added => "a machine that is new is provisioned",
            _ => "drain it, delete its node, and turn it off",
        };
        let meaning = Meaning::new(Weight::Reprovision, why);
        return Some(BundleChange { name: name.to_owned(), kind, meaning, files: Vec::new() });
    }
    let host = name.strip_prefix("nodes/");
    let machine = |side| host.map(|host| machine(host, side));
    let machines = (machine(before), machine(after));
    let sides = Sides { name, before, after, machines };
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let files: Vec<FileChange> = paths.into_iter().filter_map(|path| sides.file(path)).collect();
    let mut meaning = Meaning::new(Weight::Nothing, "");
    for file in &files {
        meaning.join(&file.meaning);
    }
    (!files.is_empty()).then(|| BundleChange { name: name.to_owned(), kind, meaning, files })
}

struct Sides<'a> {
    name: &'a str,
    before: &'a Files,
    after: &'a Files,
    /// Where it is a machine's bundle.
    machines: (Option<Machine<'a>>, Option<Machine<'a>>),
}

/// The files of a machine's bundle at their places.
fn machine<'f>(host: &str, files: &'f Files) -> Machine<'f> {
    let placed = files.iter().filter_map(|(path, held)| {
        let path = path.strip_prefix(ROOT).filter(|path| path.starts_with('/'))?;
        Some((path, held.bytes.as_slice()))
    });
    Machine::new(host, placed)
}

const ROOT: &str = "rootfs";

impl Sides<'_> {
    fn file(&self, path: &str) -> Option<FileChange> {
        let (before, after) = (self.before.get(path), self.after.get(path));
        let kind = match (before, after) {
            (Some(before), Some(after)) if before.bytes != after.bytes => Kind::Changed,
            (Some(before), Some(after)) => {
                let known = before.mode.is_some() && after.mode.is_some();
                if !known || before.mode == after.mode {
                    return None;
                }
                Kind::Mode
            }
            (None, Some(_)) => Kind::Added,
            (Some(_), None) => Kind::Removed,
            (None, None) => return None,
        };
        let meaning = self.meaning(path, kind);
        let secret = [before, after].into_iter().flatten().any(is_secret);
        let is_read = meaning.weight > Weight::Nothing && !self.says_again(path);
        let lines = if secret || !is_read { Vec::new() } else { lines(before, after) };
        Some(FileChange { path: path.to_owned(), kind, secret, meaning, lines })
    }

    fn meaning(&self, path: &str, kind: Kind) -> Meaning {
        let (before, after) = &self.machines;
        let on_machine = path.strip_prefix(ROOT).filter(|path| path.starts_with('/'));
        match (before, after, on_machine) {
            (Some(before), Some(after), Some(path)) if kind == Kind::Removed => {
                removed(before, after, path)
            }
            (_, Some(machine), Some(path)) => placed(machine, path),
            (_, Some(_), None) => self.beside(path),
            _ if self.name.is_empty() => {
                Meaning::new(Weight::Nothing, "it is what the files were rendered from")
            }
            _ => of_cluster(path),
        }
    }

    /// A file of a machine's bundle that is not placed on it.
    fn beside(&self, path: &str) -> Meaning {
        match path {
            "README.md" => Meaning::new(Weight::Nothing, "it is for people"),
            SUMS => Meaning::new(Weight::Nothing, "it follows from the other files"),
            "install.sh" => Meaning::new(Weight::Nothing, "it acts when it is run"),
            "files.list" => Meaning::new(Weight::Install, "it names the files, modes and owners"),
            "authorized_keys" => Meaning::new(Weight::Install, "install.sh lets these in"),
            "install.env" => {
                let text = |side: &Files| {
                    let held = side.get(path)?;
                    String::from_utf8(held.bytes.clone()).ok()
                };
                let (before, after) = (text(self.before), text(self.after));
                install_env::meaning(&before.unwrap_or_default(), &after.unwrap_or_default())
            }
            _ if is_user_data(path) => self.user_data(path),
            _ => Meaning::new(Weight::Install, "it lies beside the machine's files"),
        }
    }

    fn user_data(&self, path: &str) -> Meaning {
        if self.says_again(path) {
            let why = if path == "cloud-config.yaml" {
                "coreos-cloudinit reads it at every boot; install.sh brings the same at once"
            } else {
                "it is read at the first boot alone; install.sh brings the same to a machine that runs"
            };
            return Meaning::new(Weight::Install, why);
        }
        user_data(path)
    }

    /// Whether what differs in user-data differs in what `install.sh` brings, too.
    fn says_again(&self, path: &str) -> bool {
        let brings = |path: &str| {
            path.starts_with("rootfs/") || matches!(path, "install.env" | "authorized_keys")
        };
        let differs = |path: &String| {
            let bytes = |side: &Files| side.get(path).map(|held| held.bytes.clone());
            bytes(self.before) != bytes(self.after)
        };
        let mut paths = self.before.keys().chain(self.after.keys());
        is_user_data(path) && paths.any(|path| brings(path) && differs(path))
    }
}

/// Static pods' manifests are closed by custom, and hold no secret: they name files that do.
fn is_secret(held: &Held) -> bool {
    const KEY: &[u8] = b"PRIVATE KEY";
    let is_pod = std::str::from_utf8(&held.bytes).is_ok_and(|text| pod(text).is_some());
    held.closed && !is_pod || held.bytes.windows(KEY.len()).any(|bytes| bytes == KEY)
}

fn lines(before: Option<&Held>, after: Option<&Held>) -> Vec<Lines> {
    let text = |held: Option<&Held>| {
        held.map_or(Some(String::new()), |held| String::from_utf8(held.bytes.clone()).ok())
    };
    let (Some(before), Some(after)) = (text(before), text(after)) else { return Vec::new() };
    let found = hunks(&before, &after);
    let (before, after) = (Source::new("", before), Source::new("", after));
    let shown = |source: &Source, lines: std::ops::Range<usize>| {
        lines.filter_map(|line| source.shown_line(line + 1)).collect()
    };
    found
        .into_iter()
        .map(|hunk| Lines {
            at: hunk.after.start + 1,
            before: shown(&before, hunk.before),
            after: shown(&after, hunk.after),
        })
        .collect()
}
