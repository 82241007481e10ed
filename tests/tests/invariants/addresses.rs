//! Who is asked where, and who is called what.

use kubecore_tests::words::has_word;

use crate::place::{Place, Say};

const LOCAL_API: &str = "http://127.0.0.1:8080";

/// Control planes talk to themselves: the address that others use is none of theirs.
pub(crate) fn no_common_api_address(place: &Place<'_>, say: Say<'_>) -> usize {
    let host = place.case.api_host();
    let own = place.case.machines().iter().any(|machine| machine.ip == host);
    let advertised = place.case.spec("coreos_guide.api_advertise").is_some_and(|a| a == "api-host");
    if !place.is("control-plane") || own || advertised {
        return 0;
    }
    for (path, _) in place.files.iter().filter(|(_, file)| has_word(file.text(), &host)) {
        say(format!("{path} names {host}"));
    }
    place.files.len()
}

/// The API's own service address stands in certificates only.
pub(crate) fn no_first_service_address(place: &Place<'_>, say: Say<'_>) -> usize {
    let services = place.case.spec("network.services").unwrap_or_else(|| "10.3.0.0/24".to_owned());
    let net: ipnet::Ipv4Net = services.parse().unwrap();
    let first = std::net::Ipv4Addr::from(u32::from(net.network()) + 1).to_string();
    for (path, _) in place.files.iter().filter(|(_, file)| has_word(file.text(), &first)) {
        say(format!("{path} names {first}"));
    }
    place.files.len()
}

/// Kubelet, Calico, its CNI plugin and flannel must know a machine by the same name.
pub(crate) fn one_name_everywhere(place: &Place<'_>, say: Say<'_>) -> usize {
    if place.is("etcd") {
        return 0;
    }
    let calico = place.case.calico();
    let advertised = place.case.spec("coreos_guide.api_advertise").is_some_and(|a| a == "api-host");
    let mut seen = 0;
    for (name, wanted) in [
        ("--hostname-override", true),
        ("HOSTNAME", calico),
        ("IP", calico),
        ("FELIX_FELIXHOSTNAME", calico),
        ("hostname", calico),
        ("FLANNELD_IFACE", place.case.provider() == "flannel"),
        ("--advertise-address", place.is("control-plane")),
    ] {
        let values = place.values(name);
        if values.is_empty() == wanted {
            say(format!("{name} is {}", if wanted { "missing" } else { "not expected" }));
        }
        let host = place.case.api_host();
        let right =
            if name == "--advertise-address" && advertised { &host } else { &place.machine.ip };
        values
            .iter()
            .filter(|value| *value != right)
            .for_each(|value| say(format!("{name} is {value}, not {right}")));
        seen += values.len();
    }
    seen
}

/// Control planes ask themselves, workers the common address over TLS.
pub(crate) fn the_right_api(place: &Place<'_>, say: Say<'_>) -> usize {
    if place.is("etcd") {
        return 0;
    }
    let host = format!("https://{}", place.case.api_host());
    let right = |url: &str| match place.machine.role.as_str() {
        "control-plane" => url == LOCAL_API || url == format!("{LOCAL_API}/api/v1/"),
        _ => url == host || url == format!("{host}:443/api/v1/"),
    };
    let names = ["--api-servers", "--master", "k8s_api_root", "server", "K8S_API].value"];
    let urls: Vec<String> = names.iter().flat_map(|name| place.values(name)).collect();
    urls.iter().filter(|url| !right(url)).for_each(|url| say(format!("asks {url}")));
    if urls.len() < 2 {
        say("neither kubelet nor kube-proxy say whom they ask".to_owned());
    }
    urls.len()
}

/// Everything that asks etcd has the same list of members.
pub(crate) fn the_right_etcd(place: &Place<'_>, say: Say<'_>) -> usize {
    let list = place.case.etcd_endpoints().join(",");
    let names = [
        "--etcd-servers",
        "FLANNELD_ETCD_ENDPOINTS",
        "ETCD_ENDPOINTS",
        "etcd_endpoints",
        "ETCD_ENDPOINTS].value",
    ];
    let values: Vec<String> = names.iter().flat_map(|name| place.values(name)).collect();
    values
        .iter()
        .filter(|value| **value != list)
        .for_each(|value| say(format!("asks etcd at {value}, not {list}")));
    if place.is("control-plane") && values.is_empty() {
        say("asks no etcd".to_owned());
    }
    values.len()
}
