//! Stops changes to the disk at a given step, as if the run had been killed there. Only in tests.

use std::cell::RefCell;

use crate::failure::Failure;

/// The steps that were taken, and how many there may be.
struct Watch {
    steps: Vec<String>,
    most: usize,
}

thread_local! {
    static WATCH: RefCell<Watch> = const { RefCell::new(Watch { steps: Vec::new(), most: usize::MAX }) };
}

/// Runs what may take so many steps and then none any more, not even to clean up; gives the steps.
pub(super) fn killed_after<T>(most: usize, run: impl FnOnce() -> T) -> (T, Vec<String>) {
    let set = |most| WATCH.with(|watch| watch.replace(Watch { steps: Vec::new(), most })).steps;
    set(most);
    let done = run();
    (done, set(usize::MAX))
}

/// A step is about to be taken.
pub(super) fn step(action: &str, path: &str) -> Result<(), Failure> {
    WATCH.with_borrow_mut(|watch| {
        if watch.steps.len() >= watch.most {
            return Err(Failure::Other("killed".into()));
        }
        watch.steps.push(format!("{action} {path}"));
        Ok(())
    })
}
