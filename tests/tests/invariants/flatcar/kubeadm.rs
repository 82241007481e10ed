//! What kubeadm is told.

use serde_yaml::Value;

use super::addresses::host_and_port;
use super::machine::{Here, by_kubeadm, machines, text};
use crate::cluster::Cluster;
use crate::place::Say;

const FILE: &str = "/etc/kubernetes/kubeadm.yaml";

/// Arguments that kubeadm passes on: the place, then a command line.
pub(super) fn extra_arguments(here: &Here<'_>) -> Vec<(String, Vec<String>)> {
    let lists = [
        ("kubelet", &["nodeRegistration", "kubeletExtraArgs"]),
        ("kube-apiserver", &["apiServer", "extraArgs"]),
        ("kube-controller-manager", &["controllerManager", "extraArgs"]),
        ("kube-scheduler", &["scheduler", "extraArgs"]),
    ];
    let mut found = Vec::new();
    for config in here.yaml(FILE) {
        for (program, [part, list]) in lists {
            let all = config[*part][*list].as_sequence().into_iter().flatten();
            let words = all.map(|arg| format!("--{}={}", text(&arg["name"]), text(&arg["value"])));
            let words: Vec<String> = [program.to_owned()].into_iter().chain(words).collect();
            found.push((format!("{FILE}: {part}"), words));
        }
    }
    found
}

/// One machine begins, the others join it, each by its own name and address, with one token.
pub(super) fn kubeadm_is_told_what_the_plan_says(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    if !by_kubeadm(cluster) {
        return 0;
    }
    let (mut begins, mut tokens, mut seen) = (0, Vec::new(), 0);
    for here in machines(cluster) {
        let configs = here.yaml(FILE);
        let of = |kind: &str| configs.iter().find(|config| config["kind"] == kind);
        let verb = if of("InitConfiguration").is_some() { "init" } else { "join" };
        let expect = |what: &str, found: &str, wanted: &str| {
            if found != wanted {
                say(format!("{}: {what} is {found}, not {wanted}", here.name()));
            }
        };
        let commands = here.commands().into_iter().map(|(_, words)| words);
        let run =
            commands.filter(|words| words[0].ends_with("/kubeadm")).map(|words| words[1].clone());
        expect("kubeadm's verb", &run.collect::<String>(), verb);
        begins += usize::from(verb == "init");
        let main = of("InitConfiguration").or(of("JoinConfiguration")).unwrap_or(&Value::Null);
        expect("the name", text(&main["nodeRegistration"]["name"]), here.name());
        let endpoint = match verb {
            "init" => &main["localAPIEndpoint"],
            _ => &main["controlPlane"]["localAPIEndpoint"],
        };
        if here.machine.role == "control-plane" {
            expect("the address", text(&endpoint["advertiseAddress"]), &here.machine.ip);
            expect("the port", &format!("{:?}", endpoint["bindPort"].as_u64()), "Some(6443)");
        } else if !main["controlPlane"].is_null() {
            say(format!("{}: would be a control plane", here.name()));
        }
        let kubelet = extra_arguments(&here).into_iter().find(|(_, words)| words[0] == "kubelet");
        let node_ip = format!("--node-ip={}", here.addresses());
        if !kubelet.is_some_and(|(_, words)| words.contains(&node_ip)) {
            say(format!("{}: kubeadm does not say {node_ip}", here.name()));
        }
        if let Some(of_all) = of("ClusterConfiguration") {
            expect("the endpoint", text(&of_all["controlPlaneEndpoint"]), &host_and_port(cluster));
            let domain =
                cluster.case.spec("network.domain").unwrap_or_else(|| "cluster.local".into());
            expect("the domain", text(&of_all["networking"]["dnsDomain"]), &domain);
        }
        tokens.push(match verb {
            "init" => text(&main["bootstrapTokens"][0]["token"]).to_owned(),
            _ => text(&main["discovery"]["tlsBootstrapToken"]).to_owned(),
        });
        let discovery = text(&main["discovery"]["file"]["kubeConfigPath"]);
        if verb == "join" && !here.files.contains_key(discovery) {
            say(format!("{}: {discovery} is missing", here.name()));
        }
        if here.files.get(FILE).is_none_or(|file| file.mode != 0o600) {
            say(format!("{}: {FILE} holds the token, and is not its owner's alone", here.name()));
        }
        seen += 1;
    }
    tokens.sort();
    tokens.dedup();
    if begins != 1 || tokens.len() != 1 || tokens[0].is_empty() {
        say(format!("{begins} machines begin, with {} tokens", tokens.len()));
    }
    seen
}
