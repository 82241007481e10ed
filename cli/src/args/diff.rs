//! `diff`.

use std::path::PathBuf;

use clap::{Args as Options, ValueHint};

use super::ListFormat;

#[derive(Debug, Options)]
#[command(after_long_help = COMPARING)]
pub(crate) struct Diff {
    /// What runs: a cluster.yaml, or a rendered directory or zip
    #[arg(value_name = "OLD", value_hint = ValueHint::AnyPath)]
    pub(crate) old: PathBuf,
    /// What is to run, in any of these forms; `-` reads a cluster.yaml from standard input
    #[arg(value_name = "NEW", value_hint = ValueHint::AnyPath)]
    pub(crate) new: PathBuf,
    /// Render specs with the keys and certificates of this directory, which `pki init` made
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) pki: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, default_value = "human")]
    pub(crate) format: ListFormat,
}

const COMPARING: &str = "\
OLD and NEW are specs, which are rendered as they are read, or what `render` wrote. Exit codes: 0 the
same, 1 differences, 2 one of the two cannot be used. No secret is shown: of a file that may hold one
it is said that it differs. What a change means, from light to heavy: nothing, install (install.sh
brings it), once (for the cluster, as its README says), restart (units or pods), reboot, re-provision,
breaks (the cluster as it runs does not survive it, and why).
The document of `--format json`; `meaning` of the whole is the heaviest:
  { \"old\": \"a.yaml\", \"new\": \"out\", \"same\": false, \"meaning\": \"breaks\",
    \"cluster\": [{ \"about\": \"services\", \"name\": \"\", \"before\": \"10.3.0.0/24\", \"after\": \"10.4.0.0/24\",
                  \"meaning\": \"breaks\", \"why\": \"…\" }],
    \"bundles\": [{ \"name\": \"nodes/a\", \"change\": \"changed\", \"meaning\": \"restart\", \"units\": [\"kubelet.service\"],
                  \"pods\": [], \"why\": \"\", \"files\": [{ \"path\": \"rootfs/…\", \"change\": \"changed\", \"secret\": false,
                  \"meaning\": \"restart\", \"units\": […], \"pods\": [], \"why\": \"…\",
                  \"lines\": [{ \"at\": 4, \"before\": [\"…\"], \"after\": [\"…\"] }] }] }] }";
