//! What people type: status, dry runs, events, configs, ways to reach the services.

use kubecore_tests::cli;
use kubecore_tests::overlord::{Manner, machines};
use serde_json::Value;

use super::{CORRECTED, world};

#[test]
fn a_dry_run_does_nothing_and_says_what_it_would_do() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    for machine in machines(1) {
        world.join(&machine);
    }
    let run = world.run(&["--dry-run"]).ends_with(0);
    assert_eq!(run.stdout, format!("mark {} as started\n", "a".repeat(32)));
    assert_eq!(run.stderr, "");
    assert!(world.marks().is_empty() && world.created().is_empty());
}

#[test]
fn status_lists_every_machine_and_its_step() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    for machine in machines(1) {
        world.join(&machine);
    }
    world.run(&["--once"]).ends_with(0);
    let id = "f".repeat(32);
    world.appear(&id);
    world.leave(&machines(1)[1].id);
    let run = world.run(&["status"]).ends_with(0);
    let wanted = format!(
        "MACHINE                           ADDRESS          ROLE    STEP          WHY\n\
         {a}  10.10.10.11      master  done\n\
         {id}  -                -       metadata      it has no kubernetes_role\n\
         {one}  10.11.0.2        minion  left\n",
        a = "a".repeat(32),
        one = machines(1)[1].id,
    );
    assert_eq!(run.stdout, wanted);
    assert_eq!(run.stderr, "");
    let run = world.run(&["status", "--format", "json"]).ends_with(0);
    let rows: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(rows[0]["step"], "done");
    assert_eq!(rows[1]["why"], "it has no kubernetes_role");
}

#[test]
fn events_are_a_json_object_a_line() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    for machine in machines(1) {
        world.join(&machine);
    }
    let run = world.run(&["--once", "--events", "-"]).ends_with(0);
    let events: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let count = |event: &str| events.iter().filter(|line| line["event"] == event).count();
    assert_eq!((count("unit-starting"), count("unit-completed"), count("settled")), (7, 7, 1));
    let first = events.iter().find(|line| line["event"] == "unit-starting").expect("one");
    let name = format!("master-download-kubernetes@{}.service", "a".repeat(32));
    assert_eq!(first["unit"], *name);
    assert_eq!(first["machine"], "a".repeat(32));
    assert_eq!(first["level"], "info");
    assert_eq!(first["message"], format!("Starting unit file: {name}"));
    // In a file they stand behind those of an earlier run.
    let file = world.path("events");
    for _ in 0..2 {
        world.run(&["--once", "--events", &file.display().to_string()]).ends_with(0);
    }
    let text = std::fs::read_to_string(file).expect("the events");
    assert_eq!(text.matches("\"settled\"").count(), 2);
}

#[test]
fn fleet_is_reached_by_its_socket_and_options_win_over_the_config() {
    let Some(world) = world(CORRECTED, Manner { page: 2, ..Manner::default() }) else { return };
    for machine in machines(1) {
        world.join(&machine);
    }
    let run = world.run(&["--once", "--fleet", &world.socket, "--etcd", &world.etcd_url()]);
    run.ends_with(0);
    assert_eq!(world.created().len(), 7);
    // Nobody is at the first.
    world
        .run(&["--once", "--etcd", "http://127.0.0.1:1", "--etcd", &world.etcd_url()])
        .ends_with(0);
}

#[test]
fn a_config_is_judged_like_a_spec() {
    let scratch = tempfile::tempdir().unwrap();
    let path = |name: &str| scratch.path().join(name).display().to_string();
    let run = |text: &str, options: &[&str]| {
        std::fs::write(path("overlord.yaml"), text).unwrap();
        let config = path("overlord.yaml");
        let words: Vec<&str> =
            ["overlord", "--once", "--config", &config].iter().chain(options).copied().collect();
        cli::run(&words)
    };
    std::fs::write(path("cluster.yaml"), CORRECTED).unwrap();
    std::fs::write(path("other.yaml"), "kubecore: v1\nname: c\nprofile: weave\nnodes:\n- { name: m, role: control-plane, ip: 192.168.1.2 }\n- { name: w, role: worker, ip: 192.168.1.3 }\n").unwrap();
    std::fs::write(path("no.pem"), "nothing").unwrap();
    for (text, status, words) in [
        ("etcd: { urls: [nowhere] }\nfoo: 1\n", 1, "KC1401"),
        ("etcd: { urls: ['https://a'] }\n", 1, "KC1402"),
        ("", 1, "KC0003"),
        ("at_once: 2\n", 2, "--spec SPEC, or `spec` in the config"),
        ("spec: missing.yaml\n", 2, "does not exist"),
        ("spec: other.yaml\n", 2, "only `profile: corekube` has one"),
        (
            "spec: cluster.yaml\netcd: { urls: ['https://a'], ca: no.pem }\n",
            2,
            "no.pem holds no certificate",
        ),
        (
            "spec: cluster.yaml\netcd: { urls: ['https://a'], ca: gone.pem }\n",
            2,
            "gone.pem cannot be read",
        ),
    ] {
        let run = run(text, &[]).ends_with(status);
        assert!(run.stderr.contains(words), "{text}: {}", run.stderr);
    }
    for bad in ["ftp://a", "http://me:secret@a", "10.0.0.1"] {
        let run = run("spec: cluster.yaml\n", &["--etcd", bad]).ends_with(2);
        assert!(
            !run.stderr.contains("not the URL of a service")
                || !run.stderr.contains("a service: secret")
        );
    }
}
