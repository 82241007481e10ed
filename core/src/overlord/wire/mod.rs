//! What etcd, fleet and the API server speak: paths, bodies, and answers read.
//!
//! Keys that are not named here are skipped: each of the three has had releases that know more. What
//! can be read neither as an answer nor as a refusal is an error in words, never a panic.

pub mod api;
pub mod etcd;
pub mod fleet;

use serde::de::DeserializeOwned;

use super::Outcome;

/// Reads a whole answer.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| {
        if error.is_eof() {
            format!("breaks off in its answer after {} bytes", body.len())
        } else {
            format!("gives an answer that cannot be read: {error}")
        }
    })
}

/// What a status that nobody hoped for means, in the words of the answer if it has any.
fn otherwise(status: u16, why: Option<&str>) -> Outcome {
    let why = match why.map(printable) {
        Some(why) if !why.is_empty() => format!("answers {status}: {why}"),
        _ => format!("answers {status}"),
    };
    // 408 and 429 ask for patience, not for another request.
    if (400..500).contains(&status) && !matches!(status, 408 | 429) {
        Outcome::Refused(why)
    } else {
        Outcome::Failed(why)
    }
}

/// Words of others on one line of a log.
fn printable(text: &str) -> String {
    const LONGEST: usize = 300;
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}

/// The answer of a look that did not succeed, as a reason.
fn trouble(status: u16, why: Option<&str>) -> String {
    match otherwise(status, why) {
        Outcome::Refused(why) | Outcome::Failed(why) => why,
        Outcome::Done | Outcome::Changed => String::new(),
    }
}
