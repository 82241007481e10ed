//! What differs between two renders of a cluster, and what that means for machines that run.
//!
//! Both sides are files: how they came to be, by a render just now or years ago by another version of
//! this program, makes no difference. Which unit reads which file is found in the files, too
//! (`readers`), so that no profile has to tell. What a cluster cannot change in place is told by facts
//! that the lock file of each render has ([`crate::plan::Fact`]).

mod files;
mod hosts;
mod install_env;
mod meaning;
mod places;
mod readers;
mod whole;

pub use files::{BundleChange, FileChange, Files, Held, Kind, Lines, bundle};
pub use meaning::{Meaning, Weight};
pub use whole::{FactChange, facts};
