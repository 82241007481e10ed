//! What can be typed.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as Options, Parser, Subcommand, ValueEnum, ValueHint};
use kubecore::spec::{Profile, Topology};

/// From one cluster.yaml to every file of every machine of a Kubernetes cluster.
///
/// Data goes to standard output, talk to standard error. Exit codes: 0 fine, 1 the spec is at
/// fault, 2 usage or I/O.
#[derive(Debug, Parser)]
#[command(name = "kubecore-cli", version, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Colour of messages; `auto` follows the terminal and `NO_COLOR`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a cluster.yaml to start from, every default explained
    Init(Init),
    /// Check a cluster.yaml
    Validate(Validate),
    /// Render every file of every machine
    Render(Render),
    /// List the machines, pools counted out
    Nodes(Nodes),
    /// Say why a diagnostic is there and what to do; without a code, list them all
    Explain(Explain),
    /// Print the JSON Schema of cluster.yaml, for editors
    Schema,
    /// List the systems that can be rendered
    Profiles,
    /// Print a shell's completions
    Completions(Completions),
}

#[derive(Debug, Options)]
pub(crate) struct Init {
    /// Which system
    #[arg(long, value_parser = profile(), default_value = "coreos-guide")]
    pub(crate) profile: Profile,
    /// How many machines
    #[arg(long, value_parser = topology(), default_value = "small")]
    pub(crate) topology: Topology,
    /// Write to FILE, which must not exist yet, instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

/// What is read, and how its faults are told.
#[derive(Debug, Options)]
pub(crate) struct Spec {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Form of the diagnostics: `json` is one document, on standard output for `validate` and alone
    /// on standard error for `render`
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
    /// Refuse warnings, too; `allow` in the spec accepts single ones
    #[arg(long)]
    pub(crate) strict: bool,
}

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
A spec that cannot be read, and wrong usage, give a line on standard error and exit code 2.";

const REPLACING: &str = "\
Nothing is ever half written: files are made in a hidden `.kubecore-…` beside the target and moved
into place. A run that is killed may leave that behind; it can be removed.
A former render is known by its kubecore.lock. Where a file in it was edited, or anything added, it
is not replaced, with --force neither.";

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

#[derive(Debug, Options)]
pub(crate) struct Nodes {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Form of the list on standard output, and of diagnostics on standard error
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Debug, Options)]
pub(crate) struct Explain {
    /// A code such as KC0207
    pub(crate) code: Option<String>,
}

#[derive(Debug, Options)]
pub(crate) struct Completions {
    /// Which shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

fn profile() -> impl TypedValueParser<Value = Profile> {
    words(Profile::ALL, Profile::as_str, Profile::doc)
}

fn topology() -> impl TypedValueParser<Value = Topology> {
    words(Topology::ALL, Topology::as_str, Topology::doc)
}

/// Takes the core's own words, so that help and completions list them.
fn words<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
    doc: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = all.iter().map(|choice| PossibleValue::new(word(*choice)).help(doc(*choice)));
    PossibleValuesParser::new(words).try_map(move |given| {
        let chosen = all.iter().copied().find(|choice| word(*choice) == given);
        chosen.ok_or("not one of the choices")
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_has_no_contradictions() {
        Args::command().debug_assert();
    }

    #[test]
    fn render_wants_one_target() {
        let parsed = |words: &str| Args::try_parse_from(words.split(' ')).is_ok();
        assert!(parsed("kubecore-cli render c.yaml -o out --node a --node b --force"));
        assert!(parsed("kubecore-cli render - --zip -"));
        assert!(!parsed("kubecore-cli render c.yaml"));
        assert!(!parsed("kubecore-cli render c.yaml -o out --zip out.zip"));
    }

    #[test]
    fn every_word_of_the_core_is_taken() {
        for topology in Topology::ALL {
            let words = ["kubecore-cli", "init", "--topology", topology.as_str()];
            let Command::Init(init) = Args::try_parse_from(words).unwrap().command else {
                panic!("init was asked for");
            };
            assert_eq!(init.topology, *topology);
        }
    }
}
