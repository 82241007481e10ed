//! How long an overlord takes until all of many machines are done, and what it needs of memory.
//!
//! etcd is a real one; fleet, the API server and the machines are stand-ins in this process, whose units take
//! two fifths of a second. The pace is the default: a look a second, and two seconds until a program counts.
#![expect(clippy::print_stdout, reason = "a table for people is this program's whole purpose")]

use std::fmt::Write as _;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use kubecore_tests::judges::has;
use kubecore_tests::overlord::{Manner, World, machines};

const SIZES: [usize; 3] = [10, 100, 1_000];

/// After this long it is not worth waiting any more.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long it is watched once all is done: some 400 looks.
const AFTERWARDS: Duration = Duration::from_secs(10);

const SPEC: &str = "kubecore: v1\nname: many\nprofile: corekube\nnodes:\n\
    - { name: d, role: etcd, ip: 10.10.10.31 }\n- { name: o, role: overlord, ip: 10.10.10.41 }\n\
    - { name: m, role: control-plane, ip: 10.10.10.11 }\n- { name: w, role: worker, ip: 10.10.10.21 }\n";

fn main() {
    print!("{}", table());
}

fn table() -> String {
    if !has("etcd") {
        return "overlord: etcd is missing\n".into();
    }
    let mut text = format!(
        "{:>9} {:>7} {:>9} {:>9} {:>11} {:>11}\n",
        "overlord", "units", "settled s", "peak MB", "settled MB", "later MB"
    );
    for size in SIZES {
        writeln!(text, "{}", measure(size)).expect("text grows");
    }
    text
}

fn measure(size: usize) -> String {
    let manner = Manner { delay: Duration::from_millis(200), ..Manner::default() };
    let world = World::start(SPEC, manner);
    world.configure("pace: { idle: 25 }\n");
    for machine in machines(size - 1) {
        world.join(&machine);
    }
    let begun = Instant::now();
    let mut overlord = world.spawn(&[], "bench.log");
    let is_settled = || {
        std::fs::read_to_string(world.path("bench.log"))
            .is_ok_and(|log| log.contains("All machines are done"))
    };
    while !is_settled() && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(50));
    }
    let settled = begun.elapsed();
    let at_end = memory(&overlord, "VmRSS:");
    sleep(AFTERWARDS);
    let (later, peak) = (memory(&overlord, "VmRSS:"), memory(&overlord, "VmHWM:"));
    let _ = overlord.kill();
    let _ = overlord.wait();
    format!(
        "{size:>9} {:>7} {:>9.1} {peak:>9.1} {at_end:>11.1} {later:>11.1}",
        world.created().len(),
        settled.as_secs_f64()
    )
}

/// A line of the process's status, in MB.
fn memory(process: &Child, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id()));
    let status = status.unwrap_or_default();
    let kib = status.lines().find_map(|text| text.strip_prefix(line)?.trim().strip_suffix(" kB"));
    kib.and_then(|kib| kib.parse::<f64>().ok()).map_or(f64::NAN, |kib| kib * 1024.0 / 1e6)
}
