//! Every preset gives files at once, and downloads are the bytes that `kubecore-cli` writes.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use kubecore::spec::presets;
use kubecore_tests::cli;
use kubecore_tests::page::{Browser, site};

use super::{quiet, visit, zips};

/// What `kubecore-cli render` writes for a text, with more arguments.
fn rendered(text: &str, more: &[&str]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let spec = dir.path().join("cluster.yaml");
    fs::write(&spec, text).unwrap();
    let spec = spec.to_str().unwrap();
    cli::bytes_of(&[&["render", spec, "--zip", "-"], more].concat())
}

#[track_caller]
fn alike(what: &str, page: &[u8], other: &[u8]) {
    assert!(page == other, "{what}: {} bytes of the page, {} others", page.len(), other.len());
}

fn everything(browser: &Browser) -> Vec<u8> {
    site::choose(browser, "Download", site::DOWNLOAD_ALL).unwrap();
    browser.downloaded("demo.zip").unwrap()
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn each_preset_downloads_what_the_program_writes() {
    let Some((browser, _server)) = visit() else { return };
    for preset in presets() {
        site::choose(&browser, "Preset", preset.title).unwrap();
        let counts = site::counts(&browser).unwrap();
        assert!(!counts.contains("error"), "{}: {counts}", preset.id);
        let text = site::spec(&browser).unwrap();
        alike(preset.id, &everything(&browser), &rendered(&text, &[]));
        site::look(&browser, "Files").unwrap();
        let zips = zips(&text);
        let names: Vec<String> = zips.iter().map(|(name, _)| name.clone()).collect();
        let page = site::texts(&browser, site::BUNDLES).unwrap();
        assert_eq!(page, names, "{}", preset.id);
        // Two of each kind are enough: what differs among them is seen in the zip of everything.
        let some = [0, names.len() - 2, names.len() - 1];
        for (name, zip) in some.map(|at| &zips[at]) {
            site::open_file(&browser, name).unwrap();
            site::choose(&browser, "Download", site::DOWNLOAD_OPEN).unwrap();
            let page = browser.downloaded(&format!("{name}.zip")).unwrap();
            alike(&format!("{}, {name}", preset.id), &page, zip);
            if name != "cluster" {
                let node = rendered(&text, &["--node", name]);
                alike(&format!("{}, {name}, of the program", preset.id), &page, &node);
            }
        }
    }
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn one_file_and_the_spec_are_downloads_too() {
    let Some((browser, _server)) = visit() else { return };
    let path = site::text_of(&browser, &format!("{} h2", site::VIEWER)).unwrap();
    site::choose(&browser, "Download", site::DOWNLOAD_FILE).unwrap();
    let page = browser.downloaded(path.rsplit('/').next().unwrap()).unwrap();
    let text = site::spec(&browser).unwrap();
    let (name, zip) = zips(&text).swap_remove(0);
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut file = Vec::new();
    let ours = format!("{name}/{path}");
    let inside = zip.file_names().flatten().find(|one| one.ends_with(&ours));
    let inside = inside.unwrap_or_else(|| panic!("{name} has no {path}")).into_owned();
    zip.by_name(&inside).unwrap().read_to_end(&mut file).unwrap();
    alike(&path, &page, &file);
    site::choose(&browser, "Download", site::DOWNLOAD_SPEC).unwrap();
    alike("the spec", &browser.downloaded("cluster.yaml").unwrap(), text.as_bytes());
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn with_keys_that_the_page_made_too() {
    let Some((browser, _server)) = visit() else { return };
    site::click(&browser, "Make keys here").unwrap();
    browser.wait("document.body.textContent.includes('Downloads hold the keys')").unwrap();
    site::click(&browser, "Download pki.zip").unwrap();
    let dir = tempfile::tempdir().unwrap();
    unpack(&browser.downloaded("pki.zip").unwrap(), dir.path());
    let pki = only_directory(dir.path());
    let text = site::spec(&browser).unwrap();
    let page = everything(&browser);
    alike("with keys", &page, &rendered(&text, &["--pki", pki.to_str().unwrap()]));
    assert!(page != rendered(&text, &[]), "there are keys in it");
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn with_keys_that_somebody_brings_too() {
    let Some((browser, _server)) = visit() else { return };
    let text = site::spec(&browser).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let (spec, pki) = (dir.path().join("cluster.yaml"), dir.path().join("pki"));
    fs::write(&spec, &text).unwrap();
    let made = cli::run(&["pki", "init", spec.to_str().unwrap(), "-d", pki.to_str().unwrap()]);
    assert_eq!(made.status, 0, "{}", made.stderr);

    browser.choose_file(site::KEYS, &without_keys(dir.path())).unwrap();
    browser.wait("document.querySelector('.keys [role=alert]')").unwrap();
    let refused = site::text_of(&browser, ".keys [role=alert]").unwrap();
    assert!(refused.contains("There are no keys in it"), "{refused}");

    browser.choose_file(site::KEYS, &pki).unwrap();
    browser.wait("document.body.textContent.includes('Downloads hold the keys')").unwrap();
    let page = everything(&browser);
    alike("with keys", &page, &rendered(&text, &["--pki", pki.to_str().unwrap()]));

    // Those of another cluster are refused with the core's own words, and what is here stays.
    site::write_spec(&browser, &text.replace("name: demo", "name: other")).unwrap();
    site::look(&browser, "Files").unwrap();
    browser.choose_file(site::KEYS, &pki).unwrap();
    browser.wait("document.querySelector('.keys [role=alert]')").unwrap();
    let refused = site::text_of(&browser, ".keys [role=alert]").unwrap();
    assert!(refused.contains("these are keys of the cluster demo, not of other"), "{refused}");
    assert!(!refused.contains("PRIVATE"), "{refused}");
    quiet(&browser);
}

/// A directory with a file that is no key.
fn without_keys(dir: &Path) -> std::path::PathBuf {
    let empty = dir.join("empty");
    fs::create_dir(&empty).unwrap();
    fs::write(empty.join("notes.txt"), "no key").unwrap();
    empty
}

/// As `unzip` does it, modes of directories included.
fn unpack(zip: &[u8], dir: &Path) {
    zip::ZipArchive::new(Cursor::new(zip)).unwrap().extract(dir).unwrap();
}

/// The directory that a zip holds, or where its files lie in none.
fn only_directory(dir: &Path) -> std::path::PathBuf {
    let inside: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    match inside.as_slice() {
        [one] if one.is_dir() => one.clone(),
        _ => dir.to_owned(),
    }
}
