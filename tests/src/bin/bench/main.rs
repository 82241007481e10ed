//! `cargo xtask bench`: how fast validate + render + zip are, and how much memory they take.
//!
//! Each size runs in a process of its own, so that the peak of memory is that size's. `plain zip` is what the
//! zip library needs for the same files by itself: the measure of what rendering adds. A second table has
//! edits of a long cluster.yaml, a third the making of keys and certificates, a fourth the
//! overlord.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a table for people is this program's whole purpose"
)]

mod edits;
mod overlord;
mod pki;

use std::fmt::Write as _;
use std::io::{self, Seek, SeekFrom, Write};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use kubecore::bundle::{Archive, Bundle};
use kubecore::compile;
use kubecore::profile::{Renderer, lock};
use kubecore::source::Source;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// Each measurement is repeated until it has taken this long; the fastest run counts.
const PATIENCE: Duration = Duration::from_millis(1_500);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => table(),
        ["edits"] => {
            print!("{}", edits::table());
            ExitCode::SUCCESS
        }
        ["pki"] => {
            print!("{}", pki::table());
            ExitCode::SUCCESS
        }
        ["overlord"] => {
            print!("{}", overlord::table());
            ExitCode::SUCCESS
        }
        ["size", size] => size.parse().map_or(ExitCode::from(2), |size| {
            println!("{}", measure(size));
            ExitCode::SUCCESS
        }),
        _ => {
            eprintln!("usage: bench [edits | pki | overlord | size N]");
            ExitCode::from(2)
        }
    }
}

fn table() -> ExitCode {
    println!(
        "{:>7} {:>10} {:>10} {:>9} {:>13} {:>9} {:>9} {:>9}",
        "nodes",
        "render ms",
        "total ms",
        "nodes/s",
        "plain zip ms",
        "files MB",
        "zip MB",
        "peak MB"
    );
    for size in SIZES {
        let own = std::env::current_exe().expect("this program's own path");
        let output = Command::new(own)
            .args(["size", &size.to_string()])
            .output()
            .expect("this program runs");
        if !output.status.success() {
            eprintln!(
                "{size} nodes: {}\n{}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            );
            return ExitCode::FAILURE;
        }
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
    print!("\n{}", edits::table());
    print!("\n{}", pki::table());
    print!("\n{}", overlord::table());
    ExitCode::SUCCESS
}

fn measure(size: usize) -> String {
    let source = Source::new("cluster.yaml", spec(size));
    let mut zipped = 0;
    let whole = fastest(|| zipped = render_into_zip(&source));
    // Read before the floor is measured: that keeps every bundle.
    let peak = peak_kib();
    let rendering = fastest(|| {
        std::hint::black_box(render(&source));
    });
    let plan = compile(&source).plan.expect("the spec is good");
    let kept: Vec<Bundle> = Renderer::new(&plan).bundles().collect();
    let floor = fastest(|| zip_plainly(&kept));
    let bytes: usize =
        kept.iter().flat_map(Bundle::artifacts).map(|artifact| artifact.bytes.len()).sum();
    format!(
        "{size:>7} {:>10.2} {:>10.2} {:>9.0} {:>13.2} {:>9.2} {:>9.2} {:>9}",
        millis(rendering),
        millis(whole),
        count(size) / whole.as_secs_f64(),
        millis(floor),
        count(bytes) / 1e6,
        count(zipped) / 1e6,
        peak.map_or("?".to_owned(), |kib| format!("{:.1}", count(kib) * 1024.0 / 1e6)),
    )
}

/// Validate and render: one bundle at a time, none kept.
fn render(source: &Source) -> usize {
    let plan = compile(source).plan.expect("the spec is good");
    Renderer::new(&plan).bundles().map(|bundle| bundle.artifacts().len()).sum()
}

/// The same, into a zip.
fn render_into_zip(source: &Source) -> usize {
    let plan = compile(source).plan.expect("the spec is good");
    let lock = lock(&plan, None, source.text());
    let mut archive = Archive::new(Sink::default(), lock);
    for bundle in Renderer::new(&plan).bundles() {
        archive.add(&bundle).expect("a sink takes everything");
    }
    archive.finish().expect("a sink takes everything").length
}

/// What the zip library needs by itself, one file after the other.
fn zip_plainly(bundles: &[Bundle]) {
    let mut zip = ZipWriter::new(Sink::default());
    let files =
        bundles.iter().flat_map(|bundle| bundle.artifacts().iter().map(move |file| (bundle, file)));
    for (bundle, artifact) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(format!("{}/{}", bundle.name(), artifact.path), options)
            .expect("a new name");
        zip.write_all(&artifact.bytes).expect("a sink takes everything");
    }
    zip.finish().expect("a sink takes everything");
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    while best == Duration::MAX || begun.elapsed() < PATIENCE {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    best
}

/// Three etcd members, three control planes, and workers in pools: `size` machines in all.
fn spec(size: usize) -> String {
    let mut text = String::from(
        "kubecore: v1\nname: bench\nprofile: coreos-guide\nnetwork:\n  pods: 10.64.0.0/10\n  services: 10.3.0.0/24\n  policy: calico\n\
         api:\n  host: api.bench.example\nnodes:\n",
    );
    for number in 1..=3 {
        writeln!(text, "  - {{ name: etcd-{number}, role: etcd, ip: 192.168.4.{number} }}")
            .expect("text grows");
        writeln!(
            text,
            "  - {{ name: controller-{number}, role: control-plane, ip: 192.168.4.10{number} }}"
        )
        .expect("text grows");
    }
    writeln!(
        text,
        "pools:\n  - {{ name: worker, role: worker, count: {}, first_ip: 172.20.0.1 }}",
        size - 6
    )
    .expect("text grows");
    text
}

/// The most memory this process ever had, in KiB.
fn peak_kib() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "sizes for people, far below 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Takes everything and keeps nothing but the length.
#[derive(Debug, Default)]
struct Sink {
    at: u64,
    length: usize,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.at += bytes.len() as u64;
        self.length = self.length.max(usize::try_from(self.at).unwrap_or(usize::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Sink {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => (self.length as u64).checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::other("before the beginning"))?;
        Ok(self.at)
    }
}
