//! Bindings: who has a role.

use serde::Serialize;

use super::ObjectMeta;

const RBAC: &str = "rbac.authorization.k8s.io";

/// `kind: RoleBinding`, in one namespace, or `kind: ClusterRoleBinding`, in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleBinding {
    api_version: &'static str,
    kind: &'static str,
    /// Name, and the namespace of a `RoleBinding`.
    pub metadata: ObjectMeta,
    /// The role. It cannot be changed later.
    pub role_ref: RoleRef,
    /// Who has it.
    pub subjects: Vec<Subject>,
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleRef {
    api_group: &'static str,
    kind: &'static str,
    name: String,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    #[serde(skip_serializing_if = "str::is_empty")]
    api_group: &'static str,
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    namespace: String,
}

impl RoleBinding {
    /// In one namespace.
    pub fn new(metadata: ObjectMeta, role_ref: RoleRef, subjects: Vec<Subject>) -> Self {
        Self { api_version: super::RBAC_V1, kind: "RoleBinding", metadata, role_ref, subjects }
    }

    /// In the whole cluster; the role is a cluster role.
    pub fn cluster(metadata: ObjectMeta, role: impl Into<String>, subjects: Vec<Subject>) -> Self {
        let kind = "ClusterRoleBinding";
        Self { kind, ..Self::new(metadata, RoleRef::cluster_role(role), subjects) }
    }
}

impl RoleRef {
    /// A role of the binding's namespace.
    pub fn role(name: impl Into<String>) -> Self {
        Self { api_group: RBAC, kind: "Role", name: name.into() }
    }

    /// A cluster role.
    pub fn cluster_role(name: impl Into<String>) -> Self {
        Self { kind: "ClusterRole", ..Self::role(name) }
    }
}

impl Subject {
    /// A user: the common name of a client certificate.
    pub fn user(name: impl Into<String>) -> Self {
        Self { api_group: RBAC, kind: "User", name: name.into(), namespace: String::new() }
    }

    /// A group: an organization of a client certificate.
    pub fn group(name: impl Into<String>) -> Self {
        Self { kind: "Group", ..Self::user(name) }
    }

    /// A service account.
    pub fn service_account(name: impl Into<String>, namespace: impl Into<String>) -> Self {
        let (name, namespace) = (name.into(), namespace.into());
        Self { api_group: "", kind: "ServiceAccount", name, namespace }
    }
}
