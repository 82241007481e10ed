//! What the corrected edition repairs, and why. A machine's README lists what applies to it.

use super::Config;
use crate::profile::corrections::{Correction, section};
use crate::spec::{Registration, Role};

/// A defect of the document, and whether it changes files of such machines.
type Repair = Correction<fn(Config<'_>) -> bool>;

/// The end of a README.md: the repairs that change files of these machines.
pub(super) fn of(config: Config<'_>) -> String {
    let repairs: Vec<&Repair> = CORRECTIONS
        .iter()
        .filter(|correction| config.corrected() && (correction.applies)(config))
        .collect();
    section(&repairs)
}

fn always(_: Config<'_>) -> bool {
    true
}

fn master(config: Config<'_>) -> bool {
    config.has(Role::ControlPlane)
}

fn node(config: Config<'_>) -> bool {
    config.has(Role::Worker)
}

fn script(config: Config<'_>) -> bool {
    node(config) && config.settings.registration == Registration::Script
}

fn registries(config: Config<'_>) -> bool {
    !config.settings.registries.is_empty()
}

const CORRECTIONS: &[Repair] = &[
    Correction {
        id: "W-2",
        published: "`register_node.sh` waits for the API without an end",
        corrected: "it gives up after a minute, and systemd tries it again",
        why: "kubelet and proxy were ordered after it, and stayed away as long as it waited",
        applies: script,
    },
    Correction {
        id: "W-3",
        published: "a `Minion` of v1beta1",
        corrected: "a `Node` of v1",
        why: "the API server refuses v1beta1 since v0.19",
        applies: script,
    },
    Correction {
        id: "W-4",
        published: "`sh -e` ends the script before it looks at the result",
        corrected: "the API's answer decides, and a machine that is known already counts as registered",
        why: "the second start of a machine failed",
        applies: script,
    },
    Correction {
        id: "W-5",
        published: "`ConditionFileIsExecutable` on every program",
        corrected: "no condition: a program that is missing fails, and is started again after ten seconds",
        why: "a unit whose condition does not hold is skipped without a word, and nothing tries it again",
        applies: always,
    },
    Correction {
        id: "W-6",
        published: "the release is fetched at each boot, through memory, unchecked, within 90 seconds",
        corrected: "`kubernetes-download`: once, on the disk, checked where `checksum` is given, tried until it works",
        why: "an error page was unpacked as an archive, and a slow line meant no Kubernetes",
        applies: always,
    },
    Correction {
        id: "W-7",
        published: "`--cloud-provider=vagrant`",
        corrected: "no cloud provider",
        why: "it asks a Salt master at `kubernetes-master:8000` that is not there",
        applies: master,
    },
    Correction {
        id: "W-8",
        published: "the API on port 8080 of all addresses",
        corrected: "both its ports on the Weave address alone",
        why: "8080 asks nobody for a name, nor does 6443 without certificates; machines with a public address gave the cluster away",
        applies: master,
    },
    Correction {
        id: "W-8",
        published: "the kubelet on all addresses",
        corrected: "on the Weave address alone",
        why: "it runs commands in containers for whoever asks",
        applies: node,
    },
    Correction {
        id: "W-9",
        published: "`ConditionHost` in each unit",
        corrected: "the units of a machine's role, and its `hostname`",
        why: "with a domain behind the host name, the master became a node as well",
        applies: |config| !config.shared(),
    },
    Correction {
        id: "W-10",
        published: "no `--advertise-address`",
        corrected: "the Weave address",
        why: "the service `kubernetes` pointed to an address that machines of other clouds cannot reach",
        applies: master,
    },
    Correction {
        id: "W-11",
        published: "nodes are known by their host names",
        corrected: "by their Weave addresses (`--hostname-override`)",
        why: "the API server has to reach the kubelet under that name, for logs and commands; clouds do not know each other's names",
        applies: node,
    },
    Correction {
        id: "W-12",
        published: "no cluster DNS; its flags, as comments, name a machine's address",
        corrected: "`--cluster-dns` inside the service range, and the add-on SkyDNS",
        why: "services have no names otherwise",
        applies: |config| node(config) && config.plan.addons.kube_dns,
    },
    Correction {
        id: "W-15",
        published: "kube-proxy on nodes only",
        corrected: "on the master as well",
        why: "the master reaches no service without it",
        applies: master,
    },
    Correction {
        id: "W-17",
        published: "the API server knows two of etcd's members",
        corrected: "all of them",
        why: "with these two gone the API was gone, although etcd had its majority",
        applies: master,
    },
    Correction {
        id: "W-19",
        published: "`kubernetes.node.target` requires etcd2 on every node",
        corrected: "only machines with a member start etcd2",
        why: "the others started an empty etcd of their own",
        applies: node,
    },
    Correction {
        id: "W-21",
        published: "`wupiao` looks for any answer on port 8080, without an end",
        corrected: "for `ok` from `/healthz`, for a minute",
        why: "systemd stopped it after 90 seconds, and its output told nothing",
        applies: always,
    },
    Correction {
        id: "W-22",
        published: "scheduler and controller manager wait for one address, and use another",
        corrected: "the API's one URL everywhere",
        why: "one bound address is enough",
        applies: master,
    },
    Correction {
        id: "W-23",
        published: "the controller manager's own wait with wget",
        corrected: "`wupiao`",
        why: "its retries could outlast the unit's time to start",
        applies: master,
    },
    Correction {
        id: "W-26",
        published: "the kubelet's `.dockercfg` readable by all, on all machines",
        corrected: "mode 0600, on machines that run pods",
        why: "it holds the registry's token",
        applies: |config| registries(config) && node(config),
    },
    Correction {
        id: "W-26",
        published: "`.dockercfg` on the master",
        corrected: "none",
        why: "it holds the registries' tokens, and runs no pods",
        applies: |config| registries(config) && !node(config),
    },
    Correction {
        id: "W-27",
        published: "the kubelet's `.dockercfg` belongs to `core`",
        corrected: "to root",
        why: "whoever is `core` could change what the kubelet logs in with",
        applies: |config| registries(config) && node(config),
    },
    Correction {
        id: "W-31",
        published: "only the targets are ordered after Weave",
        corrected: "so are Kubernetes' units",
        why: "they were started before the machine had its address",
        applies: always,
    },
    Correction {
        id: "W-32",
        published: "targets want the services, and services are wanted by the targets; `enable` on a unit without `[Install]`",
        corrected: "`WantedBy=` alone",
        why: "two lists of the same thing come apart",
        applies: always,
    },
    Correction {
        id: "W-36",
        published: "the registration runs whenever the target starts",
        corrected: "`RemainAfterExit=yes`",
        why: "once for each start of the machine is enough",
        applies: script,
    },
];
