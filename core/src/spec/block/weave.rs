//! What only the profile `weave` has.

use ipnet::IpNet;

use crate::spec::decode::{choice, record};
use crate::spec::value::{Host, LabelValue, Name, Secret, Word};
use crate::spec::{Edition, Field, RebootStrategy, UpdateGroup};

record! {
    /// What only the profile `weave` has.
    pub struct Weave {
        /// Whether the document's known defects are repaired.
        edition: Field<Edition>,
        /// One cloud-config for each machine, or one for all of them.
        layout: Field<Layout>,
        /// Encrypts what machines say to each other. It becomes part of each machine's user-data, and of nothing else.
        password: Field<Secret>,
        /// Who announces a machine to the API.
        registration: Field<Registration>,
        /// Label `environment` of machines that the script announces.
        environment: Field<LabelValue>,
        /// Private image registries. Tokens become part of each machine's user-data, and of nothing else.
        registries: Field<Vec<Registry>>,
        /// What single machines have of their own.
        machines: Field<Vec<WeaveMachine>>,
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
        /// As in the document: one for all, in which each unit asks for its machine's host name. Every machine then holds the others' addresses.
        Shared = "shared",
    }
}

choice! {
    /// Who announces a machine to the API.
    pub enum Registration {
        /// The kubelet.
        Kubelet = "kubelet",
        /// A script, with labels: the machine's own and `environment`.
        Script = "script",
    }
}

record! {
    /// A private image registry.
    pub struct Registry {
        /// Its address, such as quay.io.
        host: Field<Host>,
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
        peers: Field<Vec<Field<Host>>>,
        /// Whether it runs an etcd member. Default: the control plane and the first two workers do, or the control plane alone where there are fewer.
        etcd: Field<bool>,
    }
}
