//! The parts of the pod range that the controller manager gives machines.

use ipnet::IpNet;

use super::network::{path, shortest_prefix};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::OfFamily as _;
use crate::spec::{NodeRanges, Provider};

/// kubeadm `MinimumAddressesInPodSubnet` is 14: as a power of two, four host bits.
const MIN_BITS: u8 = 4;

/// host-local `Range.Canonicalize`: a subnet needs two host bits.
const MIN_NODE_BITS: u8 = 2;

/// `clusterSubnetMaxDiff` in `pkg/controller/nodeipam/ipam/cidrset` (IPv6), and kubeadm
/// `PodSubnetNodeMaskMaxDiff` (both families).
const MAX_DIFFERENCE: u8 = 16;

/// Pods of a machine, and of a cluster, that Kubernetes is tested with (large-cluster documentation).
const TESTED_PODS: (u32, u128) = (110, 150_000);

/// Keys of the sizes in the profile's block.
const KEYS: (&str, &str) = ("node_cidr_mask", "node_cidr_mask_v6");

/// Key of the number of pods in the profile's block.
const MAX_PODS: &str = "max_pods";

pub(super) fn check(draft: &Draft<'_>, ranges: NodeRanges, report: &mut Report) {
    let knows = |net: &IpNet| net.is_v4() || draft.networking.ipv6;
    for pods in draft.pods.into_iter().flat_map(|pods| pods.iter()).filter(knows) {
        family(pods, ranges, draft, report);
    }
    scale(draft, ranges, report);
}

fn family(pods: IpNet, ranges: NodeRanges, draft: &Draft<'_>, report: &mut Report) {
    let found = |code, message: String| Diagnostic::new(code, message).path(path("pods"));
    let (prefix, length) = (pods.prefix_len(), ranges.length(pods));
    if pods.max_prefix_len().saturating_sub(prefix) < MIN_BITS {
        report.push(
            found(Code::PodsTooSmall, format!("pods {pods} is too small for any cluster"))
                .help(usual(pods)),
        );
        return;
    }
    if pods.max_prefix_len().saturating_sub(length) < MIN_NODE_BITS {
        let key = if pods.is_v4() { KEYS.0 } else { KEYS.1 };
        report.push(
            Diagnostic::new(
                Code::NodeRangeTooSmall,
                format!("a machine's /{length} of pods {pods} is too small to allocate from"),
            )
            .path(in_block(draft, key))
            .help(if pods.is_v4() { "use 24: 254 addresses" } else { "use 64" }),
        );
        return;
    }
    let Some(count) = ranges.count(pods) else {
        report.push(
            found(
                Code::NodeRangeTooLarge,
                format!("a machine's /{length} is larger than pods {pods}"),
            )
            .help(usual(pods)),
        );
        return;
    };
    // A range of most of the address space is refused for that alone.
    if length.saturating_sub(prefix) > MAX_DIFFERENCE && prefix >= shortest_prefix(pods) {
        let strict = ranges.kubeadm || !pods.is_v4();
        let code = if strict { Code::TooManyNodeRanges } else { Code::ManyNodeRanges };
        report.push(
            found(
                code,
                format!(
                    "pods {pods} is divided into parts of /{length}, and the difference is greater than {MAX_DIFFERENCE}"
                ),
            )
            .help(format!("use a prefix of /{} or longer", length.saturating_sub(MAX_DIFFERENCE))),
        );
    }
    machines(pods, count, length, draft, report);
    let addresses = ranges.addresses(pods);
    // host-local gives the bridge one; Calico gives addresses from blocks of its own.
    let bridge = u128::from(draft.provider == Some(Provider::Flannel));
    if draft.provider != Some(Provider::Calico) && addresses < u128::from(ranges.max_pods) + bridge
    {
        let max_pods = ranges.max_pods;
        let own = if bridge == 1 { ", one of them the bridge's," } else { "" };
        report.push(
            found(
                Code::FewPodAddresses,
                format!(
                    "each machine gets a /{length} of pods {pods}: {addresses} addresses{own} for up to {max_pods} pods"
                ),
            )
            .help("give machines larger parts, or fewer pods"),
        );
    }
}

/// Whether every machine gets a part, and how many are left.
fn machines(pods: IpNet, count: u64, length: u8, draft: &Draft<'_>, report: &mut Report) {
    let found = |code, message: String| Diagnostic::new(code, message).path(path("pods"));
    let machines = draft.pod_machines() as u64;
    let shortest = shortest_prefix(pods);
    if machines > count {
        let subnets = if count == 1 { "one subnet" } else { "subnets" };
        let many = if count == 1 { String::new() } else { format!("{count} ") };
        let bits = machines.next_power_of_two().trailing_zeros();
        let wanted = u8::try_from(bits).ok().and_then(|bits| length.checked_sub(bits));
        report.push(
            found(
                Code::TooFewSubnets,
                format!("pods {pods} has {many}{subnets} of /{length} for {machines} machines"),
            )
            .help(match wanted.filter(|prefix| *prefix >= shortest) {
                Some(prefix) => format!("use a prefix of /{prefix} or shorter"),
                None => "give machines smaller parts, or spread them over several clusters".into(),
            }),
        );
    } else if machines > count / 2 && machines > 1 {
        report.push(
            found(Code::LittleHeadroom, format!("{machines} of {count} pod subnets are taken"))
                .help(match pods.prefix_len() {
                    prefix if prefix > shortest => {
                        format!("a prefix of /{} would leave room to grow", prefix - 1)
                    }
                    _ => "plan a second cluster before this one is full".into(),
                }),
        );
    }
}

/// How many pods there can be.
fn scale(draft: &Draft<'_>, ranges: NodeRanges, report: &mut Report) {
    let (each, all) = TESTED_PODS;
    let max_pods = ranges.max_pods;
    if max_pods > each {
        report.push(
            Diagnostic::new(
                Code::PodScale,
                format!("{max_pods} pods on a machine are more than Kubernetes was tested with"),
            )
            .path(in_block(draft, MAX_PODS))
            .help(format!("use {each} or fewer")),
        );
    }
    let machines = draft.pod_machines() as u128;
    let pods = machines * u128::from(max_pods);
    if pods > all {
        report.push(
            Diagnostic::new(
                Code::PodScale,
                format!(
                    "{machines} machines with up to {max_pods} pods each may run {pods}, and Kubernetes was tested with {all}"
                ),
            )
            .path(in_block(draft, MAX_PODS))
            .help(format!("use {} or fewer, or make several clusters", all / machines)),
        );
    }
}

fn usual(pods: IpNet) -> &'static str {
    if pods.is_v4() {
        "use a prefix of /16: 256 machines with a /24 each"
    } else {
        "use a prefix of /48 or /56, and a /64 for each machine"
    }
}

fn in_block(draft: &Draft<'_>, key: &'static str) -> FieldPath {
    match draft.profile {
        Some(profile) => FieldPath::root().key(profile.block()).key(key),
        None => FieldPath::root(),
    }
}
