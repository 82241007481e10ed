//! The rendered settings form a cluster of real etcd: members find each other and become healthy, proxies answer.
//!
//! Machines' addresses become addresses of this computer's loopback network, one for each, so that a cluster
//! needs neither machines nor rights.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use kubecore_tests::case::{Case, rootfs};
use kubecore_tests::judges::has;
use kubecore_tests::settings::{Setting, settings as settings_of};
use kubecore_tests::tree::Tree;
use kubecore_tests::{assert_none, note};

/// etcd 2's programs are gone; 3.4 still reads their settings, proxies included.
const DEADLINE: Duration = Duration::from_secs(60);

#[test]
fn members_form_a_cluster_and_proxies_answer() {
    if !has("etcd") {
        note("etcd is missing: no cluster was started");
        return;
    }
    let mut started = 0;
    for case in Case::all() {
        let tree = case.tree();
        let machines: Vec<Settings> = case
            .machines()
            .iter()
            .enumerate()
            .filter_map(|(index, machine)| {
                settings(&rootfs(&tree, &machine.name), &machine.name, index)
            })
            .collect();
        // Where members find each other by a list kept elsewhere, nobody here keeps it.
        let findable = machines.iter().all(|machine| !machine.env.contains_key("ETCD_DISCOVERY"));
        if machines.is_empty() || !findable {
            continue;
        }
        started += 1;
        assert_none(&case.name, &run(&machines));
    }
    assert!(started >= 4, "only {started} cases have an etcd of their own");
}

/// What etcd is told on one machine.
struct Settings {
    machine: String,
    env: BTreeMap<String, String>,
}

/// The variables of etcd's drop-ins, with the files that they name; `None` where it is not set up.
fn settings(files: &Tree, machine: &str, index: usize) -> Option<Settings> {
    let mut env = BTreeMap::new();
    for (path, file) in files.iter().filter(|(path, _)| path.contains("/etcd2.service.d/")) {
        for (key, value) in read(path, file.text()) {
            let value = value.replace("%H", machine);
            if let Some(name) = key.strip_prefix("Service.Environment ") {
                env.insert(name.to_owned(), value);
            } else if key.starts_with("Service.EnvironmentFile") {
                let path = value.trim_start_matches('-');
                env.extend(files.get(path).map(|file| read(path, file.text())).unwrap_or_default());
            }
        }
    }
    if env.is_empty() {
        return None;
    }
    let own = format!("127.{}.{}.1", block() + 1, index + 1);
    let env = env
        .into_iter()
        .filter(|(name, _)| name.starts_with("ETCD_"))
        .map(|(name, value)| (name, on_loopback(&value, &own)))
        .collect();
    Some(Settings { machine: machine.to_owned(), env })
}

fn read(path: &str, text: &str) -> Vec<Setting> {
    settings_of(path, text).unwrap_or_default()
}

/// Every address becomes one of the loopback network; `0.0.0.0` and `127.0.0.1` are this machine's own.
fn on_loopback(value: &str, own: &str) -> String {
    let mut seen = BTreeSet::new();
    value
        .split(',')
        .map(|part| {
            let Some((before, rest)) = part.split_once("://") else { return part.to_owned() };
            let (host, port) = rest.split_once(':').unwrap_or((rest, ""));
            let host = match host {
                "0.0.0.0" | "127.0.0.1" | "localhost" => own.to_owned(),
                host => host.parse::<std::net::Ipv4Addr>().map_or_else(
                    |_| host.to_owned(),
                    |ip| format!("127.{}.{}.{}", block(), ip.octets()[2], ip.octets()[3]),
                ),
            };
            format!("{before}://{host}:{port}")
        })
        .filter(|part| seen.insert(part.clone()))
        .collect::<Vec<_>>()
        .join(",")
}

/// The loopback block of this run, so that two runs at a time do not meet; the next one is for machines' own.
fn block() -> u32 {
    2 + 2 * (std::process::id() % 120)
}

/// Starts all of them, waits until each says that it is healthy, and stops them.
fn run(machines: &[Settings]) -> Vec<String> {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let mut running: Vec<(&Settings, Running)> =
        machines.iter().map(|machine| (machine, start(machine, scratch.path()))).collect();
    let end = Instant::now() + DEADLINE;
    let mut waiting: Vec<(&str, SocketAddr)> = machines
        .iter()
        .flat_map(|machine| clients(machine).into_iter().map(|at| (machine.machine.as_str(), at)))
        .collect();
    let mut findings = Vec::new();
    while !waiting.is_empty() && Instant::now() < end && findings.is_empty() {
        waiting.retain(|(_, at)| !is_healthy(*at));
        for (settings, running) in &mut running {
            if let Ok(Some(status)) = running.0.try_wait() {
                findings.push(format!("{}: etcd ended with {status}", settings.machine));
            }
        }
        sleep(Duration::from_millis(100));
    }
    findings.extend(waiting.iter().map(|(machine, at)| format!("{machine}: {at} is not healthy")));
    if !findings.is_empty() {
        for (settings, _) in &running {
            let log = scratch.path().join(format!("{}.log", settings.machine));
            let log = std::fs::read_to_string(log).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(12).collect();
            findings.extend(last.iter().rev().map(|line| format!("{}: {line}", settings.machine)));
        }
    }
    findings
}

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(settings: &Settings, scratch: &Path) -> Running {
    let log = std::fs::File::create(scratch.join(format!("{}.log", settings.machine))).unwrap();
    let child = Command::new("etcd")
        // Proxies and their members speak the old protocol.
        .arg("--enable-v2=true")
        .env_clear()
        .envs(&settings.env)
        .env("ETCD_DATA_DIR", scratch.join(&settings.machine))
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("etcd starts");
    Running(child)
}

/// Where its clients reach it.
fn clients(settings: &Settings) -> Vec<SocketAddr> {
    let urls = settings.env.get("ETCD_LISTEN_CLIENT_URLS").map_or("", String::as_str);
    urls.split(',').filter_map(|url| url.strip_prefix("http://")?.parse().ok()).collect()
}

/// Whether it can write and read a key: a majority of members is there.
fn is_healthy(at: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&at, Duration::from_millis(500))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let body = "value=1";
        write!(
            stream,
            "PUT /v2/keys/kubecore HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 20"))
}
