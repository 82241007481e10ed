//! Reading the directory as it is meant: through the record of a change that is not yet everywhere
//! in place. Nothing is changed, and what is not as it should be is refused.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use zeroize::Zeroizing;

use super::name::{IGNORE, IGNORE_ALL, RECORD, target};
use super::record::Record;
use super::root::{Root, is_open_to_others};
use super::{Files, MARKER};
use crate::failure::Failure;

/// No file of ours is nearly as long.
pub(super) const LONGEST: u64 = 1024 * 1024;

/// Six for each of 65 536 machines.
pub(super) const MOST: usize = 400_000;

/// What is there.
pub(super) struct Tree {
    /// As after the change that is recorded, if any.
    pub(super) files: Files,
    /// A change that is to be finished.
    pub(super) record: Option<Record>,
    /// Temporary files of one that is to be forgotten.
    pub(super) stray: Vec<String>,
}

/// Reads everything.
pub(super) fn read(root: &Root) -> Result<Tree, Failure> {
    if stat(root, MARKER)?.is_none() && stat(root, RECORD)?.is_none() {
        return remains(root);
    }
    root.refuse_onlookers()?;
    let record = record(root)?;
    let (mut plain, mut new) = survey(root)?;
    for path in record.iter().flat_map(Record::paths) {
        if let Some(found) = new.remove(path) {
            plain.insert(path.into(), found);
        } else if !plain.contains_key(path) {
            return Err(lost(root, path, "is gone"));
        }
    }
    let mut files = Files::new();
    let mut loose = Vec::new();
    for (path, found) in plain {
        let bytes = bytes(root, &found.at, found.size)?;
        if record.as_ref().is_some_and(|record| !record.agrees(&path, &bytes)) {
            return Err(lost(root, &path, "is not as it was written"));
        }
        if is_open_to_others(found.mode) && is_key(&path, &bytes) {
            loose.push(found.at);
        }
        files.insert(path, bytes);
    }
    refuse_loose(root, &loose)?;
    if !files.contains_key(MARKER) {
        return Err(foreign(root, RECORD));
    }
    files.remove(IGNORE);
    let stray = new.into_values().map(|found| found.at).collect();
    Ok(Tree { files, record, stray })
}

/// Whether a file holds a private key, by its name or by what is in it.
pub(super) fn is_key(path: &str, bytes: &[u8]) -> bool {
    const LABEL: &[u8] = b"PRIVATE KEY";
    path.ends_with("-key.pem") || bytes.windows(LABEL.len()).any(|part| part == LABEL)
}

/// What a first run left that was cut off before its record: nothing but temporary files. Whatever
/// else is there is somebody's.
fn remains(root: &Root) -> Result<Tree, Failure> {
    let mut stray = Vec::new();
    walk(root, &mut |path, stat| {
        let is_file = FileType::from_raw_mode(stat.st_mode).is_file();
        if is_file && target(&path).is_some() {
            stray.push(path);
        } else if !(is_file && path == IGNORE && is_ignore(root, size(&stat))?) {
            return Err(foreign(root, &path));
        }
        Ok(())
    })?;
    Ok(Tree { files: Files::new(), record: None, stray })
}

/// Ours, left when everything that can be seen was removed.
fn is_ignore(root: &Root, size: u64) -> Result<bool, Failure> {
    Ok(size == IGNORE_ALL.len() as u64
        && bytes(root, IGNORE, size)?.as_slice() == IGNORE_ALL.as_bytes())
}

fn record(root: &Root) -> Result<Option<Record>, Failure> {
    let Some(stat) = stat(root, RECORD)? else { return Ok(None) };
    // As long as one of so many files can get.
    let longest = MOST as u64 * 512;
    let parsed = if FileType::from_raw_mode(stat.st_mode).is_file() && size(&stat) <= longest {
        let bytes = bytes(root, RECORD, size(&stat))?;
        str::from_utf8(&bytes).ok().and_then(Record::parse)
    } else {
        None
    };
    let damaged = || {
        Failure::Other(format!(
            "{}, the record of a change that was cut off, is damaged: restore {} from a backup",
            root.shown(RECORD),
            root.shown("")
        ))
    };
    parsed.ok_or_else(damaged).map(Some)
}

/// A file where it is now.
struct Found {
    at: String,
    mode: Mode,
    size: u64,
}

type Survey = BTreeMap<String, Found>;

/// The files by their paths, and the temporary ones by the paths of their targets.
fn survey(root: &Root) -> Result<(Survey, Survey), Failure> {
    let (mut plain, mut new) = (Survey::new(), Survey::new());
    walk(root, &mut |at, stat| {
        let refuse = |why: &str| Err(Failure::Other(format!("{} {why}", root.shown(&at))));
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => {}
            FileType::Symlink => {
                return refuse("is a link: put the file itself there, or remove it");
            }
            _ => return refuse("is not a plain file: remove it"),
        }
        if at == RECORD {
            return Ok(());
        }
        let found = Found { mode: Mode::from_raw_mode(stat.st_mode), size: size(&stat), at };
        if found.size > LONGEST {
            return Err(Failure::Other(format!(
                "{} is longer than 1 MiB: move it out of {}",
                root.shown(&found.at),
                root.shown("")
            )));
        }
        match target(&found.at) {
            Some(target) => new.insert(target, found),
            None => plain.insert(found.at.clone(), found),
        };
        if plain.len() + new.len() > MOST {
            return Err(Failure::Other(format!(
                "{} holds more than {MOST} files: move what is not ours out of it",
                root.shown("")
            )));
        }
        Ok(())
    })?;
    Ok((plain, new))
}

/// Shows everything that is not a directory, in an order that is always the same.
fn walk(
    root: &Root,
    visit: &mut dyn FnMut(String, Stat) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut waiting = vec![String::new()];
    while let Some(directory) = waiting.pop() {
        for name in names(root, &directory)? {
            let path = if directory.is_empty() { name } else { format!("{directory}/{name}") };
            match stat(root, &path)? {
                Some(stat) if FileType::from_raw_mode(stat.st_mode).is_dir() => {
                    refuse_mount(root, &path, &stat)?;
                    waiting.push(path);
                }
                Some(stat) => visit(path, stat)?,
                None => {}
            }
        }
    }
    Ok(())
}

/// To wait for one file system would not be to wait for all.
fn refuse_mount(root: &Root, path: &str, stat: &Stat) -> Result<(), Failure> {
    if stat.st_dev == root.device() {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "{} is another file system: choose a directory that is all on one",
        root.shown(path)
    )))
}

fn names(root: &Root, directory: &str) -> Result<Vec<String>, Failure> {
    let failed = |error: Errno| unreadable(root, directory, &error.into());
    let path = if directory.is_empty() { "." } else { directory };
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::RDONLY | OFlags::CLOEXEC;
    let open = rustix::fs::openat(root.at(), path, flags, Mode::empty()).map_err(failed)?;
    let mut names = Vec::new();
    for entry in Dir::new(open).map_err(failed)? {
        match entry.map_err(failed)?.file_name().to_str() {
            Ok("." | "..") => {}
            Ok(name) => names.push(name.to_owned()),
            Err(_) => {
                return Err(Failure::Other(format!(
                    "a name in {} is not UTF-8: rename that file",
                    root.shown(directory)
                )));
            }
        }
    }
    names.sort();
    Ok(names)
}

fn stat(root: &Root, path: &str) -> Result<Option<Stat>, Failure> {
    match rustix::fs::statat(root.at(), path, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Some(stat)),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(unreadable(root, path, &error.into())),
    }
}

fn size(stat: &Stat) -> u64 {
    // Below nothing no file system goes; should one, that is too long.
    u64::try_from(stat.st_size).unwrap_or(u64::MAX)
}

/// The bytes of a plain file that is so long.
fn bytes(root: &Root, path: &str, size: u64) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed = |error: io::Error| unreadable(root, path, &error);
    // Were a pipe put there meanwhile, it would not keep us waiting.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::RDONLY | OFlags::CLOEXEC;
    let file = rustix::fs::openat(root.at(), path, flags, Mode::empty())
        .map_err(|error| failed(error.into()))?;
    // Room to spare: a vector that has to grow moves, and leaves a key where it was.
    let capacity = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(64);
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    File::from(file).take(size + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 != size {
        return Err(Failure::Other(format!(
            "{} was changed while it was read: run this again",
            root.shown(path)
        )));
    }
    Ok(bytes)
}

fn refuse_loose(root: &Root, loose: &[String]) -> Result<(), Failure> {
    let Some((first, others)) = loose.split_first() else { return Ok(()) };
    let first = root.shown(first);
    Err(Failure::Other(match others.len() {
        0 => format!("{first} is a key, and others can read it: `chmod 600 {first}`"),
        more => format!(
            "{first} and {more} more are keys, and others can read them: `chmod -R go= {}`",
            root.shown("")
        ),
    }))
}

fn foreign(root: &Root, path: &str) -> Failure {
    Failure::Other(format!(
        "{} holds {}, and is not a directory of ours: choose another directory",
        root.shown(""),
        path.escape_debug()
    ))
}

/// The record names a file that is in neither place.
fn lost(root: &Root, path: &str, how: &str) -> Failure {
    Failure::Other(format!(
        "{} {how}, and belongs to a change that was cut off: restore {} from a backup",
        root.shown(path),
        root.shown("")
    ))
}

fn unreadable(root: &Root, path: &str, error: &io::Error) -> Failure {
    Failure::io(format_args!("{} cannot be read", root.shown(path)), error)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::super::Store;
    use super::super::scene::{directory, mode, refused, scratch, set_mode, snapshot, store};
    use super::*;

    /// Both ways of opening refuse it in the same words, and leave it as it is.
    fn refusal(dir: &Path) -> String {
        let before = (snapshot(dir), mode(dir));
        let text = refused(Store::read(dir));
        assert_eq!(refused(Store::change(dir)), text);
        assert_eq!((snapshot(dir), mode(dir)), before);
        assert_eq!(text.lines().count(), 1);
        text
    }

    fn after(disturb: impl FnOnce(&Path)) -> String {
        let (_scratch, dir) = store();
        disturb(&dir);
        refusal(&dir).replace(&dir.display().to_string(), "DIR")
    }

    #[test]
    fn what_others_can_look_into_is_refused() {
        for mode in [0o701, 0o710, 0o740, 0o755] {
            assert_eq!(
                after(|dir| set_mode(dir, mode)),
                "DIR holds keys, and others can look into it: `chmod 700 DIR`"
            );
        }
        for mode in [0o604, 0o640, 0o644, 0o620] {
            assert_eq!(
                after(|dir| set_mode(&dir.join("nodes/a/a-key.pem"), mode)),
                "DIR/nodes/a/a-key.pem is a key, and others can read it: \
                 `chmod 600 DIR/nodes/a/a-key.pem`"
            );
        }
        let both = after(|dir| {
            set_mode(&dir.join("nodes/a/a-key.pem"), 0o644);
            fs::write(dir.join("a.txt"), "-----BEGIN RSA PRIVATE KEY-----").unwrap();
            set_mode(&dir.join("a.txt"), 0o644);
        });
        assert_eq!(
            both,
            "DIR/a.txt and 1 more are keys, and others can read them: `chmod -R go= DIR`"
        );
    }

    #[test]
    fn what_is_not_a_plain_file_is_refused() {
        let linked = after(|dir| symlink("ca.pem", dir.join("nodes/link")).unwrap());
        assert_eq!(linked, "DIR/nodes/link is a link: put the file itself there, or remove it");
        let to_directory = after(|dir| symlink("/etc", dir.join("etc")).unwrap());
        assert!(to_directory.contains("DIR/etc is a link"), "{to_directory}");
        let pipe = after(|dir| {
            let at = rustix::fs::CWD;
            rustix::fs::mknodat(at, dir.join("pipe"), FileType::Fifo, Mode::RUSR, 0).unwrap();
        });
        assert_eq!(pipe, "DIR/pipe is not a plain file: remove it");
        let temporary = after(|dir| symlink("ca.pem", dir.join(".kubecore-new-a")).unwrap());
        assert!(temporary.contains("is a link"), "{temporary}");
        let name = std::ffi::OsStr::from_bytes(b"\xff");
        let no_text = after(|dir| fs::write(dir.join("nodes").join(name), "").unwrap());
        assert_eq!(no_text, "a name in DIR/nodes is not UTF-8: rename that file");
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let length =
            |length| move |dir: &Path| fs::write(dir.join("a\nb"), vec![0; length]).unwrap();
        assert_eq!(
            after(length(1024 * 1024 + 1)),
            r"DIR/a\nb is longer than 1 MiB: move it out of DIR"
        );
        let (_scratch, dir) = store();
        length(1024 * 1024)(&dir);
        assert_eq!(Store::read(&dir).unwrap()["a\nb"].len(), 1024 * 1024);
    }

    #[test]
    fn what_is_somebody_elses_is_refused_for_nothing_else() {
        type Disturb = fn(&Path);
        let disturbances: [(Disturb, &str); 6] = [
            (|dir| fs::write(dir.join("notes"), "").unwrap(), "notes"),
            (|dir| fs::write(dir.join(".gitignore"), "target\n").unwrap(), ".gitignore"),
            (|dir| symlink("notes", dir.join(".kubecore-new-a")).unwrap(), ".kubecore-new-a"),
            (|dir| symlink("none", dir.join("link")).unwrap(), "link"),
            (|dir| fs::write(dir.join("in/there"), "").unwrap(), "in/there"),
            (|dir| fs::write(dir.join("a-key.pem"), "").unwrap(), "a-key.pem"),
        ];
        for (disturb, named) in disturbances {
            let (_scratch, dir) = scratch();
            directory(&dir, 0o755);
            directory(&dir.join("in"), 0o755);
            disturb(&dir);
            assert_eq!(
                refusal(&dir).replace(&dir.display().to_string(), "DIR"),
                format!(
                    "DIR holds {named}, and is not a directory of ours: choose another directory"
                )
            );
        }
    }

    #[test]
    fn without_its_marker_it_is_not_ours() {
        let text = after(|dir| fs::remove_file(dir.join(MARKER)).unwrap());
        assert!(text.contains("holds ca.pem, and is not a directory of ours"), "{text}");
    }

    #[test]
    fn a_file_is_no_directory() {
        let (_scratch, dir) = scratch();
        fs::write(&dir, "").unwrap();
        for text in [refused(Store::read(&dir)), refused(Store::change(&dir))] {
            assert!(text.contains("a part of this path is a file"), "{text}");
        }
    }
}
