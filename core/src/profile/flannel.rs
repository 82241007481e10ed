//! flannel's configuration in etcd, which every machine reads before it joins the pod network.

use ipnet::IpNet;
use serde::Serialize;

use crate::format::json;
use crate::format::systemd::Command;

/// flannel's own key in etcd.
pub(crate) const CONFIG_KEY: &str = "coreos.com/network/config";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Config {
    network: IpNet,
    backend: Backend,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Backend {
    r#type: &'static str,
}

/// The pod network over vxlan: `{"Network":"10.2.0.0/16","Backend":{"Type":"vxlan"}}`.
pub(crate) fn config(pods: IpNet) -> String {
    json::one_line(&Config { network: pods, backend: Backend { r#type: "vxlan" } })
}

/// curl, setting a key of etcd's v2 API at `endpoint` (`http://HOST:PORT`) if it is not there: the
/// answer 412 is success to curl.
pub(crate) fn put_once(endpoint: &str, key: &str, value: &str) -> Command {
    Command::new("/usr/bin/curl")
        .args(["--silent", "--show-error", "--request", "PUT"])
        .arg("--data")
        .arg(format_args!("value={value}"))
        .arg(format_args!("{endpoint}/v2/keys/{key}?prevExist=false"))
}
