//! README.md of the cluster: the whole way, in order.

use super::super::{Config, around, corrections, network};
use super::steps::steps;
use crate::format::markdown::{Inline, Markdown};
use crate::plan::Node;

/// `size` is that of the one cloud-config for all machines, in bytes.
pub(in super::super) fn cluster(config: Config<'_>, size: Option<usize>) -> String {
    let plan = config.plan;
    let document = Markdown::new()
        .heading(1, plan.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} machines; Kubernetes ", plan.nodes().len()))
                .code(plan.release.kubernetes())
                .text(" on CoreOS, connected by Weave ")
                .code(network::RELEASE)
                .text("; the API at ")
                .code(config.api_url())
                .text(". Commands are run in the directory that holds cluster and nodes."),
        )
        .heading(2, "Who can do what")
        .paragraph(warning(config))
        .heading(2, "In this order")
        .steps(steps(config));
    let document = match size {
        Some(size) => shared(document, size),
        None => document,
    };
    let document = document
        .heading(2, "Addresses")
        .table(["", ""], addresses(config))
        .heading(2, "Machines")
        .table(
            ["Machine", "Address", "In Weave", "Pods", "First connects to", "etcd"],
            config.machines.iter().map(|node| row(config, node)),
        )
        .heading(2, "Keep in mind")
        .list(keep_in_mind(config));
    let document = around::section(replace_member(document, config));
    let repairs = if config.shared() { corrections::of(config) } else { String::new() };
    format!("{document}{repairs}")
}

fn warning(config: Config<'_>) -> Inline {
    let text = Inline::new().text(
        "Kubernetes of 2015 as it is set up here knows neither certificates nor passwords: every machine and every \
         pod in the Weave network rules the cluster, by the API, by etcd and by the kubelets. Run nothing in it that \
         you would not give the machines to. ",
    );
    let text = match &config.settings.password {
        Some(_) => text.text(
            "Weave's password keeps others out, and is in each machine's /etc/weave.env and user-data: pods must not \
             reach your provider's metadata service (169.254.169.254).",
        ),
        None => text.text(
            "Weave has no password here: whoever reaches port 6783 of a machine is in the network, and what machines \
             say to each other can be read on the way.",
        ),
    };
    if config.corrected() {
        text
    } else {
        text.text(" In the published edition the API and the kubelets also listen on the machines' outer addresses: \
                  let nobody in from there.")
    }
}

fn shared(document: Markdown, size: usize) -> Markdown {
    // Base64 makes four signs of three.
    let encoded = size.div_ceil(3) * 4;
    document.heading(2, "One cloud-config for all").list([
        Inline::new()
            .code("cluster/cloud-config.yaml")
            .text(" is the user-data of every machine. Units and files ask for the host name, which must be the machine's \
                  name here, without a domain."),
        Inline::new().text(format_args!(
            "It has {size} bytes, {encoded} as base64. EC2 takes 16384; OpenStack and Azure 65535 of base64."
        )),
        Inline::new()
            .text("Every machine holds the addresses and secrets of all. ")
            .code("layout: per-machine")
            .text(" gives each its own only, and files for machines that run already."),
    ])
}

fn addresses(config: Config<'_>) -> Vec<[Inline; 2]> {
    let network = &config.plan.network;
    let mut rows = vec![
        [Inline::from("Bridges and pods"), Inline::code_only(network.pods)],
        [Inline::from("Services"), Inline::code_only(network.services)],
        [Inline::from("The API as a service"), Inline::code_only(network.api_service_ip)],
        [Inline::from("etcd"), Inline::code_only(config.plan.etcd.endpoint_list())],
    ];
    if config.plan.addons.kube_dns {
        rows.push([Inline::from("DNS"), Inline::code_only(network.dns_service_ip)]);
        rows.push([Inline::from("Domain"), Inline::code_only(&network.domain)]);
    }
    rows
}

fn row(config: Config<'_>, node: &Node) -> [Inline; 6] {
    let bridge = config.settings.bridge(node);
    let peers: Vec<String> = bridge.peers.iter().map(ToString::to_string).collect();
    [
        Inline::code_only(&node.name),
        Inline::code_only(node.ip),
        Inline::code_only(bridge.address),
        Inline::code_only(bridge.subnet),
        if peers.is_empty() { Inline::from("nobody") } else { Inline::code_only(peers.join(" ")) },
        Inline::from(if node.etcd { "member" } else { "" }),
    ]
}

fn keep_in_mind(config: Config<'_>) -> Vec<Inline> {
    let mut list = vec![
        Inline::from(
            "Subnets are counted out in the order of the machines: add new ones at the end of cluster.yaml.",
        ),
        Inline::from(
            "Pod and service ranges, and the password, are the same on all machines: change them everywhere at once.",
        ),
        Inline::from(
            "coreos-cloudinit writes its files again at each boot: after a change, replace the user-data, too.",
        ),
    ];
    if config.corrected() && config.settings.checksum.is_none() {
        list.push(
            Inline::new()
                .text("Machines take Kubernetes as they find it: upstream published no SHA-256 of this release. \
                     Download it once, look at it, and write what ")
                .code("sha256sum kubernetes.tar.gz")
                .text(" prints under ")
                .code("weave.checksum")
                .text("."),
        );
    }
    if !config.settings.registries.is_empty() {
        list.push(Inline::from(
            "The registries' tokens are in user-data and in .dockercfg: give them the right to read images, and no other.",
        ));
    }
    list
}

/// W-20.
fn replace_member(document: Markdown, config: Config<'_>) -> Markdown {
    if config.plan.etcd.members.len() < 3 {
        return document;
    }
    document
        .heading(2, "Replace an etcd member")
        .paragraph(
            "A machine that lost its disk cannot come back under its old name by itself. On a member that runs, with the \
             name and the Weave address of the one that is gone:",
        )
        .code(
            "sh",
            "etcdctl member list\netcdctl member remove ID\netcdctl member add NAME http://ADDRESS:2380",
        )
        .paragraph(
            Inline::new()
                .text("Then bring the machine up with ")
                .code("ETCD_INITIAL_CLUSTER_STATE=existing")
                .text(" in its /etc/etcd2.env, as its user-data has it; once it runs, the line no longer matters."),
        )
}
