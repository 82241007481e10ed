//! A whole world for an overlord: services, machines that join and leave, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};

use super::api::Api;
use super::etcd::Etcd;
use super::fleet::{Fleet, Manner};
use super::gate::{Gate, Trap};
use super::server::{Handler, forward, serve, serve_unix};
use crate::cli::{self, Run};

/// The services, and the files that an overlord is given.
#[derive(Debug)]
pub struct World {
    etcd: Arc<Etcd>,
    fleet: Arc<Fleet>,
    api: Arc<Api>,
    /// Before etcd, fleet and the API server.
    pub gates: [Arc<Gate>; 3],
    urls: [String; 3],
    /// fleet's API on a Unix socket.
    pub socket: String,
    scratch: tempfile::TempDir,
}

/// A machine that runs fleet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Its machine id.
    pub id: String,
    /// Its address.
    pub address: String,
    /// `kubernetes_role`; `None` if it has no metadata.
    pub role: Option<&'static str>,
}

impl Machine {
    /// One with a role.
    pub fn new(id: &str, address: &str, role: &'static str) -> Self {
        Self { id: id.into(), address: address.into(), role: Some(role) }
    }

    fn object(&self) -> String {
        let metadata: BTreeMap<&str, &str> =
            self.role.iter().map(|role| ("kubernetes_role", *role)).collect();
        let (id, ip) = (&self.id, &self.address);
        json!({"ID": id, "PublicIP": ip, "Metadata": metadata, "Version": "0.11.7"}).to_string()
    }
}

/// A master and so many minions.
pub fn machines(minions: usize) -> Vec<Machine> {
    let mut all = vec![Machine::new(&"a".repeat(32), "10.10.10.11", "master")];
    all.extend((1..=minions).map(|number| {
        let address = format!("10.11.{}.{}", number / 250, number % 250 + 1);
        Machine::new(&format!("{number:032x}"), &address, "minion")
    }));
    all
}

impl World {
    /// Starts all of it. `spec` is the text of the cluster.yaml.
    pub fn start(spec: &str, manner: Manner) -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let etcd = Arc::new(Etcd::start(scratch.path()));
        let fleet = Fleet::new(manner);
        let api = Api::new(fleet.clone());
        let gates: [Arc<Gate>; 3] = Default::default();
        let [to_etcd, to_fleet, to_api] = &gates;
        let of_etcd: Handler = Arc::new({
            let etcd = etcd.clone();
            move |request| forward(etcd.port, request)
        });
        let of_fleet: Handler = Arc::new({
            let fleet = fleet.clone();
            move |request| fleet.answer(request)
        });
        let of_api: Handler = Arc::new({
            let api = api.clone();
            move |request| api.answer(request)
        });
        let socket =
            serve_unix(&scratch.path().join("fleet.sock"), to_fleet.clone(), of_fleet.clone());
        let urls = [
            serve(to_etcd.clone(), of_etcd),
            serve(to_fleet.clone(), of_fleet),
            serve(to_api.clone(), of_api),
        ];
        let world = Self { etcd, fleet, api, gates, urls, socket, scratch };
        std::fs::write(world.path("cluster.yaml"), spec).expect("a spec");
        world.configure("pace: { round: 20, idle: 50, steady: 30 }\n");
        world
    }

    /// Writes the config: the services, and these lines.
    pub fn configure(&self, lines: &str) {
        let mut text = String::from("spec: cluster.yaml\n");
        for (name, url) in ["etcd", "fleet", "api"].iter().zip(&self.urls) {
            writeln!(text, "{name}: {{ urls: ['{url}'] }}").expect("text grows");
        }
        std::fs::write(self.path("overlord.yaml"), text + lines).expect("a config");
    }

    /// A file of this world.
    pub fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// etcd's own URL, past the gate.
    pub fn etcd_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.etcd.port)
    }

    /// A machine joins, or says something else.
    pub fn join(&self, machine: &Machine) {
        self.object(&machine.id, &machine.object());
    }

    /// A machine's entry gets this text.
    pub fn object(&self, id: &str, text: &str) {
        let value = text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let path = format!("/v2/keys/_coreos.com/fleet/machines/{id}/object");
        let (status, body) = self.etcd.ask("PUT", &path, &format!("value={value}"));
        assert!(matches!(status, 200 | 201), "{status} {body}");
    }

    /// A machine is there, and has said nothing of itself.
    pub fn appear(&self, id: &str) {
        let path = format!("/v2/keys/_coreos.com/fleet/machines/{id}?dir=true");
        self.etcd.ask("PUT", &path, "");
    }

    /// A machine leaves.
    pub fn leave(&self, id: &str) {
        let path = format!("/v2/keys/_coreos.com/fleet/machines/{id}?recursive=true");
        assert_eq!(self.etcd.ask("DELETE", &path, "").0, 200);
    }

    /// The marks by machine id.
    pub fn marks(&self) -> BTreeMap<String, Value> {
        let (_, body) = self.etcd.ask("GET", "/v2/keys/kubecore/overlord/machines", "");
        let answer: Value = serde_json::from_str(&body).unwrap_or_default();
        let nodes = answer["node"]["nodes"].as_array().cloned().unwrap_or_default();
        let mark = |node: &Value| {
            let id = node["key"].as_str()?.rsplit('/').next()?.to_owned();
            Some((id, serde_json::from_str(node["value"].as_str()?).ok()?))
        };
        nodes.iter().filter_map(mark).collect()
    }

    /// Writes a mark by hand; `None` removes it.
    pub fn set_mark(&self, id: &str, text: Option<&str>) {
        let path = format!("/v2/keys/kubecore/overlord/machines/{id}");
        match text {
            Some(text) => self.etcd.ask("PUT", &path, &format!("value={text}")),
            None => self.etcd.ask("DELETE", &path, ""),
        };
    }

    /// The ids of the machines that are done.
    pub fn done(&self) -> BTreeSet<String> {
        let marks = self.marks().into_iter();
        marks.filter(|(_, mark)| mark["state"] == "done").map(|(id, _)| id).collect()
    }

    /// Units that were made, in order.
    pub fn created(&self) -> Vec<String> {
        self.fleet.created()
    }

    /// Units that were removed, in order.
    pub fn destroyed(&self) -> Vec<String> {
        self.fleet.destroyed()
    }

    /// Units that run.
    pub fn running(&self) -> BTreeSet<String> {
        self.fleet.running()
    }

    /// Command lines of the running units of a name.
    pub fn commands(&self, name: &str) -> Vec<String> {
        self.fleet.commands(name)
    }

    /// What the API server was told, in order.
    pub fn told(&self) -> Vec<String> {
        self.api.told()
    }

    /// Units that were made too early.
    pub fn early(&self) -> Vec<String> {
        self.fleet.early()
    }

    /// Has fleet refuse a unit, or take it again.
    pub fn refuse(&self, name: &str, refuse: bool) {
        self.fleet.refuse(name, refuse);
    }

    /// Has a unit fail the next time it is started.
    pub fn fail_once(&self, name: &str) {
        self.fleet.fail_once(name);
    }

    /// Sets one trap before all services, or takes it away.
    pub fn trap(&self, trap: Option<&Arc<Trap>>) {
        for gate in &self.gates {
            gate.set(trap.cloned());
        }
    }

    /// Runs an overlord with these options to its end.
    pub fn run(&self, options: &[&str]) -> Run {
        cli::run(&self.words(options))
    }

    /// Starts an overlord; what it logs goes to the file `log`.
    pub fn spawn(&self, options: &[&str], log: &str) -> Child {
        let log = std::fs::File::create(self.path(log)).expect("a log");
        Command::new(cli::program())
            .args(self.words(options))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program runs")
    }

    fn words(&self, options: &[&str]) -> Vec<String> {
        let config = self.path("overlord.yaml").display().to_string();
        let words = ["overlord", "--config", &config];
        words.iter().chain(options).map(|word| (*word).to_owned()).collect()
    }
}
