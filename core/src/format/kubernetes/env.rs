//! Environment variables of a container.

use serde::Serialize;

/// One environment variable. Made by [`EnvVar::new`] or [`EnvVar::of_field`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvVar {
    /// Its name.
    pub name: String,
    /// Its value. `$(NAME)` in it is replaced by the kubelet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where the kubelet takes the value from, in place of `value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_from: Option<EnvVarSource>,
}

/// Where the kubelet takes a value from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvVarSource {
    field_ref: FieldRef,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldRef {
    field_path: &'static str,
}

impl EnvVar {
    /// `name=value`.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: Some(value.into()), value_from: None }
    }

    /// The pod's own field at `path`, such as `spec.nodeName` or `status.podIP`.
    pub fn of_field(name: impl Into<String>, path: &'static str) -> Self {
        let value_from = Some(EnvVarSource { field_ref: FieldRef { field_path: path } });
        Self { name: name.into(), value: None, value_from }
    }
}
