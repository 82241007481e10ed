//! `pki` and its commands.

use std::path::PathBuf;

use clap::{Args as Options, Subcommand, ValueHint};

use super::ListFormat;

#[derive(Debug, Subcommand)]
pub(crate) enum Pki {
    /// Make every key and certificate that is missing, and keep what is there
    Init(PkiInit),
    /// List certificates and the days that are left; exit code 1 if one needs looking after
    Status(PkiStatus),
    /// Make certificates anew that expire soon or no longer fit; authorities stay
    Renew(PkiRenew),
    /// Read back certificates that another signed
    Import(PkiImport),
}

/// Which cluster, and where its keys are.
#[derive(Debug, Options)]
pub(crate) struct PkiSpec {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Where the keys and certificates are kept, apart from what is rendered
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
}

#[derive(Debug, Options)]
#[command(after_long_help = KEEPING)]
pub(crate) struct PkiInit {
    #[command(flatten)]
    pub(crate) spec: PkiSpec,
    /// Use an authority that exists: its certificate, and behind it those above, up to the root
    #[arg(long, value_name = "FILE", requires = "ca_key", value_hint = ValueHint::FilePath)]
    pub(crate) ca_cert: Option<PathBuf>,
    /// The key of that authority
    #[arg(long, value_name = "FILE", requires = "ca_cert", value_hint = ValueHint::FilePath)]
    pub(crate) ca_key: Option<PathBuf>,
    /// Make keys and requests (CSR) for another to sign, and no certificate
    #[arg(long, conflicts_with = "ca_cert")]
    pub(crate) requests: bool,
}

#[derive(Debug, Options)]
#[command(after_long_help = STATUS)]
pub(crate) struct PkiStatus {
    #[command(flatten)]
    pub(crate) spec: PkiSpec,
    /// A certificate with fewer days left needs looking after
    #[arg(long, value_name = "N", default_value = WARN_DAYS)]
    pub(crate) warn_days: u32,
    /// Form of the list
    #[arg(long, default_value = "human")]
    pub(crate) format: ListFormat,
}

#[derive(Debug, Options)]
#[command(after_long_help = KEEPING)]
pub(crate) struct PkiRenew {
    #[command(flatten)]
    pub(crate) spec: PkiSpec,
    /// Only this machine's, also if they are good; may be given several times
    #[arg(long = "node", value_name = "NAME", conflicts_with = "all")]
    pub(crate) nodes: Vec<String>,
    /// All but the authority's, also if they are good
    #[arg(long)]
    pub(crate) all: bool,
    /// A certificate with fewer days left is due
    #[arg(long, value_name = "N", default_value = WARN_DAYS)]
    pub(crate) warn_days: u32,
}

#[derive(Debug, Options)]
#[command(after_long_help = KEEPING)]
pub(crate) struct PkiImport {
    #[command(flatten)]
    pub(crate) spec: PkiSpec,
    /// Certificates, in any files and any order; the first time those of the authority, too
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
}

const KEEPING: &str = "\
The directory holds the keys in plain PEM files of mode 0600: keep it where only you can read it, and
make a copy. It is changed all or nothing: a run that is killed has either done everything or
nothing, and the next one tidies up. The names of the files that were written go to standard output.";

/// Days before its end at which a certificate is due.
const WARN_DAYS: &str = "30";

/// What `command::pki::status` writes.
const STATUS: &str = "\
The document of `--format json`; `state` is good, missing, requested, outdated, not-yet or expired:
  [ { \"name\": \"apiserver\", \"subject\": \"CN=kube-apiserver\", \"sans\": [\"kubernetes\"],
      \"usages\": [\"server\"], \"holder\": \"control-planes\", \"not_after\": \"2027-01-31\",
      \"days_left\": 364, \"state\": \"good\", \"reason\": null, \"serial\": \"4A:…\", \"due\": false } ]";
