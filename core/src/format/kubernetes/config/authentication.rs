//! Who may ask the API server, and how it finds out: `apiserver.config.k8s.io/v1`, of Kubernetes
//! 1.34 and later.

use serde::Serialize;

/// `kind: AuthenticationConfiguration`, without any issuer of tokens but the cluster's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticationConfiguration {
    api_version: &'static str,
    kind: &'static str,
    anonymous: AnonymousRequests,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct AnonymousRequests {
    enabled: bool,
    conditions: Vec<AtPath>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct AtPath {
    path: &'static str,
}

impl AuthenticationConfiguration {
    /// Requests without any proof are answered at these paths, and refused at all others.
    pub fn anonymous_at(paths: &[&'static str]) -> Self {
        let conditions = paths.iter().map(|path| AtPath { path }).collect();
        Self {
            api_version: "apiserver.config.k8s.io/v1",
            kind: "AuthenticationConfiguration",
            anonymous: AnonymousRequests { enabled: true, conditions },
        }
    }
}
