//! The versions of what builds and judges this project, in one place. Crates are pinned by `Cargo.lock`, what reads
//! Heat templates by `tests/heat/requirements.txt`.

/// Rust, for what is handed out: another release gives other bytes. Any that `Cargo.toml` allows will do for work.
pub(crate) const RUST: &str = "1.95.0";

/// Builds and serves the page. Newer ones need a crate that is not out yet.
pub(crate) const TRUNK: &str = "0.21.14";

/// Must be the version that the workspace pins `wasm-bindgen` to.
pub(crate) const WASM_BINDGEN: &str = "0.2.129";

/// Of binaryen, which has wasm-opt; as in `Trunk.toml`.
pub(crate) const BINARYEN: &str = "132";

pub(crate) const CARGO_DENY: &str = "0.20.2";

/// Judges the page's accessibility.
pub(crate) const AXE_CORE: &str = "4.14.1";

/// Judges how the page loads.
pub(crate) const LIGHTHOUSE: &str = "12.8.2";

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::process::root;

    #[test]
    fn wasm_bindgen_is_the_library_s_version() {
        let pin = format!("wasm-bindgen = \"={WASM_BINDGEN}\"");
        assert!(include_str!("../../Cargo.toml").lines().any(|line| line == pin), "no `{pin}`");
    }

    #[test]
    fn trunk_asks_for_the_same_wasm_opt() {
        let pin = format!("wasm_opt = \"version_{BINARYEN}\"");
        assert!(include_str!("../../Trunk.toml").lines().any(|line| line == pin), "no `{pin}`");
    }

    #[test]
    fn rust_is_no_older_than_the_workspace_allows() {
        let mut oldest = include_str!("../../Cargo.toml").lines();
        let oldest = oldest.find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
        let parts = |version: &str| {
            version
                .trim_matches('"')
                .split('.')
                .map(|part| part.parse().unwrap())
                .collect::<Vec<u32>>()
        };
        assert!(parts(oldest) <= parts(RUST));
    }

    /// What stands twice drifts.
    #[test]
    fn no_document_repeats_a_version() {
        let mut documents = vec![root().join(".ci/run")];
        for place in [root(), root().join("docs")] {
            let entries = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
            documents
                .extend(entries.filter(|path| path.extension().is_some_and(|end| end == "md")));
        }
        assert!(documents.len() > 10, "{documents:?}");
        for document in documents {
            let text = fs::read_to_string(&document).unwrap();
            for version in [RUST, TRUNK, WASM_BINDGEN, CARGO_DENY, AXE_CORE, LIGHTHOUSE] {
                let name = document.display();
                assert!(
                    !text.contains(version),
                    "{name} says {version}, which stands in xtask/src/pins.rs"
                );
            }
        }
    }
}
