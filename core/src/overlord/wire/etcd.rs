//! etcd's keys, API version 2.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Deserialize;

use super::{otherwise, read, trouble};
use crate::format::systemd::MachineId;
use crate::overlord::{Kept, Listed, Mark, Object, Outcome};

/// Where fleet lists its machines; with all that is below.
pub const MACHINES: &str = "/v2/keys/_coreos.com/fleet/machines?recursive=true&sorted=true";
/// Our marks, as the majority has them.
pub const MARKS: &str = "/v2/keys/kubecore/overlord/machines?recursive=true&quorum=true";
/// The header of a write.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// The key of a machine's mark, as `etcdctl` takes it.
pub fn mark_key(id: &str) -> String {
    format!("/kubecore/overlord/machines/{id}")
}

/// Where a mark is put, if it is as it was seen: changed only at that index, made only if there is none.
pub fn mark_path(id: &str, replaces: Option<u64>) -> String {
    let condition =
        replaces.map_or_else(|| "prevExist=false".into(), |at| format!("prevIndex={at}"));
    format!("/v2/keys{}?{condition}", mark_key(id))
}

/// The body of a write.
pub fn mark_body(mark: &Mark) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let spelled = mark.to_json().bytes().fold(String::new(), |mut text, byte| {
        match byte {
            byte if plain(byte) => text.push(char::from(byte)),
            byte => text.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
        text
    });
    format!("value={spelled}")
}

fn digit(nibble: u8) -> char {
    char::from_digit(nibble.into(), 16).unwrap_or_default()
}

#[derive(Deserialize)]
struct Answer {
    node: Node,
}

#[derive(Deserialize)]
struct Node {
    #[serde(default)]
    key: String,
    value: Option<String>,
    #[serde(default)]
    nodes: Vec<Node>,
    #[serde(default, rename = "createdIndex")]
    created: u64,
    #[serde(default, rename = "modifiedIndex")]
    modified: u64,
}

#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    message: String,
    #[serde(default)]
    cause: String,
}

/// What a machine says of itself; all but the first two may be missing while it comes up.
#[derive(Deserialize)]
struct Said {
    #[serde(default, rename = "ID")]
    id: String,
    #[serde(default, rename = "PublicIP")]
    public_ip: String,
    #[serde(default, rename = "Metadata")]
    metadata: Option<BTreeMap<String, String>>,
}

impl Node {
    fn name(&self) -> &str {
        self.key.rsplit('/').next().unwrap_or_default()
    }
}

/// fleet's machines. A key that is not there yet is an empty list.
pub fn machines(status: u16, body: &[u8]) -> Result<Vec<Listed>, String> {
    let listed = |node: &Node| {
        let id = node.name().to_owned();
        let object = match node.nodes.iter().find(|below| below.name() == "object") {
            _ if MachineId::new(id.as_str()).is_err() => {
                Object::Broken("its key is no machine id".into())
            }
            None => Object::NotYet,
            Some(below) => object(&id, below.value.as_deref().unwrap_or_default()),
        };
        Listed { id, index: node.created, object }
    };
    Ok(below(status, body)?.iter().map(listed).collect())
}

fn object(id: &str, text: &str) -> Object {
    let said: Said = match serde_json::from_str(text) {
        Ok(said) => said,
        Err(error) => {
            return Object::Broken(format!("its object is not what fleet writes: {error}"));
        }
    };
    if said.id != id {
        return Object::Broken(format!(
            "its object is of the machine `{}`",
            super::printable(&said.id)
        ));
    }
    let metadata = said.metadata.unwrap_or_default();
    match said.public_ip.parse::<IpAddr>() {
        Ok(address) => Object::Machine { address, metadata },
        // fleet writes it empty until it has found one.
        Err(_) if said.public_ip.is_empty() => Object::NotYet,
        Err(_) => {
            let ip = super::printable(&said.public_ip);
            Object::Broken(format!("its PublicIP `{ip}` is no address"))
        }
    }
}

/// Our marks, by machine id.
pub fn marks(status: u16, body: &[u8]) -> Result<BTreeMap<String, Kept>, String> {
    let kept = |node: &Node| {
        let mark = Mark::from_json(node.value.as_deref().unwrap_or_default());
        (node.name().to_owned(), Kept { index: node.modified, mark })
    };
    Ok(below(status, body)?.iter().map(kept).collect())
}

fn below(status: u16, body: &[u8]) -> Result<Vec<Node>, String> {
    match status {
        200 => Ok(read::<Answer>(body)?.node.nodes),
        404 => Ok(Vec::new()),
        _ => Err(trouble(status, words(body).as_deref())),
    }
}

/// What became of a mark that was put.
pub fn put(status: u16, body: &[u8]) -> Outcome {
    match status {
        200 | 201 => Outcome::Done,
        // Another one came first: the key is there already, is gone, or has another index.
        412 | 404 => Outcome::Changed,
        _ => otherwise(status, words(body).as_deref()),
    }
}

fn words(body: &[u8]) -> Option<String> {
    let refusal: Refusal = serde_json::from_slice(body).ok()?;
    Some(format!("{} {}", refusal.message, refusal.cause))
}
