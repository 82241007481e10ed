//! The spec with every default filled in and every pool counted out. `None` stands where the
//! user's own value could not be read: rules then have nothing to add, and no plan is made.

use std::net::IpAddr;

use ipnet::IpNet;

use super::defaults::{self, Defaults};
use super::value::{Domain, Families, Host, KubernetesVersion, Labels, Name, OsVersion};
use super::{
    ApiAddress, ApiAdvertise, ControlPlaneMode, Edition, Field, Flatcar, MAX_NODES, Networking,
    NodeRanges, PkiSource, Platform, PodNetworking, Policy, PoolSpec, Profile, Provider,
    RebootStrategy, Registration, Role, Runtime, Spec, Whole,
};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;

#[derive(Debug)]
pub(crate) struct Draft<'s> {
    pub(crate) spec: &'s Spec,
    pub(crate) profile: Option<Profile>,
    pub(crate) edition: Option<Edition>,
    pub(crate) version: Option<KubernetesVersion>,
    pub(crate) networking: Networking,
    pub(crate) pods: Option<Families<IpNet>>,
    pub(crate) services: Option<Families<IpNet>>,
    pub(crate) dns: Option<Families<IpAddr>>,
    pub(crate) domain: Option<Domain>,
    pub(crate) provider: Option<Provider>,
    pub(crate) policy: Option<Policy>,
    pub(crate) machines: Vec<Machine<'s>>,
    pub(crate) api_host: Option<Host>,
    pub(crate) pki_source: Option<PkiSource>,
    pub(crate) kube_dns: Option<bool>,
    pub(crate) dashboard: Option<bool>,
    pub(crate) guide: Guide,
}

/// The block `coreos_guide`, filled in.
#[derive(Debug)]
pub(crate) struct Guide {
    pub(crate) pod_networking: Option<PodNetworking>,
    pub(crate) os_version: Option<OsVersion>,
    pub(crate) api_advertise: Option<ApiAdvertise>,
    pub(crate) reboot_strategy: Option<RebootStrategy>,
    pub(crate) runtime: Option<Runtime>,
}

/// One machine, given by itself or as a member of a pool.
#[derive(Debug, Clone)]
pub(crate) struct Machine<'s> {
    pub(crate) name: Option<Name>,
    pub(crate) role: Option<Role>,
    /// Its address of the primary family.
    pub(crate) ip: Option<IpAddr>,
    /// Its address of the other family, in a dual-stack cluster.
    pub(crate) second_ip: Option<IpAddr>,
    pub(crate) labels: Option<&'s Labels>,
    pub(crate) schedulable: Option<bool>,
    pub(crate) origin: Origin,
}

/// Where a machine stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Node(usize),
    Pool(usize),
}

impl Origin {
    pub(crate) fn path(self) -> FieldPath {
        match self {
            Self::Node(index) => FieldPath::root().key("nodes").index(index),
            Self::Pool(index) => FieldPath::root().key("pools").index(index),
        }
    }

    pub(crate) fn is_pool(self) -> bool {
        matches!(self, Self::Pool(_))
    }

    pub(crate) fn name(self) -> FieldPath {
        self.path().key("name")
    }

    pub(crate) fn ip(self) -> FieldPath {
        match self {
            Self::Node(_) => self.path().key("ip"),
            Self::Pool(_) => self.path().key("first_ip"),
        }
    }
}

impl Machine<'_> {
    /// Its addresses, the primary family's first.
    pub(crate) fn ips(&self) -> impl Iterator<Item = IpAddr> + use<> {
        [self.ip, self.second_ip].into_iter().flatten()
    }
}

impl<'s> Draft<'s> {
    /// Fills in; reports what a pool cannot be counted out to.
    pub(crate) fn of(spec: &'s Spec, report: &mut Report) -> Self {
        let profile = spec.profile.or(defaults::PROFILE);
        let edition = profile.and_then(|profile| edition(spec, profile));
        let defaults = defaults::of(
            profile.unwrap_or(defaults::PROFILE),
            edition.unwrap_or(defaults::EDITION),
        );
        let machines = machines(spec, report);
        let services = spec.network.services.or(Families::one(defaults.services));
        let provider = spec.network.provider.or(defaults.provider);
        let control_planes: Vec<&Machine<'_>> =
            machines.iter().filter(|m| m.role == Some(Role::ControlPlane)).collect();
        let api_host = match (&spec.api.host, control_planes.as_slice()) {
            (Field::Given(host), _) => Some(host.clone()),
            (Field::Absent, [only]) => only.ip.map(Host::Address),
            (Field::Absent | Field::Invalid, _) => None,
        };
        let guide = guide(spec, edition, control_planes.len());
        let Defaults { version, pods, domain, kube_dns, dashboard, .. } = defaults;
        Self {
            spec,
            profile,
            edition,
            version: spec.kubernetes.version.or(version),
            networking: networking(spec, profile, provider),
            pods: spec.network.pods.or(Families::one(pods)),
            services,
            dns: match &spec.network.dns_service_ip {
                Field::Given(ip) => Some(*ip),
                Field::Absent => services
                    .and_then(|ranges| nth(ranges.first(), defaults::DNS_OFFSET))
                    .map(Families::one),
                Field::Invalid => None,
            },
            domain: spec.network.domain.or(domain),
            provider,
            policy: provider.and_then(|p| spec.network.policy.or(defaults::policy(p))),
            machines,
            api_host,
            pki_source: edition.and_then(|e| spec.pki.source.or(defaults::pki_source(e))),
            kube_dns: spec.addons.kube_dns.or(kube_dns),
            dashboard: spec.addons.dashboard.or(dashboard),
            guide,
        }
    }

    pub(crate) fn of_role(&self, role: Role) -> impl Iterator<Item = &Machine<'s>> {
        self.machines.iter().filter(move |machine| machine.role == Some(role))
    }

    /// The API's address, if it is one.
    pub(crate) fn api_ip(&self) -> Option<IpAddr> {
        self.spec.api.host.given().and_then(Host::address)
    }

    /// The ranges of pods and services, one by one, with their key in the file.
    pub(crate) fn cluster_ranges(&self) -> impl Iterator<Item = (&'static str, IpNet)> + use<> {
        let named = |key, ranges: Option<Families<IpNet>>| {
            ranges.into_iter().flat_map(move |ranges| ranges.iter().map(move |net| (key, net)))
        };
        named("pods", self.pods).chain(named("services", self.services))
    }

    /// Machines that run pods, and so need a pod subnet.
    pub(crate) fn pod_machines(&self) -> usize {
        self.machines.iter().filter(|m| m.role.is_some_and(Role::runs_kubernetes)).count()
    }

    /// Whether docker's own bridge range stays in force: not where the pod network sets the bridge.
    pub(crate) fn docker_bridge_is_default(&self) -> bool {
        self.profile == Some(Profile::CoreosGuide)
            && !(self.provider == Some(Provider::Flannel)
                && self.policy == Some(Policy::None)
                && self.guide.pod_networking == Some(PodNetworking::DockerBridge))
    }

    /// Whether kubecore makes the keys: a script has settings of its own.
    pub(crate) fn keys_are_ours(&self) -> bool {
        self.pki_source != Some(PkiSource::OpensslScript)
    }

    /// Whether pods can get their network in more than one way: Calico always uses CNI.
    pub(crate) fn chooses_pod_networking(&self) -> bool {
        self.provider == Some(Provider::Flannel) && self.policy == Some(Policy::None)
    }

    /// Who announces machines to the API in the profile `weave`.
    pub(crate) fn registration(&self) -> Option<Registration> {
        self.spec.weave.registration.or(defaults::REGISTRATION)
    }

    /// Which cloud the stack of the profile `corekube` is for.
    pub(crate) fn platform(&self) -> Option<Platform> {
        self.edition.and_then(|edition| self.spec.corekube.platform.or(defaults::platform(edition)))
    }

    /// The machine of that name.
    pub(crate) fn machine(&self, name: &Name) -> Option<&Machine<'s>> {
        self.machines.iter().find(|machine| machine.name.as_ref() == Some(name))
    }
}

/// The address `offset` after the network's own; `None` past its end.
pub(crate) fn nth(net: IpNet, offset: u32) -> Option<IpAddr> {
    let address = add(net.network(), offset)?;
    net.contains(&address).then_some(address)
}

/// `offset` addresses further; `None` past the end of the address space.
pub(crate) fn add(address: IpAddr, offset: u32) -> Option<IpAddr> {
    match address {
        IpAddr::V4(v4) => u32::from(v4).checked_add(offset).map(|n| IpAddr::V4(n.into())),
        IpAddr::V6(v6) => u128::from(v6).checked_add(offset.into()).map(|n| IpAddr::V6(n.into())),
    }
}

/// Each of the addresses `offset` further.
fn moved(addresses: &Families<IpAddr>, offset: u32) -> Option<Families<IpAddr>> {
    let second = match addresses.second() {
        Some(second) => Some(add(second, offset)?),
        None => None,
    };
    Families::new(add(addresses.first(), offset)?, second)
}

/// Of a profile that cannot be read, what silences the rules of one that cannot do something.
fn networking(spec: &Spec, profile: Option<Profile>, provider: Option<Provider>) -> Networking {
    match profile {
        None => Networking { ipv6: true, ..Networking::IPV4 },
        Some(Profile::Flatcar) => flatcar_networking(spec, provider),
        Some(_) => Networking::IPV4,
    }
}

/// What the block says of the parts of the pod range, and of how many pods have room.
pub(crate) fn node_ranges(block: &Flatcar) -> Option<NodeRanges> {
    let usual = defaults::NODE_RANGES;
    let Whole(v4) = block.node_cidr_mask.or(Whole(usual.v4.into()))?;
    let Whole(v6) = block.node_cidr_mask_v6.or(Whole(usual.v6.into()))?;
    let Whole(max_pods) = block.max_pods.or(Whole(usual.max_pods))?;
    Some(NodeRanges {
        v4: u8::try_from(v4).ok()?,
        v6: u8::try_from(v6).ok()?,
        max_pods,
        kubeadm: block.mode.or(defaults::CONTROL_PLANE_MODE)? == ControlPlaneMode::Kubeadm,
    })
}

/// Values that cannot be read leave their rules silent.
fn flatcar_networking(spec: &Spec, provider: Option<Provider>) -> Networking {
    let block = &spec.flatcar;
    let allocates = matches!(provider, Some(Provider::Flannel | Provider::None));
    Networking {
        ipv6: true,
        node_ranges: node_ranges(block).filter(|_| allocates),
        node_ports: block.node_ports.or(defaults::node_ports()),
        virtual_api: block.api_address.given() == Some(&ApiAddress::KubeVip),
    }
}

/// The edition that the profile's own block asks for.
fn edition(spec: &Spec, profile: Profile) -> Option<Edition> {
    let field = match profile {
        Profile::CoreosGuide => &spec.coreos_guide.edition,
        Profile::FleetUnits => &spec.fleet_units.edition,
        Profile::Weave => &spec.weave.edition,
        Profile::Corekube => &spec.corekube.edition,
        // Its documents are of today: it has no edition of its own.
        Profile::Flatcar => return Some(defaults::EDITION),
    };
    field.or(defaults::EDITION)
}

fn guide(spec: &Spec, edition: Option<Edition>, control_planes: usize) -> Guide {
    let block = &spec.coreos_guide;
    Guide {
        pod_networking: block.pod_networking.or(defaults::POD_NETWORKING),
        os_version: block.os_version.or(defaults::OS_VERSION),
        api_advertise: edition.and_then(|edition| {
            block.api_advertise.or(defaults::api_advertise(edition, control_planes))
        }),
        reboot_strategy: block.reboot_strategy.or(defaults::REBOOT_STRATEGY),
        runtime: block.kubelet.runtime.or(defaults::RUNTIME),
    }
}

fn machines<'s>(spec: &'s Spec, report: &mut Report) -> Vec<Machine<'s>> {
    let mut machines: Vec<Machine<'s>> = spec
        .nodes
        .items()
        .iter()
        .enumerate()
        .map(|(index, node)| Machine {
            name: node.name.given().cloned(),
            role: node.role.given().copied(),
            ip: node.ip.given().map(Families::first),
            second_ip: node.ip.given().and_then(Families::second),
            labels: node.labels.given(),
            schedulable: schedulable(&node.schedulable, node.role.given()),
            origin: Origin::Node(index),
        })
        .collect();
    if machines.len() > MAX_NODES as usize {
        report.push(too_many(machines.len(), FieldPath::root().key("nodes")));
        return Vec::new();
    }
    for (index, pool) in spec.pools.items().iter().enumerate() {
        let origin = Origin::Pool(index);
        let Some(Whole(count)) = pool.count.given().copied() else { continue };
        let total = machines.len().saturating_add(count as usize);
        if total > MAX_NODES as usize {
            report.push(too_many(total, origin.path().key("count")));
            break;
        }
        count_out(pool, count, origin, &mut machines, report);
    }
    machines
}

fn too_many(total: usize, path: FieldPath) -> Diagnostic {
    Diagnostic::new(Code::CountOutOfRange, format!("this makes it {total} machines"))
        .path(path)
        .help(format!("describe at most {MAX_NODES} machines in one file"))
}

/// Adds a pool's machines: numbered names, consecutive addresses.
fn count_out<'s>(
    pool: &'s PoolSpec,
    count: u32,
    origin: Origin,
    machines: &mut Vec<Machine<'s>>,
    report: &mut Report,
) {
    let digits = count.to_string().len().max(3);
    for number in 1..=count {
        let name = pool.name.given().map(|name| (name, name.numbered(number, digits)));
        if let Some((name, None)) = name {
            let name = format!("{name}-{number:0digits$}");
            report.push(
                Diagnostic::new(Code::NotALabel, format!("`{name}` has more than 63 characters"))
                    .path(origin.name())
                    .help("shorten the pool's name"),
            );
            return;
        }
        let given = pool.first_ip.given();
        let ips = given.map(|first| (first, moved(first, number - 1)));
        if let Some((first, None)) = ips {
            let message =
                format!("{count} machines from {first} on run past the last address there is");
            report.push(
                Diagnostic::new(Code::PoolRunsOut, message)
                    .path(origin.ip())
                    .help("begin lower, or count fewer"),
            );
            return;
        }
        machines.push(Machine {
            name: name.and_then(|(_, name)| name),
            role: pool.role.given().copied(),
            ip: ips.and_then(|(_, ips)| ips).map(|ips| ips.first()),
            second_ip: ips.and_then(|(_, ips)| ips?.second()),
            labels: pool.labels.given(),
            schedulable: schedulable(&pool.schedulable, pool.role.given()),
            origin,
        });
    }
}

fn schedulable(field: &Field<bool>, role: Option<&Role>) -> Option<bool> {
    role.and_then(|role| field.or(defaults::schedulable(*role)))
}
