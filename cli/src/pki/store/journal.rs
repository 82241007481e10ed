//! A change, step by step, and what is done about one that was cut off.

use rustix::fs::{AtFlags, FileType};
use rustix::io::Errno;

use super::change::Change;
use super::disk;
use super::name::{RECORD, directories, temporary};
use super::record::Record;
use super::root::Root;
use super::settle::{self, Way};
use crate::failure::Failure;

/// Makes the change. If that fails before the record is there, nothing has happened.
pub(super) fn commit(root: &Root, changes: &[Change]) -> Result<(), Failure> {
    let mut made = Vec::new();
    match prepare(root, changes, &mut made) {
        Ok(record) => finish(root, &record),
        Err(failure) => {
            // What cannot be removed now is removed by the next run.
            let _ = forget(root, &made);
            Err(failure)
        }
    }
}

/// Puts everything that the record names into place, wherever that was cut off.
pub(super) fn finish(root: &Root, record: &Record) -> Result<(), Failure> {
    into_place(root, record).map_err(|failure| match failure {
        Failure::Other(text) => {
            Failure::Other(format!("{text}; the next `pki` command goes on from here"))
        }
        failure => failure,
    })
}

/// Removes temporary files.
pub(super) fn forget(root: &Root, temporary: &[String]) -> Result<(), Failure> {
    temporary.iter().try_for_each(|path| disk::remove(root, path))
}

/// Everything up to the moment from which the change is made. `made` gets the temporary files.
fn prepare(root: &Root, changes: &[Change], made: &mut Vec<String>) -> Result<Record, Failure> {
    let way = settle::way(root, changes.len());
    let record = Record::new(changes);
    let directories = directories(record.paths());
    for directory in directories.iter().filter(|directory| !directory.is_empty()) {
        disk::make_directory(root, directory)?;
    }
    for change in changes {
        refuse_directory(root, &change.path)?;
        let temporary = temporary(&change.path);
        made.push(temporary.clone());
        disk::write(root, &temporary, change.mode, &change.bytes, way == Way::Each)?;
    }
    // The files last before anything says that they are there.
    settle::directories(root, way, &directories)?;
    let temporary = temporary(RECORD);
    made.push(temporary.clone());
    disk::write(root, &temporary, 0o600, record.render().as_bytes(), true)?;
    disk::rename(root, &temporary, RECORD)?;
    Ok(record)
}

/// A file could not be moved over it, and it would be too late to find that out then.
fn refuse_directory(root: &Root, path: &str) -> Result<(), Failure> {
    let what = || root.shown(path);
    match rustix::fs::statat(root.at(), path, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) if FileType::from_raw_mode(stat.st_mode).is_dir() => Err(Failure::Other(format!(
            "{} is a directory, and has to become a file: move it away",
            what()
        ))),
        Ok(_) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(Failure::io(what(), &error.into())),
    }
}

fn into_place(root: &Root, record: &Record) -> Result<(), Failure> {
    // The record lasts before the first file changes,
    settle::top(root)?;
    for path in record.paths() {
        let temporary = temporary(path);
        if is_there(root, &temporary)? {
            disk::rename(root, &temporary, path)?;
        }
    }
    // the files last before the record goes,
    settle::directories(root, settle::way(root, record.len()), &directories(record.paths()))?;
    disk::remove(root, RECORD)?;
    // and it does not come back when they have changed again.
    settle::top(root)
}

fn is_there(root: &Root, path: &str) -> Result<bool, Failure> {
    match rustix::fs::statat(root.at(), path, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(_) => Ok(true),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(Failure::io(root.shown(path), &error.into())),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use tempfile::TempDir;

    use super::super::fault::killed_after;
    use super::super::scene::{change, refused, scratch, snapshot, store};
    use super::super::{Files, MARKER, Store};
    use super::*;

    /// A first change of three files in two new directories.
    fn first() -> Vec<Change> {
        vec![
            change(MARKER, 0o644, "1"),
            change("ca.pem", 0o644, "new"),
            change("nodes/a/a-key.pem", 0o600, "new"),
        ]
    }

    /// A change of what `store` has, and a machine that is new.
    fn second() -> Vec<Change> {
        vec![
            change("ca.pem", 0o644, "new"),
            change("nodes/a/a-key.pem", 0o600, "new"),
            change("nodes/b/b-key.pem", 0o600, "new"),
        ]
    }

    /// So many that they are waited for together.
    fn many() -> Vec<Change> {
        let file = |number| change(&format!("nodes/{number}/key.pem"), 0o600, "new");
        (0..2).map(file).chain(second()).collect()
    }

    fn commit(dir: &Path, changes: Vec<Change>) -> Result<(), Failure> {
        Store::change(dir)?.commit(changes).map(drop)
    }

    type Scene = fn() -> (TempDir, PathBuf);
    type Changes = fn() -> Vec<Change>;

    /// The directory before and after a change.
    fn before_and_after(scene: Scene, changes: Changes) -> [Files; 2] {
        let (_scratch, dir) = scene();
        let before = Store::read(&dir).unwrap_or_default();
        commit(&dir, changes()).unwrap();
        [before, Store::read(&dir).unwrap()]
    }

    /// Neither a record nor a temporary file, and every mode as it has to be.
    fn is_tidy(dir: &Path) -> bool {
        snapshot(dir).iter().all(|(path, (mode, _))| {
            let wanted = match path.as_str() {
                MARKER | "ca.pem" | ".gitignore" => 0o100_644,
                path if path.ends_with("key.pem") => 0o100_600,
                _ => 0o040_700,
            };
            *mode == wanted && !path.contains(".kubecore-")
        })
    }

    /// What a reader sees, which has to leave everything as it is.
    fn seen(dir: &Path) -> Files {
        let before = snapshot(dir);
        let (files, steps) = killed_after(0, || Store::read(dir));
        assert_eq!(steps, [""; 0]);
        assert_eq!(snapshot(dir), before);
        match files {
            Ok(files) => files,
            Err(Failure::Other(text)) if text.contains("pki init") => Files::new(),
            Err(failure) => panic!("{failure:?}"),
        }
    }

    #[test]
    fn killed_at_any_step_all_is_old_or_all_is_new() {
        for (scene, changes) in
            [(scratch as Scene, first as Changes), (store, second), (store, many)]
        {
            let [old, new] = before_and_after(scene, changes);
            assert_ne!(old, new);
            let mut were_new = false;
            for most in 0.. {
                let (_scratch, dir) = scene();
                let (done, steps) = killed_after(most, || commit(&dir, changes()));
                let is_new = seen(&dir) == new;
                assert!(is_new || seen(&dir) == old, "a mix after {steps:?}");
                // The record alone makes the difference, and nothing takes it back.
                let recorded = steps.iter().any(|step| *step == format!("rename {RECORD}"));
                assert_eq!(is_new, recorded, "after {steps:?}");
                assert!(is_new || !were_new);
                were_new = is_new;
                let opened = Store::change(&dir).unwrap();
                assert_eq!(opened.files(), if is_new { &new } else { &old });
                drop(opened);
                assert!(is_tidy(&dir), "{:?} after {steps:?}", snapshot(&dir).keys());
                // It can be made, again or after all.
                commit(&dir, changes()).unwrap();
                assert_eq!(seen(&dir), new);
                assert!(is_tidy(&dir));
                if done.is_ok() {
                    assert!(most > 20 && were_new);
                    break;
                }
            }
        }
    }

    #[test]
    fn the_run_that_finishes_may_be_killed_too() {
        let [old, new] = before_and_after(store, second);
        for first in 0.. {
            let mut all_done = false;
            for second_most in 0.. {
                let (_scratch, dir) = store();
                let (done, _) = killed_after(first, || commit(&dir, second()));
                all_done = done.is_ok();
                let wanted = seen(&dir);
                let (again, steps) = killed_after(second_most, || Store::change(&dir).map(drop));
                assert_eq!(seen(&dir), wanted, "{first}, then {steps:?}");
                drop(Store::change(&dir).unwrap());
                assert_eq!(seen(&dir), wanted);
                assert!(wanted == old || wanted == new);
                assert!(is_tidy(&dir));
                if again.is_ok() {
                    break;
                }
            }
            if all_done {
                break;
            }
        }
    }

    #[test]
    fn each_thing_lasts_before_the_next_relies_on_it() {
        for changes in [second(), many()] {
            let (_scratch, dir) = store();
            let (done, steps) = killed_after(usize::MAX, || commit(&dir, changes));
            done.unwrap();
            let at = |wanted: &str| steps.iter().position(|step| step == wanted).unwrap();
            let last = |wanted: &str| steps.iter().rposition(|step| step == wanted).unwrap();
            let record = at("rename .kubecore-commit");
            // It depends on the file system that the tests run on, too.
            let files_last = if steps.iter().any(|step| step == "sync everything") {
                &["sync everything"][..]
            } else {
                &["sync .kubecore-new-ca.pem", "sync nodes/b", "sync nodes", "sync "]
            };
            for step in files_last {
                let written =
                    steps.iter().rposition(|step| step.starts_with("chmod .kubecore-new-ca"));
                assert!(written.unwrap() < at(step) && at(step) < record, "{step} in {steps:?}");
            }
            assert_eq!(steps[record - 1], "sync .kubecore-new-.kubecore-commit");
            assert_eq!(steps[record + 1], "sync ");
            let renamed = last("rename nodes/b/b-key.pem");
            let removed = at("remove .kubecore-commit");
            assert!(record + 1 < at("rename ca.pem"));
            assert!(steps[renamed..removed].iter().any(|step| step.starts_with("sync ")));
            assert_eq!(steps[removed + 1..], ["sync "]);
        }
    }

    #[test]
    fn a_key_is_nobody_elses_at_any_step() {
        for most in 0.. {
            let (_scratch, dir) = scratch();
            let (done, _) = killed_after(most, || commit(&dir, first()));
            for (path, (mode, _)) in snapshot(&dir) {
                assert!(
                    !path.contains("-key.pem") || mode.trailing_zeros() >= 6,
                    "{path}: {mode:o}"
                );
            }
            if done.is_ok() {
                break;
            }
        }
    }

    #[test]
    fn a_change_that_fails_leaves_nothing_behind() {
        let (_scratch, dir) = store();
        let opened = Store::change(&dir).unwrap();
        fs::create_dir(dir.join("nodes/b")).unwrap();
        fs::create_dir(dir.join("nodes/b/b-key.pem")).unwrap();
        let before = snapshot(&dir);
        let text = refused(opened.commit(second()));
        assert!(text.contains("b-key.pem is a directory, and has to become a file"), "{text}");
        assert_eq!(snapshot(&dir), before);
    }

    /// Killed as soon as the record is there: nothing is in its place.
    fn recorded() -> (TempDir, PathBuf) {
        let (_scratch, whole) = store();
        let (_, steps) = killed_after(usize::MAX, || commit(&whole, second()));
        let record = steps.iter().position(|step| step == "rename .kubecore-commit").unwrap();
        let (scratch, dir) = store();
        killed_after(record + 1, || commit(&dir, second())).0.unwrap_err();
        (scratch, dir)
    }

    #[test]
    fn what_was_damaged_since_is_refused_and_left() {
        type Damage = fn(&Path);
        let damages: [(Damage, &str); 6] = [
            (|dir| fs::write(dir.join(RECORD), "").unwrap(), "is damaged: restore"),
            (
                |dir| {
                    let text = fs::read_to_string(dir.join(RECORD)).unwrap();
                    fs::write(dir.join(RECORD), text.replace("ca.pem", "cb.pem")).unwrap();
                },
                "is damaged: restore",
            ),
            (
                |dir| {
                    fs::remove_file(dir.join(RECORD)).unwrap();
                    fs::create_dir(dir.join(RECORD)).unwrap();
                },
                "is damaged: restore",
            ),
            (
                |dir| fs::remove_file(dir.join("nodes/b/.kubecore-new-b-key.pem")).unwrap(),
                "nodes/b/b-key.pem is gone, and belongs to a change",
            ),
            // The old one is still there.
            (
                |dir| fs::remove_file(dir.join(".kubecore-new-ca.pem")).unwrap(),
                "ca.pem is not as it was written",
            ),
            (
                |dir| fs::write(dir.join(".kubecore-new-ca.pem"), "").unwrap(),
                "ca.pem is not as it was written",
            ),
        ];
        for (damage, why) in damages {
            let (_scratch, dir) = recorded();
            damage(&dir);
            let before = snapshot(&dir);
            for text in [refused(Store::read(&dir)), refused(Store::change(&dir))] {
                assert!(text.contains(why), "{text}");
            }
            assert_eq!(snapshot(&dir), before, "{why}");
        }
    }

    #[test]
    fn a_change_that_cannot_be_finished_now_says_that_it_will_be() {
        let (_scratch, dir) = recorded();
        let text = refused(killed_after(2, || Store::change(&dir)).0);
        assert_eq!(text, "killed; the next `pki` command goes on from here");
    }
}
