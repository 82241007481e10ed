//! What making keys needs from outside.

use zeroize::Zeroizing;

use crate::format::x509::Moment;

/// Time and randomness. Each face has its own; tests have one that repeats itself.
pub trait Env {
    /// The time.
    fn now(&self) -> Moment;

    /// Fills `bytes` with randomness fit for keys.
    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy>;

    /// An RSA key of 2048 bits that was made elsewhere, in PKCS#8: browsers make them faster than
    /// we can. Without one, it is made here from [`Env::random`].
    fn rsa_key(&mut self) -> Option<Zeroizing<Vec<u8>>> {
        None
    }
}

/// There is no randomness to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoEntropy;
