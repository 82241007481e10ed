//! `kubecore-cli render` as people run it, and plain writes of what it makes.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use kubecore::bundle::Bundle;
use kubecore::compile;
use kubecore::profile::Renderer;
use kubecore::source::Source;

use crate::clock::time;
use crate::memory;
use crate::row::{Directory, Program};

/// The program that is measured, built beside this one.
pub(crate) fn path() -> PathBuf {
    let own = std::env::current_exe().expect("this program's own path");
    own.with_file_name("kubecore-cli")
}

/// So many times each is run, in turns; with as many files as a thousand machines have, less often.
const RUNS: usize = 5;
const RUNS_OF_MANY: usize = 2;
const MANY: u64 = 5_000;
/// With more files than this, a directory is left out: making and removing it takes minutes, and says no
/// more than one of a thousand machines.
const TOO_MANY: u64 = 30_000;

/// Runs it on `text`, which makes so many `files`, below `scratch`.
pub(crate) fn measure(text: &str, files: u64, scratch: &Path) -> io::Result<Program> {
    let spec = scratch.join("cluster.yaml");
    fs::write(&spec, text)?;
    let runs = if files > MANY { RUNS_OF_MANY } else { RUNS };
    let mut done = Program { zip: Duration::MAX, ..Program::default() };
    for _ in 0..runs {
        let zip = scratch.join("out.zip");
        done.zip = done.zip.min(render(&spec, "--zip", &zip)?);
        fs::remove_file(&zip)?;
    }
    // By itself, as asking takes time.
    let zip = scratch.join("out.zip");
    done.zip_peak_kib = memory::peak(&mut command(&spec, "--zip", &zip))?;
    fs::remove_file(&zip)?;
    if files <= TOO_MANY {
        done.directory = Some(directory(text, runs, &spec, scratch)?);
    }
    Ok(done)
}

fn directory(text: &str, runs: usize, spec: &Path, scratch: &Path) -> io::Result<Directory> {
    let plan = compile(&Source::new("cluster.yaml", text)).plan.expect("the spec is good");
    let renderer = Renderer::new(&plan);
    let mut done = Directory { program: Duration::MAX, plain: Duration::MAX };
    for _ in 0..runs {
        let out = scratch.join("out");
        done.program = done.program.min(render(spec, "-o", &out)?);
        fs::remove_dir_all(&out)?;
        let mut took = Duration::ZERO;
        for bundle in renderer.bundles() {
            let (written, one) = time(|| plainly(&bundle, &out));
            written?;
            took += one;
        }
        fs::remove_dir_all(&out)?;
        done.plain = done.plain.min(took);
    }
    Ok(done)
}

/// The files of a bundle at their places: a directory is made when its first file comes, a mode is what
/// the file is made with, and nothing is looked at twice.
fn plainly(bundle: &Bundle, out: &Path) -> io::Result<()> {
    let mut made = PathBuf::new();
    for artifact in bundle.artifacts() {
        let path = out.join(bundle.name()).join(&artifact.path);
        let parent = path.parent().expect("a file is in a directory");
        if parent != made {
            fs::create_dir_all(parent)?;
            parent.clone_into(&mut made);
        }
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(artifact.mode).open(&path)?;
        file.write_all(&artifact.bytes)?;
    }
    Ok(())
}

fn render(spec: &Path, how: &str, to: &Path) -> io::Result<Duration> {
    let mut command = command(spec, how, to);
    let (status, took) = time(|| command.status());
    assert!(status?.success(), "{command:?}");
    Ok(took)
}

fn command(spec: &Path, how: &str, to: &Path) -> Command {
    let mut command = Command::new(path());
    command.arg("render").arg(spec).arg(how).arg(to).stderr(Stdio::null());
    command
}
