//! What stands between a service and who asks it: faults, and a trap that springs after a write.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::Duration;

/// How a service fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    /// It does not.
    #[default]
    None,
    /// It closes the connection before it does anything.
    Drop,
    /// It does what it is asked, and closes the connection before it answers.
    Deaf,
    /// It answers late.
    Delay(Duration),
    /// It answers with this status, and does nothing.
    Status(u16),
    /// Its answer breaks off in the middle.
    Cut,
    /// Its answer is no JSON.
    Garbage,
}

/// What stands before one service.
#[derive(Debug, Default)]
pub struct Gate {
    fault: Mutex<Fault>,
    trap: Mutex<Option<Arc<Trap>>>,
}

/// Springs after so many writes, and holds the answer of the last until it is released.
#[derive(Debug)]
pub struct Trap {
    after: usize,
    count: AtomicUsize,
    sprung: AtomicBool,
    released: AtomicBool,
}

impl Gate {
    /// How it fails from now on.
    pub fn fail(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }

    pub(super) fn fault(&self) -> Fault {
        *self.fault.lock().unwrap()
    }

    /// Sets a trap, or takes it away.
    pub fn set(&self, trap: Option<Arc<Trap>>) {
        *self.trap.lock().unwrap() = trap;
    }

    /// A write was done.
    pub(super) fn wrote(&self) {
        let trap = self.trap.lock().unwrap().clone();
        if let Some(trap) = trap {
            trap.step();
        }
    }
}

impl Trap {
    /// One that springs after so many writes.
    pub fn after(writes: usize) -> Arc<Self> {
        Arc::new(Self {
            after: writes,
            count: AtomicUsize::new(0),
            sprung: AtomicBool::new(false),
            released: AtomicBool::new(false),
        })
    }

    /// Whether it has sprung: whoever wrote waits for an answer that does not come.
    pub fn is_sprung(&self) -> bool {
        self.sprung.load(Ordering::SeqCst)
    }

    /// Lets the answer go.
    pub fn release(&self) {
        self.released.store(true, Ordering::SeqCst);
    }

    fn step(&self) {
        if self.count.fetch_add(1, Ordering::SeqCst) + 1 == self.after {
            self.sprung.store(true, Ordering::SeqCst);
            while !self.released.load(Ordering::SeqCst) {
                sleep(Duration::from_millis(1));
            }
        }
    }
}
