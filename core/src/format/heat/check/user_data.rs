//! What machines get to read first.

use serde_yaml::Value;

use super::{call, entries, part};
use crate::format::cloud_config::dialect;
use crate::format::finding::Finding;

/// What Nova takes, in base64.
const LONGEST: usize = 65_535;

/// Stands for what Heat fills in, mostly addresses.
const SAMPLE: &str = "192.0.2.1";

/// Checks the size, and a cloud-config as coreos-cloudinit will read it.
pub(super) fn check(data: &Value, path: &str, findings: &mut Vec<Finding>) {
    let (template, params) = match call(data) {
        Some((_, argument)) => (part(argument, "template"), part(argument, "params")),
        None => (data, &Value::Null),
    };
    let Some(template) = template.as_str() else { return };
    let base64 = template.len().div_ceil(3) * 4;
    if base64 > LONGEST {
        let message = format!("is {base64} bytes long in base64, more than {LONGEST}");
        findings.push(Finding::new(path, message));
    }
    if template.starts_with("#!") {
        return;
    }
    let text = entries(params)
        .fold(template.to_owned(), |text, (placeholder, _)| text.replace(placeholder, SAMPLE));
    findings.extend(
        dialect::check(&text).iter().map(|finding| Finding::new(path, finding.to_string())),
    );
}
