//! Time and randomness of tests.

use sha2::{Digest as _, Sha256};

use super::super::{Env, NoEntropy};
use crate::format::x509::Moment;

/// Block n = SHA-256(seed ‖ n as 8 bytes, the highest first), as in the package kubecore-tests.
pub(super) struct Seeded {
    seed: String,
    given: u64,
    now: Moment,
}

impl Seeded {
    pub(super) fn new(seed: &str, now: Moment) -> Self {
        Self { seed: seed.to_owned(), given: 0, now }
    }
}

impl Env for Seeded {
    fn now(&self) -> Moment {
        self.now
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        for byte in bytes {
            let count = (self.given / 32).to_be_bytes();
            let block = Sha256::new().chain_update(&self.seed).chain_update(count).finalize();
            *byte = block[usize::try_from(self.given % 32).unwrap()];
            self.given += 1;
        }
        Ok(())
    }
}

/// Gives out bytes, or says that there are none.
pub(super) type Fill = fn(&mut [u8]) -> Result<(), NoEntropy>;

/// A source that breaks in the way of `fill`, once it was asked `good` times.
pub(super) struct Broken {
    pub(super) good: usize,
    pub(super) fill: Fill,
    pub(super) while_good: Seeded,
}

impl Env for Broken {
    fn now(&self) -> Moment {
        self.while_good.now()
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        match self.good.checked_sub(1) {
            Some(left) => {
                self.good = left;
                self.while_good.random(bytes)
            }
            None => (self.fill)(bytes),
        }
    }
}
