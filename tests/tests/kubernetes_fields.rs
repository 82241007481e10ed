//! Every field of a manifest exists in the releases that it is for: the API server and Kubernetes' own
//! programs refuse what they do not know.

use std::fs;
use std::path::PathBuf;

use kubecore::catalogue::{MINORS, NEWEST};
use kubecore::check::Fields;
use kubecore::plan::Release;
use kubecore_tests::settings::parse_yaml;
use kubecore_tests::{assert_none, workspace};

/// Where manifests are, to the letter.
const FOLDERS: [&str; 2] =
    ["core/src/format/kubernetes/config/tests", "core/src/profile/flatcar/addons/tests"];

fn manifests() -> Vec<(PathBuf, String)> {
    let entries = FOLDERS.iter().flat_map(|folder| {
        let folder = workspace().join(folder);
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    });
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn unknown(fields: &Fields, yaml: &str) -> Vec<String> {
    parse_yaml(yaml).iter().flat_map(|manifest| fields.unknown(manifest)).collect()
}

#[test]
fn every_field_exists() {
    let manifests = manifests();
    assert!(manifests.len() >= 16, "only {} files", manifests.len());
    let mut findings = Vec::new();
    for minor in MINORS {
        let release = Release::new(minor.newest().unwrap().version);
        let fields = Fields::of(release);
        for (path, yaml) in &manifests {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let unknown = unknown(&fields, yaml).into_iter();
            findings.extend(
                unknown.map(|finding| format!("{} {name}: {finding}", release.kubernetes())),
            );
        }
    }
    assert_none("fields", &findings);
}

/// What a kustomization merges into others' objects has fields of theirs.
#[test]
fn every_field_of_a_patch_exists() {
    let mut findings = Vec::new();
    let mut seen = 0;
    for (_, yaml) in manifests() {
        if !yaml.starts_with("apiVersion: kustomize.config.k8s.io") {
            continue;
        }
        let kustomization: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
        for patch in kustomization["patches"].as_sequence().unwrap() {
            findings.extend(unknown(
                &Fields::of(Release::new(NEWEST)),
                patch["patch"].as_str().unwrap(),
            ));
            seen += 1;
        }
    }
    assert_none("patches", &findings);
    assert_eq!(seen, 3);
}

#[test]
fn a_field_that_does_not_exist_is_found() {
    let yaml = "apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  hostNetwork: true
  container: []
  containers:
  - name: a
    livenessProbe:
      httpGet:
        post: 1
  volumes:
    name: a
---
apiVersion: v1
kind: Pot
";
    let findings = unknown(&Fields::of(Release::new(NEWEST)), yaml);
    let expected = [
        "v1 Pod.spec.container: PodSpec has no such field",
        "v1 Pod.spec.containers[0].livenessProbe.httpGet.post: HTTPGetAction has no such field",
        "v1 Pod.spec.volumes is no list",
        "v1 Pot: no list of fields of v1 Pot",
    ];
    assert_eq!(findings, expected);
}
