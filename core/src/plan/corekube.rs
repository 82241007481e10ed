//! Settings of the profile `corekube`, as meant.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::order;
use crate::spec::draft::{Draft, add};
use crate::spec::value::{BaseUrl, MachineId, Name, Sha256, Word};
use crate::spec::{CorekubeChecksums, Edition, Platform, Role, defaults};

/// The most minions that the document's template makes.
pub const MOST_MINIONS: u32 = 12;

/// The block `corekube`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The rung of the ladder of versions.
    pub edition: Edition,
    /// Which cloud the stack is for.
    pub platform: Platform,
    /// Default of the stack's parameter; asked for without.
    pub key_name: Option<Word>,
    /// Default of the stack's parameter.
    pub flavor: Option<Word>,
    /// Default of the stack's parameter.
    pub image: Option<Word>,
    /// Default of the stack's parameter; asked for without.
    pub external_network: Option<Word>,
    /// From where SSH is let in.
    pub admin_cidr: Option<IpNet>,
    /// Whether every port is open to everybody.
    pub open_security_group: bool,
    /// Default of the stack's parameter; asked for without.
    pub rackconnect_network: Option<Word>,
    /// Where machines download Kubernetes.
    pub download_url: BaseUrl,
    /// What they must get.
    pub checksums: Checksums,
    /// Where the overlord's program is, and what it must be; without, it is put there by hand.
    pub program: Option<(BaseUrl, Sha256)>,
    /// The stack's own network.
    pub network: IpNet,
    /// The addresses in it that minions get, first and last.
    pub pool: (IpAddr, IpAddr),
    /// What fleet knows machines by.
    pub ids: Vec<(Name, MachineId)>,
}

/// SHA-256 of the programs, where it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checksums {
    /// Of kube-apiserver.
    pub kube_apiserver: Option<Sha256>,
    /// Of kube-controller-manager.
    pub kube_controller_manager: Option<Sha256>,
    /// Of kube-scheduler.
    pub kube_scheduler: Option<Sha256>,
    /// Of kubectl.
    pub kubectl: Option<Sha256>,
    /// Of kubelet.
    pub kubelet: Option<Sha256>,
    /// Of kube-proxy.
    pub kube_proxy: Option<Sha256>,
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }

    /// Whether the stack gives single servers the addresses that the spec has.
    pub fn fixes_addresses(&self) -> bool {
        fixes_addresses(self.platform)
    }

    /// What fleet knows the machine by, if that is known here.
    pub fn id(&self, name: &Name) -> Option<&MachineId> {
        self.ids.iter().find(|(machine, _)| machine == name).map(|(_, id)| id)
    }
}

/// Neutron's ports have addresses of choice; Rackspace's servers get theirs.
pub(crate) fn fixes_addresses(platform: Platform) -> bool {
    platform == Platform::Openstack
}

/// The stack's own network: the first of the host networks, or the document's.
pub(crate) fn network(draft: &Draft<'_>, platform: Platform) -> Option<IpNet> {
    match draft.spec.network.hosts.items().first() {
        Some(net) => net.given().copied(),
        None => Some(defaults::stack_network(platform)),
    }
}

/// The longest run of addresses between the router's and the servers' own, for the minions; `None`
/// where there is none at all.
pub(crate) fn pool(network: IpNet, taken: &[IpAddr]) -> Option<(IpAddr, IpAddr, u32)> {
    let last = add_down(network.broadcast())?;
    let mut bounds: Vec<IpAddr> = taken.iter().copied().filter(|ip| network.contains(ip)).collect();
    bounds.push(add(network.network(), 1)?);
    bounds.push(network.broadcast());
    order::sort_by(&mut bounds, IpAddr::cmp);
    bounds
        .iter()
        .zip(bounds.iter().skip(1))
        .filter_map(|(low, high)| {
            let (first, end) = (add(*low, 1)?, add_down(*high)?.min(last));
            let room = number(end)?.checked_sub(number(first)?)?.checked_add(1)?;
            Some((first, end, room))
        })
        // Of equal runs the first, so that the choice does not depend on how they are counted.
        .rev()
        .max_by_key(|(_, _, room)| *room)
}

fn number(ip: IpAddr) -> Option<u32> {
    match ip {
        IpAddr::V4(v4) => Some(v4.into()),
        IpAddr::V6(_) => None,
    }
}

fn add_down(ip: IpAddr) -> Option<IpAddr> {
    Some(IpAddr::V4(number(ip)?.checked_sub(1)?.into()))
}

/// The addresses of the servers that there is one of.
pub(crate) fn fixed(draft: &Draft<'_>) -> Vec<IpAddr> {
    draft
        .machines
        .iter()
        .filter(|machine| machine.role.is_some_and(|role| role != Role::Worker))
        .filter_map(|machine| machine.ip)
        .collect()
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.corekube;
    let edition = draft.edition?;
    let platform = draft.platform()?;
    let network = network(draft, platform)?;
    let (first, last, _) = pool(network, &fixed(draft))?;
    Some(Settings {
        edition,
        platform,
        key_name: block.key_name.given().cloned(),
        flavor: block.flavor.given().cloned(),
        image: block.image.given().cloned(),
        external_network: block.external_network.given().cloned(),
        admin_cidr: block.admin_cidr.given().copied(),
        open_security_group: block.open_security_group.or(defaults::OPEN_SECURITY_GROUP)?,
        rackconnect_network: block.rackconnect_network.given().cloned(),
        download_url: block.download_url.or(defaults::download_url())?,
        checksums: checksums(&block.checksums),
        program: block.overlord.url.given().cloned().zip(block.overlord.sha256.given().cloned()),
        network,
        pool: (first, last),
        ids: block
            .machines
            .items()
            .iter()
            .map(|machine| Some((machine.name.given()?.clone(), machine.id.given()?.clone())))
            .collect::<Option<_>>()?,
    })
}

fn checksums(given: &CorekubeChecksums) -> Checksums {
    Checksums {
        kube_apiserver: given.kube_apiserver.given().cloned(),
        kube_controller_manager: given.kube_controller_manager.given().cloned(),
        kube_scheduler: given.kube_scheduler.given().cloned(),
        kubectl: given.kubectl.given().cloned(),
        kubelet: given.kubelet.given().cloned(),
        kube_proxy: given.kube_proxy.given().cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minions_get_the_longest_run_of_free_addresses() {
        let net: IpNet = "10.10.10.0/24".parse().unwrap();
        let of = |taken: &[&str]| {
            let taken: Vec<IpAddr> = taken.iter().map(|ip| ip.parse().unwrap()).collect();
            pool(net, &taken).map(|(a, b, room)| (a.to_string(), b.to_string(), room))
        };
        let wanted = |a: &str, b: &str, room| Some((a.to_owned(), b.to_owned(), room));
        assert_eq!(of(&[]), wanted("10.10.10.2", "10.10.10.254", 253));
        assert_eq!(
            of(&["10.10.10.11", "10.10.10.31", "10.10.10.41"]),
            wanted("10.10.10.42", "10.10.10.254", 213)
        );
        assert_eq!(
            of(&["10.10.10.254", "10.10.10.253"]),
            wanted("10.10.10.2", "10.10.10.252", 251)
        );
        assert_eq!(of(&["192.168.0.1"]), wanted("10.10.10.2", "10.10.10.254", 253));
        assert_eq!(pool("10.0.0.0/31".parse().unwrap(), &[]), None);
    }
}
