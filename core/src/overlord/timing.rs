//! How long things may take.

use super::Millis;

/// What an overlord is told of time and of how much it may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Between two looks while something is to be done.
    pub round: Millis,
    /// Between two looks while nothing is.
    pub idle: Millis,
    /// How long a program must run before it counts: one that falls over at once does not.
    pub steady: Millis,
    /// How many machines are started at a time; `None` for all.
    pub at_once: Option<u32>,
    /// Whether a machine whose units are of other templates is started anew.
    pub replace: bool,
    /// How long each step may take before it is called stuck.
    pub limits: Limits,
}

/// How long each step may take before it is called stuck. It goes on being watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Until a machine says what it is for.
    pub metadata: Millis,
    /// Until there is a master.
    pub master: Millis,
    /// Until a download has ended.
    pub download: Millis,
    /// Until a program runs.
    pub unit: Millis,
    /// Until the API knows a node.
    pub registration: Millis,
}

/// The longest pause before something that failed is tried again.
const LONGEST_PAUSE: Millis = 30_000;
/// The same for a unit that failed on its machine, which may be a download's mirror that is down.
const LONGEST_RETRY: Millis = 300_000;

impl Default for Options {
    fn default() -> Self {
        Self {
            round: 1_000,
            idle: 10_000,
            steady: 2_000,
            at_once: None,
            replace: false,
            limits: Limits {
                metadata: 300_000,
                master: 1_800_000,
                download: 1_800_000,
                unit: 300_000,
                registration: 300_000,
            },
        }
    }
}

/// The pause before a service is asked again that has failed so many times.
pub(super) fn pause(failures: u32) -> Millis {
    (1_000 << failures.saturating_sub(1).min(10)).min(LONGEST_PAUSE)
}

/// The pause before a unit is started again that has failed so many times.
pub(super) fn retry(failures: u32) -> Millis {
    (10_000 << failures.saturating_sub(1).min(10)).min(LONGEST_RETRY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_have_an_end() {
        let pauses: Vec<Millis> = (1..8).map(pause).collect();
        assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        assert_eq!((pause(0), pause(u32::MAX)), (1_000, 30_000));
        assert_eq!((retry(1), retry(2), retry(u32::MAX)), (10_000, 20_000, 300_000));
    }
}
