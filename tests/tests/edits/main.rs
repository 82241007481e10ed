//! Edits of a `cluster.yaml`: what a person wrote around the value that is changed stays as it is.
//!
//! Every value of every spec there is, good or bad, is set, removed, moved and given neighbours. The outcome is
//! compared with the same change made by a model of its own here, and with what another YAML reader makes of it.

mod around;
mod model;

use std::fs;
use std::path::{Path, PathBuf};

use kubecore::document::{Document, Value, differences};
use kubecore::source::Position;
use kubecore_tests::dice::{Dice, in_full};
use kubecore_tests::{assert_none, home, workspace};

use around::wrong;
use model::{apply, edits_at, is_same, paths};

/// Of how many edits one is made, where not all are.
const EACH: usize = 4;

#[test]
fn every_value_is_edited_and_all_else_stays() {
    let mut findings = Vec::new();
    let mut count = 0;
    let mut dice = Dice(7);
    for (name, document) in documents() {
        let root = document.root();
        for path in paths(&root) {
            for edit in edits_at(&root, &path) {
                // One in some is enough for a look each day; all of them take minutes.
                if !in_full() && dice.below(EACH) > 0 {
                    continue;
                }
                count += 1;
                let Some(after) = document.edit(std::slice::from_ref(&edit)) else {
                    findings.push(format!("{name}: {edit:?} is refused"));
                    continue;
                };
                let mut wanted = root.clone();
                apply(&edit, &mut wanted);
                findings.extend(
                    wrong(&document, &edit, &after, &wanted)
                        .map(|what| format!("{name}: {edit:?}: {what}\n{}", after.text())),
                );
            }
        }
    }
    assert!(count > 2_000, "{count} edits");
    kubecore_tests::note(&format!("{count} edits"));
    findings.truncate(5);
    assert_none("edits", &findings);
}

#[test]
fn chains_of_edits_come_out_as_the_edits_of_the_values_do() {
    let mut findings = Vec::new();
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for (name, mut document) in documents() {
        let mut root = document.root();
        for _ in 0..6 {
            let mut run = Vec::new();
            for _ in 0..=dice.below(4) {
                let paths = paths(&root);
                let Some(path) = paths.get(dice.below(paths.len().max(1))) else { break };
                let mut edits = edits_at(&root, path);
                let edit = edits.swap_remove(dice.below(edits.len()));
                apply(&edit, &mut root);
                run.push(edit);
            }
            match document.edit(&run) {
                Some(after) if is_same(&after.root(), &root) => document = after,
                Some(after) => {
                    findings.push(format!(
                        "{name}: {run:?}\nof\n{}\ngives\n{}",
                        document.text(),
                        after.text()
                    ));
                    break;
                }
                None => {
                    findings.push(format!("{name}: {run:?}\nof\n{}\nis refused", document.text()));
                    break;
                }
            }
        }
    }
    findings.truncate(3);
    assert_none("chains", &findings);
}

/// What makes a text odd, put in anywhere.
const ODDITIES: [&str; 20] = [
    " ", "\n", "\n\n", "\r\n", "#", " # c\n", "'", "\"", "{", "}", "[", "],", ": ", "\n- ", "|\n",
    ">-\n", "&a ", "!t ", "? ", "é",
];

#[test]
fn odd_texts_are_edited_all_the_same() {
    let mut findings = Vec::new();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut count = 0;
    for (name, document) in documents() {
        for _ in 0..12 {
            let mut text = document.text().to_owned();
            for _ in 0..=dice.below(3) {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let at = places[dice.below(places.len())];
                text.insert_str(at, ODDITIES[dice.below(ODDITIES.len())]);
            }
            let Some(odd) = Document::read(&text) else { continue };
            let root = odd.root();
            let paths = paths(&root);
            let Some(path) = paths.get(dice.below(paths.len().max(1))) else { continue };
            let mut edits = edits_at(&root, path);
            let edit = edits.swap_remove(dice.below(edits.len()));
            let mut wanted = root.clone();
            apply(&edit, &mut wanted);
            count += 1;
            match odd.edit(std::slice::from_ref(&edit)) {
                Some(after) if is_same(&after.root(), &wanted) => {}
                after => findings.push(format!("{name}: {edit:?}\nof\n{text}\ngives {after:?}")),
            }
        }
    }
    assert!(count > 500, "{count} edits");
    findings.truncate(3);
    assert_none("odd texts", &findings);
}

#[test]
fn differences_make_any_spec_of_any_other() {
    let documents = documents();
    for ((from_name, from), (to_name, to)) in documents.iter().zip(documents.iter().skip(1)) {
        let (before, after) = (from.root(), to.root());
        let edits = differences(&before, &after);
        let mut made = before;
        for edit in &edits {
            apply(edit, &mut made);
        }
        assert!(is_same(&made, &after), "{from_name} to {to_name}: {edits:?}");
        let text =
            from.edit(&edits).unwrap_or_else(|| panic!("{from_name} to {to_name}: {edits:?}"));
        assert!(is_same(&text.root(), &after), "{from_name} to {to_name}:\n{}", text.text());
    }
}

#[test]
fn every_value_is_found_by_its_place() {
    for (name, document) in documents() {
        for path in paths(&document.root()) {
            let Some(Value::Text(text)) = document.value(&path) else { continue };
            let start = document.span(&path).unwrap().start;
            let line = document.text().lines().nth(start.line - 1).unwrap_or_default();
            let shown: String = line.chars().skip(start.column - 1).collect();
            if !shown.trim_start_matches(['"', '\'']).starts_with(text.as_str()) {
                continue; // Of several lines, or with an anchor.
            }
            for column in [start.column, start.column + text.chars().count()] {
                let found = document.path_at(Position { line: start.line, column });
                assert_eq!(found.to_string(), path.to_string(), "{name}");
            }
        }
    }
}

/// Every spec that can be read, by its name.
fn documents() -> Vec<(String, Document)> {
    let suite = fs::read_dir(home().join("suite"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("cluster.yaml"));
    let mut files: Vec<PathBuf> = suite.filter(|path| path.exists()).collect();
    for folder in [home().join("diagnostics"), workspace().join("examples")] {
        let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.extend(all.filter(|path| path.extension().is_some_and(|ext| ext == "yaml")));
    }
    files.sort();
    let read = |path: &Path| {
        let name = path.strip_prefix(home()).unwrap_or(path).display().to_string();
        Some((name, Document::read(&fs::read_to_string(path).ok()?)?))
    };
    let documents: Vec<_> = files.iter().filter_map(|path| read(path)).collect();
    assert!(documents.len() > 150, "{} specs", documents.len());
    documents
}
