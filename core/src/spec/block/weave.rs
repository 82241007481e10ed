//! What only the profile `weave` has.

use ipnet::IpNet;

use crate::spec::decode::{choice, record};
use crate::spec::value::{HostPort, LabelValue, Name, Secret, Sha256, Word};
use crate::spec::{Edition, Field, RebootStrategy, UpdateGroup};

record! {
    /// What only the profile `weave` has.
    pub struct Weave {
        /// Whether the document's known defects are repaired.
        edition: Field<Edition>,
        /// One cloud-config for each machine, or one for all of them.
        layout: Field<Layout>,
        /// Encrypts what machines say to each other, and keeps strangers out. At least 20 random characters. It becomes part of each machine's user-data, and of nothing else.
        password: Field<Secret>,
        /// Who announces a machine to the API.
        registration: Field<Registration>,
        /// Label `environment` of machines that the script announces.
        environment: Field<LabelValue>,
        /// Private image registries, one login each. Tokens become part of the user-data of machines that run pods, and of nothing else.
        registries: Field<Vec<Registry>>,
        /// What single machines have of their own.
        machines: Field<Vec<WeaveMachine>>,
        /// SHA-256 of the release's kubernetes.tar.gz: machines then refuse any other. Default: they take what the address gives them.
        checksum: Field<Sha256>,
        /// Which releases of Container Linux machines follow.
        update_group: Field<UpdateGroup>,
        /// When a machine reboots after an update of the operating system.
        reboot_strategy: Field<RebootStrategy>,
    }
}

choice! {
    /// One cloud-config for each machine, or one for all of them.
    pub enum Layout {
        /// Each machine gets what it needs and no more.
        PerMachine = "per-machine",
        /// As in the document: one for all, in which units ask for their machine's host name. Every machine then holds the others' addresses and all secrets.
        Shared = "shared",
    }
}

choice! {
    /// Who announces a machine to the API.
    pub enum Registration {
        /// The kubelet.
        Kubelet = "kubelet",
        /// A script, with labels: `environment`, and the machine's own.
        Script = "script",
    }
}

record! {
    /// A private image registry.
    pub struct Registry {
        /// Its address, such as quay.io; with a port if it has an unusual one.
        host: Field<HostPort>,
        /// Who logs in: for a robot of quay.io, `organization+robot`.
        user: Field<Word>,
        /// The password or token.
        token: Field<Secret>,
        /// An address for mail; most registries want none.
        email: Field<Word>,
    }
}

record! {
    /// What a single machine has of its own.
    pub struct WeaveMachine {
        /// Which machine: a name from `nodes` or of a pool.
        name: Field<Name>,
        /// The part of `pods` that its bridge has; the first address is the machine's own. Default: counted out, a /24 each.
        subnet: Field<IpNet>,
        /// Whom it connects to first: addresses or names that it can reach from where it stands. Default: the control plane's address.
        peers: Field<Vec<Field<HostPort>>>,
        /// Whether it runs an etcd member. Default: the control plane and the first two workers do, or the control plane alone where there are fewer.
        etcd: Field<bool>,
    }
}
