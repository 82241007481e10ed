//! Roles: what may be done with which objects.

use serde::Serialize;

use super::ObjectMeta;

/// `kind: Role`, for objects of one namespace, or `kind: ClusterRole`, for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    api_version: &'static str,
    kind: &'static str,
    /// Name, and the namespace of a `Role`.
    pub metadata: ObjectMeta,
    /// What may be done.
    pub rules: Vec<PolicyRule>,
}

/// What may be done with some kinds of objects.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyRule {
    /// Groups of the API; the empty name is the core group.
    pub api_groups: Vec<&'static str>,
    /// Kinds as URLs name them, such as `pods` and `nodes/status`.
    pub resources: Vec<&'static str>,
    /// Objects of these kinds; all when empty. A name cannot restrict `create`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_names: Vec<&'static str>,
    /// What may be done, such as `get` and `watch`.
    pub verbs: Vec<&'static str>,
}

impl Role {
    /// A role for one namespace.
    pub fn new(metadata: ObjectMeta, rules: Vec<PolicyRule>) -> Self {
        Self { api_version: super::RBAC_V1, kind: "Role", metadata, rules }
    }

    /// A role for the whole cluster.
    pub fn cluster(metadata: ObjectMeta, rules: Vec<PolicyRule>) -> Self {
        Self { kind: "ClusterRole", ..Self::new(metadata, rules) }
    }
}

impl PolicyRule {
    /// Objects of `resources` in the API's `group`.
    pub fn new(group: &'static str, resources: &[&'static str], verbs: &[&'static str]) -> Self {
        Self {
            api_groups: vec![group],
            resources: resources.to_vec(),
            resource_names: Vec::new(),
            verbs: verbs.to_vec(),
        }
    }
}
