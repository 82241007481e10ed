//! What a program is made of, as CycloneDX has it (SBOM): every crate with its version, licence and checksum.
//!
//! It has neither a time nor a number by chance: the same crates give the same bytes. cargo-cyclonedx (0.5.9) looks at
//! the features of the whole workspace, and named crates that neither program has.
//!
//! Source: CycloneDX 1.6 (ECMA-424), JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::lock::Lock;
use super::tree::{Crate, Crates, Id};
use crate::pins::RUST;

/// Of `package`, which is one of `crates`.
///
/// # Errors
/// A crate of which something is not known.
pub(super) fn text(
    package: &str,
    crates: &Crates,
    lock: &Lock,
    tools: &[(&str, String)],
) -> Result<String, String> {
    let itself = crates.iter().find(|([name, _], _)| name == package);
    let (root, of) = itself.ok_or_else(|| format!("{package} is not in its own tree"))?;
    let mut program = component(root, of, lock)?;
    program["type"] = json!("application");
    let rest = crates.iter().filter(|(id, _)| *id != root);
    let mut components =
        rest.map(|(id, of)| component(id, of, lock)).collect::<Result<Vec<_>, _>>()?;
    components.push(standard_library());
    let mut dependencies: Vec<Value> = crates
        .iter()
        .map(|(id, of)| {
            let mut needs: Vec<String> = of.needs.iter().map(|id| reference(id, crates)).collect();
            if id == root {
                needs.push(STANDARD_LIBRARY.to_owned());
            }
            json!({ "ref": reference(id, crates), "dependsOn": needs })
        })
        .collect();
    dependencies.push(json!({ "ref": STANDARD_LIBRARY }));
    let tools = tools
        .iter()
        .map(|(name, version)| json!({ "type": "application", "name": name, "version": version }));
    let bom = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": program, "tools": { "components": tools.collect::<Vec<_>>() } },
        "components": components,
        "dependencies": dependencies,
    });
    Ok(format!("{bom:#}\n"))
}

/// Whether a text names the crates that cargo says it compiled, no other, and all that is to be known of each. It was
/// not written from them, but from the tree.
pub(super) fn check(text: &str, compiled: &BTreeSet<Id>) -> Result<(), String> {
    let bom: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let components = bom["components"].as_array().into_iter().flatten();
    let components: BTreeMap<Id, bool> = components
        .chain([&bom["metadata"]["component"]])
        .filter(|component| component["bom-ref"] != STANDARD_LIBRARY)
        .map(|component| {
            let field = |key: &str| component[key].as_str().unwrap_or_default().to_owned();
            ([field("name"), field("version")], is_whole(component))
        })
        .collect();
    let lacks = compiled.iter().filter(|id| components.get(*id) != Some(&true));
    let lacks: Vec<String> = lacks.map(|id| id.join(" ")).collect();
    if !lacks.is_empty() {
        return Err(format!("the SBOM lacks, or says too little of: {}", lacks.join(", ")));
    }
    let more = components.keys().filter(|id| !compiled.contains(*id));
    let more: Vec<String> = more.map(|id| id.join(" ")).collect();
    if more.is_empty() {
        Ok(())
    } else {
        Err(format!("the SBOM names what was not compiled: {}", more.join(", ")))
    }
}

/// What comes from a registry has a place and a checksum.
fn is_whole(component: &Value) -> bool {
    let known = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let sum = component["hashes"][0]["content"].as_str().unwrap_or_default();
    let is_ours = component["properties"][0]["name"] == OURS;
    known(&component["licenses"][0]["expression"])
        && (is_ours || known(&component["purl"]) && sum.len() == 64)
}

/// Says of a crate that it is of this repository: what a registry has under its name is another one.
const OURS: &str = "kubecore:in-this-repository";

fn component(id: &Id, of: &Crate, lock: &Lock) -> Result<Value, String> {
    let [name, version] = id;
    if of.licence.is_empty() {
        return Err(format!("{name} {version} does not say its licence"));
    }
    let mut component = json!({
        "type": "library",
        "bom-ref": own_reference(id, of),
        "name": name,
        "version": version,
        "licenses": [{ "expression": of.licence }],
        // What only builds it is told as well: it could change what is built.
        "scope": if of.shipped { "required" } else { "excluded" },
    });
    if of.ours {
        component["properties"] = json!([{ "name": OURS, "value": "true" }]);
    } else {
        let sum = lock
            .get(id)
            .ok_or_else(|| format!("Cargo.lock has no checksum of {name} {version}"))?;
        component["purl"] = json!(own_reference(id, of));
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    Ok(component)
}

const STANDARD_LIBRARY: &str = "rust-std";

/// Linked into every program, and not in Cargo.lock.
fn standard_library() -> Value {
    json!({
        "type": "library",
        "bom-ref": STANDARD_LIBRARY,
        "name": STANDARD_LIBRARY,
        "version": RUST,
        "description": "Rust's standard library, with what it is built from: for Linux musl, too",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "scope": "required",
    })
}

fn reference(id: &Id, crates: &Crates) -> String {
    crates.get(id).map(|of| own_reference(id, of)).unwrap_or_default()
}

/// The purl, or for one of ours what cannot be taken for one.
fn own_reference([name, version]: &Id, of: &Crate) -> String {
    if of.ours {
        format!("{name}@{version}")
    } else {
        format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::{build, lock, tree};
    use crate::process::root;
    use crate::rustup::WASM;

    fn made(package: &str, target: &str) -> (Crates, String) {
        let crates = tree::of(package, target).unwrap();
        let lock = lock::read(&root()).unwrap();
        let text = text(package, &crates, &lock, &[("rustc", RUST.to_owned())]).unwrap();
        (crates, text)
    }

    #[test]
    fn every_crate_of_the_lock_file_that_is_needed_is_named() {
        for (package, target) in [("kubecore-cli", build::PROGRAM), ("kubecore-web", WASM)] {
            let (crates, text) = made(package, target);
            assert!(crates.len() > 100, "{package}: {}", crates.len());
            let ids: BTreeSet<Id> = crates.keys().cloned().collect();
            assert_eq!(check(&text, &ids), Ok(()));
            assert_eq!(made(package, target).1, text);
            assert!(!text.contains(&root().display().to_string()));
            let bom: Value = serde_json::from_str(&text).unwrap();
            let all = bom["components"].as_array().unwrap();
            let references: BTreeSet<&str> =
                all.iter().map(|component| component["bom-ref"].as_str().unwrap()).collect();
            assert_eq!(references.len(), all.len());
            for dependency in bom["dependencies"].as_array().unwrap() {
                for needed in dependency["dependsOn"].as_array().into_iter().flatten() {
                    assert!(references.contains(needed.as_str().unwrap()), "{needed}");
                }
            }
        }
    }

    #[test]
    fn what_is_compiled_and_what_is_named_are_the_same() {
        let (crates, text) = made("kubecore-cli", build::PROGRAM);
        let mut compiled: BTreeSet<Id> = crates.keys().cloned().collect();
        let other = ["other".to_owned(), "1.0.0".to_owned()];
        compiled.insert(other.clone());
        assert!(
            check(&text, &compiled)
                .unwrap_err()
                .contains("lacks, or says too little of: other 1.0.0")
        );
        compiled.remove(&other);
        for said in ["\"content\"", "\"purl\"", "\"expression\""] {
            assert!(check(&text.replace(said, "\"unsaid\""), &compiled).is_err(), "{said}");
        }
        let rsa = compiled.iter().find(|[name, _]| name == "rsa").unwrap().clone();
        compiled.remove(&rsa);
        assert!(check(&text, &compiled).unwrap_err().contains("not compiled: rsa "));
    }

    #[test]
    fn what_is_not_known_is_no_sbom() {
        let crates = tree::of("kubecore-cli", build::PROGRAM).unwrap();
        assert!(
            super::text("kubecore-cli", &crates, &Lock::new(), &[])
                .unwrap_err()
                .contains("checksum")
        );
        assert!(super::text("other", &crates, &Lock::new(), &[]).is_err());
    }
}
