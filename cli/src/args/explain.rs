//! `explain`.

use clap::Args as Options;

#[derive(Debug, Options)]
pub(crate) struct Explain {
    /// A code such as KC0207
    pub(crate) code: Option<String>,
}
