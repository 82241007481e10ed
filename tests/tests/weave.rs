//! The scripts of the profile `weave`, run with stubs in place of curl, docker and the network.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use kubecore_tests::tree::sha256;
use kubecore_tests::{assert_none, workspace};
use tempfile::{TempDir, tempdir};

/// A curl that serves files below `served` by the last part of the URL, and notes what it was asked.
/// While `down` is there it fails, and takes it away.
const CURL: &str = r#"#!/bin/bash
echo "$*" >>"$STUBS/asked"
if [ -e "$STUBS/down" ]; then rm "$STUBS/down"; exit 22; fi
output=/dev/stdout
while [ $# -gt 1 ]; do
  case $1 in --output) output=$2; shift ;; esac
  shift
done
case $1 in
  */healthz) cat "$STUBS/health" ;;
  */api/v1/nodes) echo '{"reason":"stub"}' >"$output"; cat "$STUBS/status" ;;
  *) cat "$STUBS/served/${1##*/}" >"$output" ;;
esac
"#;

/// Containers 1 and 3 have addresses of their own; container 2 is on the host's network.
const DOCKER: &str = r#"#!/bin/bash
case $1 in
  ps) printf '%064d\n' 1 2 ;;
  events)
    printf '2015-08-21T10:00:00.0Z %064d: (from pause:0.8.0) start\n' 3
    printf '2016-08-21T10:00:00.0Z container start %064d (image=pause)\n' 4
    ;;
  inspect)
    case $4 in
      *1) echo "101 10.1.0.2" ;;
      *2) echo "102 " ;;
      *3) echo "103 10.1.0.4" ;;
      *) exit 1 ;;
    esac
    ;;
esac
"#;

struct Stubs {
    folder: TempDir,
}

struct Ran {
    status: Option<i32>,
    said: String,
}

impl Stubs {
    fn new() -> Self {
        let folder = tempdir().unwrap();
        let stubs = Self { folder };
        for (name, text) in [
            ("bin/curl", CURL),
            ("bin/docker", DOCKER),
            ("bin/sleep", "#!/bin/sh\n"),
            ("bin/nsenter", "#!/bin/sh\necho \"$*\" >>\"$STUBS/entered\"\n"),
        ] {
            stubs.program(name, text);
        }
        stubs.write("health", "ok");
        stubs.write("status", "201");
        stubs
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn program(&self, name: &str, text: impl AsRef<[u8]>) {
        self.write(name, text);
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Places our scripts side by side, as they are on a machine, and runs one.
    fn run(&self, script: &str, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let folders = [scripts(), scripts().join("..")].map(|folder| fs::read_dir(folder).unwrap());
        for entry in folders.into_iter().flatten().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().into_string().unwrap();
                self.program(&format!("opt/bin/{name}"), fs::read(entry.path()).unwrap());
            }
        }
        let stubs = self.path("bin");
        let search = format!("{}:{}", stubs.display(), std::env::var("PATH").unwrap());
        let output = Command::new(self.path("opt/bin").join(script))
            .args(args)
            .env("PATH", search)
            .env("STUBS", self.folder.path())
            .env("KUBECORE_OPT", self.path("opt"))
            .envs(variables.iter().copied())
            .output()
            .expect("bash");
        let said = [output.stdout, output.stderr].concat();
        Ran { status: output.status.code(), said: String::from_utf8(said).unwrap() }
    }

    /// How often curl was asked.
    fn asked(&self) -> usize {
        self.read("asked").lines().count()
    }
}

impl Ran {
    fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}", self.said);
        self
    }
}

fn scripts() -> PathBuf {
    workspace().join("core/data/weave")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn every_script_explains_itself() {
    let stubs = Stubs::new();
    for entry in fs::read_dir(scripts()).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            let name = entry.file_name().into_string().unwrap();
            let ran = stubs.run(&name, &["--help"], &[]).ends_with(0);
            assert!(
                ran.said.contains(&format!("  {name}")) && !ran.said.contains('#'),
                "{}",
                ran.said
            );
        }
    }
}

#[test]
fn a_download_is_checked_and_done_once() {
    let stubs = Stubs::new();
    stubs.write("served/weave", "a program");
    let (sum, target) = (sha256(b"a program"), stubs.path("to/weave"));
    let args = ["https://host.example/weave", &sum, target.to_str().unwrap(), "0755"];
    stubs.write("down", "");
    stubs.run("fetch-verified", &args, &[]).ends_with(0);
    assert_eq!((stubs.read("to/weave").as_str(), mode(&target)), ("a program", 0o755));
    assert_eq!(stubs.asked(), 2, "it tries again when the server does not answer");
    stubs.run("fetch-verified", &args, &[]).ends_with(0);
    assert_eq!(stubs.asked(), 2, "what is right stays");
    fs::write(&target, "changed").unwrap();
    stubs.run("fetch-verified", &args, &[]).ends_with(0);
    assert_eq!(stubs.read("to/weave"), "a program");
}

#[test]
fn a_download_with_another_checksum_is_refused() {
    let stubs = Stubs::new();
    stubs.write("served/weave", "something else");
    let (sum, target) = (sha256(b"a program"), stubs.path("to/weave"));
    let args = ["https://host.example/weave", &sum, target.to_str().unwrap()];
    let ran = stubs.run("fetch-verified", &args, &[]).ends_with(1);
    assert!(ran.said.contains("another checksum"), "{}", ran.said);
    let left: Vec<String> = fs::read_dir(stubs.path("to"))
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .collect();
    assert_none("left behind", &left);
}

/// A release as upstream packs it: the programs in a tarball of their own.
fn release(stubs: &Stubs, name: &str, kubelet: &str) -> String {
    let root = stubs.path(name);
    let program = root.join("inner/kubernetes/server/bin/kubelet");
    let server = root.join("outer/kubernetes/server/kubernetes-server-linux-amd64.tar.gz");
    let offered = stubs.path(&format!("served/{name}.tar.gz"));
    for path in [&program, &server, &offered] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
    }
    fs::write(&program, kubelet).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o750)).unwrap();
    for (target, folder) in [(&server, "inner"), (&offered, "outer")] {
        let made = Command::new("tar")
            .args([
                "czf",
                target.to_str().unwrap(),
                "-C",
                root.join(folder).to_str().unwrap(),
                "kubernetes",
            ])
            .status();
        assert!(made.unwrap().success());
    }
    sha256(&fs::read(offered).unwrap())
}

#[test]
fn a_release_is_installed_once_and_replaced_by_another() {
    let stubs = Stubs::new();
    let first = release(&stubs, "first", "kubelet 1");
    let second = release(&stubs, "second", "kubelet 2");
    let kubelet = "opt/kubernetes/server/bin/kubelet";
    let install = |url: &str, sum: &str| {
        let variables = [("KUBE_RELEASE_TARBALL", url), ("KUBE_RELEASE_SHA256", sum)];
        stubs.run("kubernetes-download", &[], &variables)
    };
    let url = "https://host.example/first.tar.gz";
    install(url, "").ends_with(0);
    assert_eq!((stubs.read(kubelet).as_str(), mode(&stubs.path(kubelet))), ("kubelet 1", 0o755));
    let link = fs::read_link(stubs.path("opt/bin/kubectl")).unwrap();
    assert_eq!(link, stubs.path("opt/kubernetes/server/bin/kubectl"));
    install(url, "").ends_with(0);
    assert_eq!(stubs.asked(), 1, "what is there is not downloaded again");
    // Now that its checksum is known, it is checked.
    install(url, &first).ends_with(0);
    assert_eq!(stubs.asked(), 2);
    let ran = install("https://host.example/second.tar.gz", &first).ends_with(1);
    assert!(ran.said.contains("another checksum"), "{}", ran.said);
    assert_eq!(stubs.read(kubelet), "kubelet 1", "a refused release leaves the old one");
    install("https://host.example/second.tar.gz", &second).ends_with(0);
    assert_eq!(stubs.read(kubelet), "kubelet 2");
    assert!(!stubs.path("opt/.kubernetes").exists());
}

#[test]
fn wupiao_waits_for_ok_and_gives_up() {
    let stubs = Stubs::new();
    stubs.write("down", "");
    stubs.run("wupiao", &["10.1.0.1:8080"], &[]).ends_with(0);
    assert_eq!(stubs.asked(), 2);
    stubs.write("health", "nok");
    let ran = stubs.run("wupiao", &["10.1.0.1:8080"], &[("SECONDS", "60")]).ends_with(1);
    assert!(ran.said.contains("http://10.1.0.1:8080/healthz"), "{}", ran.said);
    stubs.run("wupiao", &[], &[]).ends_with(2);
}

#[test]
fn a_machine_is_registered_once() {
    let stubs = Stubs::new();
    stubs.write("node.json", "{}");
    let file = stubs.path("node.json");
    let args = [file.to_str().unwrap(), "http://10.1.0.1:8080"];
    for (status, code, word) in
        [("201", 0, "registered"), ("409", 0, "already registered"), ("500", 1, "stub")]
    {
        stubs.write("status", status);
        let ran = stubs.run("register_node.sh", &args, &[]).ends_with(code);
        assert!(ran.said.contains(word), "{status}: {}", ran.said);
    }
    let asked = stubs.read("asked");
    assert!(
        asked.contains(&format!("--data-binary @{} http://10.1.0.1:8080/api/v1/nodes", args[0])),
        "{asked}"
    );
    stubs.write("health", "nok");
    stubs.run("register_node.sh", &args, &[("SECONDS", "60")]).ends_with(1);
}

/// What is there and what comes, in both forms of docker's events; never the host's own card.
#[test]
fn checksums_are_turned_off_in_containers_only() {
    let stubs = Stubs::new();
    let ran = stubs.run("weave-helper", &[], &[]).ends_with(1);
    assert!(ran.said.contains("docker went away"), "{}", ran.said);
    assert_eq!(
        stubs.read("entered"),
        "--target 101 --net ethtool -K eth0 tx off\n--target 103 --net ethtool -K eth0 tx off\n"
    );
}
