//! What can be typed.

use std::path::PathBuf;

use clap::{Args as Options, Parser, Subcommand, ValueEnum};
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
    #[arg(long, value_parser = profile, default_value = "coreos-guide")]
    pub(crate) profile: Profile,
    /// How many machines: `single`, `small` (1+2) or `ha` (3+3+3)
    #[arg(long, value_parser = topology, default_value = "small")]
    pub(crate) topology: Topology,
    /// Write to FILE, which must not exist yet, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What is read, and how its faults are told.
#[derive(Debug, Options)]
pub(crate) struct Spec {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC")]
    pub(crate) path: PathBuf,
    /// Form of the diagnostics
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
    /// Refuse warnings, too; `allow` in the spec accepts single ones
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Options)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) spec: Spec,
}

#[derive(Debug, Options)]
pub(crate) struct Render {
    #[command(flatten)]
    pub(crate) spec: Spec,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Only this machine; may be given several times
    #[arg(long = "node", value_name = "NAME")]
    pub(crate) nodes: Vec<String>,
    /// Replace a former render, and nothing else
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Options)]
#[group(required = true, multiple = false)]
pub(crate) struct Target {
    /// Write a directory
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Write a zip; `-` writes it to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) zip: Option<PathBuf>,
}

#[derive(Debug, Options)]
pub(crate) struct Nodes {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC")]
    pub(crate) path: PathBuf,
    /// Form of the list, and of diagnostics
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

fn profile(word: &str) -> Result<Profile, String> {
    let known = Profile::ALL.iter().copied();
    known.clone().find(|profile| profile.as_str() == word).ok_or_else(|| choices(known))
}

fn topology(word: &str) -> Result<Topology, String> {
    let known = Topology::ALL.iter().copied();
    known.clone().find(|topology| topology.as_str() == word).ok_or_else(|| choices(known))
}

fn choices(known: impl Iterator<Item = impl std::fmt::Display>) -> String {
    let words: Vec<String> = known.map(|choice| choice.to_string()).collect();
    format!("the choices are: {}", words.join(", "))
}
