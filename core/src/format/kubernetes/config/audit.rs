//! What the API server writes down of each request, `audit.k8s.io/v1`.

use serde::Serialize;

/// `kind: Policy`. The first rule that fits a request counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditPolicy {
    api_version: &'static str,
    kind: &'static str,
    /// Moments of a request that are written down by no rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub omit_stages: Vec<Stage>,
    /// Whether bodies are written down without `managedFields`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omit_managed_fields: Option<bool>,
    /// In the order in which they are tried.
    pub rules: Vec<AuditRule>,
}

/// How much is written down of some requests. What is empty fits every request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditRule {
    /// How much.
    pub level: Level,
    /// Who asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<&'static str>,
    /// A group of who asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub user_groups: Vec<&'static str>,
    /// What is asked for, such as `get`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verbs: Vec<&'static str>,
    /// Of what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<GroupResources>,
    /// In which namespaces; the empty name is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub namespaces: Vec<&'static str>,
    /// Paths that are no objects; a star at the end stands for any rest.
    #[serde(rename = "nonResourceURLs", skip_serializing_if = "Vec::is_empty")]
    pub non_resource_urls: Vec<&'static str>,
    /// Moments of these requests that are not written down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub omit_stages: Vec<Stage>,
}

/// Kinds of objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupResources {
    /// The API's group; the empty name is the core group.
    pub group: &'static str,
    /// Kinds as URLs name them; all of the group when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<&'static str>,
    /// Objects of these kinds; all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_names: Vec<&'static str>,
}

/// How much is written down of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Level {
    /// Nothing.
    None,
    /// Who asked for what and when.
    Metadata,
    /// That, and what was sent.
    Request,
    /// That, and what was answered.
    RequestResponse,
}

/// A moment of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Stage {
    /// It has come in.
    RequestReceived,
    /// A long answer has begun.
    ResponseStarted,
    /// The answer is sent.
    ResponseComplete,
    /// The server failed.
    Panic,
}

impl AuditPolicy {
    /// A policy of these rules.
    pub fn new(rules: Vec<AuditRule>) -> Self {
        Self {
            api_version: "audit.k8s.io/v1",
            kind: "Policy",
            omit_stages: Vec::new(),
            omit_managed_fields: None,
            rules,
        }
    }
}

impl AuditRule {
    /// For every request.
    pub fn all(level: Level) -> Self {
        Self {
            level,
            users: Vec::new(),
            user_groups: Vec::new(),
            verbs: Vec::new(),
            resources: Vec::new(),
            namespaces: Vec::new(),
            non_resource_urls: Vec::new(),
            omit_stages: Vec::new(),
        }
    }
}

impl GroupResources {
    /// Kinds of the API's `group`.
    pub fn new(group: &'static str, resources: &[&'static str]) -> Self {
        Self { group, resources: resources.to_vec(), resource_names: Vec::new() }
    }
}
