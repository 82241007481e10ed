//! Fields that mean nothing where the rest of the spec stands as it does.

use super::draft::{Draft, nth};
use super::offer::is_within;
use super::shape::{RecordShape, Shape};
use super::{
    ApiAddress, ControlPlaneMode, Edition, Install, Platform, Profile, Provider, Registration,
    Role, Spec, defaults, shape,
};
use crate::diagnostic::Report;

/// A field, or group of fields, that means nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// The keys on the way to it: `pki.ca_days`, `nodes.labels`.
    pub path: String,
    /// Why, in a sentence.
    pub why: &'static str,
}

impl Idle {
    /// Whether it speaks of the field at `path`.
    pub fn covers(&self, path: &str) -> bool {
        is_within(path, &self.path)
    }
}

/// Every field and group that this spec leaves without a meaning: what stands there is refused, or
/// changes nothing, unless it is what holds anyway. Of a spec whose profile cannot be read, none.
pub fn idle(spec: &Spec) -> Vec<Idle> {
    let draft = Draft::of(spec, &mut Report::default());
    let Some(profile) = draft.profile else { return Vec::new() };
    let mut list = Vec::new();
    lacking(profile, &shape(), "", &mut list);
    let others = idle_by_value(&draft).into_iter();
    list.extend(others.map(|(path, why)| Idle { path: path.to_owned(), why }));
    list
}

/// What the profile has no place for: whole groups where all of a group is lacking.
fn lacking(profile: Profile, record: &RecordShape, prefix: &str, list: &mut Vec<Idle>) {
    for field in &record.fields {
        let path = match prefix {
            "" => field.key.to_owned(),
            prefix => [prefix, ".", field.key].concat(),
        };
        if let Some(why) = profile.lacks_because(&path) {
            list.push(Idle { path, why });
            continue;
        }
        match &field.shape {
            Shape::Record(record) => lacking(profile, record, &path, list),
            Shape::List(element) => {
                if let Shape::Record(record) = element.as_ref() {
                    lacking(profile, record, &path, list);
                }
            }
            _ => {}
        }
    }
}

/// A field and why it means nothing.
type Reason = (&'static str, &'static str);

/// Fields that the profile has and another field leaves without a meaning.
pub(super) fn idle_by_value(draft: &Draft<'_>) -> Vec<Reason> {
    let Some(profile) = draft.profile else { return Vec::new() };
    let mut list = List(Vec::new());
    if profile.has("etcd") && draft.of_role(Role::Etcd).next().is_some() {
        list.add(&["etcd.endpoints"], "The machines of the role etcd are the members.");
    }
    if profile.has("pki") && !draft.keys_are_ours() {
        let paths = ["pki.key", "pki.ca_days", "pki.certificate_days", "pki.backdate_minutes"];
        list.add(&paths, "The script that makes the certificates has settings of its own.");
    }
    let tells_anyway = matches!(profile, Profile::CoreosGuide | Profile::Flatcar);
    if !tells_anyway && draft.kube_dns == Some(false) {
        dns(draft, &mut list);
    }
    let published = draft.edition == Some(Edition::Published);
    match profile {
        Profile::CoreosGuide => coreos_guide(draft, published, &mut list),
        Profile::FleetUnits => fleet_units(published, &mut list),
        Profile::Weave => weave(draft, published, &mut list),
        Profile::Corekube => corekube(draft, published, &mut list),
        Profile::Flatcar => flatcar(draft, &mut list),
    }
    list.0
}

struct List(Vec<Reason>);

impl List {
    fn add(&mut self, paths: &[&'static str], why: &'static str) {
        self.0.extend(paths.iter().map(|path| (*path, why)));
    }
}

/// The guide's kubelets, and today's, tell pods of a DNS service whether or not kube-dns is it; the others' do not.
fn dns(draft: &Draft<'_>, list: &mut List) {
    let why = "There is no DNS service: the add-on kube-dns is left out.";
    list.add(&["network.domain"], why);
    // A range that has no room for the usual address is refused until it has another.
    if draft.services.and_then(|ranges| nth(ranges.first(), defaults::DNS_OFFSET)).is_some() {
        list.add(&["network.dns_service_ip"], why);
    }
}

fn coreos_guide(draft: &Draft<'_>, published: bool, list: &mut List) {
    let by = draft.provider;
    let networking = &["coreos_guide.pod_networking"];
    if by == Some(Provider::Calico) {
        list.add(&["network.policy"], "Calico brings its own policy.");
    }
    if by == Some(Provider::None) {
        list.add(&["network.policy"], "Policy needs a network that Calico or flannel sets up.");
        list.add(networking, "You connect the machines' docker bridges yourself.");
    } else if by.is_some() && draft.policy.is_some() && !draft.chooses_pod_networking() {
        list.add(networking, "Calico always uses CNI.");
    } else if published {
        list.add(networking, "The published guide has no CNI file for flannel alone.");
    }
    if published {
        let why = "In the published guide each API server announces itself alone.";
        list.add(&["coreos_guide.api_advertise"], why);
        let why = "The published guide runs containers with docker.";
        list.add(&["coreos_guide.kubelet.runtime"], why);
    }
}

fn fleet_units(published: bool, list: &mut List) {
    if published {
        list.add(&["addons.kube_dns"], "The published units tell pods of no DNS service.");
        let why = "The published units do not check what they download.";
        list.add(&["fleet_units.checksums"], why);
    }
}

fn weave(draft: &Draft<'_>, published: bool, list: &mut List) {
    let labels = ["nodes.labels", "pools.labels"];
    if published {
        list.add(&["addons.kube_dns"], "The published document has no DNS for services.");
        list.add(&["weave.checksum"], "The published document takes its download unchecked.");
        list.add(&labels, "The published document gives all machines the same labels.");
    }
    if draft.registration() == Some(Registration::Kubelet) {
        let why =
            "Kubelets of these releases set no labels; the script that announces machines does.";
        list.add(&["weave.environment"], why);
        if !published {
            list.add(&labels, why);
        }
    }
}

fn corekube(draft: &Draft<'_>, published: bool, list: &mut List) {
    if published {
        list.add(&["addons.kube_dns"], "The published template has no DNS service.");
        let why = "The published template does not check what it downloads.";
        list.add(&["corekube.checksums"], why);
        let why = "The published template builds its Overlord from source.";
        list.add(&["corekube.overlord"], why);
    }
    let Some(platform) = draft.platform() else { return };
    if platform != Platform::Openstack {
        let paths =
            ["corekube.external_network", "corekube.admin_cidr", "corekube.open_security_group"];
        list.add(&paths, "It means something on the platform openstack only.");
    }
    if platform != Platform::RackconnectV3 {
        let why = "It means something on the platform rackconnect-v3 only.";
        list.add(&["corekube.rackconnect_network"], why);
    }
}

fn flatcar(draft: &Draft<'_>, list: &mut List) {
    let block = &draft.spec.flatcar;
    if block.install.or(defaults::INSTALL) == Some(Install::Binaries) {
        let why = "The catalogue knows the checksums of the single programs.";
        list.add(&["flatcar.sysext_checksum"], why);
    }
    match block.mode.or(defaults::CONTROL_PLANE_MODE) {
        Some(ControlPlaneMode::StaticPods) => {
            list.add(&["flatcar.kubeadm_token"], "Machines join by their certificates.");
            if draft.of_role(Role::Etcd).next().is_some() {
                list.add(&["flatcar.etcd"], "Machines of the role etcd run no pods.");
            }
        }
        Some(ControlPlaneMode::Kubeadm) => {
            list.add(&["flatcar.etcd"], "kubeadm runs etcd as a static pod.");
        }
        None => {}
    }
    if block.api_address.or(defaults::API_ADDRESS) == Some(ApiAddress::External) {
        list.add(
            &["flatcar.api_interface"],
            "The address is not the control planes' to hand over.",
        );
    }
    match draft.provider {
        Some(Provider::Calico) => {
            list.add(&["network.policy"], "Calico brings its own policy.");
            let why = "Calico gives out blocks of addresses of its own.";
            list.add(&["flatcar.node_cidr_mask", "flatcar.node_cidr_mask_v6"], why);
        }
        Some(_) => {
            list.add(&["network.policy"], "Only Calico enforces policy.");
            list.add(&["flatcar.calico_tunnel"], "Calico is not who connects pods.");
            if let Some(pods) = draft.pods {
                if pods.v4().is_none() {
                    list.add(&["flatcar.node_cidr_mask"], "Pods have IPv6 addresses alone.");
                }
                if pods.v6().is_none() {
                    list.add(&["flatcar.node_cidr_mask_v6"], "Pods have IPv4 addresses alone.");
                }
            }
        }
        None => {}
    }
}
