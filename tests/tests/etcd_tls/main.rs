//! The rendered settings and keys of today's machines form a cluster of real etcd, which knows its own and no others.
//!
//! Machines' addresses become addresses of this computer's loopback network, in settings and certificates alike, and
//! paths those of a scratch folder. Debian's etcd is 3.4: the few flags that came later are left out by name.

mod client;
mod member;

use std::thread::sleep;
use std::time::{Duration, Instant};

use kubecore_tests::case::Case;
use kubecore_tests::judges::has;
use kubecore_tests::pki::{issue, today};
use kubecore_tests::{assert_none, note};

use client::{Pair, ask, put};
use member::{Cluster, Member};

const DEADLINE: Duration = Duration::from_secs(90);

#[test]
fn members_of_static_pods_form_a_cluster() {
    hold("flatcar-ha-dual-stack");
}

#[test]
fn members_of_units_form_a_cluster() {
    hold("flatcar-vip");
}

/// Machines of their own, whose API servers are elsewhere.
#[test]
fn members_apart_from_the_control_plane_form_a_cluster() {
    hold("flatcar-sysext");
}

fn hold(case: &str) {
    if !has("etcd") {
        note("etcd is missing: no cluster was started");
        return;
    }
    let cluster = Cluster::of(&Case::named(case));
    let members = cluster.start();
    assert_eq!(members.len(), 3, "{case}");
    for member in &members {
        // Came with 3.6 under these names (etcd's CHANGELOG-3.6).
        assert_eq!(member.left_out, ["feature-gates", "watch-progress-notify-interval"], "{case}");
    }
    let mut findings = healthy(&cluster, &members);
    if findings.is_empty() {
        findings.extend(strangers(&cluster, &members));
    } else {
        findings.extend(members.iter().map(Member::last_words));
    }
    assert_none(case, &findings);
}

/// Whether each member answers its own health check, has written what another was told, and speaks to the API server.
fn healthy(cluster: &Cluster, members: &[Member]) -> Vec<String> {
    let end = Instant::now() + DEADLINE;
    let mut findings = Vec::new();
    for member in members {
        let pair = cluster.pair(&format!("nodes/{}/etcd/healthcheck-client", member.name));
        for at in &member.clients {
            while !ask(*at, Some(&pair), "/health").is_ok_and(|said| said.contains("\"true\"")) {
                if Instant::now() > end {
                    findings.push(format!("{}: {at} is not healthy", member.name));
                    break;
                }
                sleep(Duration::from_millis(200));
            }
        }
    }
    if !findings.is_empty() {
        return findings;
    }
    let servers = cluster.pairs("apiserver-etcd-client");
    assert!(!servers.is_empty(), "no API server has a certificate for etcd");
    for (index, (name, pair)) in servers.iter().enumerate() {
        let told = &members[index % members.len()];
        let asked = &members[(index + 1) % members.len()];
        let said = put(told.clients[0], pair, name);
        if !said.as_ref().is_ok_and(|said| said.contains("\"revision\"")) {
            findings.push(format!("{name} cannot write to {}: {said:?}", told.name));
        }
        let said = client::get(asked.clients[0], pair, name);
        if !said.as_ref().is_ok_and(|said| said.contains("\"count\":\"1\"")) {
            findings
                .push(format!("{name} does not read at {} what it wrote: {said:?}", asked.name));
        }
    }
    findings
}

/// No certificate, one of the cluster's other authority, one of another cluster's etcd: none is let in, neither where
/// clients ask nor where peers do.
fn strangers(cluster: &Cluster, members: &[Member]) -> Vec<String> {
    let foreign = issue(&cluster.list, "another cluster", today());
    let mut findings = Vec::new();
    for member in members {
        let id = format!("nodes/{}/etcd/healthcheck-client", member.name);
        let theirs = Pair::new(&foreign, &id).trusting(&cluster.pair(&id));
        let admin = cluster.pair("admin").trusting(&cluster.pair(&id));
        for at in member.clients.iter().chain(&member.peers) {
            let path = if member.peers.contains(at) { "/members" } else { "/health" };
            let nobody = cluster.pair(&id).without_certificate();
            for (who, pair) in
                [("nobody", &nobody), ("a stranger", &theirs), ("the administrator", &admin)]
            {
                if let Ok(said) = ask(*at, Some(pair), path) {
                    findings.push(format!("{}: {at} answers {who}: {said}", member.name));
                }
            }
            if let Ok(said) = ask(*at, None, path) {
                findings.push(format!("{}: {at} answers without TLS: {said}", member.name));
            }
        }
        // So that silence is about certificates: a peer's pair opens what is closed to the others.
        let peer = cluster.pair(&format!("nodes/{}/etcd/peer", member.name));
        for at in &member.peers {
            let said = ask(*at, Some(&peer), "/members");
            if !said.as_ref().is_ok_and(|said| said.contains("peerURLs")) {
                findings.push(format!("{}: {at} does not answer a peer: {said:?}", member.name));
            }
        }
    }
    findings
}
