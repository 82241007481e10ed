//! fleet's HTTP API, v1 and v1-alpha: the same but for their paths.

use serde::{Deserialize, Serialize};

use super::{otherwise, read, trouble};
use crate::format::json;
use crate::overlord::templates::digest;
use crate::overlord::{Desired, Digest, Fleet, Outcome, Unit, UnitOption};

/// The header of a write; fleet takes no other.
pub const JSON: &str = "application/json";

/// A page of a collection: below fleet's path, with the token of the page before.
pub fn page(collection: &str, token: Option<&str>) -> String {
    match token {
        None => format!("/{collection}"),
        // base64url, whose only odd sign is the padding.
        Some(token) => format!("/{collection}?nextPageToken={}", token.replace('=', "%3D")),
    }
}

/// A unit's path below fleet's.
pub fn unit(name: &str) -> String {
    // `@` and `.` stand in a path as they are; our names have no other odd signs.
    format!("/units/{name}")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wanted<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    desired_state: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<&'a [UnitOption]>,
}

/// The body of a unit that fleet does not have.
pub fn submit(name: &str, options: &[UnitOption]) -> String {
    json::one_line(&Wanted {
        name: Some(name),
        desired_state: Desired::Launched.as_str(),
        options: Some(options),
    })
}

/// The body of a change.
pub fn change(to: Desired) -> String {
    json::one_line(&Wanted { name: None, desired_state: to.as_str(), options: None })
}

impl Desired {
    fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Loaded => "loaded",
            Self::Launched => "launched",
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Units {
    #[serde(default)]
    units: Option<Vec<Entity>>,
    next_page_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    #[serde(default)]
    name: String,
    #[serde(default)]
    options: Option<Vec<UnitOption>>,
    #[serde(default)]
    desired_state: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct States {
    #[serde(default)]
    states: Option<Vec<State>>,
    next_page_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct State {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "machineID")]
    machine: String,
    #[serde(default, rename = "systemdSubState")]
    sub: String,
}

#[derive(Deserialize)]
struct Refusal {
    error: Message,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    message: String,
}

impl Entity {
    fn unit(&self) -> Unit {
        let desired = match self.desired_state.as_str() {
            "launched" => Desired::Launched,
            "loaded" => Desired::Loaded,
            _ => Desired::Inactive,
        };
        Unit { digest: digest(self.options.as_deref().unwrap_or_default()), desired, sub: None }
    }
}

/// Takes a page of units in; the token of the next one.
pub fn units(status: u16, body: &[u8], into: &mut Fleet) -> Result<Option<String>, String> {
    if status != 200 {
        return Err(trouble(status, words(body).as_deref()));
    }
    let page: Units = read(body)?;
    for entity in page.units.unwrap_or_default() {
        // Units of others are none of our business, and need no room.
        if machine_of(&entity.name).is_some() {
            let unit = entity.unit();
            into.insert(entity.name, unit);
        }
    }
    Ok(page.next_page_token.filter(|token| !token.is_empty()))
}

/// Takes a page of states in, of units that are there; the token of the next one.
pub fn states(status: u16, body: &[u8], into: &mut Fleet) -> Result<Option<String>, String> {
    if status != 200 {
        return Err(trouble(status, words(body).as_deref()));
    }
    let page: States = read(body)?;
    for state in page.states.unwrap_or_default() {
        if machine_of(&state.name) == Some(state.machine.as_str())
            && let Some(unit) = into.get_mut(&state.name)
        {
            unit.sub = Some(state.sub);
        }
    }
    Ok(page.next_page_token.filter(|token| !token.is_empty()))
}

/// The machine in a unit's name: `NAME@ID.service`.
fn machine_of(name: &str) -> Option<&str> {
    name.split_once('@')?.1.strip_suffix(".service")
}

/// Whether one unit still says what it was seen to say. `Ok(false)` also if it is gone.
pub fn still(status: u16, body: &[u8], seen: Digest) -> Result<bool, String> {
    match status {
        200 => Ok(read::<Entity>(body)?.unit().digest == seen),
        404 => Ok(false),
        _ => Err(trouble(status, words(body).as_deref())),
    }
}

/// What became of a unit that was put or removed. fleet creates with 201 and changes with 204.
pub fn put(status: u16, body: &[u8]) -> Outcome {
    match status {
        200 | 201 | 204 => Outcome::Done,
        // Another one has it by now, or has removed it.
        404 | 409 => Outcome::Changed,
        _ => otherwise(status, words(body).as_deref()),
    }
}

fn words(body: &[u8]) -> Option<String> {
    Some(serde_json::from_slice::<Refusal>(body).ok()?.error.message)
}
