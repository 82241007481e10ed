//! Links of every kind, which must open to the `cluster.yaml` beside them for ever.
//!
//! A file's name begins with the preset its link begins from. A `.yaml` without a link gets one with
//! `KUBECORE_BLESS=1`; a link that is there is never made anew.

use std::fs;
use std::path::PathBuf;

use super::*;

fn corpus() -> Vec<(String, String, PathBuf)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/links");
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap(), path.with_extension("link"))
        })
        .collect();
    found.sort();
    assert!(found.len() >= 12, "{} links", found.len());
    found
}

#[test]
fn old_links_open() {
    for (name, text, link) in corpus() {
        let preset = name.split('.').next().unwrap();
        if !link.exists() && std::env::var_os("KUBECORE_BLESS").is_some_and(|value| value == "1") {
            fs::write(&link, fragment(Some(preset), &text).unwrap().text + "\n").unwrap();
        }
        let link = fs::read_to_string(&link).unwrap_or_else(|why| panic!("{name}: {why}"));
        let shared = open(&link).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(shared.preset.unwrap_or("empty"), preset, "{name}");
        let wanted = Fields::of(&Document::read(&text).unwrap().root()).value;
        assert_same(&name, &Document::read(&shared.text).unwrap().root(), &wanted);
    }
}

#[test]
fn links_made_today_open_today() {
    for (name, text, _) in corpus() {
        let wanted = Fields::of(&Document::read(&text).unwrap().root()).value;
        for base in Base::ALL.iter().chain([&Base::EMPTY]) {
            let link = fragment(Some(base.id), &text).unwrap();
            let told = format!("{name} from {}", base.id);
            assert_same(&told, &opened(&link.text), &wanted);
        }
    }
}

/// The order of keys does not count.
fn assert_same(name: &str, found: &Value, wanted: &Value) {
    let differences = differences(found, wanted);
    assert!(differences.is_empty(), "{name}: {differences:?}");
}
