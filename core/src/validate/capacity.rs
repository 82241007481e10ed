//! How many machines the pod range feeds.

use ipnet::IpNet;

use super::network::{path, shortest_prefix};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::calico::blocks_of;
use crate::plan::{Flannel, Subnets};
use crate::spec::draft::Draft;

/// The kubelet's default for `--max-pods`.
const MAX_PODS: u64 = 110;

pub(super) fn flannel(draft: &Draft<'_>, pods: IpNet, report: &mut Report) {
    let Some(flannel) = draft.profile.map(Flannel::of) else { return };
    let machines = draft.pod_machines() as u64;
    let Some(Subnets { count: subnets, length }) = flannel.divide(pods) else {
        report.push(
            Diagnostic::new(
                Code::PodsTooSmall,
                format!("pods {pods} is too small for flannel to divide"),
            )
            .path(path("pods"))
            .help("use a prefix of /16: 255 machines with 254 addresses each"),
        );
        return;
    };
    if machines > subnets {
        let feeds = |prefix: &u8| {
            let wider = IpNet::new(pods.addr(), *prefix).ok();
            wider.and_then(|net| flannel.divide(net)).is_some_and(|parts| parts.count >= machines)
        };
        let wanted = (shortest_prefix(pods)..=pods.prefix_len()).rev().find(feeds);
        report.push(
            Diagnostic::new(
                Code::TooFewSubnets,
                format!("pods {pods} has {} for {machines} machines", count(subnets, length)),
            )
            .path(path("pods"))
            .help(match wanted {
                Some(prefix) => format!("use a prefix of /{prefix} or shorter"),
                None => "spread the machines over several clusters".into(),
            }),
        );
    } else if machines * 2 > subnets && machines > 1 {
        report.push(
            Diagnostic::new(
                Code::LittleHeadroom,
                format!("{machines} of {subnets} pod subnets are taken"),
            )
            .path(path("pods"))
            .help(match pods.prefix_len() {
                prefix if prefix <= shortest_prefix(pods) => {
                    "plan a second cluster before this one is full".into()
                }
                prefix => format!("a prefix of /{} would leave room to grow", prefix - 1),
            }),
        );
    }
    let bits = pods.max_prefix_len().saturating_sub(length);
    let addresses = (1u64 << bits.min(63)).saturating_sub(2);
    if addresses < MAX_PODS {
        report.push(
            Diagnostic::new(
                Code::FewPodAddresses,
                format!("each machine gets a /{length} of pods {pods}: {addresses} addresses for up to {MAX_PODS} pods"),
            )
            .path(path("pods"))
            .help("use a prefix of /23 or shorter, so that each machine gets a /24"),
        );
    }
}

pub(super) fn calico(draft: &Draft<'_>, pods: IpNet, report: &mut Report) {
    let machines = draft.pod_machines() as u64;
    let Some(blocks) = blocks_of(pods) else {
        report.push(
            Diagnostic::new(
                Code::PodsTooSmall,
                format!("pods {pods} is too small for Calico to divide"),
            )
            .path(path("pods"))
            .help("use a prefix of /16: 1 024 blocks of 64 addresses"),
        );
        return;
    };
    if machines > blocks {
        report.push(
            Diagnostic::new(
                Code::FewBlocks,
                format!("pods {pods} has {blocks} Calico blocks for {machines} machines"),
            )
            .path(path("pods"))
            .help("use a shorter prefix, such as /16"),
        );
    }
}

fn count(subnets: u64, length: u8) -> String {
    match subnets {
        1 => format!("one subnet of /{length}"),
        _ => format!("{subnets} subnets of /{length}"),
    }
}
