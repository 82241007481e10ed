//! Which keys and certificates a cluster needs: whose, for what, and where they lie.
//!
//! A list for people and programs; [`crate::pki`] makes what it names.

pub(crate) mod coreos_guide;
pub(crate) mod flatcar;
mod item;

pub use item::{Item, Kind, Kubeconfig, Part, Placed, Scope};

use serde::{Deserialize, Serialize};

use super::{Node, Plan, System};
use crate::format::x509::KeyKind;
use crate::spec::PkiSource;
use crate::spec::value::Host;

/// Who makes certificates, and how long they last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pki {
    /// Who makes them.
    pub source: PkiSource,
    /// Kind of keys, where the release has no say.
    pub key: KeyKind,
    /// Further names and addresses at which the API is asked for.
    pub api_sans: Vec<Host>,
    /// Days that an authority is valid.
    pub ca_days: u32,
    /// Days that other certificates are valid.
    pub certificate_days: u32,
    /// Minutes by which they are dated back.
    pub backdate_minutes: u32,
}

/// Everything a cluster needs, authorities before what they sign. Nothing where a system knows no
/// certificates: fleet-units, weave and corekube speak plain HTTP throughout.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificates {
    /// The cluster's name.
    pub cluster: String,
    /// Keys, with what certifies them.
    pub items: Vec<Item>,
    /// What administrators are given. Those of machines name paths and hold no key: they are part of
    /// the machine.
    pub kubeconfigs: Vec<Kubeconfig>,
    /// Minutes by which new certificates are dated back.
    pub backdate_minutes: u32,
}

impl Certificates {
    /// Everything the cluster of `plan` needs.
    pub fn of(plan: &Plan) -> Self {
        let (items, kubeconfigs) = match &plan.system {
            System::CoreosGuide(_) => {
                (coreos_guide::items(plan), vec![coreos_guide::kubeconfig(plan)])
            }
            System::Flatcar(settings) => {
                (flatcar::items(plan, settings), vec![flatcar::kubeconfig(plan)])
            }
            System::FleetUnits(_) | System::Weave(_) | System::Corekube(_) => Default::default(),
        };
        Self {
            cluster: plan.name.to_string(),
            items,
            kubeconfigs,
            backdate_minutes: plan.pki.backdate_minutes,
        }
    }

    /// What has this name.
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}

/// Where a machine's files are, each at its place in it; nowhere where a system has none.
pub fn directory(plan: &Plan) -> &'static str {
    match &plan.system {
        System::CoreosGuide(_) => coreos_guide::DIRECTORY,
        System::Flatcar(_) => flatcar::DIRECTORY,
        System::FleetUnits(_) | System::Weave(_) | System::Corekube(_) => "",
    }
}

/// The files of one machine, and the links that its units name.
pub fn of_machine(plan: &Plan, node: &Node) -> Vec<Placed> {
    match &plan.system {
        System::CoreosGuide(_) => coreos_guide::of_machine(node),
        System::Flatcar(settings) => flatcar::of_machine(plan, settings, node),
        System::FleetUnits(_) | System::Weave(_) | System::Corekube(_) => Vec::new(),
    }
}
