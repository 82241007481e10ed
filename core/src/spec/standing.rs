//! What holds where the user is silent.

use std::fmt::Display;

use super::draft::Draft;
use super::idle::idle_by_value;
use super::offer::is_within;
use super::{Field, Profile, Spec, defaults};
use crate::diagnostic::Report;

/// A field that is left to its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The keys on the way to it: `network.dns_service_ip`.
    pub path: &'static str,
    /// What holds there, as it would be written, without quotes.
    pub value: String,
}

/// Every single value that has a default in this spec and is left to it, in the order of the
/// format. Writing one out changes nothing. Of a spec whose profile or edition cannot be read,
/// none; and none that means nothing in this spec.
///
/// Fields of nodes and pools, and lists, which are empty by default, are not here.
pub fn standing(spec: &Spec) -> Vec<Standing> {
    let draft = Draft::of(spec, &mut Report::default());
    let idle = idle_by_value(&draft);
    let mut list = all_standing(&draft);
    list.retain(|standing| !idle.iter().any(|(path, _)| is_within(standing.path, path)));
    list
}

/// The same, and with them those that mean nothing in this spec.
pub(super) fn all_standing(draft: &Draft<'_>) -> Vec<Standing> {
    let spec = draft.spec;
    let (Some(profile), Some(_)) = (draft.profile, draft.edition) else { return Vec::new() };
    let mut list = List(Vec::new());
    common(draft, &mut list);
    if profile.has("pki") {
        pki(draft, &mut list);
    }
    list.add("addons.kube_dns", &spec.addons.kube_dns, draft.kube_dns);
    list.add("addons.dashboard", &spec.addons.dashboard, draft.dashboard);
    match profile {
        Profile::CoreosGuide => coreos_guide(draft, &mut list),
        Profile::FleetUnits => fleet_units(draft, &mut list),
        Profile::Weave => weave(draft, &mut list),
        Profile::Corekube => corekube(draft, &mut list),
        Profile::Flatcar => flatcar(draft, &mut list),
    }
    list.0.retain(|standing| profile.has(standing.path));
    list.0
}

struct List(Vec<Standing>);

impl List {
    /// `value` is what the field gives with its default; it is listed if the field is silent.
    fn add<T>(&mut self, path: &'static str, field: &Field<T>, value: Option<impl Display>) {
        if let Some(value) = value.filter(|_| field.is_absent()) {
            self.0.push(Standing { path, value: value.to_string() });
        }
    }
}

fn common(draft: &Draft<'_>, list: &mut List) {
    let Spec { profile, kubernetes, network, api, .. } = draft.spec;
    list.add("profile", profile, draft.profile);
    list.add("kubernetes.version", &kubernetes.version, draft.version);
    list.add("network.pods", &network.pods, draft.pods);
    list.add("network.services", &network.services, draft.services);
    list.add("network.dns_service_ip", &network.dns_service_ip, draft.dns);
    list.add("network.domain", &network.domain, draft.domain.as_ref());
    list.add("network.provider", &network.provider, draft.provider);
    list.add("network.policy", &network.policy, draft.policy);
    list.add("api.host", &api.host, draft.api_host.as_ref());
}

fn pki(draft: &Draft<'_>, list: &mut List) {
    let pki = &draft.spec.pki;
    list.add("pki.source", &pki.source, draft.pki_source);
    list.add("pki.key", &pki.key, Some(defaults::PKI_KEY));
    list.add("pki.ca_days", &pki.ca_days, Some(defaults::CA_DAYS));
    list.add("pki.certificate_days", &pki.certificate_days, Some(defaults::CERTIFICATE_DAYS));
    list.add("pki.backdate_minutes", &pki.backdate_minutes, Some(defaults::BACKDATE_MINUTES));
}

fn coreos_guide(draft: &Draft<'_>, list: &mut List) {
    let (block, guide) = (&draft.spec.coreos_guide, &draft.guide);
    list.add("coreos_guide.edition", &block.edition, draft.edition);
    list.add("coreos_guide.pod_networking", &block.pod_networking, guide.pod_networking);
    list.add("coreos_guide.os_version", &block.os_version, guide.os_version);
    list.add("coreos_guide.api_advertise", &block.api_advertise, guide.api_advertise);
    list.add("coreos_guide.reboot_strategy", &block.reboot_strategy, guide.reboot_strategy);
    let kubelet = &block.kubelet;
    for (path, field, default) in [
        ("coreos_guide.kubelet.host_dns", &kubelet.host_dns, defaults::HOST_DNS),
        ("coreos_guide.kubelet.logging", &kubelet.logging, defaults::LOGGING),
        ("coreos_guide.kubelet.iscsi", &kubelet.iscsi, defaults::ISCSI),
        ("coreos_guide.kubelet.rbd", &kubelet.rbd, defaults::RBD),
        ("coreos_guide.kubelet.keep_pod_ips", &kubelet.keep_pod_ips, defaults::KEEP_POD_IPS),
    ] {
        list.add(path, field, Some(default));
    }
    list.add("coreos_guide.kubelet.runtime", &kubelet.runtime, guide.runtime);
}

fn fleet_units(draft: &Draft<'_>, list: &mut List) {
    let block = &draft.spec.fleet_units;
    list.add("fleet_units.edition", &block.edition, draft.edition);
    list.add("fleet_units.api_port", &block.api_port, Some(defaults::FLEET_API_PORT));
    let (leader, worker) = (defaults::leader_metadata(), defaults::worker_metadata());
    list.add("fleet_units.leader_metadata", &block.leader_metadata, Some(leader));
    list.add("fleet_units.worker_metadata", &block.worker_metadata, Some(worker));
    let url = defaults::download_url();
    list.add("fleet_units.download_url", &block.download_url, Some(url));
    let off = defaults::REBOOT_STRATEGY;
    list.add("fleet_units.reboot_strategy", &block.reboot_strategy, Some(off));
}

fn weave(draft: &Draft<'_>, list: &mut List) {
    let block = &draft.spec.weave;
    list.add("weave.edition", &block.edition, draft.edition);
    list.add("weave.layout", &block.layout, Some(defaults::LAYOUT));
    list.add("weave.registration", &block.registration, Some(defaults::REGISTRATION));
    list.add("weave.environment", &block.environment, Some(defaults::environment()));
    list.add("weave.update_group", &block.update_group, Some(defaults::WEAVE_UPDATE_GROUP));
    list.add("weave.reboot_strategy", &block.reboot_strategy, Some(defaults::REBOOT_STRATEGY));
}

fn corekube(draft: &Draft<'_>, list: &mut List) {
    let block = &draft.spec.corekube;
    list.add("corekube.edition", &block.edition, draft.edition);
    list.add("corekube.platform", &block.platform, draft.platform());
    let open = defaults::OPEN_SECURITY_GROUP;
    list.add("corekube.open_security_group", &block.open_security_group, Some(open));
    list.add("corekube.download_url", &block.download_url, Some(defaults::download_url()));
}

fn flatcar(draft: &Draft<'_>, list: &mut List) {
    let block = &draft.spec.flatcar;
    list.add("flatcar.os", &block.os, Some(defaults::FLATCAR_OS));
    list.add("flatcar.arch", &block.arch, Some(defaults::ARCH));
    list.add("flatcar.install", &block.install, Some(defaults::INSTALL));
    list.add("flatcar.mode", &block.mode, Some(defaults::CONTROL_PLANE_MODE));
    list.add("flatcar.etcd", &block.etcd, Some(defaults::ETCD_SERVICE));
    list.add("flatcar.proxy", &block.proxy, Some(defaults::PROXY_MODE));
    list.add("flatcar.calico_tunnel", &block.calico_tunnel, Some(defaults::CALICO_TUNNEL));
    list.add("flatcar.api_address", &block.api_address, Some(defaults::API_ADDRESS));
    list.add("flatcar.node_cidr_mask", &block.node_cidr_mask, Some(defaults::NODE_RANGES.v4));
    list.add("flatcar.node_cidr_mask_v6", &block.node_cidr_mask_v6, Some(defaults::NODE_RANGES.v6));
    list.add("flatcar.max_pods", &block.max_pods, Some(defaults::NODE_RANGES.max_pods));
    list.add("flatcar.node_ports", &block.node_ports, Some(defaults::node_ports()));
    list.add("flatcar.keys", &block.keys, Some(defaults::KEY_DELIVERY));
    list.add("flatcar.platform", &block.platform, Some(defaults::USER_DATA_PLATFORM));
    list.add("flatcar.reboot_strategy", &block.reboot_strategy, Some(defaults::REBOOT_STRATEGY));
}
