//! The API server: answers once a master's runs, and knows the nodes whose kubelets do.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::fleet::Fleet;
use super::server::{Reply, Request};

/// The stand-in.
#[derive(Debug)]
pub(super) struct Api {
    fleet: Arc<Fleet>,
    told: Mutex<Vec<String>>,
}

impl Api {
    pub(super) fn new(fleet: Arc<Fleet>) -> Arc<Self> {
        Arc::new(Self { fleet, told: Mutex::default() })
    }

    /// What it was told of, in order.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    pub(super) fn answer(&self, request: &Request) -> Reply {
        if self.fleet.commands("master-apiserver").is_empty() {
            return Reply::hang_up();
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/api/v1/nodes") => {
                let items: Vec<Value> = self
                    .kubelets()
                    .iter()
                    .map(|name| json!({"metadata": {"name": name}}))
                    .collect();
                Reply::new(200, json!({"kind": "NodeList", "items": items}).to_string())
            }
            ("GET", "/api/v1beta1/minions") => {
                let minions: Vec<Value> =
                    self.told().iter().map(|ip| json!({"id": ip, "hostIP": ip})).collect();
                Reply::new(200, json!({"kind": "MinionList", "minions": minions}).to_string())
            }
            ("POST", "/api/v1beta1/minions") => self.tell(&request.body),
            _ => refuse(404, "the server could not find the requested resource"),
        }
    }

    fn tell(&self, body: &str) -> Reply {
        let minion: Value = serde_json::from_str(body).unwrap_or_default();
        let (Some(id), Some(ip)) = (minion["id"].as_str(), minion["hostIP"].as_str()) else {
            return refuse(400, "a minion has an id and a hostIP");
        };
        if minion["kind"] != "Minion" || minion["apiVersion"] != "v1beta1" || id != ip {
            return refuse(400, "this is no minion of v1beta1");
        }
        let mut told = self.told.lock().unwrap();
        if told.iter().any(|known| known == id) {
            return refuse(409, "minion already exists");
        }
        told.push(id.to_owned());
        Reply::new(200, json!({"kind": "Minion", "id": id}).to_string())
    }

    /// Kubelets since v0.18 tell of themselves.
    fn kubelets(&self) -> BTreeSet<String> {
        let lines = self.fleet.commands("minion-kubelet");
        let flag = "--hostname-override=";
        let names =
            lines.iter().flat_map(|line| line.split(' ')).filter_map(|w| w.strip_prefix(flag));
        names.map(str::to_owned).collect()
    }
}

fn refuse(status: u16, message: &str) -> Reply {
    Reply::new(status, json!({"kind": "Status", "message": message}).to_string())
}
