//! Every reader of bytes that somebody else wrote, as a function of bytes.
//!
//! A target gives its input to a reader and goes on as a face of kubecore would: what was read is written,
//! and what was written is read again. It panics where a promise is broken, and says nothing else. The
//! package `kubecore-fuzz` gives each of them to libFuzzer, and `tests/corpus.rs` every input that is kept.
//!
//! ```
//! let target = kubecore_fuzz_targets::target("spec").unwrap();
//! (target.run)(b"kubecore: v1\nname: demo\n");
//! ```

mod large;
mod seeds;
mod target;
mod words;

pub use large::{Shape, large};
pub use seeds::{kept, seeds};
pub use target::{TARGETS, Target, target};
pub use words::dictionary;

use std::path::PathBuf;

/// The longest input, in bytes.
pub const LONGEST: usize = 1 << 20;

/// The top of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
