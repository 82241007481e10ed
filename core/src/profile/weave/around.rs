//! What both editions have otherwise than the page and the author's files: the page is silent there,
//! or says what it cannot mean.

use crate::format::markdown::{Inline, Markdown};
use crate::profile::corrections::quoted;

/// What both editions have otherwise, for the cluster's README.md.
pub(super) fn section(document: Markdown) -> Markdown {
    document
        .heading(2, "What the document leaves open")
        .paragraph(
            "The page takes Weave, docker and etcd for granted, and lost signs on its way to the web. \
             Both editions are filled in alike, from the author's own files of August 2015:",
        )
        .table(
            ["", "There", "Here", "Because"],
            AROUND.iter().map(|row| {
                let [id, there, here, why] = *row;
                [Inline::from(id), quoted(there), quoted(here), quoted(why)]
            }),
        )
}

/// Number, what is there, what is here, why.
const AROUND: &[[&str; 4]] = &[
    [
        "W-1",
        "flags of kubelet and proxy on lines of their own, the backslashes lost",
        "one command",
        "systemd took each line for a setting, and the programs started without flags",
    ],
    [
        "W-2",
        "the registration's URL has `10.0.1.0`, a typing mistake",
        "the API's one address",
        "nobody answers there",
    ],
    [
        "W-13",
        "Weave's proxy for docker",
        "docker on Weave's bridge (`--bridge=weave`)",
        "the kubelet does not ask the proxy, and pods had docker's addresses",
    ],
    [
        "W-14",
        "one /16 on all bridges",
        "a subnet for each machine",
        "docker on each machine gave out the same addresses",
    ],
    [
        "W-16",
        "four etcd members",
        "three, or one where there are fewer machines",
        "a fourth can fail, but lets no further one fail",
    ],
    [
        "W-18",
        "etcd2 started without regard to the bridge",
        "after it",
        "it listens on the bridge's address",
    ],
    [
        "W-20",
        "one token for every cluster",
        "the cluster's name",
        "two clusters that reach each other could join",
    ],
    [
        "W-24",
        "the boot waits for `status.github.com`",
        "for `network-online.target`",
        "that page is gone",
    ],
    [
        "W-25",
        "`latest_release` of Weave, and a helper from somebody's master branch",
        "Weave v1.0.3 by its checksum, and a helper of kubecore's own",
        "whatever was there ran as root; 1.1 changed the commands",
    ],
    [
        "W-26",
        "Weave's password in a file for all to read",
        "mode 0600",
        "whoever has it is in the network",
    ],
    [
        "W-28",
        "a unit that formats `/dev/sdb` at each boot",
        "none",
        "it took docker's images with it, and on other clouds somebody's data",
    ],
    ["W-29", "a machine that names no peer, and that nobody names", "refused", "it stayed alone"],
    [
        "W-30",
        "address ranges and peer counts for Weave",
        "none (`-iprange \"\"`)",
        "docker gives out the addresses; Weave's own default range is refused where a network of the machine lies in it",
    ],
    [
        "W-32",
        "`enable` on `kubernetes.download.service`, which has no `[Install]`",
        "enabled only where it has one",
        "nothing comes of it: the targets pull it in",
    ],
    [
        "W-37",
        "quotes inside `DOCKER_OPTS`",
        "none",
        "what became of them depended on systemd's release",
    ],
];
