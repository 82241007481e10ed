//! What only the profile `corekube` has.

use ipnet::IpNet;

use crate::spec::decode::{choice, record};
use crate::spec::value::{MachineId, Name, Word};
use crate::spec::{Edition, Field};

record! {
    /// What only the profile `corekube` has.
    pub struct Corekube {
        /// The rung of the document's own ladder of versions: `published` is the document's Kubernetes v0.7.1 with its defects, `corrected` the last one that worked, v1.4.0, with known defects repaired.
        edition: Field<Edition>,
        /// Which cloud the stack is for.
        platform: Field<Platform>,
        /// Name of the SSH key pair in the cloud. Default: a parameter of the stack without default.
        key_name: Field<Word>,
        /// Size of the servers.
        flavor: Field<Word>,
        /// Operating system image, by name or id.
        image: Field<Word>,
        /// Network that floating addresses come from. Only with `openstack`.
        external_network: Field<Word>,
        /// From where SSH is let in. Default: from nowhere. Only with `openstack`.
        admin_cidr: Field<IpNet>,
        /// Opens every port of every server to everybody, as the original does. Only with `openstack`.
        open_security_group: Field<bool>,
        /// The network's id. Only with `rackconnect-v3`.
        rackconnect_network: Field<Word>,
        /// What fleet knows single machines by, for units that are filled in here and not by the overlord.
        machines: Field<Vec<CorekubeMachine>>,
    }
}

choice! {
    /// Which cloud the stack is for.
    pub enum Platform {
        /// OpenStack with Neutron.
        Openstack = "openstack",
        /// Rackspace Cloud Servers with a Cloud Network.
        Rackspace = "rackspace",
        /// Rackspace Cloud Servers behind RackConnect v3.
        RackconnectV3 = "rackconnect-v3",
    }
}

record! {
    /// What fleet knows a machine by.
    pub struct CorekubeMachine {
        /// Which machine: a name from `nodes` or of a pool.
        name: Field<Name>,
        /// Its machine id: `cat /etc/machine-id` there, or `fleetctl list-machines --full`.
        id: Field<MachineId>,
    }
}
