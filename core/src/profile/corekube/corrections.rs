//! What the corrected edition repairs, and why. READMEs list what applies to them. What is missing in
//! the row of numbers changes nothing that anybody could notice.

use super::Stack;
use crate::profile::corrections::{Correction, section};
use crate::spec::{Platform, Role};

/// A defect of the original, and whether it changes something there: on machines of a role, or in
/// the stack where there is none.
type Repair = Correction<fn(Stack<'_>, Option<Role>) -> bool>;

/// The end of a README.md: of a machine's, or of the stack's.
pub(super) fn of(stack: Stack<'_>, role: Option<Role>) -> String {
    let repairs: Vec<&Repair> = CORRECTIONS
        .iter()
        .filter(|correction| stack.corrected() && (correction.applies)(stack, role))
        .collect();
    section(&repairs)
}

fn in_stack(_: Stack<'_>, role: Option<Role>) -> bool {
    role.is_none()
}

fn neutron(stack: Stack<'_>, role: Option<Role>) -> bool {
    role.is_none() && stack.settings.platform == Platform::Openstack
}

fn discovery(_: Stack<'_>, role: Option<Role>) -> bool {
    role == Some(Role::Etcd)
}

fn with_etcd(_: Stack<'_>, role: Option<Role>) -> bool {
    role.is_some()
}

fn kubernetes(_: Stack<'_>, role: Option<Role>) -> bool {
    role.is_some_and(Role::runs_kubernetes)
}

const CORRECTIONS: &[Repair] = &[
    Correction {
        id: "C-1",
        published: "the text says 2 to 12 minions, the test 1 to 12",
        corrected: "1 to 12 in both",
        why: "one of the two was wrong",
        applies: in_stack,
    },
    Correction {
        id: "C-2",
        published: "`master-scheduler@.service` has a backslash behind its last flag",
        corrected: "`Restart=always` is a setting again",
        why: "it had become an argument of the scheduler, which was then never restarted",
        applies: in_stack,
    },
    Correction {
        id: "C-3, C-4",
        published: "etcd in a docker container of another version than the one pulled, left to itself",
        corrected: "the operating system's `etcd2.service`",
        why: "the unit was dead at once, and a second start failed at the container's name",
        applies: discovery,
    },
    Correction {
        id: "C-5, C-6",
        published: "the master writes flannel's network into etcd, and fails when it is there; minions wait for nothing",
        corrected: "each machine's flanneld sets it before it starts, unless it is there",
        why: "flannel never started a second time, and on minions too early",
        applies: kubernetes,
    },
    Correction {
        id: "C-7, C-8",
        published: "the Overlord reads one answer again and again, and gives a machine without a role the one before's",
        corrected: "it looks anew each time, and each machine is its own",
        why: "it hung, or made a minion of anything",
        applies: in_stack,
    },
    Correction {
        id: "C-9",
        published: "servers are made as soon as the discovery server runs",
        corrected: "they wait until its etcd answers",
        why: "etcd on them gave up when nobody answered",
        applies: in_stack,
    },
    Correction {
        id: "C-11",
        published: "what is done is forgotten at each start of the Overlord",
        corrected: "a mark for each machine in etcd, changed by compare-and-swap; the rest is seen anew",
        why: "it could not be stopped and started again",
        applies: in_stack,
    },
    Correction {
        id: "C-12",
        published: "certificates by a script from the Internet, for a foreign domain",
        corrected: "none: no service accounts, and the API inside the stack's network",
        why: "the script is another's, and the certificates were good for nothing but service accounts",
        applies: in_stack,
    },
    Correction {
        id: "C-13",
        published: "pods are moved 5 seconds after a minion fell silent",
        corrected: "Kubernetes' own times",
        why: "any hiccup of the network started everything anew elsewhere",
        applies: in_stack,
    },
    Correction {
        id: "C-15",
        published: "the guestbook's script is fetched by `curl -sKS`, and clones all of Kubernetes",
        corrected: "the script is here, and fetches the example's files of the same release",
        why: "`-K` takes the S for the name of a file, and the example was another release's",
        applies: in_stack,
    },
    Correction {
        id: "C-16",
        published: "every port of every server open to the world",
        corrected: "everything inside the group, SSH from `admin_cidr`, nothing else",
        why: "the API, etcd, fleet and the kubelets ask nobody for a name",
        applies: neutron,
    },
    Correction {
        id: "C-16",
        published: "fleet's API on TCP port 10001 of every address; the API server and kubelets on every address",
        corrected: "fleet on its own socket only; the others on the machine's address inside",
        why: "whoever reaches them rules the cluster",
        applies: in_stack,
    },
    Correction {
        id: "C-17",
        published: "programs by `wget -N` over plain HTTP, flannel from a place that is gone",
        corrected: "HTTPS, a checksum where one is given, one folder for each release; the system's own flannel",
        why: "a download that was cut off stayed, and passed for whole",
        applies: kubernetes,
    },
    Correction {
        id: "C-18, C-19, C-22",
        published: "one answer that fails ends the Overlord, a unit that fails is waited for without end, one that changed is kept, and the second page is not read",
        corrected: "each is tried again with a limit and a reason in the log, and holds up no other machine; `start-units.sh` does the same by hand",
        why: "the cluster stood half made, or ran what it was told before",
        applies: in_stack,
    },
    Correction {
        id: "C-23",
        published: "`$private_ipv4`, which is empty on a plain config drive",
        corrected: "the ports' addresses, which Heat knows; fleet finds a minion's itself",
        why: "etcd listened everywhere and announced nothing",
        applies: neutron,
    },
    Correction {
        id: "C-24",
        published: "network cards by their order, in the middle of a unit",
        corrected: "the parameter `kubernetes_net_interface`",
        why: "the order is each cloud's own",
        applies: in_stack,
    },
    Correction {
        id: "C-25",
        published: "outputs from `accessIPv4`",
        corrected: "from ports, outer addresses and networks",
        why: "Nova fills the attribute no more",
        applies: in_stack,
    },
    Correction {
        id: "C-26, C-27",
        published: "docker's unit kills itself before it starts, and waits for flannel in two ways",
        corrected: "the stock unit, which waits for flannel and reads its options",
        why: "docker came up or not, as it happened",
        applies: kubernetes,
    },
    Correction {
        id: "C-28",
        published: "an etcd 0.4 on every server, its members known to a container without a disk",
        corrected: "one etcd 2 on the discovery server, with its data on disk; proxies elsewhere",
        why: "a restart of the container lost who was in the cluster, and Kubernetes 1.4 wants etcd 2",
        applies: with_etcd,
    },
    Correction {
        id: "C-29",
        published: "the Overlord tells the API of each minion, as a Minion of v1beta1",
        corrected: "kubelets announce themselves",
        why: "that API is gone since v0.19",
        applies: in_stack,
    },
    Correction {
        id: "C-30",
        published: "the overlord's image is built from source at each start",
        corrected: "`kubecore-cli overlord`, one program, by its checksum or copied by hand",
        why: "what it was built from no longer exists",
        applies: |_, role| role == Some(Role::Overlord),
    },
];
