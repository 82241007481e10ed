//! What can be typed: a file for each command.

mod color;
mod completions;
mod convert;
mod diff;
mod explain;
mod format;
mod init;
mod nodes;
mod overlord;
mod pki;
mod render;
mod spec;
mod validate;
mod verify;

use clap::{Parser, Subcommand};

pub(crate) use color::Color;
pub(crate) use completions::Completions;
pub(crate) use convert::{Convert, Emit};
pub(crate) use diff::Diff;
pub(crate) use explain::Explain;
pub(crate) use format::{Format, ListFormat};
pub(crate) use init::Init;
pub(crate) use nodes::Nodes;
pub(crate) use overlord::{Overlord, What};
pub(crate) use pki::{Pki, PkiImport, PkiInit, PkiRenew, PkiSpec, PkiStatus};
pub(crate) use render::Render;
pub(crate) use spec::Spec;
pub(crate) use validate::Validate;
pub(crate) use verify::Verify;

/// From one cluster.yaml to every file of every machine of a Kubernetes cluster.
///
/// Data goes to standard output, talk to standard error. Exit codes: 0 fine, 1 the spec or the
/// keys are at fault or what is compared differs, 2 usage or I/O.
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
    /// Say what differs between two clusters, and what it means for machines that run
    Diff(Diff),
    /// Check a rendered directory or zip against its kubecore.lock
    Verify(Verify),
    /// Turn a CoreOS cloud-config into Butane or Ignition for a system of today
    Convert(Convert),
    /// Make keys and certificates, look after them and renew them
    #[command(subcommand)]
    Pki(Pki),
    /// Give every machine that joins a corekube stack its units, through fleet
    Overlord(Overlord),
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Args;

    #[test]
    fn the_definition_has_no_contradictions() {
        Args::command().debug_assert();
    }
}
