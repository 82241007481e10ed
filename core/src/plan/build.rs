//! Spec → Plan. Every `?` here is a value that some rule of `validate` has already missed: the
//! caller treats `None` after a clean report as a bug of ours.

use super::certificates::Pki;
use super::coreos_guide::{Kubelet, Mode, Settings};
use super::{Addons, Api, Etcd, Member, Network, Node, Plan, Release, System};
use super::{corekube, flatcar, fleet_units, weave};
use crate::format::x509::KeyKind;
use crate::spec::defaults;
use crate::spec::draft::{Draft, Machine, nth};
use crate::spec::value::{EtcdUrl, Host};
use crate::spec::{KeyChoice, PodNetworking, Policy, Profile, Provider, Role, Whole};

/// Port of etcd's clients (IANA).
pub const ETCD_CLIENT_PORT: u16 = 2379;

pub(crate) fn build(draft: &Draft<'_>) -> Option<Plan> {
    let spec = draft.spec;
    let services = draft.services?;
    let control_planes = draft.of_role(Role::ControlPlane).map(|m| m.ip).collect::<Option<_>>()?;
    let profile = draft.profile?;
    let (host, etcd) = match profile {
        Profile::Weave => (weave::api_host(draft)?, weave::etcd(draft)?),
        _ => (draft.api_host.clone()?, etcd(draft)?),
    };
    let nodes: Vec<Node> =
        draft.machines.iter().map(|machine| node(machine, &etcd)).collect::<Option<_>>()?;
    Some(Plan {
        name: spec.name.given()?.clone(),
        release: Release::new(draft.version?),
        network: Network {
            pods: draft.pods?,
            services,
            api_service_ip: nth(services.first(), 1)?,
            dns_service_ip: draft.dns?,
            domain: draft.domain.clone()?,
        },
        api: Api { host, port: api_port(profile), control_planes },
        etcd,
        pki: pki(draft)?,
        addons: Addons { kube_dns: draft.kube_dns?, dashboard: draft.dashboard? },
        ssh_authorized_keys: spec
            .ssh_authorized_keys
            .items()
            .iter()
            .map(|key| key.given().cloned())
            .collect::<Option<_>>()?,
        system: match profile {
            Profile::CoreosGuide => System::CoreosGuide(coreos_guide(draft)?),
            Profile::FleetUnits => System::FleetUnits(fleet_units::settings(draft)?),
            Profile::Weave => System::Weave(weave::settings(draft)?),
            Profile::Corekube => System::Corekube(corekube::settings(draft)?),
            Profile::Flatcar => System::Flatcar(flatcar::settings(draft)?),
        },
        nodes,
    })
}

/// Today's API servers listen at the port that Kubernetes registered.
fn api_port(profile: Profile) -> u16 {
    if profile == Profile::Flatcar { flatcar::API_PORT } else { 443 }
}

fn pki(draft: &Draft<'_>) -> Option<Pki> {
    let pki = &draft.spec.pki;
    Some(Pki {
        source: draft.pki_source?,
        key: match pki.key.or(defaults::PKI_KEY)? {
            KeyChoice::EcdsaP256 => KeyKind::EcdsaP256,
            KeyChoice::Rsa2048 => KeyKind::Rsa2048,
        },
        api_sans: pki
            .api_sans
            .items()
            .iter()
            .map(|san| san.given().cloned())
            .collect::<Option<_>>()?,
        ca_days: pki.ca_days.or(Whole(defaults::CA_DAYS))?.0,
        certificate_days: pki.certificate_days.or(Whole(defaults::CERTIFICATE_DAYS))?.0,
        backdate_minutes: pki.backdate_minutes.or(Whole(defaults::BACKDATE_MINUTES))?.0,
    })
}

fn etcd(draft: &Draft<'_>) -> Option<Etcd> {
    let given = draft.spec.etcd.endpoints.items();
    if !given.is_empty() {
        let endpoints = given.iter().map(|url| url.given().cloned()).collect::<Option<_>>()?;
        return Some(Etcd { members: Vec::new(), endpoints });
    }
    let dedicated = draft.of_role(Role::Etcd).next().is_some();
    let role = if dedicated { Role::Etcd } else { Role::ControlPlane };
    let members: Vec<Member> = draft
        .of_role(role)
        .map(|machine| Some(Member { name: machine.name.clone()?, ip: machine.ip? }))
        .collect::<Option<_>>()?;
    let endpoints = members
        .iter()
        .map(|member| EtcdUrl { host: Host::Address(member.ip), port: ETCD_CLIENT_PORT })
        .collect();
    Some(Etcd { members, endpoints })
}

fn node(machine: &Machine<'_>, etcd: &Etcd) -> Option<Node> {
    let (name, role) = (machine.name.clone()?, machine.role?);
    Some(Node {
        etcd: etcd.members.iter().any(|member| member.name == name),
        name,
        role,
        ip: machine.ip?,
        second_ip: machine.second_ip,
        labels: machine.labels.cloned().unwrap_or_default(),
        schedulable: machine.schedulable?,
    })
}

fn coreos_guide(draft: &Draft<'_>) -> Option<Settings> {
    let guide = &draft.guide;
    let mode = match (draft.provider?, draft.policy?, guide.pod_networking?) {
        (Provider::Flannel, Policy::None, PodNetworking::DockerBridge) => Mode::FlannelBridge,
        (Provider::Flannel, Policy::None, PodNetworking::Cni) => Mode::FlannelCni,
        (Provider::Flannel, Policy::Calico, _) => Mode::FlannelCalico,
        (Provider::Calico, Policy::Calico, _) => Mode::Calico,
        (Provider::None, Policy::None, _) => Mode::Routed,
        (Provider::Calico, Policy::None, _)
        | (Provider::None, Policy::Calico, _)
        | (Provider::Weave, _, _) => return None,
    };
    let options = &draft.spec.coreos_guide.kubelet;
    Some(Settings {
        edition: draft.edition?,
        mode,
        os: guide.os_version?,
        api_advertise: guide.api_advertise?,
        reboot_strategy: guide.reboot_strategy?,
        kubelet: Kubelet {
            host_dns: options.host_dns.or(defaults::HOST_DNS)?,
            logging: options.logging.or(defaults::LOGGING)?,
            iscsi: options.iscsi.or(defaults::ISCSI)?,
            rbd: options.rbd.or(defaults::RBD)?,
            keep_pod_ips: options.keep_pod_ips.or(defaults::KEEP_POD_IPS)?,
            runtime: guide.runtime?,
        },
    })
}
