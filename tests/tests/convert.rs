//! Old cloud-configs: `convert/*/cloud-config.yaml` say beside each line what must be said about it;
//! `expected.bu` is what becomes of the rest.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kubecore::convert::{Converted, convert};
use kubecore::diagnostic::{Code, frame};
use kubecore::format::ignition::{Variant, check};
use kubecore::source::Source;
use kubecore_tests::annotation::{self, Expected};
use kubecore_tests::{assert_none, blessing, chosen, diff, home};

/// Said of every file, and written beside none.
const ALWAYS: &str = "KC1220";

/// Codes that no file of the corpus can have: the tests of `core/src/convert` have the first two.
const ELSEWHERE: [&str; 2] = ["KC1201", ALWAYS];

#[test]
fn each_case_gives_its_findings_and_its_butane() {
    let mut findings = Vec::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let path = case.join("cloud-config.yaml");
        let mut text = fs::read_to_string(&path).unwrap();
        let (said, butane) = outcome(&name, &text);
        let golden = case.join("expected.bu");
        if blessing() && chosen(&name) {
            let reworded = annotation::reword(&text, &said);
            // The other tests read these files meanwhile.
            if reworded != text {
                fs::write(&path, &reworded).unwrap();
                text = reworded;
            }
            if fs::read_to_string(&golden).unwrap_or_default() != butane {
                fs::write(&golden, &butane).unwrap();
            }
        }
        let mut said = said;
        for wanted in annotation::read(&text) {
            match said.iter().position(|found| wanted.matches(found)) {
                Some(index) => drop(said.remove(index)),
                None => findings.push(format!("{name}: not said:  {wanted}")),
            }
        }
        findings.extend(said.iter().map(|extra| format!("{name}: not asked: {extra}")));
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if wanted != butane {
            findings.push(format!("{name}: expected.bu\n{}", diff::lines(&wanted, &butane)));
        }
    }
    assert_none("conversions", &findings);
}

#[test]
fn every_code_is_in_the_corpus_with_its_help() {
    let all: Vec<Expected> = cases()
        .iter()
        .flat_map(|case| {
            annotation::read(&fs::read_to_string(case.join("cloud-config.yaml")).unwrap())
        })
        .collect();
    let pinned: BTreeSet<&str> =
        all.iter().filter(|e| e.help.is_some()).map(|e| e.code.as_str()).collect();
    let missing: Vec<String> = Code::all()
        .iter()
        .filter(|code| code.is_of_conversion())
        .map(|code| code.as_str())
        .filter(|code| !ELSEWHERE.contains(code) && !pinned.contains(code))
        .map(str::to_owned)
        .collect();
    assert_none("codes without a case", &missing);
}

/// Findings that leave something in the outcome which breaks a rule: a password that is no hash, a
/// line that is none of a unit, and what nothing else names.
const BROKEN: [&str; 3] = ["KC1223", "KC1227", "KC1228"];

/// What is written is what Ignition takes, in both forms.
#[test]
fn outcomes_break_no_rule_of_ignition() {
    let mut findings = Vec::new();
    for (name, text) in inputs() {
        for target in [Variant::Flatcar, Variant::Fcos] {
            let source = Source::new("cloud-config.yaml", text.clone());
            let Converted { config: Some(config), report } = convert(&source, target) else {
                findings.push(format!("{name}: no outcome"));
                continue;
            };
            let (butane, ignition) = (config.butane(), config.ignition());
            let faults = check::butane(&butane)
                .into_iter()
                .chain(check::ignition(&ignition))
                .chain(check::same(&butane, &ignition));
            let told =
                report.diagnostics().iter().any(|found| BROKEN.contains(&found.code.as_str()));
            findings.extend(
                faults.filter(|_| !told).map(|fault| format!("{name}, {target:?}: {fault}")),
            );
        }
    }
    assert_none("outcomes", &findings);
}

/// The cloud-configs of the systems of their time: what has no successor is said, at its line.
#[test]
fn our_own_old_machines_are_converted() {
    let mut seen = BTreeSet::new();
    for (name, text) in rendered() {
        let source = Source::new("cloud-config.yaml", text.clone());
        let Converted { config, report } = convert(&source, Variant::Flatcar);
        assert!(config.is_some(), "{name}");
        for block in ["etcd:", "etcd2:", "fleet:"] {
            let line = text.lines().position(|line| line == format!("  {block}"));
            let Some(line) = line else { continue };
            seen.insert(block);
            let told = report.diagnostics().iter().any(|found| {
                found.code.as_str() == "KC1206"
                    && found.span.is_some_and(|span| span.start.line == line + 1)
            });
            assert!(told, "{name}: {block}");
        }
        for found in report.diagnostics() {
            let code = found.code.as_str();
            assert!(
                !["KC1203", "KC1204", "KC1205"].contains(&code),
                "{name}: {}",
                frame(&source, found)
            );
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn findings_are_complete_and_in_order() {
    for (name, text) in inputs() {
        let source = Source::new("cloud-config.yaml", text.clone());
        let report = convert(&source, Variant::Flatcar).report;
        let mut last = (0, 0);
        for found in report.diagnostics() {
            let start = found.span.unwrap_or_else(|| panic!("{name}: {found:?}")).start;
            assert!((start.line, start.column) >= last, "{name}: {found:?}");
            last = (start.line, start.column);
            assert!(source.line(start.line).is_some(), "{name}: {found:?}");
            assert!(!found.message.is_empty() && !found.help.is_empty(), "{name}: {found:?}");
            let words = found.message.chars().chain(found.help.chars());
            assert!(!words.into_iter().any(char::is_control), "{name}: {found:?}");
        }
    }
}

#[test]
fn no_beginning_and_no_mangled_file_panics() {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).unwrap()
    };
    let interesting = b"\0\t\n\r \"'#%&*!|>{}[],:-?@`$\\/\x7f019aZ~";
    for (_, text) in corpus() {
        let whole = text.as_bytes();
        for end in (0..whole.len()).step_by(7) {
            survive(&whole[..end]);
        }
        for _ in 0..150 {
            let mut bytes = whole.to_vec();
            for _ in 0..=next(4) {
                // Not in the header, behind which the rest is.
                let at = 14 + next(bytes.len() - 14);
                match next(3) {
                    0 => bytes[at] = interesting[next(interesting.len())],
                    1 => bytes.insert(at, interesting[next(interesting.len())]),
                    _ => drop(bytes.remove(at)),
                }
            }
            survive(&bytes);
        }
    }
}

fn survive(bytes: &[u8]) {
    let Ok(source) = Source::from_bytes("cloud-config.yaml", bytes.to_vec()) else { return };
    let Converted { config, report } = convert(&source, Variant::Flatcar);
    for found in report.diagnostics() {
        assert!(!frame(&source, found).is_empty());
    }
    if let Some(config) = config {
        assert!(!config.butane().is_empty());
        assert!(!config.ignition().is_empty());
    }
}

/// What is said, and the Butane. Cases of Fedora CoreOS begin with `fcos-`.
fn outcome(name: &str, text: &str) -> (Vec<Expected>, String) {
    let target = if name.starts_with("fcos-") { Variant::Fcos } else { Variant::Flatcar };
    let Converted { config, report } = convert(&Source::new("cloud-config.yaml", text), target);
    let said = report.diagnostics().iter().map(Expected::of);
    let said = said.filter(|found| found.code != ALWAYS).collect();
    (said, config.map(|config| config.butane()).unwrap_or_default())
}

fn cases() -> Vec<PathBuf> {
    folders(&home().join("convert"))
}

fn corpus() -> Vec<(String, String)> {
    cases().iter().map(|case| read(&case.join("cloud-config.yaml"))).collect()
}

/// The cloud-configs of every golden cluster.
fn rendered() -> Vec<(String, String)> {
    let machines = folders(&home().join("suite")).into_iter().flat_map(|case| {
        let nodes = case.join("expected/nodes");
        if nodes.is_dir() { folders(&nodes) } else { Vec::new() }
    });
    let files = machines.map(|machine| machine.join("cloud-config.yaml"));
    let found: Vec<_> = files.filter(|file| file.is_file()).map(|file| read(&file)).collect();
    assert!(found.len() > 30, "{}", found.len());
    found
}

fn inputs() -> Vec<(String, String)> {
    corpus().into_iter().chain(rendered()).collect()
}

fn read(path: &Path) -> (String, String) {
    let name = path.strip_prefix(home()).unwrap().display().to_string();
    (name, fs::read_to_string(path).unwrap())
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(of)
        .unwrap_or_else(|error| panic!("{}: {error}", of.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{} is empty", of.display());
    found
}
