//! What only one profile has.

use super::{Facts, joined};
use kubecore::catalogue::Program;
use kubecore::plan::{Node, Plan, System, corekube, coreos_guide, flatcar, fleet_units, weave};
use kubecore::spec::value::{Host, Sha256};
use kubecore::spec::{EtcdService, Role};

pub(super) fn cluster(facts: &mut Facts, plan: &Plan) {
    match &plan.system {
        System::Flatcar(settings) => of_flatcar(facts, settings),
        System::CoreosGuide(settings) => of_coreos_guide(facts, plan, settings),
        System::FleetUnits(settings) => of_fleet_units(facts, settings),
        System::Weave(settings) => of_weave(facts, settings),
        System::Corekube(settings) => of_corekube(facts, plan, settings),
    }
}

pub(super) fn machine(facts: &mut Facts, plan: &Plan, node: &Node) {
    match &plan.system {
        System::Weave(settings) => {
            let bridge = settings.bridge(node);
            facts.put("node.bridge", bridge.address);
            facts.put("node.subnet", bridge.subnet);
            let length = bridge.subnet.prefix_len();
            facts.put("node.bridge.cidr", format_args!("{}/{length}", bridge.address));
            let mut labels = vec![
                format!("environment={}", settings.environment),
                format!("kubernetes.io/hostname={}", bridge.address),
                format!("name={}", node.name),
            ];
            // What users say comes first.
            let given = |label: &String| {
                node.labels.0.iter().any(|(key, _)| label.split('=').next() == Some(key))
            };
            labels.retain(|label| !given(label));
            labels.extend(node.labels.0.iter().map(|(key, value)| format!("{key}={value}")));
            labels.sort();
            facts.put("node.labels.all", labels.join("\n"));
            facts.put("node.peers", joined(bridge.peers.iter(), " "));
            facts.choose("peers", !bridge.peers.is_empty());
        }
        System::Corekube(settings) => facts.perhaps("node.id", settings.id(&node.name)),
        System::Flatcar(settings) => {
            let form = match (node.etcd, node.role, settings.etcd) {
                (false, _, _) => "none",
                (true, Role::Etcd, _) | (true, _, EtcdService::Unit) => "unit",
                (true, _, EtcdService::StaticPod) if settings.kubeadm() => "kubeadm",
                (true, _, EtcdService::StaticPod) => "static-pod",
            };
            facts.choose("etcd.form", form);
        }
        System::CoreosGuide(_) | System::FleetUnits(_) => {}
    }
}

fn of_flatcar(facts: &mut Facts, settings: &flatcar::Settings) {
    let (release, arch) = (settings.release, settings.arch);
    facts.put("arch", arch);
    for (program, [url, sum]) in [
        (Program::Kubelet, ["kubelet.url", "kubelet.sha256"]),
        (Program::Kubeadm, ["kubeadm.url", "kubeadm.sha256"]),
        (Program::Kubectl, ["kubectl.url", "kubectl.sha256"]),
    ] {
        let download = release.program(program, arch);
        facts.put(url, download.url);
        facts.put(sum, download.sha256);
    }
    for (download, [url, sum]) in [
        (release.cni_plugins(arch), ["cni.url", "cni.sha256"]),
        (release.etcd_archive(arch), ["etcd.url", "etcd.sha256"]),
        (release.crictl(arch), ["crictl.url", "crictl.sha256"]),
        (release.calico_manifest(), ["calico.url", "calico.sha256"]),
    ] {
        if let Some((_, file)) = download.url.rsplit_once('/') {
            let name = match url {
                "cni.url" => "cni.file",
                "etcd.url" => "etcd.file",
                "crictl.url" => "crictl.file",
                _ => "calico.file",
            };
            facts.put(name, file);
        }
        facts.put(url, download.url);
        facts.put(sum, download.sha256);
    }
    facts.put("etcd.folder", kubecore::catalogue::Release::etcd_folder(arch));
    facts.put("etcd.image", release.etcd_image());
    facts.put("pause.image", release.pause_image());
    facts.put("coredns", release.core_dns());
    facts.put("flannel", release.flannel());
    facts.put("flannel.plugin", release.flannel_cni_plugin());
    facts.put("calico", release.calico());
    facts.put("kube-vip", release.kube_vip());
    facts.put("sysext.name", release.sysext_name(arch));
    facts.put("sysext.url", release.sysext_url(arch));
    let sysext = match &settings.programs {
        flatcar::Programs::Sysext(sum) => Some(sum),
        flatcar::Programs::Binaries => None,
    };
    facts.perhaps("sysext.sha256", sysext);
    facts.choose("image", sysext.is_some());
    let token = match &settings.control_plane {
        flatcar::ControlPlane::Kubeadm(token) => Some(token.expose()),
        flatcar::ControlPlane::StaticPods => None,
    };
    facts.choose("kubeadm", token.is_some());
    facts.perhaps("token", token);
    facts.perhaps("vip", settings.vip.as_ref().map(|vip| vip.address));
    facts.perhaps("vip.interface", settings.vip.as_ref().and_then(|vip| vip.interface.as_ref()));
    facts.choose("vip", settings.vip.is_some());
    facts.choose("vip.interface", settings.vip.as_ref().is_some_and(|vip| vip.interface.is_some()));
    facts.put("ranges.v4", settings.node_ranges.v4);
    facts.put("ranges.v6", settings.node_ranges.v6);
    facts.put("node-ports", settings.node_ports);
    facts.put("pods.most", settings.node_ranges.max_pods);
    facts.perhaps("config-url", settings.config_url.as_ref());
    facts.put("reboot", settings.reboot_strategy);
    facts.choose("reboot", settings.reboot_strategy);
    facts.choose("os", settings.os);
    facts.choose("arch", arch);
    facts.choose("etcd-service", settings.etcd);
    facts.choose(
        "network",
        match settings.network {
            flatcar::PodNetwork::Flannel => "flannel".to_owned(),
            flatcar::PodNetwork::Calico(tunnel) => format!("calico-{tunnel}"),
            flatcar::PodNetwork::Own => "none".to_owned(),
        },
    );
    facts.choose(
        "provider",
        match settings.network {
            flatcar::PodNetwork::Flannel => "flannel",
            flatcar::PodNetwork::Calico(_) => "calico",
            flatcar::PodNetwork::Own => "none",
        },
    );
    facts.put("proxy", settings.proxy);
    facts.choose("proxy", settings.proxy);
    facts.choose("keys", settings.keys);
    facts.choose("platform", settings.platform);
    facts.choose("config-url", settings.config_url.is_some());
}

fn of_coreos_guide(facts: &mut Facts, plan: &Plan, settings: &coreos_guide::Settings) {
    facts.choose("edition", settings.edition);
    facts.choose("mode", format!("{:?}", settings.mode));
    facts.choose("flannel", settings.mode.flannel());
    facts.choose("calico", settings.mode.calico());
    facts.choose("cni", settings.mode.cni());
    facts.choose("new-names", settings.wrapper_has_new_names());
    facts.choose("mounts-logs", settings.wrapper_mounts_logs());
    facts.choose("advertise", settings.api_advertise);
    facts.put("reboot", settings.reboot_strategy);
    facts.choose("reboot", settings.reboot_strategy);
    let kubelet = settings.kubelet;
    facts.choose("host-dns", kubelet.host_dns);
    facts.choose("logging", kubelet.logging);
    facts.choose("iscsi", kubelet.iscsi);
    facts.choose("rbd", kubelet.rbd);
    facts.choose("keep-pod-ips", kubelet.keep_pod_ips);
    facts.put("runtime", kubelet.runtime);
    facts.choose("runtime", kubelet.runtime);
    facts.put("image-tag", plan.release);
    let (dns, ip) = api_names(plan);
    facts.put("sans.dns", dns.join("\n"));
    facts.put("sans.ip", ip.join("\n"));
}

fn of_fleet_units(facts: &mut Facts, settings: &fleet_units::Settings) {
    facts.choose("edition", settings.edition);
    facts.put("fleet.api-port", settings.api_port);
    facts.put("leader", &settings.leader_metadata);
    facts.put("worker", &settings.worker_metadata);
    facts.perhaps("discovery", settings.discovery.as_ref());
    facts.choose("discovery", settings.discovery.is_some());
    facts.put("download", &settings.download_url);
    facts.put("reboot", settings.reboot_strategy);
    facts.choose("reboot", settings.reboot_strategy);
    let sums = &settings.checksums;
    for (name, sum) in [
        ("sum.kube-apiserver", &sums.kube_apiserver),
        ("sum.kube-controller-manager", &sums.kube_controller_manager),
        ("sum.kube-scheduler", &sums.kube_scheduler),
        ("sum.kubelet", &sums.kubelet),
        ("sum.kube-proxy", &sums.kube_proxy),
    ] {
        checksum(facts, name, sum.as_ref());
    }
}

fn checksum(facts: &mut Facts, name: &'static str, sum: Option<&Sha256>) {
    facts.perhaps(name, sum);
    facts.choose(name, sum.is_some());
}

fn of_weave(facts: &mut Facts, settings: &weave::Settings) {
    facts.choose("edition", settings.edition);
    facts.choose("layout", settings.layout);
    facts.choose("registration", settings.registration);
    facts.choose("password", settings.password.is_some());
    facts
        .perhaps("password", settings.password.as_ref().map(kubecore::spec::value::Secret::expose));
    facts.put("environment", &settings.environment);
    facts.choose("registries", !settings.registries.is_empty());
    checksum(facts, "sum", settings.checksum.as_ref());
    facts.put("update-group", settings.update_group);
    facts.put("reboot", settings.reboot_strategy);
    facts.choose("reboot", settings.reboot_strategy);
    facts.put("bridge.master", settings.control_plane.address);
    facts.put("bridge.master.subnet", settings.control_plane.subnet);
}

fn of_corekube(facts: &mut Facts, plan: &Plan, settings: &corekube::Settings) {
    facts.choose("edition", settings.edition);
    facts.choose("platform", settings.platform);
    facts.perhaps("key-name", settings.key_name.as_ref());
    facts.choose("key-name", settings.key_name.is_some());
    facts.perhaps("flavor", settings.flavor.as_ref());
    facts.choose("flavor", settings.flavor.is_some());
    facts.perhaps("image", settings.image.as_ref());
    facts.choose("image", settings.image.is_some());
    facts.perhaps("external-network", settings.external_network.as_ref());
    facts.choose("external-network", settings.external_network.is_some());
    facts.perhaps("admin-cidr", settings.admin_cidr);
    facts.choose("admin-cidr", settings.admin_cidr.is_some());
    facts.choose("open", settings.open_security_group);
    facts.perhaps("rackconnect", settings.rackconnect_network.as_ref());
    facts.choose("rackconnect", settings.rackconnect_network.is_some());
    facts.put("download", &settings.download_url);
    facts.choose("overlord.program", settings.program.is_some());
    facts.perhaps("overlord.url", settings.program.as_ref().map(|(url, _)| url));
    facts.perhaps("overlord.sha256", settings.program.as_ref().map(|(_, sum)| sum));
    facts.put("network", settings.network);
    facts.put("pool.first", settings.pool.0);
    facts.put("pool.last", settings.pool.1);
    facts.choose("ids", !settings.ids.is_empty());
    let known = |node: &&Node| settings.id(&node.name).is_some();
    facts.choose("ids.workers", plan.of_role(Role::Worker).any(|node| known(&node)));
    facts.choose("ids.control-planes", plan.of_role(Role::ControlPlane).any(|node| known(&node)));
    let machines = plan
        .nodes()
        .iter()
        .filter_map(|node| settings.id(&node.name).map(|id| format!("{id}={}", node.ip)));
    facts.put("machines", joined(machines, " "));
    let sums = &settings.checksums;
    for (name, sum) in [
        ("sum.kube-apiserver", &sums.kube_apiserver),
        ("sum.kube-controller-manager", &sums.kube_controller_manager),
        ("sum.kube-scheduler", &sums.kube_scheduler),
        ("sum.kubectl", &sums.kubectl),
        ("sum.kubelet", &sums.kubelet),
        ("sum.kube-proxy", &sums.kube_proxy),
    ] {
        checksum(facts, name, sum.as_ref());
    }
}

/// Names and addresses at which the guide's API is asked for, in the order of its certificate.
fn api_names(plan: &Plan) -> (Vec<String>, Vec<String>) {
    let service = format!("kubernetes.default.svc.{}", plan.network.domain);
    let mut dns: Vec<String> =
        ["kubernetes", "kubernetes.default", "kubernetes.default.svc", &service]
            .map(str::to_owned)
            .into();
    let mut ip = vec![plan.network.api_service_ip.to_string()];
    for host in std::iter::once(&plan.api.host).chain(&plan.pki.api_sans) {
        let list = if matches!(host, Host::Address(_)) { &mut ip } else { &mut dns };
        push(list, host.to_string());
    }
    for address in &plan.api.control_planes {
        push(&mut ip, address.to_string());
    }
    (dns, ip)
}

fn push(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}
