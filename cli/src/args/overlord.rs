//! `overlord`.

use std::path::PathBuf;

use clap::{Args as Options, ValueEnum, ValueHint};
use kubecore::overlord::Endpoint;

use super::ListFormat;

#[derive(Debug, Options)]
#[command(after_long_help = OVERSEEING)]
pub(crate) struct Overlord {
    /// `status` lists the machines and where each stands, and changes nothing
    #[arg(value_name = "status")]
    pub(crate) what: Option<What>,
    /// overlord.yaml: services, spec, limits
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// The cluster.yaml whose units the machines get; `-` reads standard input
    #[arg(long, value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) spec: Option<PathBuf>,
    /// etcd's URL; may be given several times
    #[arg(long, value_name = "URL", value_parser = Endpoint::parse)]
    pub(crate) etcd: Vec<Endpoint>,
    /// fleet's URL, `http://…` or `unix:///PATH`
    #[arg(long, value_name = "URL", value_parser = Endpoint::parse)]
    pub(crate) fleet: Option<Endpoint>,
    /// End once every machine is done, or needs help
    #[arg(long, conflicts_with = "what")]
    pub(crate) once: bool,
    /// Print what would be done now, and do nothing
    #[arg(long, conflicts_with_all = ["what", "once"])]
    pub(crate) dry_run: bool,
    /// Start machines anew whose units are of another cluster.yaml
    #[arg(long)]
    pub(crate) replace: bool,
    /// Also write the log as JSON, a line each, behind what FILE has; `-` is standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["what", "dry_run"], value_hint = ValueHint::FilePath)]
    pub(crate) events: Option<PathBuf>,
    /// Form of the list that `status` prints
    #[arg(long, default_value = "human")]
    pub(crate) format: ListFormat,
}

/// What an overlord can do instead of its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// List the machines and where each stands
    Status,
}

const OVERSEEING: &str = "\
Without --etcd and --fleet the services of the machine itself are asked: http://127.0.0.1:2379 and
unix:///var/run/fleet.sock. TLS, the API server's address and the limits of steps are in the config.
It decides everything anew from what it sees: it can be stopped at any time and started again, and a
second one does no harm. The log goes to standard error. SIGTERM ends it after the request that runs.
Exit codes of --once: 0 all machines are done, 1 one needs help, 2 usage or I/O.";
