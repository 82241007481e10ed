//! What fuzzing begins with: files of the repository that a reader reads, and inputs that are kept.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{Target, root};

/// An input of each file of the repository that the target reads, in order of their paths.
pub fn seeds(target: &Target) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for (directory, end) in target.seeds {
        walk(&root().join(directory), end, &mut files)?;
    }
    let formed = |(path, bytes): (PathBuf, Vec<u8>)| {
        // As it is named in the repository, wherever that lies.
        let named = path.strip_prefix(root()).unwrap_or(&path);
        let input = (target.form)(&named.to_string_lossy(), &bytes);
        (path, input)
    };
    Ok(files.into_iter().map(formed).collect())
}

/// The inputs that are kept for it: those that lead where no seed does, and those that once went wrong.
pub fn kept(target: &Target) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for directory in ["corpus", "regressions"] {
        let directory = root().join("fuzz").join(directory).join(target.name);
        if directory.is_dir() {
            walk(&directory, "", &mut files)?;
        }
    }
    Ok(files)
}

fn walk(directory: &Path, end: &str, files: &mut Vec<(PathBuf, Vec<u8>)>) -> io::Result<()> {
    let entries = fs::read_dir(directory)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, end, files)?;
        } else if path.to_string_lossy().ends_with(end) {
            let bytes = fs::read(&path)?;
            files.push((path, bytes));
        }
    }
    Ok(())
}
