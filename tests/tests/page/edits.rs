//! Every field of the form, for every profile: what is written is in the text, what is wrong is said
//! in the words of `kubecore-cli`, and undo brings back what was there.

use kubecore::spec::shape::{RecordShape, Shape};
use kubecore::spec::{Profile, presets, shape};
use kubecore_tests::page::form::{self, Moment};
use kubecore_tests::page::{Browser, site};
use kubecore_tests::{assert_none, cli};
use serde_json::Value;

use super::{quiet, visit};

/// What few fields can mean.
const NONSENSE: &str = "???";

/// A field that holds a value.
struct Leaf {
    /// `network.pods`
    path: String,
    shape: Shape,
}

impl Leaf {
    /// Its element in the page.
    fn id(&self) -> String {
        ["field-", &self.path.replace('.', "-")].concat()
    }
}

/// Every field that one profile may have, lists of them included.
fn leaves(profile: Profile) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    collect("", &shape(), &mut leaves);
    let foreign = |path: &str| {
        let block = path.split('.').next().unwrap_or_default();
        Profile::ALL.iter().any(|other| *other != profile && other.block() == block)
    };
    // The version of the format is the page's business.
    leaves.retain(|leaf| leaf.path != "kubecore" && !foreign(&leaf.path));
    leaves
}

fn collect(before: &str, record: &RecordShape, leaves: &mut Vec<Leaf>) {
    for field in &record.fields {
        let path = [before, field.key].concat();
        match &field.shape {
            Shape::Record(record) => collect(&[&path, "."].concat(), record, leaves),
            shape => leaves.push(Leaf { path, shape: shape.clone() }),
        }
    }
}

/// What `kubecore-cli validate` says of a text.
fn validated(text: &str) -> Vec<Value> {
    let run = cli::run_with_input(&["validate", "--format", "json", "-"], text.as_bytes());
    let said: Value = serde_json::from_str(&run.stdout).expect("JSON");
    said["diagnostics"].as_array().cloned().unwrap_or_default()
}

/// Words without their layout: code stands between backticks, or in an element of its own.
fn plain(text: &str) -> String {
    text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where what the page says at the field `path` is not what the program says.
fn differences(path: &str, now: &Moment) -> Vec<String> {
    let path = ["$.", path].concat();
    let own: Vec<Value> = validated(&now.spec)
        .into_iter()
        .filter(|found| {
            let at = found["path"].as_str().unwrap_or_default();
            at.strip_prefix(&path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
        .collect();
    let word = |found: &Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    let mut wanted: Vec<String> = own
        .iter()
        .map(|found| [word(found, "severity"), " ".into(), word(found, "code")].concat())
        .collect();
    let mut codes = now.codes.clone();
    wanted.sort();
    codes.sort();
    let mut differences = Vec::new();
    if wanted != codes {
        differences.push(format!("{path}: the page says {codes:?}, the program {wanted:?}"));
    }
    let said = plain(&now.said);
    for found in &own {
        for words in ["message", "help"].map(|key| plain(&word(found, key))) {
            if !said.contains(&words) {
                differences.push(format!("{path}: `{words}` is not in `{said}`"));
            }
        }
    }
    let is_wrong = wanted.iter().any(|one| one.starts_with("error"));
    if now.invalid != is_wrong {
        differences.push(format!("{path}: marked as wrong: {}, is: {is_wrong}", now.invalid));
    }
    differences
}

/// A value of that kind.
fn example(shape: &Shape) -> String {
    match shape {
        Shape::Text(text) | Shape::Secret(text) => text.example.to_owned(),
        Shape::Number { min, .. } => (min + 1).to_string(),
        _ => String::new(),
    }
}

/// The value at a path of a text; empty where there is none.
fn value(text: &str, path: &str) -> String {
    let mut at = &super::meaning(text);
    for key in path.split('.') {
        let Some(next) = at.get(key) else { return String::new() };
        at = next;
    }
    match at {
        serde_yaml::Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
    }
}

/// Takes the last step back, which brings back `spec`.
fn undo(browser: &Browser, id: &str, spec: &str, findings: &mut Vec<String>) {
    site::click(browser, "Undo").unwrap();
    site::painted(browser).unwrap();
    let now = form::moment(browser, id).unwrap();
    if now.spec != spec {
        findings.push(format!("{id}: one undo does not bring back what was there:\n{}", now.spec));
        site::write_spec(browser, spec).unwrap();
    }
}

/// Fills and breaks one field, and finds everything as it was.
fn try_field(browser: &Browser, leaf: &Leaf, findings: &mut Vec<String>) {
    let id = leaf.id();
    let before = form::moment(browser, &id).unwrap().spec;
    let words = match leaf.shape {
        Shape::Choice(_) | Shape::Bool => form::words(browser, &id).unwrap(),
        _ => vec![example(&leaf.shape), NONSENSE.to_owned()],
    };
    for word in words {
        if word == value(&before, &leaf.path) {
            continue;
        }
        match leaf.shape {
            Shape::Choice(_) | Shape::Bool => form::choose_word(browser, &id, &word).unwrap(),
            _ => form::type_into(browser, &id, &word).unwrap(),
        }
        let now = form::moment(browser, &id).unwrap();
        let written = value(&now.spec, &leaf.path);
        if written != word {
            findings.push(format!("{}: `{word}` was written, `{written}` is there", leaf.path));
        }
        findings.extend(differences(&leaf.path, &now));
        if !now.files {
            findings.push(format!("{}: `{word}` took the files away", leaf.path));
        }
        undo(browser, &id, &before, findings);
    }
}

/// Breaks a line of a list of values, the one for a new value, and finds everything as it was.
fn try_list(browser: &Browser, leaf: &Leaf, findings: &mut Vec<String>) {
    let before = form::moment(browser, "spec").unwrap().spec;
    let list = super::meaning(&before);
    let at = leaf.path.split('.').try_fold(&list, |at, key| at.get(key));
    let count = at.and_then(serde_yaml::Value::as_sequence).map_or(0, Vec::len);
    let id = format!("{}-{count}", leaf.path.replace(['.', '_'], "-"));
    if !form::is_open(browser, &id).unwrap() {
        return;
    }
    form::type_into(browser, &id, NONSENSE).unwrap();
    let now = form::moment(browser, &id).unwrap();
    findings.extend(differences(&format!("{}[{count}]", leaf.path), &now));
    if !now.invalid {
        findings.push(format!("{id}: {NONSENSE} is not refused"));
    }
    undo(browser, &id, &before, findings);
}

/// Breaks every cell of the first row of a table, which is added where there is none.
fn try_table(browser: &Browser, leaf: &Leaf, record: &RecordShape, findings: &mut Vec<String>) {
    let table = leaf.path.replace(['.', '_'], "-");
    let row = |key: &str| format!("{table}-0-{key}");
    let begun = form::moment(browser, "spec").unwrap().spec;
    let is_empty =
        !super::meaning(&begun).get(&leaf.path).is_some_and(serde_yaml::Value::is_sequence)
            && value(&begun, &leaf.path).is_empty();
    if is_empty {
        let add = format!("document.getElementById('{table}-add')?.click()");
        browser.eval(&add).unwrap();
        site::painted(browser).unwrap();
        form::leave(browser).unwrap();
    }
    let before = form::moment(browser, "spec").unwrap().spec;
    for field in &record.fields {
        let id = row(field.key);
        let is_typed = !matches!(field.shape, Shape::Choice(_) | Shape::Bool);
        if !is_typed || !form::is_open(browser, &id).unwrap() {
            continue;
        }
        form::type_into(browser, &id, NONSENSE).unwrap();
        form::leave(browser).unwrap();
        let now = form::moment(browser, &id).unwrap();
        // What means no value at all never gets into the text: the cell says so itself.
        if now.spec == before {
            if !now.invalid {
                findings.push(format!("{id}: {NONSENSE} is not refused"));
            }
            form::type_into(browser, &id, "").unwrap();
            continue;
        }
        findings.extend(differences(&format!("{}[0].{}", leaf.path, field.key), &now));
        undo(browser, &id, &before, findings);
    }
    if is_empty && before != begun {
        undo(browser, &row("name"), &begun, findings);
    }
}

fn try_profile(profile: Profile) {
    let Some((browser, _server)) = visit() else { return };
    let preset = presets().iter().find(|one| one.profile == profile).expect("one at least");
    site::choose(&browser, "Preset", preset.title).unwrap();
    site::look(&browser, "Spec").unwrap();
    let mut findings = Vec::new();
    let mut tried = 0;
    for leaf in leaves(profile) {
        // What would leave the profile is another test's.
        if leaf.path == "profile" {
            continue;
        }
        match &leaf.shape {
            Shape::List(element) => match element.as_ref() {
                Shape::Record(record) => try_table(&browser, &leaf, record, &mut findings),
                _ => try_list(&browser, &leaf, &mut findings),
            },
            _ if form::is_open(&browser, &leaf.id()).unwrap() => {
                try_field(&browser, &leaf, &mut findings);
                tried += 1;
            }
            // It says why it means nothing.
            _ => {
                let reason = format!(".field:has(#{}) .reason", leaf.id());
                if site::text_of(&browser, &reason).unwrap().is_empty() {
                    findings.push(format!("{}: is not there, and nothing says why", leaf.path));
                }
            }
        }
    }
    assert_none(profile.as_str(), &findings);
    assert!(tried > 10, "{profile} has {tried} fields");
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn fields_of_coreos_guide() {
    try_profile(Profile::CoreosGuide);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn fields_of_fleet_units() {
    try_profile(Profile::FleetUnits);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn fields_of_weave() {
    try_profile(Profile::Weave);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn fields_of_corekube() {
    try_profile(Profile::Corekube);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn fields_of_flatcar() {
    try_profile(Profile::Flatcar);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_fault_leaves_the_files_and_the_summary_leads_to_it() {
    let Some((browser, _server)) = visit() else { return };
    let viewer = site::text_of(&browser, site::VIEWER).unwrap();
    form::type_into(&browser, "field-network-pods", NONSENSE).unwrap();
    assert_eq!(site::counts(&browser).unwrap(), "1 error");
    assert_eq!(site::text_of(&browser, site::VIEWER).unwrap(), viewer);
    let bar = site::text_of(&browser, "section[aria-label='Files'] > [role=status]").unwrap();
    assert!(bar.contains("the last text without errors"), "{bar}");
    site::click_in(&browser, site::FINDINGS, "Show").unwrap();
    site::painted(&browser).unwrap();
    let text = site::spec(&browser).unwrap();
    let code = validated(&text)[0]["code"].as_str().unwrap().to_owned();
    site::click_in(&browser, site::FINDINGS, &["error ", &code].concat()).unwrap();
    site::painted(&browser).unwrap();
    assert_eq!(browser.eval("document.activeElement.id").unwrap(), "field-network-pods");
    site::click(&browser, "Undo").unwrap();
    site::painted(&browser).unwrap();
    assert!(!site::counts(&browser).unwrap().contains("error"));
    quiet(&browser);
}
