//! A machine whose first process is systemd: a container with what Ignition would have put on its disk.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use kubecore_tests::made::Made;
use kubecore_tests::settings::settings;
use kubecore_tests::tree::{self, File, Tree};
use kubecore_tests::{home, ignition};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

/// What systemd gives its units, and a login its shell.
const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Where a machine's bundle is brought to.
const BUNDLE: &str = "root/bundle";

/// Longer than any step takes: a fault is then found, not waited for.
const PATIENCE: Duration = Duration::from_secs(90);

/// A container, and its root directory.
#[derive(Debug)]
pub(crate) struct Machine {
    scratch: TempDir,
    /// `systemd-nspawn`, whose child is the container's first process.
    running: Option<Child>,
    /// The units that the bundle starts.
    pub(crate) units: Vec<String>,
    /// Whether user-data has its keys.
    pub(crate) has_keys: bool,
    /// How many programs this boot's journal had when it was looked at last.
    seen: usize,
}

impl Machine {
    /// The machine `name` as it is before its first boot, with its bundle at hand.
    pub(crate) fn new(made: &Made, name: &str) -> Self {
        let base = env::var_os("KUBECORE_BOOT").expect("`cargo xtask boot` says where a Debian is");
        let scratch = tempdir().expect("a scratch folder");
        let root = scratch.path().join("root");
        let copied = Command::new("cp").arg("-a").arg(base).arg(&root).status().expect("cp runs");
        assert!(copied.success());
        let bundle = made.path("out/nodes").join(name);
        tree::write(&root, &tree::read(&home().join("boot")));
        tree::write(&root.join(BUNDLE), &tree::read(&bundle));
        let text = fs::read_to_string(bundle.join("install.env")).expect("install.env");
        let variable = |key: &str| {
            let found = settings("install.env", &text).expect("settings");
            found.into_iter().find(|(known, _)| known == key).expect("it is there").1
        };
        let units = variable("KUBECORE_UNITS").split(' ').map(str::to_owned).collect();
        prepare(&root, &variable("KUBECORE_ADDRESS"));
        ignite(&root, &fs::read_to_string(bundle.join("config.ign")).expect("config.ign"));
        let has_keys = root.join("etc/kubernetes/pki").exists();
        Self { scratch, running: None, units, has_keys, seen: 0 }
    }

    /// Turns it on, and waits until systemd has nothing more to do; gives what is wrong then.
    pub(crate) fn boot(&mut self) -> Vec<String> {
        // Where /run is on a disk, systemd-nspawn would not clear what it leaves there.
        let start = "mkdir -p /run/systemd/nspawn && mount -t tmpfs tmpfs /run/systemd/nspawn && exec systemd-nspawn \"$@\"";
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation=private", "sh", "-c", start, "systemd-nspawn"]);
        command.arg("--directory").arg(self.root()).args(["--boot", "--private-network"]);
        command.args(["--register=no", "--keep-unit", "--console=pipe", "--capability=all"]);
        command.env("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.running = Some(command.spawn().expect("unshare runs"));
        self.seen = 0;
        let begun = Instant::now();
        while self.first_process().is_none() || self.asked(&["systemctl", "--version"]).is_empty() {
            assert!(begun.elapsed() < PATIENCE, "systemd does not start");
            sleep(Duration::from_millis(200));
        }
        self.findings()
    }

    /// Turns it off in good order.
    pub(crate) fn turn_off(&mut self) {
        let _ = self.run(&["systemctl", "poweroff"]);
        if let Some(mut running) = self.running.take() {
            let begun = Instant::now();
            while running.try_wait().is_ok_and(|ended| ended.is_none()) {
                assert!(begun.elapsed() < PATIENCE, "it does not turn off");
                sleep(Duration::from_millis(100));
            }
        }
    }

    /// Runs the bundle's `install.sh`; gives what is wrong when systemd has nothing more to do.
    pub(crate) fn install(&self) -> Vec<String> {
        let mut findings = self.script(&[]);
        findings.extend(self.findings());
        findings
    }

    /// Has `install.sh` take back what it did; gives what is wrong then, or still there.
    pub(crate) fn uninstall(&self) -> Vec<String> {
        let mut findings = self.script(&["--uninstall"]);
        findings.extend(self.complaints());
        let own = fs::read_dir(self.root().join(BUNDLE).join("rootfs/etc/systemd/system"));
        for unit in own.expect("units") {
            let unit = unit.expect("a unit").file_name().into_string().expect("a name");
            let state = self.property(&unit, "LoadState");
            // Folders of drop-ins are for units of the system.
            if state != "not-found" && !unit.contains(".d") {
                findings.push(format!("{unit} is still {state}"));
            }
        }
        findings
    }

    /// Runs `install.sh`; what it said if it failed.
    fn script(&self, arguments: &[&str]) -> Vec<String> {
        let script = format!("/{BUNDLE}/install.sh");
        let (success, said) = self.run(&[&["bash", script.as_str()], arguments].concat());
        if success { Vec::new() } else { vec![format!("install.sh failed: {said}")] }
    }

    /// The programs that were started since this was asked last, and what became of them.
    pub(crate) fn started(&mut self) -> Vec<String> {
        let journal = self.asked(&["journalctl", "--boot", "--quiet", "--output=cat"]);
        let started = journal.lines().filter_map(|line| line.strip_prefix("started: "));
        let started: Vec<_> = started.map(str::to_owned).collect();
        let new = started.get(self.seen..).unwrap_or_default().to_vec();
        self.seen = started.len();
        new
    }

    /// What systemd complains about, and units that do not run.
    fn findings(&self) -> Vec<String> {
        let mut findings = self.complaints();
        findings.extend(self.idle());
        findings
    }

    /// Waits until systemd has done what it was asked; whatever it then complains about.
    fn complaints(&self) -> Vec<String> {
        let begun = Instant::now();
        let mut state = String::new();
        while begun.elapsed() < PATIENCE {
            state = self.asked(&["systemctl", "is-system-running"]);
            let jobs = self.asked(&["systemctl", "list-jobs", "--no-legend"]);
            if ["running", "degraded"].contains(&state.as_str()) && jobs.is_empty() {
                break;
            }
            sleep(Duration::from_millis(300));
        }
        // A path unit, or a service that ends at once, takes its time.
        sleep(Duration::from_secs(2));
        let mut findings = Vec::new();
        if state != "running" {
            findings.push(format!("systemd is {state}"));
            findings.extend(lines(&self.asked(&["systemctl", "--failed", "--no-legend"])));
        }
        let warnings = ["journalctl", "--boot", "--quiet", "--output=cat", "--priority=warning"];
        findings.extend(lines(&self.asked(&[&warnings[..], &["_PID=1"]].concat())));
        findings
    }

    /// The bundle's units that do not run, though no condition keeps them from it.
    fn idle(&self) -> Vec<String> {
        let idle = self.units.iter().filter_map(|unit| {
            let [state, met, asked] =
                ["ActiveState", "ConditionResult", "ConditionTimestampMonotonic"]
                    .map(|name| self.property(unit, name));
            let is_kept = state == "inactive" && met == "no" && asked != "0";
            (state != "active" && !is_kept).then(|| format!("{unit} is {state}"))
        });
        idle.collect()
    }

    fn property(&self, unit: &str, name: &str) -> String {
        self.asked(&["systemctl", "show", "--value", "--property", name, unit])
    }

    /// What a command in the container prints, as far as it succeeds or not.
    fn asked(&self, command: &[&str]) -> String {
        self.run(command).1.trim().to_owned()
    }

    /// Runs a command in the container; whether it succeeded, and what it said.
    fn run(&self, command: &[&str]) -> (bool, String) {
        let Some(first) = self.first_process() else { return (false, String::new()) };
        let output = Command::new("nsenter")
            .args(["--all", "--target", &first, "--", "env", "--ignore-environment", PATH])
            .args(command)
            .stdin(Stdio::null())
            .output()
            .expect("nsenter runs");
        let said = [output.stdout, output.stderr];
        let said = said.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        (output.status.success(), said)
    }

    fn first_process(&self) -> Option<String> {
        let running = self.running.as_ref()?.id();
        let children = fs::read_to_string(format!("/proc/{running}/task/{running}/children"));
        children.ok()?.split_ascii_whitespace().next().map(str::to_owned)
    }

    fn root(&self) -> PathBuf {
        self.scratch.path().join("root")
    }
}

impl Drop for Machine {
    /// Only where a test failed: the container's first process takes all others with it.
    fn drop(&mut self) {
        let first = self.first_process();
        if let Some(mut running) = self.running.take() {
            let _ = first.map(|first| Command::new("kill").args(["-KILL", &first]).status());
            let _ = running.wait();
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What the image of the system has, and a container lacks: a network with the machine's address, and a login.
fn prepare(root: &Path, address: &str) {
    let length = if address.contains(':') { 64 } else { 24 };
    let network = format!("[Match]\nName=lo\n\n[Network]\nAddress={address}/{length}\n");
    let online = "[Service]\nExecStart=\nExecStart=/usr/bin/true\n";
    let plain = |text: &str| File { mode: 0o644, bytes: text.into() };
    let files = [
        // systemd then takes this for the first boot, and enables what Ignition asked for.
        ("etc/machine-id", plain("uninitialized\n")),
        ("etc/systemd/network/10-lo.network", plain(&network)),
        ("etc/systemd/system/systemd-networkd-wait-online.service.d/10-lo.conf", plain(online)),
    ];
    tree::write(root, &files.map(|(path, file)| (path.to_owned(), file)).into());
    let _ = fs::remove_file(root.join("etc/hostname"));
    // The kernel is that of the machine that tests, and nobody is there to answer a first boot's questions.
    for unit in ["systemd-modules-load.service", "systemd-firstboot.service"] {
        let _ = symlink("/dev/null", root.join("etc/systemd/system").join(unit));
    }
    for unit in ["systemd-networkd.service", "systemd-networkd-wait-online.service"] {
        let wants = root.join("etc/systemd/system/multi-user.target.wants");
        fs::create_dir_all(&wants).expect("a folder");
        let _ = symlink(Path::new("/usr/lib/systemd/system").join(unit), wants.join(unit));
    }
    for (file, line) in
        [("etc/passwd", "core:x:500:500::/home/core:/bin/bash\n"), ("etc/group", "core:x:500:\n")]
    {
        let text = fs::read_to_string(root.join(file)).expect("it is there") + line;
        fs::write(root.join(file), text).expect("it can be written");
    }
}

/// What Ignition does on the first boot, before systemd has units to start.
fn ignite(root: &Path, config: &str) {
    let files: Tree = ignition::files(config);
    let below =
        files.into_iter().map(|(path, file)| (path.trim_start_matches('/').to_owned(), file));
    tree::write(root, &below.collect());
    let config: Value = serde_json::from_str(config).expect("JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    for link in list(&config["storage"]["links"]) {
        let path = root.join(text(&link["path"]).trim_start_matches('/'));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        symlink(text(&link["target"]), path).expect("a link");
    }
    let mut preset = String::new();
    for unit in list(&config["systemd"]["units"]) {
        let name = text(&unit["name"]);
        if unit["mask"] == true {
            symlink("/dev/null", root.join("etc/systemd/system").join(&name)).expect("a link");
        }
        if let Some(enabled) = unit["enabled"].as_bool() {
            preset += if enabled { "enable " } else { "disable " };
            preset += &(name + "\n");
        }
    }
    let preset = File { mode: 0o644, bytes: preset.into() };
    tree::write(
        root,
        &[("etc/systemd/system-preset/20-ignition.preset".to_owned(), preset)].into(),
    );
}
