//! The API server's nodes: `minions` of v1beta1, `nodes` since.

use std::collections::BTreeSet;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{otherwise, read, trouble};
use crate::format::json;
use crate::overlord::{Outcome, Registration};

/// Where they are listed, and told.
pub fn path(registration: Registration) -> &'static str {
    match registration {
        Registration::Minions => "/api/v1beta1/minions",
        Registration::Nodes => "/api/v1/nodes",
    }
}

/// The body that tells of a minion.
pub fn minion(address: IpAddr) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Minion {
        kind: &'static str,
        api_version: &'static str,
        id: String,
        #[serde(rename = "hostIP")]
        host_ip: String,
    }
    let address = address.to_string();
    let (id, host_ip) = (address.clone(), address);
    json::one_line(&Minion { kind: "Minion", api_version: "v1beta1", id, host_ip })
}

#[derive(Deserialize)]
struct Minions {
    // Releases of 2015 called the list `items`.
    #[serde(default, alias = "items")]
    minions: Option<Vec<Minion>>,
}

#[derive(Deserialize)]
struct Minion {
    #[serde(default)]
    id: String,
    #[serde(default, rename = "hostIP")]
    host_ip: String,
}

#[derive(Deserialize)]
struct Nodes {
    #[serde(default)]
    items: Option<Vec<Node>>,
}

#[derive(Deserialize)]
struct Node {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    message: String,
}

/// The addresses that the API knows.
pub fn nodes(
    registration: Registration,
    status: u16,
    body: &[u8],
) -> Result<BTreeSet<String>, String> {
    if status != 200 {
        return Err(trouble(status, words(body).as_deref()));
    }
    Ok(match registration {
        Registration::Minions => {
            let minions = read::<Minions>(body)?.minions.unwrap_or_default();
            minions.into_iter().flat_map(|minion| [minion.id, minion.host_ip]).collect()
        }
        Registration::Nodes => {
            let nodes = read::<Nodes>(body)?.items.unwrap_or_default();
            nodes.into_iter().map(|node| node.metadata.name).collect()
        }
    })
}

/// What became of a minion that was told.
pub fn told(status: u16, body: &[u8]) -> Outcome {
    match status {
        200..=202 => Outcome::Done,
        409 => Outcome::Changed,
        _ => otherwise(status, words(body).as_deref()),
    }
}

fn words(body: &[u8]) -> Option<String> {
    Some(serde_json::from_slice::<Refusal>(body).ok()?.message)
}
