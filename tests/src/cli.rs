//! The program `kubecore-cli`, run as people run it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// What a run left behind.
#[derive(Debug, Clone)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Runs the program with `arguments`.
pub fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Run {
    run_with_input(arguments, b"")
}

/// Runs the program with `arguments`; `input` is what it can read.
pub fn run_with_input<A: AsRef<OsStr>>(arguments: &[A], input: &[u8]) -> Run {
    Run::of(output(Command::new(program()).args(arguments), input))
}

/// Runs the program where no file may grow beyond 512 bytes, as on a disk that is full.
#[cfg(unix)]
pub fn run_on_full_disk<A: AsRef<OsStr>>(arguments: &[A]) -> Run {
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    Run::of(output(Command::new("sh").args(["-c", script]).arg(program()).args(arguments), b""))
}

/// Runs the program where it gets no more than 512 MiB of addresses.
#[cfg(unix)]
pub fn run_in_little_memory<A: AsRef<OsStr>>(arguments: &[A]) -> Run {
    let script = "ulimit -v 524288; exec \"$0\" \"$@\"";
    Run::of(output(Command::new("sh").args(["-c", script]).arg(program()).args(arguments), b""))
}

/// Runs the program and kills it after so many microseconds; whether it had ended by itself.
pub fn killed_after<A: AsRef<OsStr>>(arguments: &[A], micros: u64) -> bool {
    let mut child = Command::new(program())
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    std::thread::sleep(Duration::from_micros(micros));
    let ended = child.try_wait().expect("its state can be asked for").is_some();
    // One that has ended in the meantime cannot be killed.
    let _ = child.kill();
    child.wait().expect("the program ends");
    ended
}

/// What the program writes to standard output, which may be no text.
pub fn bytes_of<A: AsRef<OsStr>>(arguments: &[A]) -> Vec<u8> {
    let output = output(Command::new(program()).args(arguments), b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn output(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // A program that refuses its arguments does not read: a broken pipe is no fault.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the program ends")
}

impl Run {
    fn of(Output { status, stdout, stderr }: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        let status = status.code().expect("the program is not killed");
        Self { status, stdout: text(stdout), stderr: text(stderr) }
    }

    /// Fails unless the program ended with `status`; gives the run back.
    #[track_caller]
    pub fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// The program, built once: a package's tests see no binaries of other packages.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // target/<profile>/deps/<test>, or target/<profile>/<program> → target
        let own = std::env::current_exe().expect("this test's own path");
        let folder = own.parent().expect("a program lies in a folder");
        let profile = if folder.ends_with("deps") {
            folder.parent().expect("deps lies in a profile's folder")
        } else {
            folder
        };
        let target = profile.parent().expect("a profile's folder lies in target");
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--quiet", "--locked", "--package", "kubecore-cli", "--target-dir"])
            .arg(target);
        cargo.current_dir(crate::workspace());
        // What cargo tells a test of its package is no business of the packages built here: ring would be
        // built anew for each test.
        for (name, _) in std::env::vars_os() {
            let told = name.to_string_lossy();
            if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&name);
            }
        }
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().expect("cargo runs").success(), "kubecore-cli does not build");
        profile.join(format!("kubecore-cli{}", std::env::consts::EXE_SUFFIX))
    })
}
