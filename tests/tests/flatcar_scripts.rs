//! The scripts of today's machines, run with stubs in place of kubectl and systemd-sysupdate.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use kubecore_tests::case::{Case, rootfs};
use kubecore_tests::judges::has;
use kubecore_tests::tree::{self, File, Tree};
use kubecore_tests::{assert_none, note, workspace};
use tempfile::{TempDir, tempdir};

/// Writes down what it is asked. What `refused` lists, a line each, is refused once for each line.
const KUBECTL: &str = r#"#!/bin/bash
echo "$KUBECONFIG: $*" >>"$STUBS/asked"
for word; do
  case $word in --recursive | --server-side) continue ;; esac
  if grep -qxF -- "$word" "$STUBS/refused" 2>/dev/null; then
    awk -v word="$word" '$0 == word && !done { done = 1; next } { print }' "$STUBS/refused" >"$STUBS/rest"
    mv "$STUBS/rest" "$STUBS/refused"
    exit 1
  fi
done
"#;

const SLEEP: &str = "#!/bin/bash\necho \"slept $1\" >>\"$STUBS/asked\"\n";

/// Leads the link to the image that `newer` names, if it names one.
const SYSUPDATE: &str = r#"#!/bin/bash
echo "$*" >>"$STUBS/asked"
[ ! -e "$STUBS/newer" ] || ln -sfn "$(cat "$STUBS/newer")" "$STUBS/etc/extensions/kubernetes.raw"
"#;

/// A machine's files in a scratch folder, its scripts led there.
struct Machine(TempDir);

impl Machine {
    fn of(case: &str, name: &str, stubs: &[(&str, &str)]) -> Self {
        let machine = Self(tempdir().expect("a scratch folder"));
        let here = machine.0.path().display().to_string();
        let mut files: Tree = rootfs(&Case::named(case).tree(), name);
        for (_, file) in files.iter_mut().filter(|(path, _)| path.starts_with("/opt/")) {
            let mut text = file.text().to_owned();
            for root in ["/opt/", "/usr/bin/", "/usr/lib/", "/etc/extensions/", "/run/"] {
                for before in [" ", "=", "\n"] {
                    text = text.replace(&[before, root].concat(), &[before, &here, root].concat());
                }
            }
            file.bytes = text.into_bytes();
        }
        let stub = |(path, text): &(&str, &str)| {
            ((*path).to_owned(), File { mode: 0o755, bytes: text.as_bytes().to_vec() })
        };
        files.extend(stubs.iter().chain(&[("/bin/sleep", SLEEP)]).map(stub));
        tree::write(machine.0.path(), &files);
        fs::create_dir_all(machine.path("run")).expect("a folder");
        machine
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("a file can be written");
    }

    /// What was asked since the last time, one a line, without the scratch folder.
    fn asked(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("asked")).unwrap_or_default();
        let _ = fs::remove_file(self.path("asked"));
        let here = self.0.path().display().to_string();
        text.lines().map(|line| line.replace(&here, "")).collect()
    }

    /// Runs a script; what it said.
    fn run(&self, script: &str) -> String {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let output = Command::new("bash")
            .arg(self.path(script))
            .env("PATH", path)
            .env("STUBS", self.0.path())
            .output()
            .expect("bash runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        said
    }
}

const SCRIPT: &str = "opt/bootstrap/bootstrap-addons";

#[test]
fn addons_are_applied_once_the_api_answers() {
    let machine =
        Machine::of("flatcar-ha-dual-stack", "controller-1", &[("/opt/bin/kubectl", KUBECTL)]);
    let refused = "--raw=/readyz\n--raw=/readyz\n--filename=manifests\ncontroller-2\n";
    let overlay = format!("--kustomize={}\n", machine.path("opt/bootstrap/calico").display());
    machine.write("refused", &format!("{refused}{overlay}"));
    let said = machine.run(SCRIPT);
    let config = "/etc/kubernetes/bootstrap.conf:";
    let ready = format!("{config} get --raw=/readyz");
    let apply = |what: &str| {
        format!("{config} apply --server-side --force-conflicts --field-manager=kubecore {what}")
    };
    let (objects, calico) =
        (apply("--recursive --filename=manifests"), apply("--kustomize=/opt/bootstrap/calico"));
    let label = |number: u32| {
        format!(
            "{config} label --overwrite node controller-{number} node-role.kubernetes.io/control-plane="
        )
    };
    let slept = "slept 15".to_owned();
    let wanted = [
        [&ready, &slept, &ready, &slept, &ready].map(Clone::clone).to_vec(),
        [&objects, &slept, &objects, &calico, &slept, &calico].map(Clone::clone).to_vec(),
        vec![label(1), label(2), slept.clone(), label(2), label(3)],
    ];
    assert_eq!(machine.asked(), wanted.concat());
    for why in [
        "the API does not answer yet",
        "not everything could be applied",
        "controller-2 has not joined yet",
    ] {
        assert!(said.contains(why), "{why}: {said}");
    }
    // Again, where all is there: the same, and nobody waits.
    machine.run(SCRIPT);
    assert_eq!(machine.asked(), [ready, objects, calico, label(1), label(2), label(3)]);
}

/// Of an extension image, and with nothing but objects.
#[test]
fn kubectl_is_also_found_in_the_image() {
    let machine = Machine::of("flatcar-sysext", "controller-1", &[("/usr/bin/kubectl", KUBECTL)]);
    machine.run(SCRIPT);
    let asked = machine.asked();
    let verbs: Vec<&str> = asked.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(verbs, ["get", "apply", "label", "label"]);
}

/// kubeadm's own administrator does it there.
#[test]
fn kubeadms_kubeconfig_is_used_where_kubeadm_is() {
    let machine = Machine::of("flatcar-kubeadm", "controller-1", &[("/opt/bin/kubectl", KUBECTL)]);
    machine.run(SCRIPT);
    let asked = machine.asked();
    assert!(
        asked.iter().all(|line| line.starts_with("/etc/kubernetes/super-admin.conf: ")),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 5, "{asked:?}");
}

#[test]
fn a_newer_image_asks_for_a_reboot_and_no_other() {
    const IMAGES: &str = "opt/extensions/kubernetes";
    let sysupdate = "/usr/lib/systemd/systemd-sysupdate";
    let machine = Machine::of("flatcar-sysext", "worker-1", &[(sysupdate, SYSUPDATE)]);
    let image =
        |patch: u32| machine.path(IMAGES).join(format!("kubernetes-v1.36.{patch}-x86-64.raw"));
    fs::create_dir_all(machine.path("etc/extensions")).unwrap();
    fs::create_dir_all(machine.path(IMAGES)).unwrap();
    for patch in [2, 3] {
        fs::write(image(patch), "").unwrap();
    }
    symlink(image(2), machine.path("etc/extensions/kubernetes.raw")).unwrap();
    let asks = || {
        machine.run("opt/bin/update-kubernetes");
        assert_eq!(machine.asked(), ["-C kubernetes update"]);
        machine.path("run/reboot-required").exists()
    };
    assert!(!asks(), "nothing is newer");
    machine.write("newer", image(3).to_str().unwrap());
    assert!(asks(), "an image is newer");
    fs::remove_file(machine.path("run/reboot-required")).unwrap();
    assert!(!asks(), "it was that already");
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !has("shellcheck") {
        note("shellcheck is missing: no script was looked at");
        return;
    }
    let folder = workspace().join("core/data/flatcar");
    let scripts: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(scripts.len() >= 2, "{scripts:?}");
    let look = |path: &PathBuf| {
        let output = Command::new("shellcheck").arg(path).output().expect("shellcheck runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let said: Vec<String> = scripts.iter().map(look).filter(|said| !said.is_empty()).collect();
    assert_none("shellcheck", &said);
    // It does look.
    let scratch = tempdir().unwrap();
    let bad = scratch.path().join("bad");
    fs::write(&bad, "#!/bin/bash\nrm $1/*\n").unwrap();
    assert!(!look(&bad).is_empty());
}
