//! From one `cluster.yaml` to every file of every machine of a Kubernetes cluster.
//!
//! # Steps
//! 1. [`spec::parse`] reads the text: a [`spec::Spec`], as written.
//! 2. [`validate::validate`] runs every rule on it.
//! 3. [`compile()`] does both and fills in what was left unsaid: a [`plan::Plan`], as meant.
//! 4. [`pki`] makes keys and certificates, where they are wanted: the only step that needs a clock and
//!    randomness, which it is given.
//! 5. [`profile::Renderer`] turns a plan into [`bundle::Bundle`]s, one by one.
//! 6. [`check::check`] reads bundles back and looks for mistakes of ours.
//! 7. [`bundle::Archive`] packs bundles into a zip.
//!
//! Nothing here reads a file, a clock, the environment or the network: same input, same bytes.
#![warn(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable
)]

pub mod bundle;
pub mod catalogue;
pub mod change;
pub mod check;
pub mod convert;
pub mod diagnostic;
pub mod document;
pub mod format;
pub mod hunks;
pub mod network_map;
pub mod order;
pub mod overlord;
pub mod pki;
pub mod plan;
pub mod profile;
pub mod source;
pub mod spec;
pub mod validate;

mod compile;

pub use compile::{Compiled, compile, compile_document};
