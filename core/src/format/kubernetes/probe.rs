//! How the kubelet finds out whether a container is well.

use serde::Serialize;

/// A probe by HTTP. Times in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Probe {
    /// What is asked.
    pub http_get: HttpGet,
    /// How long after the start it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_delay_seconds: Option<u32>,
    /// How long from one to the next; 10 when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_seconds: Option<u32>,
    /// How long an answer may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u32>,
    /// Successes in a row that count as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success_threshold: Option<u32>,
    /// Failures in a row that count as ill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_threshold: Option<u32>,
}

/// A request whose answer must be a success.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpGet {
    /// The pod's own address when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub host: String,
    /// The path of the URL.
    pub path: String,
    /// The port.
    pub port: u16,
    /// HTTP when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<Scheme>,
}

/// What is spoken to the port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Scheme {
    /// `HTTP`
    #[serde(rename = "HTTP")]
    Http,
    /// `HTTPS`
    #[serde(rename = "HTTPS")]
    Https,
}
