//! Taking times on a machine that others use too: what the processor worked, and the fastest of several
//! runs.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// Each measurement is repeated until it has taken this long.
pub(crate) const PATIENCE: Duration = Duration::from_millis(800);

/// The fastest run.
pub(crate) fn fastest(mut work: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    while best == Duration::MAX || begun.elapsed() < PATIENCE {
        best = best.min(cpu(&mut work).1);
    }
    best
}

/// What came of it, and how long it took.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

/// What came of it, and how long the processor worked on it: other than a time on the wall, it does not
/// grow while others have their turn.
pub(crate) fn cpu<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = worked();
    let made = work();
    (made, worked().saturating_sub(start))
}

/// How long this thread has worked.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or_default(), nanos.unwrap_or_default())
}

pub(crate) fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
