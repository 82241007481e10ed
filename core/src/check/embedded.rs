//! Files inside of the cluster's files: those of cloud-configs that machines share, or that Heat fills in.

use serde_yaml::Value;

use super::found;
use super::user_data::{Piece, of_cloud_config};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::diagnostic::Report;

/// Each at the path of the file that holds it, with its own path behind: rules see what it is. A machine's own user-data
/// holds what lies beside it, and is compared with that.
pub(super) fn of(bundle: &Bundle, report: &mut Report) -> Vec<Artifact> {
    if bundle.name() != "cluster" {
        return Vec::new();
    }
    let mut files = Vec::new();
    for Artifact { path, bytes, .. } in bundle.artifacts() {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let configs = if path == "cloud-config.yaml" {
            vec![text.to_owned()]
        } else if path.ends_with("-heat.yaml") {
            serde_yaml::from_str(text).map(|template| in_template(&template)).unwrap_or_default()
        } else {
            continue;
        };
        for config in configs {
            match of_cloud_config(&config, None) {
                Ok(pieces) => {
                    let inner = |piece: Piece| {
                        Artifact::new([path, &*piece.path].concat(), PLAIN, piece.bytes)
                    };
                    files.extend(pieces.into_iter().map(inner));
                }
                Err(why) => found(report, bundle, path, why),
            }
        }
    }
    files
}

/// Every text of a template that is a cloud-config.
fn in_template(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.starts_with("#cloud-config") => vec![text.clone()],
        Value::Mapping(map) => map.values().flat_map(in_template).collect(),
        Value::Sequence(items) => items.iter().flat_map(in_template).collect(),
        _ => Vec::new(),
    }
}
