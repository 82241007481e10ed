//! A machine to install on: a scratch folder for a root, and programs that write down what they are asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::Command;

use kubecore_tests::made::{Made, installed};
use kubecore_tests::settings::settings;
use kubecore_tests::tree::{self, File, Tree};
use tempfile::{TempDir, tempdir};

/// A unit that is started anew remembers the files that were there; one that runs already does not start again.
const SYSTEMCTL: &str = r#"#!/bin/sh
echo "$*" >>"$STATE/asked"
files() {
  find "$ROOT" \( -type f -o -type l \) ! -path "$ROOT/run/*" | LC_ALL=C sort | xargs cat | sha256sum
}
case $1 in
  start) [ -e "$STATE/units/$2" ] || files >"$STATE/units/$2" ;;
  restart) files >"$STATE/units/$2" ;;
  stop) rm -f "$STATE/units/$2" ;;
  enable) : >"$STATE/enabled/$2" ;;
  disable) rm -f "$STATE/enabled/$2" ;;
esac
"#;

/// As it is, but for the owner: that is written down by file number, which a file keeps when it gets its name.
const INSTALL: &str = r#"#!/bin/sh
count=$#
while [ "$count" -gt 0 ]; do
  word=$1
  shift
  count=$((count - 1))
  case $word in
    -o) user=$1 ;;
    -g) group=$1 ;;
    *) set -- "$@" "$word" && continue ;;
  esac
  shift
  count=$((count - 1))
done
PATH=${PATH#*:} install "$@" && echo "$user:$group" >"$STATE/owners/$(stat -c %i "$word")"
"#;

const STUBS: [(&str, &str); 6] = [
    ("systemctl", SYSTEMCTL),
    ("install", INSTALL),
    ("hostnamectl", "#!/bin/sh\necho \"hostname $2\" >>\"$STATE/asked\"\n"),
    ("update-ssh-keys", "#!/bin/sh\necho \"logins $*\" >>\"$STATE/asked\"\n"),
    ("id", "#!/bin/sh\ncat \"$STATE/user\"\n"),
    ("ip", "#!/bin/sh\ncat \"$STATE/addresses\"\n"),
];

/// Commands that change something: a run is cut off before one of them.
const EFFECTS: &str = ": really install mkdir mv ln rm rmdir systemctl hostnamectl update-ssh-keys";

/// Notes each effect's line, and kills the shell before the one that `KILL_AT` counts to.
const TRACE: &str = r#"set -T
trace() {
  case " $EFFECTS " in *" ${1%% *} "*) ;; *) return 0 ;; esac
  echo "$2" >>"$STATE/steps"
  mapfile -t steps <"$STATE/steps"
  [ "${#steps[@]}" != "$KILL_AT" ] || kill -9 $$ "$BASHPID"
}
trap 'trace "$BASH_COMMAND" "$LINENO"' DEBUG
"#;

/// The one file that is changed, and is none of the bundle's.
const UPDATE: &str = "/etc/coreos/update.conf";

/// The machine and what was brought to it.
#[derive(Debug)]
pub(crate) struct Machine {
    scratch: TempDir,
    bundle: PathBuf,
    /// Units whose files a bundle brought, which are stopped when they go.
    pub(crate) own: BTreeSet<String>,
    /// What the bundle's `install.env` says.
    pub(crate) variables: BTreeMap<String, String>,
}

/// What is on a machine, and in what state its units are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) links: BTreeMap<String, PathBuf>,
    pub(crate) files: Tree,
    pub(crate) owners: BTreeMap<String, String>,
    pub(crate) enabled: BTreeSet<String>,
    /// Running units, by what their files were when they were started. Those of the operating system count as long as
    /// the bundle starts them.
    pub(crate) units: BTreeMap<String, String>,
}

impl Machine {
    /// The machine `name` with its address and nothing else.
    pub(crate) fn new(made: &Made, name: &str) -> Self {
        let scratch = tempdir().expect("a scratch folder");
        let (bundle, own, variables) = Default::default();
        let mut machine = Self { scratch, bundle, own, variables };
        machine.bring(made, name);
        let stub = |(name, text): (&str, &str)| {
            (format!("bin/{name}"), File { mode: 0o755, bytes: text.into() })
        };
        tree::write(machine.scratch.path(), &STUBS.map(stub).into());
        for folder in
            ["root/run", "root/etc/coreos", "state/units", "state/enabled", "state/owners"]
        {
            fs::create_dir_all(machine.path(folder)).expect("a folder");
        }
        machine.write("trace", TRACE);
        machine.write("state/user", "0\n");
        let address = &machine.variables["KUBECORE_ADDRESS"];
        machine.write("state/addresses", &format!("2: eth0    inet {address}/24 scope global\n"));
        machine
    }

    /// Brings another bundle to it.
    pub(crate) fn bring(&mut self, made: &Made, name: &str) {
        self.bundle = made.path("out/nodes").join(name);
        let text = fs::read_to_string(self.bundle.join("install.env")).expect("install.env");
        self.variables = settings("install.env", &text).expect("settings").into_iter().collect();
        self.own.extend(tree::read(&self.bundle.join("rootfs/etc/systemd/system")).into_keys());
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.scratch.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("a file can be written");
    }

    /// Runs `install.sh` as it is, but for its root; whether it succeeded, and what it said.
    pub(crate) fn install(&self, arguments: &[&str]) -> (bool, String) {
        self.run(arguments, None)
    }

    /// As [`Self::install`], killed before the effect of this number, counted from 1.
    pub(crate) fn install_until(&self, arguments: &[&str], effect: usize) {
        let (success, said) = self.run(arguments, Some(effect));
        assert!(!success, "it was not killed: {said}");
    }

    /// The lines of `install.sh` that had an effect, in order.
    pub(crate) fn effects(&self, arguments: &[&str]) -> Vec<String> {
        let (success, said) = self.run(arguments, Some(0));
        assert!(success, "{said}");
        let steps = fs::read_to_string(self.path("state/steps")).expect("steps");
        steps.lines().map(str::to_owned).collect()
    }

    fn run(&self, arguments: &[&str], kill_at: Option<usize>) -> (bool, String) {
        let script = fs::read_to_string(self.bundle.join("install.sh")).expect("install.sh");
        let root = self.path("root");
        let here = format!("\nroot={}\n", root.display());
        assert_eq!(script.matches("\nroot=\n").count(), 1);
        let own = self.bundle.join("install-here.sh");
        fs::write(&own, script.replace("\nroot=\n", &here)).expect("a file can be written");
        let _ = fs::remove_file(self.path("state/steps"));
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command.arg(&own).args(arguments).env("PATH", path).env("ROOT", &root);
        command.env("STATE", self.path("state")).env("EFFECTS", EFFECTS);
        if let Some(effect) = kill_at {
            command.env("BASH_ENV", self.path("trace")).env("KILL_AT", effect.to_string());
        }
        let output = command.output().expect("bash runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    /// What systemctl and others were asked since the last time.
    pub(crate) fn asked(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("state/asked")).unwrap_or_default();
        let _ = fs::remove_file(self.path("state/asked"));
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn state(&self) -> State {
        let root = self.path("root");
        let (links, mut files) = installed(&root);
        // The order of its lines means nothing, and tells what was settled when.
        if let Some(file) = files.get_mut(UPDATE) {
            let mut settings: Vec<&str> = file.text().lines().collect();
            settings.sort_unstable();
            file.bytes = settings.join("\n").into_bytes();
        }
        let owner = |path: &String| {
            let number = fs::metadata(root.join(&path[1..])).expect("a file").ino();
            let owner = fs::read_to_string(self.path(&format!("state/owners/{number}")));
            owner.ok().map(|owner| (path.clone(), owner.trim().to_owned()))
        };
        // That one may have the number of one that is no more.
        let own = files.keys().filter(|path| *path != UPDATE);
        let owners = own.filter_map(owner).collect();
        let enabled = tree::read(&self.path("state/enabled")).into_keys().collect();
        let wanted = self.words("KUBECORE_UNITS");
        let counts = |unit: &String| self.own.contains(unit) || wanted.contains(&unit.as_str());
        let units = tree::read(&self.path("state/units")).into_iter();
        let units = units.filter(|(unit, _)| counts(unit));
        let units = units.map(|(unit, file)| (unit, file.text().to_owned())).collect();
        State { links, files, owners, enabled, units }
    }

    /// The words of a variable of `install.env`.
    pub(crate) fn words(&self, name: &str) -> Vec<&str> {
        self.variables.get(name).map_or_else(Vec::new, |list| list.split_whitespace().collect())
    }
}

impl State {
    /// Whether every unit that runs was started with the same files.
    pub(crate) fn is_settled(&self) -> bool {
        self.units.values().collect::<BTreeSet<_>>().len() <= 1
    }
}
