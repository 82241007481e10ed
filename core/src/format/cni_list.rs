//! CNI configuration lists (CNI 0.3.1): plugins that are called one after the other.

use serde::Serialize;

use super::cni::Bridge;
use super::json;

/// One plugin of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Plugin {
    /// Connects the pod as flanneld says.
    Flannel {
        /// Options of the bridge.
        delegate: Bridge,
    },
    /// Connects the pod as Calico's node agent says.
    Calico(Calico),
    /// Ports of the machine that lead to the pod.
    Portmap(PortMap),
}

/// The Calico plugin (projectcalico/calico v3.32.1, `cni-plugin/pkg/types/types.go`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calico {
    log_level: &'static str,
    log_file_path: &'static str,
    datastore_type: &'static str,
    nodename: &'static str,
    ipam: Ipam,
    policy: Policy,
    kubernetes: Kubernetes,
}

/// Ports of the machine that lead to a pod.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortMap {
    #[serde(skip_serializing_if = "Option::is_none")]
    snat: Option<bool>,
    capabilities: Capabilities,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Capabilities {
    port_mappings: bool,
}

/// The plugin takes truth values as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Ipam {
    r#type: &'static str,
    assign_ipv4: &'static str,
    assign_ipv6: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Policy {
    r#type: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Kubernetes {
    kubeconfig: &'static str,
}

/// The list as JSON.
pub fn list(name: &'static str, plugins: &[Plugin]) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct List<'a> {
        name: &'static str,
        cni_version: &'static str,
        plugins: &'a [Plugin],
    }
    json::pretty(&List { name, cni_version: "0.3.1", plugins })
}

impl Calico {
    /// A pod gets an address of each family. Names in double underscores are filled in by Calico's
    /// own installer (`cni-plugin/pkg/install/install.go`). Without an MTU the plugin takes the one
    /// that the node agent has found.
    pub fn dual_stack() -> Self {
        Self {
            log_level: "info",
            log_file_path: "/var/log/calico/cni/cni.log",
            datastore_type: "kubernetes",
            nodename: "__KUBERNETES_NODE_NAME__",
            ipam: Ipam { r#type: "calico-ipam", assign_ipv4: "true", assign_ipv6: "true" },
            policy: Policy { r#type: "k8s" },
            kubernetes: Kubernetes { kubeconfig: "__KUBECONFIG_FILEPATH__" },
        }
    }
}

impl PortMap {
    /// What comes in by such a port keeps its sender, but where the answer would not come back.
    pub fn new() -> Self {
        Self { snat: None, capabilities: Capabilities { port_mappings: true } }
    }

    /// Says that rule in the file.
    pub fn snat(mut self) -> Self {
        self.snat = Some(true);
        self
    }
}

impl Default for PortMap {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flannel_and_ports() {
        let bridge = Bridge { is_default_gateway: true, hairpin_mode: true };
        let expected = r#"{
  "name": "cbr0",
  "cniVersion": "0.3.1",
  "plugins": [
    {
      "type": "flannel",
      "delegate": {
        "isDefaultGateway": true,
        "hairpinMode": true
      }
    },
    {
      "type": "portmap",
      "capabilities": {
        "portMappings": true
      }
    }
  ]
}
"#;
        let plugins = [Plugin::Flannel { delegate: bridge }, Plugin::Portmap(PortMap::new())];
        assert_eq!(list("cbr0", &plugins), expected);
    }

    #[test]
    fn calico_with_both_families() {
        let plugins =
            [Plugin::Calico(Calico::dual_stack()), Plugin::Portmap(PortMap::new().snat())];
        let text = list("k8s-pod-network", &plugins);
        let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
        let calico = &tree["plugins"][0];
        assert_eq!(calico["type"], "calico");
        assert_eq!(calico["ipam"]["assign_ipv6"], "true");
        assert_eq!(calico["kubernetes"]["kubeconfig"], "__KUBECONFIG_FILEPATH__");
        assert!(calico.get("mtu").is_none());
        assert_eq!(tree["plugins"][1]["snat"], true);
    }
}
