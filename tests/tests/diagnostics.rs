//! Bad input: `diagnostics/*.yaml` say beside each line what must be said about it, and nothing else may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kubecore::compile;
use kubecore::diagnostic::{Code, Report, frame};
use kubecore::source::Source;
use kubecore_tests::annotation::{self, Expected};
use kubecore_tests::{assert_none, blessing, diff, home, workspace};

#[test]
fn each_file_gives_exactly_what_is_written_beside_it() {
    let bless = blessing();
    let mut findings = Vec::new();
    for path in corpus().into_iter().chain(good()) {
        let text = fs::read_to_string(&path).unwrap();
        let actual = said(&text);
        if bless {
            let reworded = annotation::reword(&text, &actual);
            if reworded != text {
                fs::write(&path, &reworded).unwrap();
            }
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut actual = said(&text);
        if path.starts_with(workspace().join("examples")) {
            // People copy them: what is only a note is not written beside them.
            actual.retain(|found| found.severity != "note");
        }
        findings.extend(differences(&path, &annotation::read(&text), actual));
    }
    assert_none("corpus", &findings);
}

#[test]
fn a_file_of_the_corpus_is_about_something() {
    let silent = [
        "ipv6-hosts",
        "services-smallest",
        "services-largest",
        "docker-hosts-bridge-moved",
        "half-full",
        "no-worker-schedulable",
        "flatcar-docker-hosts",
        "flatcar-dual-stack",
        "flatcar-ipv6",
        "flatcar-user-data-served",
    ];
    for path in corpus() {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        // What a system leaves open is said of each of its files, and some are about that.
        let said = annotation::read(&fs::read_to_string(&path).unwrap());
        let empty =
            said.iter().all(|said| said.code.starts_with("KC13")) && !stem.starts_with("insecure");
        assert_eq!(
            empty,
            silent.contains(&stem),
            "{stem}: files that must pass are listed in this test"
        );
    }
}

/// Codes whose files cannot be written as text, or that no file can cause. The tests below have them, but for KC0511,
/// which is for two releases, where a file has one (`diff/skew-skips` has it).
const ELSEWHERE: [&str; 6] = ["KC0001", "KC0002", "KC0003", "KC0006", "KC0511", "KC0901"];

/// Codes of what is wrong with keys and certificates rather than with a spec: the tests of `core/src/pki`
/// have them.
fn is_of_keys(code: &str) -> bool {
    ("KC1001"..="KC1017").contains(&code) || code == "KC1021"
}

/// Codes of what an overlord is told: the tests of `core/src/overlord` have them.
fn is_of_overlords(code: &str) -> bool {
    ["KC1401", "KC1402"].contains(&code)
}

#[test]
fn every_code_is_in_the_corpus_with_its_help() {
    let all: Vec<Expected> = corpus()
        .iter()
        .flat_map(|path| annotation::read(&fs::read_to_string(path).unwrap()))
        .collect();
    let pinned: BTreeSet<&str> =
        all.iter().filter(|e| e.help.is_some()).map(|e| e.code.as_str()).collect();
    let missing: Vec<String> = Code::all()
        .iter()
        // `convert.rs` has those.
        .filter(|code| !code.is_of_conversion())
        .map(|code| code.as_str())
        .filter(|code| {
            !ELSEWHERE.contains(code)
                && !is_of_keys(code)
                && !is_of_overlords(code)
                && !pinned.contains(code)
        })
        .map(str::to_owned)
        .collect();
    assert_none("codes without a file", &missing);
}

#[test]
fn every_finding_has_a_place_a_path_and_a_remedy() {
    let mut findings = Vec::new();
    for path in corpus() {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let source = Source::new("cluster.yaml", text.clone());
        for diagnostic in compile(&source).report.diagnostics() {
            let at = diagnostic.span.map(|span| span.start);
            let inside = at.is_some_and(|at| {
                let length =
                    lines.get(at.line.wrapping_sub(1)).map_or(0, |line| line.chars().count());
                at.line >= 1
                    && at.line <= lines.len() + 1
                    && at.column >= 1
                    && at.column <= length + 1
            });
            let framed = frame(&source, diagnostic);
            let whole =
                framed.contains(diagnostic.code.as_str()) && framed.contains("cluster.yaml:");
            if !inside || diagnostic.help.is_empty() || diagnostic.message.is_empty() || !whole {
                findings.push(format!("{}: {at:?}\n{framed}", path.display()));
            }
            // Whatever stands in the file, a message must not be able to forge lines or drive a terminal.
            if diagnostic.message.chars().chain(diagnostic.help.chars()).any(char::is_control) {
                findings.push(format!(
                    "{}: control characters in {:?}",
                    path.display(),
                    diagnostic.message
                ));
            }
        }
    }
    assert_none("incomplete diagnostics", &findings);
}

#[test]
fn twelve_faults_give_twelve_diagnostics() {
    let text = fs::read_to_string(home().join("diagnostics/twelve-faults.yaml")).unwrap();
    let said = said(&text);
    assert_eq!(said.len(), 12, "{said:#?}");
    let codes: BTreeSet<&String> = said.iter().map(|expected| &expected.code).collect();
    assert_eq!(codes.len(), 12, "twelve different ones");
}

/// The frame as people see it, of one file with everything in it: `diagnostics/twelve-faults.txt`.
#[test]
fn frames_show_the_line_and_the_remedy() {
    let folder = home().join("diagnostics");
    let text = fs::read_to_string(folder.join("twelve-faults.yaml")).unwrap();
    // Without the annotations, which would stand in every excerpt.
    let plain: Vec<&str> = text.lines().map(|line| line.split(" #!").next().unwrap()).collect();
    let source = Source::new("cluster.yaml", format!("{}\n", plain.join("\n")));
    let report = compile(&source).report;
    let frames: Vec<String> = report.diagnostics().iter().map(|d| frame(&source, d)).collect();
    let frames = format!("{}\n", frames.join("\n\n"));
    let golden = folder.join("twelve-faults.txt");
    if blessing() {
        fs::write(&golden, &frames).unwrap();
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    assert!(wanted == frames, "{}", diff::lines(&wanted, &frames));
}

#[test]
fn findings_come_in_the_order_of_the_text() {
    for path in corpus() {
        let said = said(&fs::read_to_string(&path).unwrap());
        assert!(
            said.windows(2)
                .all(|pair| (pair[0].line, pair[0].column) <= (pair[1].line, pair[1].column)),
            "{}",
            path.display()
        );
    }
}

#[test]
fn bytes_that_are_no_text() {
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend("name: demo".encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, line, column) in [
        (b"name: demo\nprofile: \xff\n".to_vec(), 2, 10),
        (utf16, 1, 1),
        (b"\xc0\xaf".to_vec(), 1, 1),
        ("name: \u{e9}t\u{e9} ".bytes().chain([0xe9]).collect(), 1, 11),
    ] {
        let report = Source::from_bytes("cluster.yaml", bytes).expect_err("not UTF-8");
        let only = only(&report);
        assert_eq!((only.code.as_str(), only.severity.as_str()), ("KC0001", "error"));
        assert_eq!((only.line, only.column), (line, column), "{only}");
        assert!(only.help.is_some_and(|help| help.contains("UTF-8")));
    }
}

#[test]
fn files_without_content() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~\n", "\u{feff}"] {
        let report = compile(&Source::new("cluster.yaml", text.to_owned())).report;
        let only = only(&report);
        assert_eq!(
            (only.code.as_str(), only.line, only.column),
            ("KC0003", 1, 1),
            "{text:?}: {only}"
        );
        assert!(only.help.is_some_and(|help| help.contains("init")));
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let text = fs::read_to_string(home().join("suite/published/cluster.yaml")).unwrap();
    assert!(said(&text).iter().all(|found| found.severity != "error"));
    assert_eq!(said(&format!("\u{feff}{text}")), said(&text));
    assert_eq!(said(&text.replace('\n', "\r\n")), said(&text));
}

#[test]
fn nesting_without_end() {
    let deep = 10 * 1024 * 1024;
    let block = (0..2_000).map(|depth| " ".repeat(depth)).collect::<Vec<_>>().join("a:\n");
    for text in [
        "[".repeat(deep),
        "{a: ".repeat(deep / 4),
        "- ".repeat(deep / 2),
        block,
        format!("a: {}", "[".repeat(40)),
    ] {
        let report = compile(&Source::new("cluster.yaml", text)).report;
        let codes: Vec<&str> = report.diagnostics().iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes, ["KC0006"]);
        assert!(report.diagnostics().iter().all(|d| d.help.contains("bracket")));
    }
}

#[test]
fn files_without_end() {
    let text = format!("name: {}\n", "a".repeat(16 * 1024 * 1024));
    let from_text = compile(&Source::new("cluster.yaml", text.clone())).report;
    let from_bytes = match Source::from_bytes("cluster.yaml", text.into_bytes()) {
        Ok(source) => compile(&source).report,
        Err(report) => report,
    };
    for report in [from_text, from_bytes] {
        let only = only(&report);
        assert_eq!(only.code, "KC0002", "{only}");
        assert!(only.help.is_some_and(|help| help.contains("pools")));
    }
}

/// A long file that is allowed must not take longer than its length deserves, nor say a thing per byte.
#[test]
fn a_long_file_of_nonsense_is_answered() {
    let text = format!(
        "kubecore: v1\nname: demo\nnodes:\n{}",
        "  - { name: A, role: x, ip: y, z: 1 }\n".repeat(20_000)
    );
    let report = compile(&Source::new("cluster.yaml", text)).report;
    assert!(report.has_errors());
}

#[test]
fn machines_without_end_are_counted_wherever_they_stand() {
    let text = format!("kubecore: v1\nname: demo\nnodes:\n{}", "  - {}\n".repeat(100_001));
    let report = compile(&Source::new("cluster.yaml", text)).report;
    let found = report.diagnostics().iter().find(|found| found.code.as_str() == "KC0306");
    assert_eq!(found.expect("the limit is told").message, "this makes it 100001 machines");
}

#[test]
fn no_beginning_of_a_good_file_panics() {
    for path in good() {
        let bytes = fs::read(&path).unwrap();
        (0..bytes.len()).for_each(|end| survive(&bytes[..end]));
    }
}

#[test]
fn no_mangled_file_panics() {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).unwrap()
    };
    let interesting = b"\0\t\n\r \"'#%&*!|>{}[],:-?@`$\\/\x7f\x80\xc2\xff0019aZ~";
    for path in good() {
        let text = fs::read(&path).unwrap();
        for _ in 0..400 {
            let mut bytes = text.clone();
            for _ in 0..=next(4) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes[at] = interesting[next(interesting.len())],
                    1 => bytes.insert(at, interesting[next(interesting.len())]),
                    2 => drop(bytes.remove(at)),
                    _ => {
                        let piece: Vec<u8> = bytes[at..(at + next(40)).min(bytes.len())].to_vec();
                        bytes.splice(at..at, piece);
                    }
                }
            }
            survive(&bytes);
        }
    }
}

/// Compiles, shows and renders what can be rendered; only a panic is a failure.
fn survive(bytes: &[u8]) {
    let Ok(source) = Source::from_bytes("cluster.yaml", bytes.to_vec()) else { return };
    let compiled = compile(&source);
    for diagnostic in compiled.report.diagnostics() {
        assert!(!frame(&source, diagnostic).is_empty());
    }
    assert_eq!(compiled.plan.is_none(), compiled.report.has_errors());
    let few = compiled.plan.filter(|plan| plan.nodes().len() < 50);
    if let Some(plan) = few {
        for bundle in kubecore::profile::Renderer::new(&plan).bundles().take(2) {
            assert!(!bundle.artifacts().is_empty());
        }
    }
}

fn corpus() -> Vec<PathBuf> {
    yaml_files(&home().join("diagnostics"))
}

/// Specs that render: the examples and the suite's. Their warnings are written beside them too.
fn good() -> Vec<PathBuf> {
    let suite = fs::read_dir(home().join("suite"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("cluster.yaml"));
    let mut all: Vec<PathBuf> =
        yaml_files(&workspace().join("examples")).into_iter().chain(suite).collect();
    all.sort();
    all
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

fn said(text: &str) -> Vec<Expected> {
    let report = compile(&Source::new("cluster.yaml", text.to_owned())).report;
    report.diagnostics().iter().map(Expected::of).collect()
}

fn only(report: &Report) -> Expected {
    let said: Vec<Expected> = report.diagnostics().iter().map(Expected::of).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    said.into_iter().next().unwrap()
}

fn differences(path: &Path, expected: &[Expected], mut actual: Vec<Expected>) -> Vec<String> {
    let name = path.strip_prefix(home().parent().unwrap()).unwrap_or(path).display();
    let mut findings = Vec::new();
    for wanted in expected {
        match actual.iter().position(|found| wanted.matches(found)) {
            Some(index) => drop(actual.remove(index)),
            None => findings.push(format!("{name}: not said:  {wanted}")),
        }
    }
    findings.extend(actual.iter().map(|extra| format!("{name}: not asked: {extra}")));
    findings
}
