//! A rendered cluster as a zip.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Cursor, IsTerminal as _, Seek, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use kubecore::bundle::{Archive, is_archive};

use super::{Producer, Written, parent};
use crate::failure::Failure;

/// Writes the zip to `target`, all or nothing.
pub(crate) fn write(
    target: &Path,
    force: bool,
    produce: impl Producer,
) -> Result<Written, Failure> {
    let shown = target.display();
    may_write(target, force)?;
    let failed = |error: &io::Error| Failure::io(format_args!("{shown} cannot be written"), error);
    let beside = tempfile::Builder::new()
        .prefix(".kubecore-")
        .tempfile_in(parent(target)?)
        .map_err(|error| failed(&error))?;
    let files = fill(BufWriter::new(beside.as_file()), produce, &failed)?;
    beside
        .as_file()
        .set_permissions(Permissions::from_mode(0o644))
        .map_err(|error| failed(&error))?;
    let moved = if force { beside.persist(target) } else { beside.persist_noclobber(target) };
    moved.map_err(|error| failed(&error.error))?;
    Ok(Written { place: shown.to_string(), files })
}

/// Writes the zip to standard output: at once, as a zip's end says where its parts are.
pub(crate) fn to_stdout(produce: impl Producer) -> Result<Written, Failure> {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        return Err(Failure::Other(
            "a zip is not for a terminal: send it to a file or a program".into(),
        ));
    }
    let mut bytes = Cursor::new(Vec::new());
    let files = fill(&mut bytes, produce, &|error| Failure::io("standard output", error))?;
    stdout.lock().write_all(bytes.get_ref())?;
    Ok(Written { place: "standard output".into(), files })
}

fn fill<W: Write + Seek>(
    out: W,
    produce: impl Producer,
    failed: &dyn Fn(&io::Error) -> Failure,
) -> Result<usize, Failure> {
    let mut archive = Archive::new(out);
    let mut files = 1;
    produce(&mut |bundle| {
        files += bundle.artifacts().len();
        archive.add(bundle).map_err(|error| failed(&error))
    })?;
    archive.finish().and_then(|mut out| out.flush()).map_err(|error| failed(&error))?;
    Ok(files)
}

/// Only a zip of ours is replaced, and only when asked to.
fn may_write(target: &Path, force: bool) -> Result<(), Failure> {
    let shown = target.display();
    let refuse = |why: &str| Err(Failure::Other(format!("{shown} {why}")));
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::io(&shown, &error)),
        Ok(metadata) if metadata.is_dir() => refuse("is a directory: name a file, or use -o"),
        Ok(_) if !File::open(target).is_ok_and(is_archive) => {
            refuse("exists, and is not a former render: choose another name")
        }
        Ok(_) if !force => refuse("holds a former render: --force replaces it"),
        Ok(_) => Ok(()),
    }
}
