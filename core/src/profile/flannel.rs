//! flannel: its configuration in etcd, which every machine reads before it joins the pod network,
//! and its options on each machine.

use std::fmt;

use ipnet::IpNet;
use serde::Serialize;

use crate::format::env_file::EnvFile;
use crate::format::json;
use crate::format::systemd::Command;
use crate::profile::machine::Machine;

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

/// curl, failing unless the key is there: without a majority etcd answers [`put_once`] with an
/// error, which is no failure to curl.
pub(crate) fn is_there(endpoint: &str, key: &str) -> Command {
    Command::new("/usr/bin/curl")
        .args(["--fail", "--silent", "--show-error", "--max-time", "10"])
        .args(["--output", "/dev/null"])
        .arg(format_args!("{endpoint}/v2/keys/{key}"))
}

/// Places flanneld's options; the command links them where the stock unit reads them: /run is empty
/// after a boot.
pub(crate) fn options(
    machine: &mut Machine,
    interface: impl fmt::Display,
    endpoints: impl fmt::Display,
) -> Command {
    const OPTIONS: &str = "/etc/flannel/options.env";
    let options =
        EnvFile::new().set("FLANNELD_IFACE", interface).set("FLANNELD_ETCD_ENDPOINTS", endpoints);
    machine.file(OPTIONS, options.to_string());
    Command::new("/usr/bin/ln").arg("-sf").arg(OPTIONS).arg("/run/flannel/options.env")
}
