//! CNI network configurations (CNI 0.2): flannel alone, Calico over flannel, Calico alone.

use serde::Serialize;

use super::json;

/// Options that flannel hands on to the bridge plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bridge {
    /// The bridge gets an address and is the pods' way out.
    pub is_default_gateway: bool,
    /// A pod reaches itself through a service; left out when `false`.
    #[serde(skip_serializing_if = "is_false")]
    pub hairpin_mode: bool,
}

/// The Calico plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calico {
    /// All members in one string, parted by commas: the plugin takes no list.
    pub etcd_endpoints: String,
    /// What goes to the log file, such as `none`.
    pub log_level: &'static str,
    /// What goes to the kubelet's log, such as `info`.
    pub log_level_stderr: &'static str,
    /// The machine as Calico's node agent calls it.
    pub hostname: String,
    /// Where network policy comes from.
    pub policy: Policy,
}

/// How the Calico plugin asks the API server for network policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    #[serde(rename = "type")]
    kind: &'static str,
    k8s_api_root: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    k8s_client_key: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    k8s_client_certificate: String,
}

impl Policy {
    /// From the API server at `api_root`, a URL that ends in `/api/v1/`.
    pub fn kubernetes(api_root: impl Into<String>) -> Self {
        Self {
            kind: "k8s",
            k8s_api_root: api_root.into(),
            k8s_client_key: String::new(),
            k8s_client_certificate: String::new(),
        }
    }

    /// Shows a certificate; both are paths on the machine.
    pub fn client(mut self, key: impl Into<String>, certificate: impl Into<String>) -> Self {
        self.k8s_client_key = key.into();
        self.k8s_client_certificate = certificate.into();
        self
    }
}

/// flannel gives out addresses, a bridge connects the pods.
pub fn flannel(name: &str, bridge: Bridge) -> String {
    json::pretty(&Network {
        name,
        plugin: Plugin { kind: "flannel", options: Delegating { delegate: bridge } },
    })
}

/// flannel gives out addresses and routes, Calico connects the pods and keeps the policy.
pub fn calico_over_flannel(name: &str, calico: &Calico) -> String {
    let delegate = Plugin { kind: "calico", options: calico };
    json::pretty(&Network {
        name,
        plugin: Plugin { kind: "flannel", options: Delegating { delegate } },
    })
}

/// Calico does everything, addresses included.
pub fn calico(name: &str, calico: &Calico) -> String {
    let ipam = Ipam { kind: "calico-ipam" };
    let options = WithIpam { calico, ipam };
    json::pretty(&Network { name, plugin: Plugin { kind: "calico", options } })
}

#[derive(Serialize)]
struct Network<'a, T> {
    name: &'a str,
    #[serde(flatten)]
    plugin: Plugin<T>,
}

#[derive(Serialize)]
struct Plugin<T> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    options: T,
}

#[derive(Serialize)]
struct Delegating<T> {
    delegate: T,
}

#[derive(Serialize)]
struct WithIpam<'a> {
    #[serde(flatten)]
    calico: &'a Calico,
    ipam: Ipam,
}

#[derive(Serialize)]
struct Ipam {
    #[serde(rename = "type")]
    kind: &'static str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Calico {
        Calico {
            etcd_endpoints: "http://10.0.0.1:2379,http://10.0.0.2:2379".to_owned(),
            log_level: "none",
            log_level_stderr: "info",
            hostname: "10.0.0.5".to_owned(),
            policy: Policy::kubernetes("http://127.0.0.1:8080/api/v1/"),
        }
    }

    #[test]
    fn flannel_alone() {
        let expected = r#"{
  "name": "podnet",
  "type": "flannel",
  "delegate": {
    "isDefaultGateway": true
  }
}
"#;
        let bridge = Bridge { is_default_gateway: true, hairpin_mode: false };
        assert_eq!(flannel("podnet", bridge), expected);
        let hairpin = flannel("podnet", Bridge { hairpin_mode: true, ..bridge });
        assert!(hairpin.contains("\"hairpinMode\": true"));
    }

    #[test]
    fn calico_over_flannel_with_a_certificate() {
        let mut calico = example();
        calico.policy = Policy::kubernetes("https://10.0.0.4:443/api/v1/").client("/key", "/cert");
        let expected = r#"{
  "name": "calico",
  "type": "flannel",
  "delegate": {
    "type": "calico",
    "etcd_endpoints": "http://10.0.0.1:2379,http://10.0.0.2:2379",
    "log_level": "none",
    "log_level_stderr": "info",
    "hostname": "10.0.0.5",
    "policy": {
      "type": "k8s",
      "k8s_api_root": "https://10.0.0.4:443/api/v1/",
      "k8s_client_key": "/key",
      "k8s_client_certificate": "/cert"
    }
  }
}
"#;
        assert_eq!(calico_over_flannel("calico", &calico), expected);
    }

    #[test]
    fn calico_alone() {
        let text = calico("calico", &example());
        let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(tree["type"], "calico");
        assert_eq!(tree["ipam"]["type"], "calico-ipam");
        assert_eq!(tree["policy"]["k8s_api_root"], "http://127.0.0.1:8080/api/v1/");
        assert!(tree.get("delegate").is_none());
    }
}
