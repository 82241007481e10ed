//! Every address and range in a machine's files is one of the plan's, or means the machine itself or everybody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use super::found;
use super::subject::{Content, Subject};
use crate::diagnostic::Report;
use crate::plan::{Node, Plan, System};
use crate::spec::value::Host;

/// Addresses and ranges of a plan, sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    addresses: Vec<IpAddr>,
    ranges: Vec<IpNet>,
}

/// Where Heat's template sends the questions of its servers.
const RESOLVERS: [[u8; 4]; 2] = [[8, 8, 8, 8], [8, 8, 4, 4]];

impl Known {
    /// Those of `plan`.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut known = Self::default();
        for any in [
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        ] {
            known.addresses.push(any);
        }
        for everybody in [Ipv4Addr::UNSPECIFIED.into(), IpAddr::V6(Ipv6Addr::UNSPECIFIED)] {
            known.ranges.extend(IpNet::new(everybody, 0));
        }
        let network = &plan.network;
        known.ranges.extend(network.pods.iter().chain(network.services.iter()));
        known.addresses.push(network.api_service_ip);
        known.addresses.extend(network.dns_service_ip.iter());
        known.addresses.extend(plan.nodes().iter().flat_map(Node::ips));
        let hosts = std::iter::once(&plan.api.host).chain(&plan.pki.api_sans);
        let hosts = hosts.chain(plan.etcd.endpoints.iter().map(|url| &url.host));
        known.addresses.extend(hosts.filter_map(Host::address));
        known.system(plan);
        known.texts(plan);
        known.addresses.sort_unstable();
        known.ranges.sort_unstable();
        known
    }

    fn system(&mut self, plan: &Plan) {
        match &plan.system {
            System::Weave(settings) => {
                for node in plan.nodes() {
                    let bridge = settings.bridge(node);
                    self.addresses.push(bridge.address);
                    self.ranges.push(bridge.subnet);
                    self.ranges.extend(IpNet::new(bridge.address, bridge.subnet.prefix_len()));
                    bridge.peers.iter().for_each(|peer| self.named(peer.host()));
                }
                settings.registries.iter().for_each(|one| self.named(one.host.host()));
            }
            System::Corekube(settings) => {
                self.addresses.extend([settings.pool.0, settings.pool.1]);
                self.addresses.extend(RESOLVERS.map(IpAddr::from));
                self.ranges.push(settings.network);
                self.ranges.extend(settings.admin_cidr);
                self.given(&settings.download_url.to_string());
                if let Some((url, _)) = &settings.program {
                    self.given(&url.to_string());
                }
            }
            System::FleetUnits(settings) => {
                self.given(&settings.download_url.to_string());
                if let Some(url) = &settings.discovery {
                    self.given(&url.to_string());
                }
            }
            System::Flatcar(settings) => {
                if let Some(url) = &settings.config_url {
                    self.given(&url.to_string());
                }
                if let Some(vip) = &settings.vip {
                    self.addresses.push(vip.address);
                    vip.interface.iter().for_each(|name| self.given(&name.to_string()));
                }
            }
            System::CoreosGuide(_) => {}
        }
    }

    /// Texts of the user's, in which anything may stand.
    fn texts(&mut self, plan: &Plan) {
        self.given(&plan.network.domain.to_string());
        plan.ssh_authorized_keys.iter().for_each(|key| self.given(key.as_str()));
        for node in plan.nodes() {
            for (key, value) in &node.labels.0 {
                self.given(key);
                self.given(value);
            }
        }
        match &plan.system {
            System::Weave(settings) => {
                self.given(&settings.environment.to_string());
                // A part of it must not be told in a finding.
                if let Some(password) = &settings.password {
                    self.given(password.expose());
                }
                let emails = settings.registries.iter().filter_map(|one| one.email.as_ref());
                emails.for_each(|email| self.given(&email.to_string()));
            }
            System::FleetUnits(settings) => {
                self.given(&settings.leader_metadata.to_string());
                self.given(&settings.worker_metadata.to_string());
            }
            System::Corekube(settings) => {
                let words = [
                    &settings.key_name,
                    &settings.flavor,
                    &settings.image,
                    &settings.external_network,
                    &settings.rackconnect_network,
                ];
                words.into_iter().flatten().for_each(|word| self.given(&word.to_string()));
            }
            System::Flatcar(_) | System::CoreosGuide(_) => {}
        }
    }

    fn named(&mut self, host: &str) {
        self.addresses.extend(host.parse::<IpAddr>());
    }

    /// What stands in a text of the user's.
    fn given(&mut self, text: &str) {
        for word in words(text) {
            match word {
                Word::Address(address) => self.addresses.push(address),
                Word::Range(range) => self.ranges.push(range),
            }
        }
    }

    fn has(&self, word: Word) -> bool {
        match word {
            Word::Address(address) => self.addresses.binary_search(&address).is_ok(),
            Word::Range(range) => self.ranges.binary_search(&range).is_ok(),
        }
    }
}

pub(super) fn check(subject: &Subject<'_>, known: &Known, report: &mut Report) {
    for file in &subject.files {
        // Prose, and what is a copy of files that are looked at.
        let path = file.artifact.path.as_str();
        let copy = [".md", ".bu", ".ign", ".sh"].iter().any(|end| path.ends_with(end))
            || path == "authorized_keys"
            || (path == "cloud-config.yaml" && subject.node.is_some());
        if copy || matches!(*file.content, Content::Other) && path.contains("/bin/") {
            continue;
        }
        for word in words(file.text) {
            if !known.has(word) {
                let what = format_args!("has {word}, which is not in the plan");
                found(report, subject.bundle, path, what);
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Address(IpAddr),
    Range(IpNet),
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Range(range) => range.fmt(f),
        }
    }
}

/// Every address and range in a text. A part of a longer word is none: `v1.2.3.4`, `a-10.0.0.1`.
fn words(text: &str) -> impl Iterator<Item = Word> {
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '/' | '-' | '_');
    text.split(move |c| !sign(c)).filter(|word| word.len() > 2).filter_map(of_word)
}

/// `http://10.0.0.1:80/path` and `10.0.0.1/24`, and `fd00::1` by itself: in URLs it stands in brackets.
fn of_word(word: &str) -> Option<Word> {
    if !word.contains(|c: char| c.is_ascii_digit() || c == ':') {
        return None;
    }
    let bare = word.trim_end_matches(['.', ':', '/', '-']);
    if let Ok(range) = bare.parse() {
        return Some(Word::Range(range));
    }
    if bare.contains("::") || bare.matches(':').count() == 7 {
        return bare.parse().ok().map(Word::Address);
    }
    let mut parts = bare.split(['/', ':']);
    parts.find_map(|part| part.parse::<Ipv4Addr>().ok()).map(|ip| Word::Address(ip.into()))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn addresses_are_found_where_they_stand() {
        let found = |text: &str| words(text).map(|word| word.to_string()).collect::<Vec<_>>();
        assert_eq!(found("a=http://10.0.0.1:80/x,https://[fd00::1]:443"), ["10.0.0.1", "fd00::1"]);
        assert_eq!(
            found("--net=10.2.0.0/16,fd00::/48 ip: \"10.0.0.9\"."),
            ["10.2.0.0/16", "fd00::/48", "10.0.0.9"]
        );
        assert_eq!(found("v1.2.3 1.2.3 a-10.0.0.1 12:30:00 std::fmt"), Vec::<String>::new());
    }
}
