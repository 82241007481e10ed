//! A rendered cluster as a zip.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, IsTerminal as _, Seek as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use kubecore::bundle::{Archive, Bundle, Packer, is_archive};

use super::threads::{Bundles, in_order};
use super::{Beside, PREFIX, Readers, Written, parent};
use crate::failure::Failure;

/// Writes the zip to `target`, all or nothing.
pub(crate) fn write(
    target: &Path,
    force: bool,
    readers: Readers,
    beside: Beside,
    bundles: &impl Bundles,
) -> Result<Written, Failure> {
    let shown = target.display();
    let place = place(target, force)?;
    let failed = |error: io::Error| Failure::io(format_args!("{shown} cannot be written"), &error);
    let made =
        tempfile::Builder::new().prefix(PREFIX).tempfile_in(parent(target)?).map_err(failed)?;
    let files = fill(made.as_file(), beside, bundles, &failed)?;
    made.as_file().set_permissions(Permissions::from_mode(readers.of(0o644))).map_err(failed)?;
    match place {
        Place::Free => made.persist_noclobber(target),
        Place::Former => made.persist(target),
    }
    .map_err(|error| failed(error.error))?;
    Ok(Written { place: shown.to_string(), files })
}

/// Until it is longer, a zip for standard output is kept in memory.
const IN_MEMORY: usize = 16 * 1024 * 1024;

/// Writes the zip to standard output once it is whole: whoever reads it gets all or nothing.
pub(crate) fn to_stdout(beside: Beside, bundles: &impl Bundles) -> Result<Written, Failure> {
    let mut stdout = io::stdout().lock();
    if stdout.is_terminal() {
        return Err(Failure::Other(
            "a zip is not for a terminal: send it to a file or a program".into(),
        ));
    }
    let mut zip = tempfile::spooled_tempfile(IN_MEMORY);
    let failed = |error: io::Error| Failure::io("the zip cannot be kept until it is whole", &error);
    let files = fill(&mut zip, beside, bundles, &failed)?;
    zip.rewind().map_err(failed)?;
    io::copy(&mut zip, &mut stdout)?;
    stdout.flush()?;
    Ok(Written { place: "standard output".into(), files })
}

/// A few bundles at a time: each write is a call to the system.
const BUFFER: usize = 256 * 1024;

fn fill(
    out: impl Write,
    Beside { lock, spec }: Beside,
    bundles: &impl Bundles,
    failed: &(dyn Fn(io::Error) -> Failure + Sync),
) -> Result<usize, Failure> {
    let mut archive = Archive::new(BufWriter::with_capacity(BUFFER, out), lock);
    let mut files = 1;
    if let Some(spec) = &spec {
        archive.add_file(spec).map_err(failed)?;
        files += 1;
    }
    let worker = || {
        let mut packer = Packer::default();
        move |bundle: &Bundle| packer.pack(bundle).map_err(failed)
    };
    in_order(bundles, worker, |packed| {
        files += packed.files();
        archive.add_packed(&packed).map_err(failed)
    })?;
    archive.finish().and_then(|mut out| out.flush()).map_err(failed)?;
    Ok(files)
}

/// What is at the target now. Anything else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Free,
    /// A zip of ours that is to be replaced.
    Former,
}

fn place(target: &Path, force: bool) -> Result<Place, Failure> {
    let shown = target.display();
    let refuse = |why: &str| Err(Failure::Other(format!("{shown} {why}")));
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Place::Free),
        Err(error) => Err(Failure::io(&shown, &error)),
        Ok(metadata) if metadata.is_dir() => refuse("is a directory: name a file, or use -o"),
        Ok(metadata) if !metadata.is_file() => {
            refuse("is not a plain file: choose another name, or `--zip -` for standard output")
        }
        Ok(_) if !File::open(target).is_ok_and(is_archive) => {
            refuse("exists, and is not a former render: choose another name")
        }
        Ok(_) if !force => refuse("holds a former render: --force replaces it"),
        Ok(_) => Ok(Place::Former),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::beside;
    use super::super::threads::tests::While;
    use super::*;

    /// A disk with room for so many bytes.
    struct Disk(usize);

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_zip_that_does_not_fit_is_an_error_wherever_it_ends() {
        let bundles = While { count: 9, happens: || Ok(()) };
        let fits = |bytes| {
            let failed = |error: io::Error| Failure::io("the disk", &error);
            fill(Disk(bytes), beside(), &bundles, &failed).is_ok()
        };
        let mut whole = Vec::new();
        fill(&mut whole, beside(), &bundles, &|error| Failure::io("memory", &error)).unwrap();
        let whole = whole.len();
        assert!(fits(whole));
        for bytes in (0..whole).step_by(whole / 20).chain([whole - 1]) {
            assert!(!fits(bytes), "{bytes} of {whole} bytes");
        }
    }

    #[test]
    fn only_nothing_and_a_zip_of_ours_may_be_replaced() {
        let scratch = tempfile::tempdir().unwrap();
        let at = |name: &str| scratch.path().join(name);
        let nothing = While { count: 0, happens: || Ok(()) };
        write(&at("ours"), false, Readers::Everybody, beside(), &nothing).unwrap();
        fs::write(at("other"), "notes").unwrap();
        std::os::unix::fs::symlink(at("ours"), at("link")).unwrap();
        assert_eq!(place(&at("new"), false).unwrap(), Place::Free);
        assert_eq!(place(&at("ours"), true).unwrap(), Place::Former);
        assert!(place(&at("ours"), false).is_err());
        for name in ["other", "link", "."] {
            assert!(place(&at(name), true).is_err(), "{name}");
        }
    }
}
