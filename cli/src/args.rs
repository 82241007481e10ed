//! What can be typed.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as Options, Parser, Subcommand, ValueEnum, ValueHint};
use kubecore::format::ignition::Variant;
use kubecore::overlord::Endpoint;
use kubecore::spec::{Profile, Topology};

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

#[derive(Debug, Options)]
pub(crate) struct Init {
    /// Which system
    #[arg(long, value_parser = profile(), default_value = "flatcar")]
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
    /// Form of the diagnostics: what is for programs goes to standard output for `validate`, and alone
    /// to standard error for `render`
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
`--format sarif` is a document of SARIF 2.1.0 with a rule for each code that occurs; what `allow` names
is a suppressed result. `--format github` is a line for each, which GitHub's runners show as annotation.
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
    /// Put the keys and certificates of this directory, which `pki init` made, into the bundles
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) pki: Option<PathBuf>,
    /// Replace a former render that nobody has changed, and nothing else
    #[arg(long)]
    pub(crate) force: bool,
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

const VERIFYING: &str = "\
Each difference is a line on standard output: `changed`, `added`, `missing`, or `mode`. Exit codes: 0 as
it was written, 1 differences, 2 no bundle or unreadable. The lock file is a list of checksums and no
signature: who can change both is not noticed. `kubecore-cli diff SPEC BUNDLE` renders anew and compares.
The document of `--format json`; `spec` is null without --spec, `mode` and `wanted` are there for `mode`:
  { \"bundle\": \"out\", \"kubecore\": \"0.1.0\", \"input\": \"9f86…\", \"spec\": true, \"files\": 86,
    \"findings\": [{ \"path\": \"nodes/a/README.md\", \"what\": \"mode\", \"mode\": \"0666\", \"wanted\": \"0644\" }] }";

#[derive(Debug, Options)]
#[command(after_long_help = VERIFYING)]
pub(crate) struct Verify {
    /// The directory or zip
    #[arg(value_name = "BUNDLE", value_hint = ValueHint::AnyPath)]
    pub(crate) bundle: PathBuf,
    /// Also check that it was rendered from this cluster.yaml; its secrets are not compared
    #[arg(long, value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) spec: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, default_value = "human")]
    pub(crate) format: ListFormat,
}

const CONVERTING: &str = "\
Users, keys, files, units, drop-ins, the host name and how updates are taken are translated. What
has no successor (coreos.etcd2, coreos.fleet, coreos.flannel, rkt, $private_ipv4 ...) is an error with
its line and what to do instead; `kubecore-cli explain KC1206` says more. Nothing is dropped in
silence. With errors nothing is written, unless --partial asks for what could be translated; the exit
code is 1 all the same. The user-data may be packed with gzip.";

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

const KEEPING: &str = "\
The directory holds the keys in plain PEM files of mode 0600: keep it where only you can read it, and
make a copy. It is changed all or nothing: a run that is killed has either done everything or
nothing, and the next one tidies up. The names of the files that were written go to standard output.";

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

const OVERSEEING: &str = "\
Without --etcd and --fleet the services of the machine itself are asked: http://127.0.0.1:2379 and
unix:///var/run/fleet.sock. TLS, the API server's address and the limits of steps are in the config.
It decides everything anew from what it sees: it can be stopped at any time and started again, and a
second one does no harm. The log goes to standard error. SIGTERM ends it after the request that runs.
Exit codes of --once: 0 all machines are done, 1 one needs help, 2 usage or I/O.";

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

/// Days before its end at which a certificate is due.
const WARN_DAYS: &str = "30";

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

/// What `command::pki::status` writes.
const STATUS: &str = "\
The document of `--format json`; `state` is good, missing, requested, outdated, not-yet or expired:
  [ { \"name\": \"apiserver\", \"subject\": \"CN=kube-apiserver\", \"sans\": [\"kubernetes\"],
      \"usages\": [\"server\"], \"holder\": \"control-planes\", \"not_after\": \"2027-01-31\",
      \"days_left\": 364, \"state\": \"good\", \"reason\": null, \"serial\": \"4A:…\", \"due\": false } ]";

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
    pub(crate) format: ListFormat,
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
    /// One document of SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub's runners, a line each
    Github,
}

/// The form of data that is no diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Human,
    /// One JSON document
    Json,
}

impl ListFormat {
    /// The form of diagnostics beside such data.
    pub(crate) fn diagnostics(self) -> Format {
        match self {
            Self::Human => Format::Human,
            Self::Json => Format::Json,
        }
    }
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
