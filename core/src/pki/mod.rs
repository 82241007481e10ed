//! Keys and certificates: reading, making, renewing and placing what
//! [`Certificates`](crate::plan::certificates::Certificates) lists.
//!
//! # Steps
//! 1. [`Pki::read`] reads the files of a PKI directory; [`Pki::new`] begins with none.
//! 2. [`Issuer`] makes what is missing, or makes anew what is named, certificate by certificate.
//! 3. [`Issued::changes`] are the files to write, and no others.
//! 4. [`Pki::ready`] gives [`Ready`]: everything that a render needs, and fit for it. A program that
//!    has keys made by another gets it from [`Papers`].
//!
//! Time and randomness come from an [`Env`]. The same `Env` gives the same keys and certificates on
//! every platform.

mod adopt;
mod chain;
mod directory;
mod encryption;
mod entry;
mod env;
mod import;
mod issue;
mod marker;
mod papers;
mod problem;
mod read;
mod ready;
mod state;

pub use adopt::adopt;
pub use directory::{mode, zip};
pub use entry::{Entry, Files, Pki};
pub use env::{Env, NoEntropy};
pub use import::import;
pub use issue::{Issued, Issuer, Progress};
pub use marker::MARKER;
pub use papers::{About, Papers};
pub use problem::Problem;
pub use ready::Ready;
pub(crate) use state::misfit;
pub use state::{Misfit, State, Status, status};

#[cfg(test)]
mod tests;
