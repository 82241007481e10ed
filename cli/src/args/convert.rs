//! `convert`.

use std::path::PathBuf;

use clap::{Args as Options, ValueEnum, ValueHint};
use kubecore::format::ignition::Variant;

use super::Format;

#[derive(Debug, Options)]
#[command(after_long_help = CONVERTING)]
pub(crate) struct Convert {
    /// The `#cloud-config`; `-` reads standard input
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// The system of today
    #[arg(long, value_name = "SYSTEM")]
    pub(crate) to: System,
    /// Write to FILE, which must not exist yet, instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// What is written
    #[arg(long, value_name = "WHAT", default_value = "butane")]
    pub(crate) emit: Emit,
    /// Write what could be translated even if something could not
    #[arg(long)]
    pub(crate) partial: bool,
    /// Refuse warnings, too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Form of the diagnostics on standard error
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
}

/// A system that takes Ignition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum System {
    /// Flatcar Container Linux
    Flatcar,
    /// Fedora CoreOS
    Fcos,
}

impl System {
    pub(crate) fn variant(self) -> Variant {
        match self {
            Self::Flatcar => Variant::Flatcar,
            Self::Fcos => Variant::Fcos,
        }
    }
}

/// A form of the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    /// YAML for people, which `butane` turns into Ignition
    Butane,
    /// JSON for the machine
    Ignition,
}

const CONVERTING: &str = "\
Users, keys, files, units, drop-ins, the host name and how updates are taken are translated. What
has no successor (coreos.etcd2, coreos.fleet, coreos.flannel, rkt, $private_ipv4 ...) is an error with
its line and what to do instead; `kubecore-cli explain KC1206` says more. Nothing is dropped in
silence. With errors nothing is written, unless --partial asks for what could be translated; the exit
code is 1 all the same. The user-data may be packed with gzip.";
