//! `validate`.

use clap::Args as Options;

use super::Spec;

#[derive(Debug, Options)]
#[command(after_long_help = JSON)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) spec: Spec,
}

/// What `report::json` writes.
const JSON: &str = "\
The document of `--format json`; lines and columns count from 1, `start` and `end` may be null, and
`end` is the character after the last:
  { \"file\": \"cluster.yaml\", \"errors\": 1, \"warnings\": 0, \"notes\": 0,
    \"diagnostics\": [
      { \"code\": \"KC0202\", \"severity\": \"error\", \"message\": \"…\", \"path\": \"$.network.pods\",
        \"start\": { \"line\": 4, \"column\": 9 }, \"end\": { \"line\": 4, \"column\": 20 },
        \"help\": \"…\", \"allowed\": false,
        \"related\": [{ \"label\": \"…\", \"path\": null, \"start\": …, \"end\": … }] }] }
`--format sarif` is a document of SARIF 2.1.0 with a rule for each code that occurs; what `allow` names
is a suppressed result. `--format github` is a line for each, which GitHub's runners show as annotation.
A spec that cannot be read, and wrong usage, give a line on standard error and exit code 2.";
