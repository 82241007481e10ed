//! Waiting until a machine says that it is ready.

use serde::Serialize;

use crate::format::heat::Input;

/// `OS::Heat::WaitConditionHandle`. Its attribute `curl_cli` is a command that gives the sign once
/// `--data-binary '{"status": "SUCCESS"}'` is added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WaitConditionHandle {}

/// `OS::Heat::WaitCondition`. It holds back only what depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitCondition {
    /// The handle, by `get_resource`.
    pub handle: Input<String>,
    /// Seconds until it fails, 1 to 43200.
    pub timeout: Input<u32>,
    /// How many signs; one when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Input<u32>>,
}
