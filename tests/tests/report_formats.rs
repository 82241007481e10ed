//! Diagnostics for other programs: SARIF 2.1.0 and GitHub's annotations say what `--format json` says.
//!
//! The shapes are those of sarif-schema-2.1.0.json (oasis-tcs/sarif-spec at e0583813), which has no licence to be kept
//! here: every key that is written, what it holds, and which there must be.

use std::fs;
use std::path::PathBuf;

use kubecore_tests::cli::{Run, run, run_with_input};
use kubecore_tests::{assert_none, home};
use serde_json::Value;

/// An object of the schema: its name, the keys it must have, and those it may have; behind a colon, what they hold:
/// another object, `[…]` of it, `s` a text, `n` a number from 1, `i` one from 0, or one of these words.
const SHAPES: [(&str, &str, &str); 15] = [
    ("log", "$schema:s version:=2.1.0 runs:[run]", ""),
    ("run", "tool:tool results:[result] columnKind:=utf16CodeUnits|unicodeCodePoints", ""),
    ("tool", "driver:driver", ""),
    ("driver", "name:s rules:[rule]", "semanticVersion:s"),
    (
        "rule",
        "id:s",
        "name:s shortDescription:text fullDescription:text help:text defaultConfiguration:configuration",
    ),
    ("configuration", "", "level:=none|note|warning|error"),
    ("text", "text:s", ""),
    (
        "result",
        "message:text",
        "ruleId:s ruleIndex:i level:=none|note|warning|error locations:[location] relatedLocations:[related] \
         suppressions:[suppression]",
    ),
    ("location", "physicalLocation:physical", "logicalLocations:[logical]"),
    ("related", "id:n physicalLocation:physical message:text", "logicalLocations:[logical]"),
    ("physical", "artifactLocation:artifact", "region:region"),
    ("artifact", "uri:s", ""),
    ("region", "startLine:n startColumn:n endLine:n endColumn:n", ""),
    ("logical", "fullyQualifiedName:s", ""),
    ("suppression", "kind:=inSource|external", "justification:s"),
];

#[test]
fn sarif_has_the_shape_of_its_schema_and_says_what_json_says() {
    let mut findings = Vec::new();
    for path in corpus() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let path = path.to_str().unwrap();
        let log = parsed(&run(&["validate", path, "--format", "sarif"]));
        let json = parsed(&run(&["validate", path, "--format", "json"]));
        shape(&log, "log", &name, &mut findings);
        let run = &log["runs"][0];
        let (results, rules) = (list(&run["results"]), list(&run["tool"]["driver"]["rules"]));
        let found = list(&json["diagnostics"]);
        assert_eq!(results.len(), found.len(), "{name}");
        for (result, found) in results.iter().zip(found) {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(
                (&rule["id"], &result["ruleId"]),
                (&found["code"], &found["code"]),
                "{name}"
            );
            assert_eq!(result["level"], found["severity"], "{name}");
            let said = result["message"]["text"].as_str().unwrap();
            assert!(said.starts_with(found["message"].as_str().unwrap()), "{name}: {said}");
            assert!(said.ends_with(found["help"].as_str().unwrap()), "{name}: {said}");
            let place = &result["locations"][0];
            assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], found["path"]);
            let region = &place["physicalLocation"]["region"];
            assert_eq!(region["startLine"], found["start"]["line"], "{name}");
            assert_eq!(region["endColumn"], found["end"]["column"], "{name}");
            let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
            assert_eq!(related, list(&found["related"]).len(), "{name}");
            assert_eq!(result.get("suppressions").is_some(), found["allowed"] == true, "{name}");
        }
        let mut ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}: a rule stands there once");
    }
    assert_none("SARIF", &findings);
}

#[test]
fn a_rule_is_explained() {
    let path = home().join("diagnostics/overlap-equal.yaml");
    let log = parsed(&run(&["validate", path.to_str().unwrap(), "--format", "sarif"]));
    let rules = list(&log["runs"][0]["tool"]["driver"]["rules"]);
    let rule = rules.iter().find(|rule| rule["id"] == "KC0207").expect("it is about overlaps");
    assert_eq!(rule["name"], "Overlap");
    assert_eq!(rule["shortDescription"]["text"], "two ranges overlap");
    let explained = run(&["explain", "KC0207"]).ends_with(0).stdout.replace('\n', " ");
    assert!(explained.contains(rule["fullDescription"]["text"].as_str().unwrap()));
    assert!(rule["help"]["text"].as_str().unwrap().contains("add KC0207 to `allow`"));
}

#[test]
fn github_gets_a_line_for_each() {
    for path in corpus() {
        let path = path.to_str().unwrap();
        let said = run(&["validate", path, "--format", "github"]);
        let json = parsed(&run(&["validate", path, "--format", "json"]));
        let found = list(&json["diagnostics"]);
        assert_eq!(said.stdout.lines().count(), found.len(), "{path}");
        for (line, found) in said.stdout.lines().zip(found) {
            let command = match found["severity"].as_str().unwrap() {
                "note" => "notice",
                severity => severity,
            };
            let head = format!("::{command} title={}%3A ", found["code"].as_str().unwrap());
            assert!(line.starts_with(&head), "{line}");
            if let Some(number) = found["start"]["line"].as_u64() {
                assert!(line.contains(&format!(",line={number},")), "{line}");
            }
        }
    }
    let said =
        run_with_input(&["validate", "-", "--format", "github"], b"kubecore: v2\n").ends_with(1);
    let wanted = "::error title=KC0105%3A an unknown version of the format,file=<stdin>,line=1,endLine=1,col=11,endColumn=13::";
    assert!(said.stdout.lines().any(|line| line.starts_with(wanted)), "{}", said.stdout);
}

#[test]
fn beside_other_data_they_go_to_standard_error_alone() {
    let path = home().join("diagnostics/overlap-equal.yaml");
    let faulty = path.to_str().unwrap();
    let said = run(&["render", faulty, "--zip", "-", "--format", "sarif"]).ends_with(1);
    assert_eq!(said.stdout, "");
    let log: Value = serde_json::from_str(&said.stderr).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let old = b"#cloud-config\nhostname: a\n";
    let said =
        run_with_input(&["convert", "-", "--to", "flatcar", "--format", "sarif"], old).ends_with(0);
    let log: Value = serde_json::from_str(&said.stderr).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "KC1220");
    assert!(said.stdout.starts_with("variant: flatcar\n"));
    let said = run_with_input(&["convert", "-", "--to", "flatcar", "--format", "github"], old)
        .ends_with(0);
    assert!(said.stderr.starts_with("::notice title=KC1220"), "{}", said.stderr);
}

/// Compares a value with a shape, and every value in it.
fn shape(value: &Value, name: &str, at: &str, findings: &mut Vec<String>) {
    let (_, must, may) = SHAPES.iter().find(|(shape, ..)| *shape == name).expect("a shape");
    let Some(object) = value.as_object() else {
        return findings.push(format!("{at}: no object"));
    };
    let fields = |list: &'static str| list.split(' ').filter_map(|field| field.split_once(':'));
    for (key, _) in fields(must) {
        if !object.contains_key(key) {
            findings.push(format!("{at}: has no {key}"));
        }
    }
    for (key, value) in object {
        let at = format!("{at}.{key}");
        match fields(must).chain(fields(may)).find(|(known, _)| known == key) {
            None => findings.push(format!("{at}: is not in the schema")),
            Some((_, "s")) if value.as_str().is_some_and(|text| !text.is_empty()) => {}
            Some((_, "n")) if value.as_u64().is_some_and(|number| number > 0) => {}
            Some((_, "i")) if value.is_u64() => {}
            Some((_, kind @ ("s" | "n" | "i"))) => {
                findings.push(format!("{at}: {value} is no {kind}"));
            }
            Some((_, kind)) => match (kind.strip_prefix('='), kind.strip_prefix('[')) {
                (Some(words), _) if words.split('|').any(|word| value == word) => {}
                (Some(words), _) => findings.push(format!("{at}: {value} is none of {words}")),
                (_, Some(kind)) => {
                    for item in list(value) {
                        shape(item, kind.trim_end_matches(']'), &at, findings);
                    }
                }
                (None, None) => shape(value, kind, &at, findings),
            },
        }
    }
}

#[test]
fn a_wrong_shape_is_noticed() {
    let good = serde_json::json!({ "id": "KC0207", "help": { "text": "x" } });
    let found = |value: &Value| {
        let mut findings = Vec::new();
        shape(value, "rule", "", &mut findings);
        findings.len()
    };
    assert_eq!(found(&good), 0);
    for bad in [
        serde_json::json!({}),
        serde_json::json!({ "id": "" }),
        serde_json::json!({ "id": "a", "more": 1 }),
        serde_json::json!({ "id": "a", "help": "text" }),
        serde_json::json!({ "id": "a", "defaultConfiguration": { "level": "high" } }),
    ] {
        assert_eq!(found(&bad), 1, "{bad}");
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn parsed(run: &Run) -> Value {
    assert!(run.status < 2, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("one document")
}

fn corpus() -> Vec<PathBuf> {
    let folder = fs::read_dir(home().join("diagnostics")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
