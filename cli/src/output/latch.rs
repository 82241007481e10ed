//! A writer that fails once.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

/// Passes everything on until a first error; from then on it takes everything and keeps nothing.
///
/// A zip that could not be written tries once more to write its end when it is dropped, and prints
/// when that fails. We have told the error by then, and what was written is thrown away. Positions
/// go on as if nothing had happened, because the zip's writer relies on them.
#[derive(Debug)]
pub(super) struct Latch<W> {
    inner: W,
    failed: bool,
    at: u64,
    end: u64,
}

impl<W> Latch<W> {
    /// Wraps a writer that stands at its beginning.
    pub(super) fn new(inner: W) -> Self {
        Self { inner, failed: false, at: 0, end: 0 }
    }

    fn note<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        // An interrupted call is made again.
        if done.as_ref().is_err_and(|error| error.kind() != ErrorKind::Interrupted) {
            self.failed = true;
            // The error may have come half way through a header further up, and the zip's writer
            // takes where it stands for the end of a file.
            self.at = self.end;
        }
        done
    }

    fn moved(&mut self, to: u64) -> u64 {
        self.at = to;
        self.end = self.end.max(to);
        to
    }
}

impl<W: Write> Write for Latch<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = if self.failed { Ok(bytes.len()) } else { self.inner.write(bytes) };
        let taken = self.note(done)?;
        self.moved(self.at + taken as u64);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = if self.failed { Ok(()) } else { self.inner.flush() };
        self.note(done)
    }
}

impl<W: Seek> Seek for Latch<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let asked = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.end.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        let done = if self.failed { Ok(asked) } else { self.inner.seek(to) };
        let at = self.note(done)?;
        Ok(self.moved(at))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufWriter, Cursor};

    use kubecore::bundle::{Archive, Bundle, Lock, spec};
    use kubecore::profile::Renderer;
    use kubecore::source::Source;
    use kubecore::spec::{Profile, Topology, example};

    use super::*;

    /// A disk with this many bytes.
    struct Disk {
        file: Cursor<Vec<u8>>,
        bytes: usize,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.file.get_ref().len() + bytes.len() > self.bytes {
                return Err(ErrorKind::StorageFull.into());
            }
            self.file.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Disk {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.file.seek(to)
        }
    }

    /// Zips `bundles` onto a disk, through a buffer that sees errors late.
    fn zip(bundles: &[Bundle], bytes: usize, buffer: usize) -> io::Result<usize> {
        let disk = Disk { file: Cursor::new(Vec::new()), bytes };
        let mut archive =
            Archive::new(Latch::new(BufWriter::with_capacity(buffer, disk)), Lock::new(&spec("")));
        bundles.iter().try_for_each(|bundle| archive.add(bundle))?;
        let mut latch = archive.finish()?;
        latch.flush()?;
        assert!(!latch.failed);
        Ok(usize::try_from(latch.end).unwrap())
    }

    #[test]
    fn a_zip_that_does_not_fit_is_one_error_wherever_it_ends() {
        let text = example(Profile::CoreosGuide, Topology::Single);
        let plan = kubecore::compile(&Source::new("c.yaml", text)).plan.unwrap();
        let bundles: Vec<Bundle> = Renderer::new(&plan).bundles().collect();
        for buffer in [0, 512, 8192] {
            let whole = zip(&bundles, usize::MAX, buffer).unwrap();
            for bytes in (0..whole).step_by(13).chain([whole - 1]) {
                let error = zip(&bundles, bytes, buffer).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::StorageFull, "{bytes} bytes: {error}");
            }
        }
    }

    #[test]
    fn after_an_error_everything_is_taken_and_nothing_kept() {
        let disk = Disk { file: Cursor::new(Vec::new()), bytes: 4 };
        let mut latch = Latch::new(disk);
        latch.write_all(b"abc").unwrap();
        assert_eq!(latch.write_all(b"de").unwrap_err().kind(), ErrorKind::StorageFull);
        latch.write_all(b"fg").unwrap();
        latch.flush().unwrap();
        assert_eq!(latch.stream_position().unwrap(), 5);
        assert_eq!(latch.seek(SeekFrom::End(-4)).unwrap(), 1);
        assert_eq!(latch.inner.file.get_ref(), b"abc");
    }
}
