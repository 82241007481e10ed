//! OpenStack's own reader judges the Heat templates: functions, parameters, resource types and their properties,
//! and what each server would be told at its first boot.

use std::fs;
use std::path::PathBuf;

use kubecore::format::cloud_config::dialect;
use kubecore_tests::case::Case;
use kubecore_tests::heat::{Loaded, is_template, load};
use kubecore_tests::{assert_none, home, note};
use tempfile::tempdir;

/// Nova's limit of 65 535 bytes is meant after base64.
const MOST_USER_DATA: usize = 65_535 / 4 * 3;

#[test]
fn every_template_loads() {
    let scratch = tempdir().unwrap();
    let mut templates: Vec<PathBuf> = Vec::new();
    for case in Case::all().into_iter().chain(Case::examples()) {
        let name = case.name.replace('/', "-");
        for (path, file) in case.tree().iter().filter(|(_, file)| is_template(file.text())) {
            let target = scratch.path().join(format!("{name}-{}", path.replace('/', "-")));
            fs::write(&target, &file.bytes).unwrap();
            templates.push(target);
        }
    }
    assert!(!templates.is_empty(), "no case has a template");
    let Some(loaded) = asked(&templates) else { return };
    for (path, found) in loaded {
        assert_none(&path.file_name().unwrap().display().to_string(), &faults(&found));
    }
}

/// `heat/sample.yaml` is good, and each change in `heat/broken.tsv` breaks it.
#[test]
fn faults_are_noticed() {
    let folder = home().join("heat");
    let sample = fs::read_to_string(folder.join("sample.yaml")).unwrap();
    let table = fs::read_to_string(folder.join("broken.tsv")).unwrap();
    let scratch = tempdir().unwrap();
    let mut wanted = vec![(scratch.path().join("sample.yaml"), None)];
    fs::write(&wanted[0].0, &sample).unwrap();
    for (number, line) in table.lines().filter(|line| !line.starts_with('#')).enumerate() {
        let cells: Vec<String> = line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect();
        let [from, to, said] = &cells[..] else { panic!("not three cells: {line:?}") };
        assert!(sample.contains(from), "the sample has no {from:?}");
        let path = scratch.path().join(format!("{number}.yaml"));
        fs::write(&path, sample.replace(from, to)).unwrap();
        wanted.push((path, Some(said.clone())));
    }
    let paths: Vec<PathBuf> = wanted.iter().map(|(path, _)| path.clone()).collect();
    let Some(loaded) = asked(&paths) else { return };
    for (path, said) in wanted {
        let faults = faults(&loaded[&path]);
        match said {
            None => assert_none("the sample", &faults),
            Some(said) => {
                let noticed = faults.iter().any(|fault| fault.contains(&said));
                assert!(noticed, "{said:?} is not said, but {faults:?}");
            }
        }
    }
}

fn asked(templates: &[PathBuf]) -> Option<std::collections::BTreeMap<PathBuf, Loaded>> {
    let loaded = load(templates);
    if loaded.is_none() {
        note("openstack-heat is missing (cargo xtask test installs it): no template was loaded");
    }
    loaded
}

fn faults(loaded: &Loaded) -> Vec<String> {
    let mut faults = loaded.errors.clone();
    faults.extend(loaded.unused.iter().map(|name| format!("nothing asks for {name}")));
    for (server, text) in &loaded.user_data {
        let found = dialect::check(text).into_iter();
        faults.extend(found.map(|finding| format!("{server}: {finding}")));
        if text.len() > MOST_USER_DATA {
            faults.push(format!("{server}: {} bytes of user-data", text.len()));
        }
        faults.extend(left(text).into_iter().map(|hole| format!("{server}: {hole} is left")));
    }
    if loaded.errors.is_empty() && loaded.user_data.is_empty() {
        faults.push("no server is told anything".to_owned());
    }
    faults
}

/// `%name%` that Heat did not replace: systemd would take the sign for one of its own.
fn left(text: &str) -> Vec<String> {
    let plain = text.replace("%%", "");
    let parts: Vec<&str> = plain.split('%').collect();
    let inner = parts.get(1..parts.len() - 1).unwrap_or_default();
    let is_name = |word: &&&str| {
        word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b"_-".contains(&b))
    };
    inner.iter().filter(is_name).map(|name| format!("%{name}%")).collect()
}
