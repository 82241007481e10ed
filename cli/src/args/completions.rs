//! `completions`.

use clap::Args as Options;

#[derive(Debug, Options)]
pub(crate) struct Completions {
    /// Which shell
    pub(crate) shell: clap_complete::Shell,
}
