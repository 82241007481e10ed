//! Addresses with a meaning of their own (RFC 6890 and its kin).

use std::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::ranges::{DOCKER, overlap};
use crate::source::FieldPath;
use crate::spec::draft::add;
use crate::spec::value::OfFamily as _;

/// A block of addresses that nobody may use, or only with care.
struct Special {
    block: &'static str,
    what: &'static str,
    code: Code,
}

const SPECIAL: [Special; 17] = [
    special("0.0.0.0/8", "the unspecified network", Code::Reserved),
    special("127.0.0.0/8", "loopback", Code::Reserved),
    special("169.254.0.0/16", "link-local", Code::LinkLocal),
    special("192.0.0.0/24", "reserved for protocols", Code::Documentation),
    special("192.0.2.0/24", "meant for documentation", Code::Documentation),
    special("198.18.0.0/15", "meant for benchmarks", Code::Documentation),
    special("198.51.100.0/24", "meant for documentation", Code::Documentation),
    special("203.0.113.0/24", "meant for documentation", Code::Documentation),
    special("224.0.0.0/4", "multicast", Code::Reserved),
    special("240.0.0.0/4", "reserved (class E)", Code::Reserved),
    special("100.64.0.0/10", "carrier-grade NAT space", Code::SharedSpace),
    special("::/128", "the unspecified address", Code::Reserved),
    special("::1/128", "loopback", Code::Reserved),
    special("fe80::/10", "link-local", Code::LinkLocal),
    special("ff00::/8", "multicast", Code::Reserved),
    special("2001:db8::/32", "meant for documentation", Code::Documentation),
    special("fec0::/10", "site-local, which is deprecated", Code::Documentation),
];

const fn special(block: &'static str, what: &'static str, code: Code) -> Special {
    Special { block, what, code }
}

/// RFC 1918, RFC 6598 and RFC 4193: what is nobody's in the public Internet.
const PRIVATE: [&str; 5] =
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];

/// What is special about a range of pods or services.
pub(super) fn of_range(net: IpNet, name: &str, path: &FieldPath) -> Vec<Diagnostic> {
    let mut found = of_net(net, &format!("{name} {net}"), path);
    let private = blocks(&PRIVATE).any(|block| block.contains(&net));
    if found.is_empty() && !private {
        found.push(
            Diagnostic::new(Code::PublicSpace, format!("{name} {net} is public address space"))
                .path(path.clone())
                .help(["choose from ", private_space(net)].concat()),
        );
    }
    found
}

/// What is special about a machine's address or a host network. Shared space is nothing to remark
/// on here: providers do number machines from it.
pub(super) fn of_net(net: IpNet, name: &str, path: &FieldPath) -> Vec<Diagnostic> {
    let machine = net.prefix_len() == net.max_prefix_len();
    SPECIAL
        .iter()
        .filter(|special| !(machine && special.code == Code::SharedSpace))
        .filter_map(|special| Some((special, special.block.parse::<IpNet>().ok()?)))
        .filter(|(_, block)| overlap(&net, block))
        .map(|(special, block)| {
            let lies = if block.contains(&net) { "lies in" } else { "covers" };
            Diagnostic::new(special.code, format!("{name} {lies} {block}, which is {}", special.what))
                .path(path.clone())
                .help(match special.code {
                    Code::SharedSpace => "nothing to do, unless a provider or VPN of yours uses it: then list that under `in_use`",
                    _ if net.is_v4() => "choose addresses from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
                    _ => "choose addresses from fd00::/8",
                })
        })
        .collect()
}

/// What a cluster can number pods and services from.
fn private_space(net: IpNet) -> &'static str {
    if net.is_v4() {
        "10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
    } else {
        "fd00::/8, such as a /48 of it with 40 random bits (RFC 4193)"
    }
}

/// The first private range of the size of `net` that no `taken` range touches, to suggest.
pub(super) fn free_range(net: IpNet, taken: &[IpNet]) -> Option<IpNet> {
    if !net.is_v4() {
        return free_ula(net.prefix_len(), taken);
    }
    blocks(&PRIVATE).take(3).find_map(|block| {
        let prefix = net.prefix_len().max(block.prefix_len());
        let size = 1u32.checked_shl(u32::from(32u8.checked_sub(prefix)?))?;
        (0..=512u32)
            .map_while(|n| add(block.network(), n.checked_mul(size)?))
            .filter_map(|address: IpAddr| IpNet::new(address, prefix).ok())
            .take_while(|candidate| block.contains(candidate))
            .find(|candidate| !taken.iter().chain([&DOCKER]).any(|t| overlap(t, candidate)))
    })
}

/// The same in the half of RFC 4193 that everybody numbers himself. What is smaller than a /48 is the
/// beginning of one, so that ranges of one site stand apart.
fn free_ula(prefix: u8, taken: &[IpNet]) -> Option<IpNet> {
    const SITE: u8 = 48;
    if prefix < 8 {
        return None;
    }
    let step = 1u128 << (128 - u32::from(prefix.min(SITE)));
    (0..=512u128)
        .map(|n| Ipv6Addr::from_bits((0xfd << 120) | (n.saturating_mul(step) & !(0xff << 120))))
        .filter_map(|address| IpNet::new(address.into(), prefix).ok())
        .find(|candidate| !taken.iter().any(|t| overlap(t, candidate)))
}

fn blocks(texts: &'static [&'static str]) -> impl Iterator<Item = IpNet> {
    texts.iter().filter_map(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ranges::LINK_LOCAL;

    #[test]
    fn every_block_of_the_tables_is_a_cidr() {
        assert_eq!(
            SPECIAL.iter().filter(|s| s.block.parse::<IpNet>().is_ok()).count(),
            SPECIAL.len()
        );
        assert_eq!(blocks(&PRIVATE).count(), PRIVATE.len());
    }

    #[test]
    fn link_local_is_what_the_network_map_shows() {
        let link_local = SPECIAL.iter().filter(|special| special.code == Code::LinkLocal);
        assert!(link_local.map(|special| special.block.parse::<IpNet>().unwrap()).eq(LINK_LOCAL));
    }

    #[test]
    fn a_free_range_is_free() {
        let net = |text: &str| text.parse::<IpNet>().unwrap();
        let taken = [net("10.0.0.0/14"), net("10.4.0.0/16")];
        assert_eq!(free_range(net("10.2.0.0/16"), &taken), Some(net("10.5.0.0/16")));
        assert_eq!(
            free_range(net("10.2.0.0/16"), &[net("10.0.0.0/8")]),
            Some(net("172.16.0.0/16"))
        );
        let v6 = |text: &str, taken: &[IpNet]| free_range(net(text), taken).map(|n| n.to_string());
        let taken = [net("fd00::/48"), net("fd00:0:1::/64"), net("10.0.0.0/8")];
        assert_eq!(v6("fd00::/48", &[]).as_deref(), Some("fd00::/48"));
        assert_eq!(v6("fd00::/48", &taken).as_deref(), Some("fd00:0:2::/48"));
        assert_eq!(v6("fd00::/112", &taken).as_deref(), Some("fd00:0:2::/112"));
        assert_eq!(v6("fd00::/40", &taken).as_deref(), Some("fd00:0:100::/40"));
        assert_eq!(v6("fd00::/8", &taken), None);
        assert_eq!(v6("fc00::/7", &[]), None);
    }
}
