//! Kustomizations: objects of another's file, changed before they are applied.
//!
//! `kubectl apply -k DIRECTORY` reads `kustomization.yaml` of that directory; nothing is fetched if
//! all resources are files beside it.

use serde::Serialize;

use super::Labels;

/// `kind: Kustomization`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kustomization {
    api_version: &'static str,
    kind: &'static str,
    /// Files of objects, relative to this one.
    pub resources: Vec<String>,
    /// Labels that every object gets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<LabelAll>,
    /// Images that are taken from elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<ImageFrom>,
    /// Changes of single objects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patches: Vec<Patch>,
}

/// Labels that every object gets; selectors stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelAll {
    /// The labels.
    pub pairs: Labels,
}

/// An image that is taken from elsewhere, with the tag it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageFrom {
    /// The image as the objects name it, without its tag.
    pub name: String,
    /// Where it is taken from, without a tag.
    pub new_name: String,
}

/// A strategic merge: an object of which only what differs is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Patch {
    patch: String,
}

impl Patch {
    /// The object as YAML, with kind and name.
    pub fn new(patch: String) -> Self {
        Self { patch }
    }
}

impl Kustomization {
    /// Files of objects, with nothing changed.
    pub fn new(resources: Vec<String>) -> Self {
        Self {
            api_version: "kustomize.config.k8s.io/v1beta1",
            kind: "Kustomization",
            resources,
            labels: Vec::new(),
            images: Vec::new(),
            patches: Vec::new(),
        }
    }
}
