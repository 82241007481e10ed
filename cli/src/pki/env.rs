//! The system's clock and randomness.

use std::time::SystemTime;

use kubecore::format::x509::Moment;
use kubecore::pki::{Env, NoEntropy};

/// This machine's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct System;

impl Env for System {
    fn now(&self) -> Moment {
        // Before 1970 there is no time that a certificate could have.
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Moment(since.as_secs())
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        getrandom::fill(bytes).map_err(|_| NoEntropy)
    }
}
