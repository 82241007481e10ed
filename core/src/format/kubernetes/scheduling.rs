//! On which machines a pod may run, and on which it would rather.

use serde::Serialize;

use super::LabelSelector;

/// A taint that does not keep a pod from a machine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Toleration {
    /// The taint's key; any when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// `Equal` when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<TolerationOperator>,
    /// The taint's value, with `Equal`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// What the taint does; anything when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<TaintEffect>,
}

/// How a toleration is compared with a taint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TolerationOperator {
    /// Key and value are the same.
    Equal,
    /// The key is the same.
    Exists,
}

/// What a taint does to pods that do not tolerate it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TaintEffect {
    /// None is placed there.
    NoSchedule,
    /// None is placed there if there is another place.
    PreferNoSchedule,
    /// Those that are there have to leave.
    NoExecute,
}

/// A mark on a machine that keeps pods away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taint {
    /// The key, such as `node-role.kubernetes.io/control-plane`.
    pub key: String,
    /// The value.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// What it does.
    pub effect: TaintEffect,
}

/// Near what a pod wants to run, and away from what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Affinity {
    /// Away from what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_anti_affinity: Option<PodAntiAffinity>,
}

/// Away from which pods a pod wants to run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodAntiAffinity {
    /// Away from these, or not at all.
    #[serde(
        rename = "requiredDuringSchedulingIgnoredDuringExecution",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub required: Vec<PodAffinityTerm>,
    /// Away from these if that is possible.
    #[serde(
        rename = "preferredDuringSchedulingIgnoredDuringExecution",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub preferred: Vec<WeightedPodAffinityTerm>,
}

/// Which pods, and what counts as the same place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodAffinityTerm {
    /// Which pods.
    pub label_selector: LabelSelector,
    /// Machines with the same value of this label are one place.
    pub topology_key: &'static str,
}

/// A wish with its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WeightedPodAffinityTerm {
    /// 1 to 100.
    pub weight: u8,
    /// The wish.
    pub pod_affinity_term: PodAffinityTerm,
}

/// How evenly pods are spread over places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopologySpreadConstraint {
    /// How many more pods one place may have than another.
    pub max_skew: u32,
    /// Machines with the same value of this label are one place.
    pub topology_key: &'static str,
    /// What if they cannot be spread so.
    pub when_unsatisfiable: WhenUnsatisfiable,
    /// Which pods are counted.
    pub label_selector: LabelSelector,
    /// Labels whose values must be the pod's own for a pod to be counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub match_label_keys: Vec<&'static str>,
}

/// What if pods cannot be spread as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum WhenUnsatisfiable {
    /// The pod waits.
    DoNotSchedule,
    /// The pod is placed as well as can be.
    ScheduleAnyway,
}

impl Toleration {
    /// Any taint with this key that does this.
    pub fn of(key: impl Into<String>, effect: TaintEffect) -> Self {
        let operator = Some(TolerationOperator::Exists);
        Self { key: key.into(), operator, effect: Some(effect), value: String::new() }
    }

    /// Any taint with this key.
    pub fn of_key(key: impl Into<String>) -> Self {
        let operator = Some(TolerationOperator::Exists);
        Self { key: key.into(), operator, ..Self::default() }
    }

    /// Any taint at all.
    pub fn of_all() -> Self {
        Self::of_key("")
    }
}
