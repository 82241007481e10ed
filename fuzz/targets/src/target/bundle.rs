//! Two renders that others may have made, compared: their lock files and the files of a machine.

use std::collections::BTreeSet;

use kubecore::bundle::{Lock, is_plain};
use kubecore::change::{Files, Held, bundle, facts};
use kubecore::hunks::hunks;
use kubecore::plan::{Fact, Facts};

use super::Target;
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "bundle",
    run,
    seeds: &[
        ("tests/suite/flatcar-small/expected", "/kubecore.lock"),
        ("tests/suite/flatcar-small/expected/nodes/worker-1", ""),
        ("tests/suite/one-plus-two/expected", ".yaml"),
    ],
    form,
    lead: "",
    shapes: &[&[
        Shape::again("a b\n").after("kubecore 0.1.0\n", ""),
        Shape::counted("machine m", " worker 10.0.0.1\n").after("kubecore 0.1.0\n", ""),
        Shape::again("\0"),
        Shape::counted("\0rootfs/etc/systemd/system/", ".service\0[Service]\nExecStart=/a\n"),
        Shape::counted("", "\n").after("\0rootfs/etc/a\0", ""),
        Shape::again("a\n").after("\0rootfs/etc/a.service\0", "\u{1}\0rootfs/etc/a.service\0b\n"),
        Shape::again("/opt/bin/a ").after("\0rootfs/etc/systemd/system/a.service\0", ""),
    ]],
};

/// A lock file on both sides, or a file whose last line is gone.
fn form(path: &str, file: &[u8]) -> Vec<u8> {
    if path.ends_with(Lock::PATH) {
        return [file, &[1], file].concat();
    }
    let below = path.split_once("/worker-1/").map_or(path, |(_, below)| below);
    let head = [&[0], below.as_bytes(), &[0]].concat();
    let end = file.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').unwrap_or_default();
    [&head[..], file, &[1], &head, &file[..end]].concat()
}

/// The two sides stand on both sides of a byte 1: a lock file, and then files, each with a NUL before its
/// path and one before its content.
fn run(input: &[u8]) {
    let mut sides = input.splitn(2, |byte| *byte == 1).map(Side::read);
    let before = sides.next().unwrap_or_default();
    let after = sides.next().unwrap_or_default();
    drop(facts(&before.facts, &after.facts));
    for name in ["nodes/worker-1", "cluster", ""] {
        let change = bundle(name, &before.files, &after.files);
        assert!(change.is_none() || before.files != after.files, "no change without a difference");
        drop(bundle(name, &after.files, &before.files));
    }
    let paths: BTreeSet<&String> = before.files.keys().chain(after.files.keys()).collect();
    for path in paths {
        if let (Some(text), Some(other)) = (before.text(path), after.text(path)) {
            drop(hunks(text, other));
        }
    }
}

#[derive(Default)]
struct Side {
    facts: Facts,
    files: Files,
}

impl Side {
    fn read(bytes: &[u8]) -> Self {
        let mut parts = bytes.split(|byte| *byte == 0);
        let lock = std::str::from_utf8(parts.next().unwrap_or_default()).unwrap_or_default();
        let facts = Lock::read(lock).map(|locked| {
            assert!(locked.files.iter().all(|file| is_plain(file.path)), "no path leads outside");
            let facts = locked.notes.iter();
            facts
                .filter_map(|(word, rest)| Some((Fact::parse(word)?, (*rest).to_owned())))
                .collect()
        });
        let mut files = Files::new();
        while let (Some(path), Some(bytes)) = (parts.next(), parts.next()) {
            let path = String::from_utf8_lossy(path).into_owned();
            if is_plain(&path) {
                files
                    .insert(path, Held { mode: Some(0o644), bytes: bytes.to_vec(), closed: false });
            }
        }
        Self { facts: facts.unwrap_or_default(), files }
    }

    fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(&self.files.get(path)?.bytes).ok()
    }
}
