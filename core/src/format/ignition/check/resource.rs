//! What is fetched, or stands in the config as a URL.

use serde_yaml::Value;

use super::{items, part, text};
use crate::format::finding::Finding;
use crate::format::ignition::{Hash, Url, data_url};

/// Checks one resource, and gives its bytes if they stand in the config itself.
pub(super) fn check(resource: &Value, place: &str, findings: &mut Vec<Finding>) -> Option<Vec<u8>> {
    let mut found = |key: &str, message: String| {
        findings.push(Finding::new([place, ".", key].concat(), message));
    };
    let sources = ["inline", "local", "source"].map(|key| part(resource, key).is_string());
    if sources.iter().filter(|is_there| **is_there).count() > 1 {
        found("source", "only one of inline, local and source can be there".to_owned());
    }
    let (source, compression) = (text(resource, "source"), text(resource, "compression"));
    if !["", data_url::GZIP].contains(&compression) {
        found("compression", format!("`{compression}` is not known: write gzip or leave it out"));
    }
    let scheme = source.split_once(':').map_or("", |(scheme, _)| scheme);
    if !items(resource, "http_headers").is_empty() && !["http", "https"].contains(&scheme) {
        found("source", "headers go with http: and https: alone".to_owned());
    }
    let bytes = match bytes(resource) {
        None => None,
        Some(Ok(bytes)) => Some(bytes),
        Some(Err(why)) => {
            found("source", why.to_owned());
            None
        }
    };
    let is_remote = !source.is_empty() && scheme != "data";
    if let Some(why) = Url::new(source).err().filter(|_| is_remote) {
        found("source", why.to_string());
    }
    let Some(hash) = part(part(resource, "verification"), "hash").as_str() else {
        return bytes;
    };
    let key = "verification.hash";
    match Hash::new(hash) {
        Err(why) => found(key, why.to_string()),
        Ok(_) if !sources.contains(&true) => {
            found(key, "there is nothing that it could be the hash of".to_owned());
        }
        Ok(hash) => {
            if bytes.as_ref().is_some_and(|bytes| !hash.is_of(bytes)) {
                found(key, "is not the hash of the contents, taken after unpacking".to_owned());
            }
        }
    }
    bytes
}

/// The bytes that stand in the config itself, unpacked; `None` if they do not.
fn bytes(resource: &Value) -> Option<Result<Vec<u8>, &'static str>> {
    let written = match part(resource, "inline").as_str() {
        Some(text) => Ok(text.as_bytes().to_vec()),
        None => match part(resource, "source").as_str() {
            Some("") => Ok(Vec::new()),
            Some(source) if source.starts_with("data:") => data_url::decode(source),
            _ => return None,
        },
    };
    Some(match written {
        Ok(bytes) if text(resource, "compression") == data_url::GZIP => data_url::unpacked(&bytes),
        other => other,
    })
}
