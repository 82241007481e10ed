//! kubeconfig files: how a client reaches an API server and who it is.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

use super::yaml;

/// A kubeconfig with one cluster, one user and one context. `Display` writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kubeconfig {
    /// Name and address of the cluster.
    pub cluster: (String, Cluster),
    /// Name and proof of the user.
    pub user: (String, User),
    /// The name that binds the two; it is the current context.
    pub context: String,
}

/// A cluster.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cluster {
    /// Path of the certificate of the cluster's authority; the system's own ones when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certificate_authority: String,
    /// The certificates themselves, in PEM, in place of a path; none when empty.
    #[serde(serialize_with = "base64", skip_serializing_if = "String::is_empty")]
    pub certificate_authority_data: String,
    /// URL of the API server; left to the program's flags when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub server: String,
}

/// A user, known by a certificate; anonymous when both are empty.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct User {
    /// Path of the certificate.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client_certificate: String,
    /// The certificate itself, in PEM, in place of a path; none when empty.
    #[serde(serialize_with = "base64", skip_serializing_if = "String::is_empty")]
    pub client_certificate_data: String,
    /// Path of its key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client_key: String,
    /// The key itself, in PEM, in place of a path; none when empty. Makes the file as secret as the
    /// key.
    #[serde(serialize_with = "base64", skip_serializing_if = "String::is_empty")]
    pub client_key_data: Zeroizing<String>,
}

/// A key may be in it.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "User({}, …)", self.client_certificate)
    }
}

impl fmt::Display for Kubeconfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cluster: (cluster_name, cluster), user: (user_name, user), context } = self;
        let file = File {
            api_version: "v1",
            kind: "Config",
            clusters: [NamedCluster { name: cluster_name, cluster }],
            users: [NamedUser { name: user_name, user }],
            contexts: [NamedContext {
                name: context,
                context: Context { cluster: cluster_name, user: user_name },
            }],
            current_context: context,
        };
        f.write_str(&yaml::write(&file, yaml::Style::default()))
    }
}

/// As kubeconfigs hold what is in a file elsewhere.
fn base64<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&Zeroizing::new(STANDARD.encode(text)))
}

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "apiVersion")]
    api_version: &'static str,
    kind: &'static str,
    clusters: [NamedCluster<'a>; 1],
    users: [NamedUser<'a>; 1],
    contexts: [NamedContext<'a>; 1],
    #[serde(rename = "current-context")]
    current_context: &'a str,
}

#[derive(Serialize)]
struct NamedCluster<'a> {
    name: &'a str,
    cluster: &'a Cluster,
}

#[derive(Serialize)]
struct NamedUser<'a> {
    name: &'a str,
    user: &'a User,
}

#[derive(Serialize)]
struct NamedContext<'a> {
    name: &'a str,
    context: Context<'a>,
}

#[derive(Serialize)]
struct Context<'a> {
    cluster: &'a str,
    user: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_as_people_write_it() {
        let config = Kubeconfig {
            cluster: (
                "local".to_owned(),
                Cluster {
                    certificate_authority: "/etc/kubernetes/ssl/ca.pem".to_owned(),
                    ..Cluster::default()
                },
            ),
            user: (
                "kubelet".to_owned(),
                User {
                    client_certificate: "/etc/kubernetes/ssl/worker.pem".to_owned(),
                    client_key: "/etc/kubernetes/ssl/worker-key.pem".to_owned(),
                    ..User::default()
                },
            ),
            context: "kubelet-context".to_owned(),
        };
        let expected = "apiVersion: v1
kind: Config
clusters:
- name: local
  cluster:
    certificate-authority: /etc/kubernetes/ssl/ca.pem
users:
- name: kubelet
  user:
    client-certificate: /etc/kubernetes/ssl/worker.pem
    client-key: /etc/kubernetes/ssl/worker-key.pem
contexts:
- name: kubelet-context
  context:
    cluster: local
    user: kubelet
current-context: kubelet-context
";
        assert_eq!(config.to_string(), expected);
    }
}
