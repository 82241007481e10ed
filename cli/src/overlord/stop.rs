//! Ending when asked to: between two requests, so that nothing is left half done.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// How soon a wish to end is noticed.
const NOTICE: Duration = Duration::from_millis(50);

/// Whether somebody wants this to end.
#[derive(Debug, Clone)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// SIGTERM and Ctrl-C are wishes from now on; a second one ends at once.
    pub(super) fn on_signals() -> io::Result<Self> {
        let wish = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGINT] {
            // In this order: the first signal is to set the wish only.
            flag::register_conditional_shutdown(signal, 130, Arc::clone(&wish))?;
            flag::register(signal, Arc::clone(&wish))?;
        }
        Ok(Self(wish))
    }

    pub(super) fn is_wished(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Waits so many milliseconds, or until it is wished.
    pub(super) fn wait(&self, millis: u64) {
        let end = Instant::now() + Duration::from_millis(millis);
        while !self.is_wished() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            sleep(left.min(NOTICE));
        }
    }
}
