//! The scripts of the profile `corekube`, run with stubs in place of fleetctl, kubectl and curl.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

use kubecore::overlord::{Templates, config};
use kubecore::source::Source;
use kubecore_tests::case::{Case, below, rootfs};
use kubecore_tests::tree;
use tempfile::{TempDir, tempdir};

/// Keeps units as files. What is started is at once what its name says it becomes, unless `broken` names it.
const FLEETCTL: &str = r#"#!/bin/bash
mkdir -p "$STUBS/units" "$STUBS/launched"
case $1 in
  submit)
    name=${2##*/}
    if [ ! -e "$STUBS/units/$name" ]; then
      cp "$2" "$STUBS/units/$name"
      echo "submit $name" >>"$STUBS/done"
    elif ! cmp -s "$2" "$STUBS/units/$name"; then
      echo "WARNING: Unit $name in registry differs from local unit file $2"
    fi
    ;;
  start) echo "start $3" >>"$STUBS/done"; touch "$STUBS/launched/$3" ;;
  destroy) shift; for name; do echo "destroy $name" >>"$STUBS/done"; rm -f "$STUBS/units/$name" "$STUBS/launched/$name"; done ;;
  list-unit-files) ls "$STUBS/units" ;;
  list-units)
    for path in "$STUBS/launched"/*; do
      name=${path##*/} state=running
      case $name in *-download-*) state=exited ;; esac
      ! grep -qxF "$name" "$STUBS/broken" 2>/dev/null || state=failed
      printf '%s\t%s\n' "$name" "$state"
    done
    ;;
  list-machines) [ ! -e "$STUBS/away" ] || exit 1; cat "$STUBS/machines" ;;
  *) exit 64 ;;
esac
"#;

/// Serves any file but those that `missing` names; the API says what is created twice.
const CURL: &str = r#"#!/bin/bash
echo "curl $*" >>"$STUBS/done"
cat >>"$STUBS/header"
for word; do
  case $word in */health) [ -e "$STUBS/healthy" ] || { touch "$STUBS/healthy"; exit 22; } ;; esac
done
"#;

const KUBECTL: &str = r#"#!/bin/bash
echo "kubectl ${*//\/tmp\/*\//}" >>"$STUBS/done"
case "$*" in
  *create*service*) echo 'Error: services "x" already exists' >&2; exit 1 ;;
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
    /// The cluster's bundle of a case, beside the stubs.
    fn new(case: &str) -> Self {
        let stubs = Self { folder: tempdir().unwrap() };
        let case = Case::named(case);
        tree::write(&stubs.path("cluster"), &below(&case.tree(), "cluster"));
        for (name, text) in
            [("fleetctl", FLEETCTL), ("curl", CURL), ("kubectl", KUBECTL), ("sleep", "#!/bin/sh\n")]
        {
            let path = stubs.path("bin").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::write(stubs.path("machines"), format!("{ID}\t10.10.10.11\n")).unwrap();
        stubs
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, script: PathBuf, args: &[&str]) -> Ran {
        let search = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let output = Command::new("bash")
            .arg(script)
            .args(args)
            .env("PATH", search)
            .env("STUBS", self.folder.path())
            .env("KUBECTL", "kubectl")
            .env("WAIT", "2")
            .env("KUBECORE_NOTIFY_URL", "https://heat.example/signal")
            .env("KUBECORE_NOTIFY_TOKEN", "the-token")
            .output()
            .expect("bash");
        let said = [output.stdout, output.stderr].concat();
        Ran { status: output.status.code(), said: String::from_utf8(said).unwrap() }
    }

    fn start_units(&self, args: &[&str]) -> Ran {
        self.run(self.path("cluster/start-units.sh"), args)
    }

    /// What was asked for since the last time.
    fn done(&self) -> Vec<String> {
        let said = fs::read_to_string(self.path("done")).unwrap_or_default();
        let _ = fs::remove_file(self.path("done"));
        said.lines().map(str::to_owned).collect()
    }
}

impl Ran {
    fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}", self.said);
        self
    }
}

const ID: &str = "a43295d4ed574a45a6f91b86baea0093";

#[test]
fn units_start_in_the_overlords_order_and_only_once() {
    let stubs = Stubs::new("corekube-small");
    stubs.start_units(&[]).ends_with(0);
    let order = ["download-kubernetes", "apiserver", "controller-manager", "scheduler"]
        .map(|name| format!("master-{name}@{ID}.service"));
    let wanted: Vec<String> =
        order.iter().flat_map(|unit| [format!("submit {unit}"), format!("start {unit}")]).collect();
    assert_eq!(stubs.done(), wanted);
    stubs.start_units(&[]).ends_with(0);
    assert_eq!(stubs.done(), Vec::<String>::new(), "what runs is left alone");
    stubs.start_units(&["--remove"]).ends_with(0);
    let destroyed: Vec<String> = order.iter().rev().map(|unit| format!("destroy {unit}")).collect();
    assert_eq!(stubs.done(), destroyed);
}

#[test]
fn a_unit_that_changed_is_replaced() {
    let stubs = Stubs::new("corekube-small");
    stubs.start_units(&[]).ends_with(0);
    stubs.done();
    let unit = format!("master-scheduler@{ID}.service");
    let file = stubs.path("cluster/units").join(&unit);
    let text = fs::read_to_string(&file).unwrap().replace("RestartSec=10", "RestartSec=20");
    fs::write(file, text).unwrap();
    stubs.start_units(&[]).ends_with(0);
    let wanted = [format!("destroy {unit}"), format!("start {unit}")];
    let done: Vec<String> =
        stubs.done().into_iter().filter(|line| !line.starts_with("submit")).collect();
    assert_eq!(done, wanted);
}

#[test]
fn what_fails_is_said() {
    let stubs = Stubs::new("corekube-small");
    let unit = format!("master-apiserver@{ID}.service");
    fs::write(stubs.path("broken"), format!("{unit}\n")).unwrap();
    let ran = stubs.start_units(&[]).ends_with(1);
    assert!(ran.said.contains(&format!("{unit} failed: fleetctl journal")), "{}", ran.said);
    fs::write(stubs.path("away"), "").unwrap();
    assert!(stubs.start_units(&[]).ends_with(1).said.contains("fleet does not answer"));
    let ran = Stubs::new("corekube-rackspace").start_units(&[]).ends_with(1);
    assert!(ran.said.contains("corekube.machines in cluster.yaml"), "{}", ran.said);
    assert!(stubs.start_units(&["--all"]).ends_with(1).said.contains("unknown option --all"));
}

#[test]
fn a_machine_with_another_address_is_told_apart() {
    let stubs = Stubs::new("corekube-small");
    for (machines, said) in [
        (
            format!("{ID}\t10.10.10.77\n"),
            "has the address 10.10.10.77, and cluster.yaml says 10.10.10.11",
        ),
        ("28df6146a18f42b6a99162e082c0ae28\t10.10.10.11\n".to_owned(), "fleet has no machine"),
    ] {
        fs::write(stubs.path("machines"), machines).unwrap();
        let ran = stubs.start_units(&[]).ends_with(1);
        assert!(ran.said.contains(said), "{}", ran.said);
        assert_eq!(stubs.done(), Vec::<String>::new());
    }
}

#[test]
fn the_guestbook_may_be_there_already() {
    let stubs = Stubs::new("corekube-small");
    let ran = stubs.run(stubs.path("cluster/guestbook-example.sh"), &[]).ends_with(0);
    assert!(ran.said.contains("frontend-service.yaml is there already"), "{}", ran.said);
    let done = stubs.done();
    let asked: Vec<&String> = done.iter().filter(|line| line.starts_with("kubectl")).collect();
    assert_eq!(asked[0], "kubectl -s http://10.10.10.11:8080 version");
    assert_eq!(
        asked[1],
        "kubectl -s http://10.10.10.11:8080 create -f redis-master-deployment.yaml"
    );
    assert_eq!(asked.len(), 8, "{asked:?}");
    let fetched = done.iter().filter(|line| line.contains("/v1.4.0/examples/guestbook/")).count();
    assert_eq!(fetched, 6, "{done:?}");
}

/// The token is told to Heat, and to no list of processes.
#[test]
fn the_discovery_server_tells_heat_that_it_is_there() {
    let stubs = Stubs::new("corekube-small");
    let script = stubs.path("discovery-ready");
    let template = Case::named("corekube-small").tree();
    let text = template["cluster/corekube-heat.yaml"].text();
    assert!(text.contains("/opt/bin/discovery-ready"), "the template holds the script");
    let source = kubecore_tests::workspace().join("core/data/corekube/discovery-ready");
    fs::copy(source, &script).unwrap();
    stubs.run(script, &["http://127.0.0.1:2379"]).ends_with(0);
    let done = stubs.done().join("\n");
    assert_eq!(done.matches("/health").count(), 2, "it waits: {done}");
    assert!(done.contains("https://heat.example/signal") && !done.contains("the-token"), "{done}");
    let header = fs::read_to_string(stubs.path("header")).unwrap();
    assert!(header.contains("header = \"X-Auth-Token: the-token\""), "{header}");
    let nodes = rootfs(&template, "discovery-1");
    assert!(!nodes.contains_key("/opt/bin/discovery-ready"), "without Heat nobody listens");
}

/// What the overlord reads on its server gives the very units that this render gives.
#[test]
fn the_overlords_own_spec_renders_the_same_units() {
    let mut compared = 0;
    for case in Case::of("corekube").into_iter().filter(|case| !case.published()) {
        let plan = kubecore::compile(&Source::new("cluster.yaml", case.text.clone())).plan.unwrap();
        let tree = case.tree();
        for machine in case.machines() {
            let files = rootfs(&tree, &machine.name);
            if !files.contains_key("/etc/corekube/overlord.yaml") {
                continue;
            }
            let own = Source::new("own", files["/etc/corekube/cluster.yaml"].text().to_owned());
            let own = kubecore::compile(&own);
            assert!(!own.report.has_errors(), "{}: {:?}", case.name, own.report);
            assert_eq!(Templates::of(&own.plan.unwrap()), Templates::of(&plan), "{}", case.name);
            let config = files["/etc/corekube/overlord.yaml"].text().to_owned();
            let (config, report) = config::parse(&Source::new("overlord.yaml", config));
            assert!(report.is_empty(), "{report:?}");
            assert_eq!(config.unwrap().spec.as_deref(), Some("cluster.yaml"));
            compared += 1;
        }
    }
    assert!(compared >= 4, "{compared}");
}
