//! `render`.

use std::path::PathBuf;

use clap::{Args as Options, ValueHint};

use super::Spec;

#[derive(Debug, Options)]
#[command(after_long_help = REPLACING)]
pub(crate) struct Render {
    #[command(flatten)]
    pub(crate) spec: Spec,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Only this machine, without the cluster's own files; may be given several times
    #[arg(long = "node", value_name = "NAME")]
    pub(crate) nodes: Vec<String>,
    /// Put the keys and certificates of this directory, which `pki init` made, into the bundles
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) pki: Option<PathBuf>,
    /// Replace a former render that nobody has changed, and nothing else
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Options)]
#[group(required = true, multiple = false)]
pub(crate) struct Target {
    /// Write a directory
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output: Option<PathBuf>,
    /// Write a zip; `-` writes it to standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) zip: Option<PathBuf>,
}

const REPLACING: &str = "\
Nothing is ever half written: files are made in a hidden `.kubecore-…` beside the target and moved
into place. A run that is killed may leave that behind; it can be removed.
A former render is known by its kubecore.lock. Where a file in it was edited, or anything added, it
is not replaced, with --force neither.";

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use crate::args::Args;

    #[test]
    fn render_wants_one_target() {
        let parsed = |words: &str| Args::try_parse_from(words.split(' ')).is_ok();
        assert!(parsed("kubecore-cli render c.yaml -o out --node a --node b --force"));
        assert!(parsed("kubecore-cli render - --zip -"));
        assert!(!parsed("kubecore-cli render c.yaml"));
        assert!(!parsed("kubecore-cli render c.yaml -o out --zip out.zip"));
    }
}
