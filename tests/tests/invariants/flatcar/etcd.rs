//! etcd's members, and who asks them.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::{answers_to, host_of, names};
use super::machine::{Here, by_kubeadm, machines};
use crate::cluster::Cluster;
use crate::place::Say;

/// Machines that etcd runs on, with its flags.
fn members<'c>(cluster: &'c Cluster<'c>) -> Vec<(Here<'c>, BTreeMap<String, String>)> {
    let all = machines(cluster).into_iter().map(|here| {
        let flags = here.flags("etcd");
        (here, flags)
    });
    all.filter(|(_, flags)| !flags.is_empty()).collect()
}

/// All have the same list, in which each finds itself, by an address of its certificates.
pub(super) fn members_agree(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let members = members(cluster);
    let own = cluster.case.machines().iter().any(|machine| machine.role == "etcd");
    let role = if own { "etcd" } else { "control-plane" };
    let wanted = cluster.case.machines().into_iter().filter(|machine| machine.role == role);
    let wanted: BTreeSet<String> = wanted.map(|machine| machine.name).collect();
    let found: BTreeSet<String> = members.iter().map(|(here, _)| here.name().to_owned()).collect();
    if found != wanted && !by_kubeadm(cluster) {
        say(format!("members are {found:?}, not {wanted:?}"));
    }
    for (here, flags) in &members {
        let flag = |name: &str| flags.get(name).map_or("", String::as_str);
        let expect = |what: &str, holds: bool| {
            if !holds {
                say(format!("{}: {what}: {flags:?}", here.name()));
            }
        };
        for same in ["initial-cluster", "initial-cluster-token", "initial-cluster-state"] {
            expect(same, !flag(same).is_empty() && flag(same) == members[0].1[same]);
        }
        let listed: Vec<(&str, &str)> =
            flag("initial-cluster").split(',').filter_map(|one| one.split_once('=')).collect();
        let known: BTreeSet<String> = listed.iter().map(|(name, _)| (*name).to_owned()).collect();
        expect("the list is of the members", known == wanted && listed.len() == known.len());
        expect("its name", flag("name") == here.name());
        let peer = flag("initial-advertise-peer-urls");
        expect("its own place in the list", listed.contains(&(here.name(), peer)));
        expect("peers reach it", flag("listen-peer-urls") == peer);
        expect(
            "peers are where they may be",
            host_of(peer) == here.machine.ip && peer.ends_with(":2380"),
        );
        let client = flag("advertise-client-urls");
        expect("clients reach it", flag("listen-client-urls").split(',').any(|url| url == client));
        expect(
            "clients are where they may be",
            host_of(client) == here.machine.ip && client.ends_with(":2379"),
        );
        for url in flag("listen-client-urls").split(',') {
            expect(url, answers_to(&names(here, "etcd/server"), host_of(url)));
        }
        expect("its peers' name", answers_to(&names(here, "etcd/peer"), host_of(peer)));
        for must in ["client-cert-auth", "peer-client-cert-auth"] {
            expect(must, flag(must) == "true");
        }
        for url in [peer, client].into_iter().chain(flag("listen-client-urls").split(',')) {
            expect(url, url.starts_with("https://"));
        }
    }
    members.len()
}

/// At its own machine's, or at all where they are elsewhere; by a client of etcd's own authority.
pub(super) fn the_api_server_asks_its_members(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let members = members(cluster);
    let advertised: BTreeSet<&str> =
        members.iter().map(|(_, flags)| flags["advertise-client-urls"].as_str()).collect();
    let mut seen = 0;
    for here in machines(cluster) {
        let flags = here.flags("kube-apiserver");
        let Some(asked) = flags.get("etcd-servers") else { continue };
        seen += 1;
        let asked: BTreeSet<&str> = asked.split(',').collect();
        let own = members.iter().find(|(member, _)| member.name() == here.name());
        let right = match own {
            Some((_, flags)) => {
                asked.iter().all(|url| flags["listen-client-urls"].split(',').any(|l| l == *url))
            }
            None => asked == advertised,
        };
        if !right {
            say(format!("{}: asks etcd at {asked:?}", here.name()));
        }
        if !flags["etcd-cafile"].ends_with("/etcd/ca.crt") {
            say(format!("{}: trusts {} for etcd", here.name(), flags["etcd-cafile"]));
        }
    }
    seen
}
