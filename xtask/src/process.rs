//! Running other programs.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    // `cargo run` sets it for us: no path is baked into the program, which may outlive its tree.
    let own = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    own.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Whether nobody sits at the terminal: what is skipped for a person then fails.
pub(crate) fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The cargo that runs us, at the top of the repository.
pub(crate) fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let mut command = at_root(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args);
    command
}

/// A program, run at the top of the repository.
pub(crate) fn at_root(program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(root());
    command
}

/// Runs to the end, with our own input and output.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` ended with {status}", shown(command))),
        Err(error) => Err(format!("`{}` could not be run: {error}", shown(command))),
    }
}

/// As [`run`], and ends what takes too long.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result<(), String> {
    let failed = |what: &str| format!("`{}` {what}", shown(command));
    let (slow, unrun) = (failed("took too long"), failed("could not be run"));
    let bad = failed("failed");
    let start = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).spawn().map_err(|error| format!("{unrun}: {error}"))?;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(bad),
            Ok(None) if start.elapsed() < limit => sleep(Duration::from_millis(50)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(slow);
            }
            Err(error) => return Err(format!("{unrun}: {error}")),
        }
    }
}

/// What a program prints on standard output, if it is there and succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// `PATH` with the directories of `programs` before all others.
pub(crate) fn path_with(programs: &[PathBuf]) -> Result<OsString, String> {
    let ours = programs.iter().filter_map(|program| program.parent()).map(Path::to_path_buf);
    let theirs = env::var_os("PATH").unwrap_or_default();
    // A bare program name has an empty parent, which in PATH would mean the current directory.
    let all = ours.filter(|dir| !dir.as_os_str().is_empty()).chain(env::split_paths(&theirs));
    env::join_paths(all).map_err(|error| format!("PATH: {error}"))
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut line = program.to_string_lossy().into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}
