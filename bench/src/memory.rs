//! The most memory that a process ever had.

use std::io;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// Runs it and asks every millisecond for its peak, in KiB: Linux forgets it when the process ends, so
/// what comes in the last one is missed. `None` on systems that do not tell.
pub(crate) fn peak(command: &mut Command) -> io::Result<Option<u64>> {
    let mut child = command.spawn()?;
    let mut peak = None;
    loop {
        peak = peak_of(child.id()).max(peak);
        if let Some(status) = child.try_wait()? {
            assert!(status.success(), "{command:?}: {status}");
            return Ok(peak);
        }
        sleep(Duration::from_millis(1));
    }
}

fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
