//! A case written to a scratch folder, with its certificates: what a person has before they go to the machines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::case::Case;
use crate::judges::has;
use crate::pki;
use crate::tree::{self, Tree};

/// Where `install.sh` keeps whose files a machine has, and what undoes them.
const INSTALLED: &str = "/var/lib/kubecore/installed";

/// What `install.sh` placed below `root`, by absolute path: links with their targets, then files. The list of
/// them is looked at here and left out.
pub fn installed(root: &Path) -> (BTreeMap<String, PathBuf>, Tree) {
    let (mut links, mut files) = (BTreeMap::new(), Tree::new());
    for (path, file) in tree::read(root) {
        match fs::read_link(root.join(&path)) {
            Ok(target) => drop(links.insert(format!("/{path}"), target)),
            Err(_) => drop(files.insert(format!("/{path}"), file)),
        }
    }
    if let Some(file) = files.remove(INSTALLED) {
        let whose = file.text().lines().next().unwrap_or_default();
        let words: Vec<&str> = whose.split(' ').collect();
        assert!(matches!(words[..], ["the", "machine", _, "of", "the", "cluster", _]), "{whose}");
    }
    (links, files)
}

/// The rendered cluster in `out/`, and what `generate-tls.sh` made of it in `tls/`.
#[derive(Debug)]
pub struct Made {
    /// The case.
    pub case: Case,
    scratch: TempDir,
}

impl Made {
    /// Renders `case` and makes its certificates, if it has any; `None` where there is no openssl.
    pub fn of(case: &str) -> Option<Self> {
        if !has("openssl") {
            crate::note("openssl is missing: no certificate was made");
            return None;
        }
        let made = Self {
            case: Case::named(case),
            scratch: tempfile::tempdir().expect("a scratch folder"),
        };
        tree::write(&made.path("out"), &made.case.tree());
        if made.path("out/cluster/generate-tls.sh").exists() {
            made.generate();
        }
        Some(made)
    }

    /// Renders `case` with keys that kubecore made: they are in the bundles.
    pub fn with_keys(case: &str) -> Self {
        Self::keyed(Case::named(case))
    }

    /// Renders a case of the test's own with keys.
    pub fn keyed(case: Case) -> Self {
        let tree = pki::with_keys(&case);
        let made = Self { case, scratch: tempfile::tempdir().expect("a scratch folder") };
        tree::write(&made.path("out"), &tree);
        made
    }

    /// Renders `case` without keys.
    pub fn without_keys(case: &str) -> Self {
        Self::rendered(Case::named(case))
    }

    /// Renders a case of the test's own, without keys.
    pub fn rendered(case: Case) -> Self {
        let made = Self { case, scratch: tempfile::tempdir().expect("a scratch folder") };
        tree::write(&made.path("out"), &made.case.tree());
        made
    }

    /// Runs `generate-tls.sh` once more.
    pub fn generate(&self) {
        let output = Command::new("sh")
            .args(["out/cluster/generate-tls.sh", "tls"])
            .current_dir(self.scratch.path())
            .output()
            .expect("sh runs");
        let said = [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(output.status.success(), "{}", said.join("\n"));
    }

    /// A path in the scratch folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// The certificates and keys.
    pub fn tls(&self) -> Tree {
        tree::read(&self.path("tls"))
    }

    /// A machine's asset: `worker.pem` is kept under the machine's own name.
    pub fn asset(&self, machine: &str, file: &str) -> PathBuf {
        let folder = self.path("tls/nodes").join(machine);
        let own = folder.join(format!("{machine}-{file}"));
        if own.exists() { own } else { folder.join(file) }
    }

    /// Runs a machine's `install.sh` into the folder `root`; gives back whether it succeeded, and what it said.
    pub fn install(&self, machine: &str, root: &Path, arguments: &[&str]) -> (bool, String) {
        fs::create_dir_all(root).expect("a scratch folder");
        let output = Command::new("bash")
            .arg(self.path("out/nodes").join(machine).join("install.sh"))
            .arg("--root")
            .arg(root)
            .args(arguments)
            .output()
            .expect("bash runs");
        let said = [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.success(), said.join("\n"))
    }
}
