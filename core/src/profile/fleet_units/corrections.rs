//! What the corrected edition repairs, and why. A machine's README lists what changes its files, the
//! cluster's what changes the units.

use super::Document;
use crate::profile::corrections::Correction;
use crate::spec::Role;

/// A defect of the document, and whether it changes files of such machines.
type Repair = Correction<fn(Document<'_>, Role) -> bool>;

/// The repairs that change files of such a machine; none in the published edition.
pub(super) fn of_role(document: Document<'_>, role: Role) -> impl Iterator<Item = &'static Repair> {
    MACHINE
        .iter()
        .filter(move |repair| document.settings.corrected() && (repair.applies)(document, role))
}

/// The repairs that change the units.
pub(super) fn of_cluster(document: Document<'_>) -> impl Iterator<Item = &'static Repair> {
    UNITS.iter().filter(move |repair| {
        document.settings.corrected() && (repair.applies)(document, Role::ControlPlane)
    })
}

const MACHINE: &[Repair] = &[
    Correction {
        id: "D-3",
        published: "`setup-network-environment` is a program from the net, run without a check",
        corrected: "a script that is part of this bundle",
        why: "whoever changes the download rules every machine",
        applies: |_, _| true,
    },
    Correction {
        id: "D-16",
        published: "the address is that of the default route; without one, `DEFAULT_IPV4` is missing",
        corrected: "the planned address, once a network card has it; the unit fails if none gets it",
        why: "the kubelet then took the host name, without a word",
        applies: |_, _| true,
    },
    Correction {
        id: "D-6",
        published: "`/etc/leader` on every machine",
        corrected: "on workers only",
        why: "kubelet and proxy, which read it, run on workers",
        applies: |_, role| role == Role::ControlPlane,
    },
];

const UNITS: &[Repair] = &[
    Correction {
        id: "D-1",
        published: "each start removes the program and downloads it",
        corrected: "a file for each release; only a new release is downloaded",
        why: "a restart took tens of megabytes, and without the network the program was gone",
        applies: |_, _| true,
    },
    Correction {
        id: "D-2",
        published: "curl without `--fail`",
        corrected: "`--fail`, a temporary file, then the right name",
        why: "a server's error page became the program",
        applies: |_, _| true,
    },
    Correction {
        id: "D-3",
        published: "no checksums",
        corrected: "checked before the program gets its name, where cluster.yaml gives them",
        why: "whoever changes the download rules every machine",
        applies: |_, _| true,
    },
    Correction {
        id: "D-4",
        published: "90 seconds to start, download included",
        corrected: "20 minutes",
        why: "slow links were cut off, and began anew for ever",
        applies: |_, _| true,
    },
    Correction {
        id: "D-5",
        published: "the units of kubelet and proxy do not make `/opt/bin`",
        corrected: "it is there before any unit: it holds the program that downloads",
        why: "they failed on machines where nothing else had made it",
        applies: |_, _| true,
    },
    Correction {
        id: "D-6",
        published: "kubelet and proxy on every machine",
        corrected: "on machines with the workers' metadata",
        why: "leaders have no `/etc/leader`, so both failed there every ten seconds",
        applies: |_, _| true,
    },
    Correction {
        id: "D-7",
        published: "kubelet and proxy start whether there is an API or not",
        corrected: "both ask for its health first, and try again until it answers",
        why: "units cannot be ordered across machines",
        applies: |_, _| true,
    },
    Correction {
        id: "D-8",
        published: "the API and the kubelet, both without authentication, listen at every address",
        corrected: "at the machine's own address; the kubelet's health at 127.0.0.1",
        why: "a machine with a public address gave the cluster to the world",
        applies: |_, _| true,
    },
    Correction {
        id: "D-10",
        published: "pods are not told of a DNS service",
        corrected: "`--cluster-dns` and `--cluster-domain`, and DNS as an add-on",
        why: "services could not be found by name",
        applies: |document, _| document.plan.addons.kube_dns,
    },
    Correction {
        id: "D-12",
        published: "the API server reads `/etc/network-environment` and uses nothing of it",
        corrected: "`--advertise-address` from it",
        why: "with several network cards it could announce the wrong one",
        applies: |_, _| true,
    },
    Correction {
        id: "D-14",
        published: "the scheduler logs to files in /tmp",
        corrected: "`--logtostderr=true`",
        why: "the journal had nothing, and /tmp is memory",
        applies: |_, _| true,
    },
    Correction {
        id: "D-17",
        published: "etcd at port 4001",
        corrected: "2379",
        why: "4001 is there only for programs that do not know better",
        applies: |_, _| true,
    },
    Correction {
        id: "D-22",
        published: "flags with underscores",
        corrected: "with dashes",
        why: "they are the flags' names; underscores are only tolerated, until 1.1",
        applies: |_, _| true,
    },
];
