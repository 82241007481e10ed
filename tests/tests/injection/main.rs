//! Values that look like syntax, in every field of every profile: each is refused, or it is data in files of the same
//! structure as with a plain value.

mod anatomy;
mod hostile;
mod shells;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anatomy::{Leaf, anatomy};
use kubecore::check::Checker;
use kubecore::compile;
use kubecore::diagnostic::frame;
use kubecore::plan::Plan;
use kubecore::profile::Renderer;
use kubecore::source::Source;
use kubecore::spec::shape::Shape;
use kubecore::spec::{Profile, shape};
use kubecore_tests::case::{Case, tree_of};
use kubecore_tests::dependencies::{self, Row, leaves, rows};
use kubecore_tests::tree::Tree;
use kubecore_tests::{assert_none, change, note};
use serde_yaml::Value;

/// A field in a case, and the form of its value.
#[derive(Debug, Clone)]
struct Place {
    case: Case,
    path: String,
    /// Whether it takes more than words of a fixed set and numbers.
    is_text: bool,
    /// A value that it takes; `None` where only words of a fixed set are.
    plain: Option<Value>,
}

/// What became of a text in a field.
#[derive(Debug)]
enum Outcome {
    Refused,
    Planned(Box<Plan>),
}

/// One of so many accepted texts is rendered where not all are.
const SHARE: usize = 7;

/// How much was tried.
#[derive(Debug, Default)]
struct Count {
    fields: usize,
    refused: usize,
    rendered: usize,
}

/// One place of each field, each text by itself and behind a plain value; of what is accepted, a share.
#[test]
fn no_value_becomes_structure() {
    let mut count = Count::default();
    let mut findings = Vec::new();
    for profile in Profile::ALL {
        for (number, field) in leaves(*profile).iter().enumerate() {
            let place = places(*profile, field).swap_remove(0);
            findings.extend(tried(&place, Some(number), &mut count));
        }
    }
    note(&format!("{count:?}"));
    assert!(count.refused > 10 * count.rendered && count.rendered > 50, "{count:?}");
    assert_none("injection", &findings);
}

/// Every place, every text, before, behind and within; takes long.
#[test]
#[ignore = "long: cargo xtask injection"]
fn no_value_becomes_structure_anywhere() {
    let anywhere = |profile: Profile| {
        let mut count = Count::default();
        let mut findings = Vec::new();
        for field in leaves(profile) {
            for place in places(profile, &field) {
                findings.extend(tried(&place, None, &mut count));
            }
        }
        note(&format!("{profile}: {count:?}"));
        findings
    };
    let findings: Vec<String> = std::thread::scope(|scope| {
        let profiles = Profile::ALL.iter().map(|profile| scope.spawn(move || anywhere(*profile)));
        let profiles: Vec<_> = profiles.collect();
        profiles.into_iter().flat_map(|profile| profile.join().expect("no panic")).collect()
    });
    assert_none("injection", &findings);
}

/// As the key of a field, at the top, in a group and in a list: each is unknown, and said so in a few words.
#[test]
fn no_text_is_a_key() {
    let case = Case::named("weave-clouds");
    let mut findings = Vec::new();
    let long = hostile::long();
    for text in hostile::TEXTS.iter().chain(&hostile::WORDS).copied().chain([long.as_str()]) {
        for holder in ["network", "nodes[0]", "weave.registries[0]", "nodes[0].labels"] {
            let mut group = change::get(&case.text, holder)
                .unwrap_or_else(|| Value::Mapping([].into_iter().collect()));
            // A label may be any plain word, and is data then.
            if holder.ends_with("labels") && hostile::WORDS.contains(&text) {
                continue;
            }
            group.as_mapping_mut().expect("a group").insert(text.into(), "x".into());
            let group = serde_yaml::to_string(&group).expect("YAML");
            let shown: String = text.chars().take(60).collect();
            match read(change::set(&case.text, holder, Some(&group))) {
                Ok(Outcome::Refused) => {}
                Ok(Outcome::Planned(_)) => findings.push(format!("{holder}: {shown:?} is taken")),
                Err(why) => findings.push(format!("{holder}: {shown:?}: {why}")),
            }
        }
    }
    assert_none("keys", &findings);
}

/// Where a field stands in cases: by its rows, else in the first case of the profile.
fn places(profile: Profile, field: &str) -> Vec<Place> {
    let rows: Vec<Row> =
        rows(profile).into_iter().filter(|row| change::field(&row.path) == field).collect();
    let shape = dependencies::field(&shape(), field).expect("a field");
    let is_text = matches!(shape, Shape::Text(_) | Shape::Secret(_) | Shape::Labels);
    let filled = rows.iter().filter(|row| row.case != "-" && row.value.is_some());
    let places: Vec<Place> = filled
        .map(|row| Place {
            case: Case::named(&row.case),
            path: row.path.clone(),
            is_text,
            plain: row.value.as_deref().map(|value| serde_yaml::from_str(value).expect("YAML")),
        })
        .collect();
    if !places.is_empty() {
        return places;
    }
    let case = Case::of(profile.as_str()).remove(0);
    let path = ["nodes", "pools"].iter().find_map(|list| {
        let rest = field.strip_prefix(list)?.strip_prefix('.')?;
        Some(format!("{list}[0].{rest}"))
    });
    vec![Place { case, path: path.unwrap_or_else(|| field.to_owned()), is_text, plain: None }]
}

/// What is wrong with any hostile text in `place`; `share` is the field's number where only a part is rendered.
fn tried(place: &Place, share: Option<usize>, count: &mut Count) -> Vec<String> {
    count.fields += 1;
    let mut known: Option<Vec<(String, Vec<Leaf>)>> = None;
    let mut accepted = 0;
    let mut findings = Vec::new();
    for (number, (text, value)) in values(place, share.is_some()).into_iter().enumerate() {
        let what = || {
            let shown: String = text.chars().take(60).collect();
            format!("{}: {} = {shown:?}", place.case.name, place.path)
        };
        match catch_unwind(AssertUnwindSafe(|| outcome(place, &value))) {
            Err(_) => findings.push(format!("{}: a panic", what())),
            Ok(Err(why)) => findings.push(format!("{}: {why}", what())),
            Ok(Ok(Outcome::Refused)) => count.refused += 1,
            Ok(Ok(Outcome::Planned(plan))) => {
                accepted += 1;
                if share.is_some_and(|share| !(number + share).is_multiple_of(SHARE))
                    && accepted > 1
                {
                    continue;
                }
                count.rendered += 1;
                let known = known.get_or_insert_with(|| with_plain(place));
                let judged = catch_unwind(AssertUnwindSafe(|| match rendered(&plan) {
                    Ok(tree) => judge(&text, &tree, known),
                    Err(found) => vec![found],
                }));
                let found = judged.unwrap_or_else(|_| vec!["does not read back".to_owned()]);
                findings.extend(found.first().map(|found| format!("{}: {found}", what())));
            }
        }
    }
    findings
}

/// Each hostile text with the value that puts it into the field.
fn values(place: &Place, few: bool) -> Vec<(String, Value)> {
    let plain = match &place.plain {
        Some(Value::Sequence(items)) => items.first().and_then(Value::as_str),
        Some(value) => value.as_str(),
        None => None,
    };
    let long = hostile::long();
    let signs = hostile::TEXTS.iter().copied().chain([long.as_str()]);
    // A word of a fixed set, or a number, is refused alike for every text.
    let step = if few && !place.is_text { 8 } else { 1 };
    let mut values = Vec::new();
    for (number, text) in signs.step_by(step).enumerate() {
        let mut forms = Vec::new();
        if !few || plain.is_none() || number.is_multiple_of(2) {
            forms.push(text.to_owned());
        }
        if let Some(plain) = plain {
            if !few || !number.is_multiple_of(2) {
                forms.push(format!("{plain}{text}"));
            }
            if !few {
                let middle =
                    plain.char_indices().nth(plain.chars().count() / 2).map_or(0, |at| at.0);
                let (head, tail) = plain.split_at(middle);
                forms.push(format!("{text}{plain}"));
                forms.push(format!("{head}{text}{tail}"));
                forms.push(format!("{plain} {text}"));
            }
        }
        if place.is_text && number < hostile::WORDS.len() {
            forms.push(hostile::WORDS[number].to_owned());
        }
        for form in forms {
            values.extend(shaped(place, &form).into_iter().map(|value| (form.clone(), value)));
        }
    }
    values
}

/// `text` in the field's own form.
fn shaped(place: &Place, text: &str) -> Vec<Value> {
    let text = Value::from(text);
    let label = |key: Value, value: Value| Value::Mapping([(key, value)].into_iter().collect());
    match &place.plain {
        Some(Value::Sequence(_)) => vec![Value::Sequence(vec![text])],
        Some(Value::Mapping(_)) => {
            vec![label("harmless-key".into(), text.clone()), label(text, "harmless-value".into())]
        }
        _ => vec![text],
    }
}

/// Values that mean nothing but themselves, with the structure that each gives; those that the field takes.
fn with_plain(place: &Place) -> Vec<(String, Vec<Leaf>)> {
    let own = place.plain.as_ref().and_then(|plain| match plain {
        Value::Sequence(items) => items.first().cloned(),
        other => Some(other.clone()),
    });
    let own = own.as_ref().and_then(Value::as_str).map(str::to_owned);
    let known = ["harmless", "harmless.example", "harmless-harmless-harmless"].map(str::to_owned);
    let texts = own.into_iter().chain(known);
    let all = texts.flat_map(|text| {
        shaped(place, &text).into_iter().map(move |value| (text.clone(), value)).collect::<Vec<_>>()
    });
    let taken = all.filter_map(|(text, value)| match outcome(place, &value) {
        Ok(Outcome::Planned(plan)) => Some((text, anatomy(&rendered(&plan).ok()?))),
        _ => None,
    });
    taken.collect()
}

fn outcome(place: &Place, value: &Value) -> Result<Outcome, String> {
    let value = serde_yaml::to_string(value).expect("a value can be written");
    read(change::set(&place.case.text, &place.path, Some(&value)))
}

fn read(text: String) -> Result<Outcome, String> {
    let source = Source::new("cluster.yaml", text);
    let compiled = compile(&source);
    let frames: Vec<String> =
        compiled.report.diagnostics().iter().map(|found| frame(&source, found)).collect();
    if let Some(frame) = frames.iter().find(|frame| frame.contains(is_unseen)) {
        return Err(format!("a message that shows other than it says: {frame:?}"));
    }
    if frames.iter().any(|frame| frame.chars().count() > 10_000) {
        return Err("a message without end".to_owned());
    }
    match compiled.plan {
        None if !compiled.report.has_errors() => Err("neither plan nor error".to_owned()),
        None => Ok(Outcome::Refused),
        Some(_) if compiled.report.has_errors() => Err("a plan in spite of errors".to_owned()),
        Some(plan) => Ok(Outcome::Planned(Box::new(plan))),
    }
}

fn rendered(plan: &Plan) -> Result<Tree, String> {
    let bundles: Vec<_> = Renderer::new(plan).bundles().collect();
    let checker = Checker::new(plan);
    let mut found = bundles.iter().flat_map(|bundle| checker.check(bundle).diagnostics().to_vec());
    match found.next() {
        Some(found) => Err(format!("its own check finds: {}", found.message)),
        None => Ok(tree_of(&bundles)),
    }
}

/// What a terminal obeys, or shows as nothing.
fn is_unseen(sign: char) -> bool {
    (sign.is_control() && sign != '\n')
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// How the files with `text` differ from those with the plain value that is the most alike.
fn judge(text: &str, tree: &Tree, plain: &[(String, Vec<Leaf>)]) -> Vec<String> {
    let hostile = anatomy(tree);
    let differences =
        plain.iter().map(|(own, leaves)| differences((own, leaves), (text, &hostile)));
    let least = differences.min_by_key(Vec::len);
    least.unwrap_or_else(|| vec!["it is accepted, and no plain value is".to_owned()])
}

fn differences((own, plain): (&str, &[Leaf]), (text, hostile): (&str, &[Leaf])) -> Vec<String> {
    let (plain, hostile) = (by_place(own, plain), by_place(text, hostile));
    let mut found = Vec::new();
    found.extend(
        plain.keys().filter(|place| !hostile.contains_key(*place)).map(|p| format!("{p} is gone")),
    );
    found.extend(
        hostile.keys().filter(|place| !plain.contains_key(*place)).map(|p| format!("{p} is new")),
    );
    for (place, data) in &plain {
        let Some(other) = hostile.get(place) else { continue };
        let wanted: Vec<String> = data.iter().map(|data| data.replace(own, text)).collect();
        let is_told = data.iter().any(|data| data.contains(own)) || place.contains(" line ");
        if data.len() != other.len() || (is_told && wanted != *other) {
            found.push(format!("{place}: {other:?} instead of {wanted:?}"));
        }
    }
    found
}

/// Data by its place, where the value itself is part of a place (a file, a key) left out.
fn by_place(own: &str, leaves: &[Leaf]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Leaf { place, data } in leaves {
        found.entry(without(place, own)).or_default().push(data.clone());
    }
    found
}

/// `text` with every `own` that stands by itself marked, if it is a name.
fn without(text: &str, own: &str) -> String {
    if !own.contains(|sign: char| sign.is_ascii_alphanumeric()) {
        return text.to_owned();
    }
    let part =
        |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    let mut out = String::new();
    let mut rest = 0;
    for (at, _) in text.match_indices(own) {
        let end = at + own.len();
        if !part(text[..at].chars().next_back()) && !part(text[end..].chars().next()) {
            out.push_str(&text[rest..at]);
            out.push('\u{2039}');
            rest = end;
        }
    }
    out + &text[rest..]
}

/// A value that gets out of its place is noticed, in each form.
#[test]
fn what_gets_out_is_noticed() {
    use kubecore_tests::tree::File;
    let file = |path: &str, text: &str| {
        Tree::from([(path.to_owned(), File { mode: 0o644, bytes: text.as_bytes().to_vec() })])
    };
    let judged = |path: &str, template: &str, text: &str| {
        let plain = anatomy(&file(path, &template.replace('@', "harmless")));
        judge(text, &file(path, &template.replace('@', text)), &[("harmless".to_owned(), plain)])
    };
    for (path, template, text) in [
        ("nodes/a/rootfs/etc/systemd/system/a.service", "[Service]\nExecStart=/bin/a @\n", "x y"),
        ("nodes/a/rootfs/etc/systemd/system/a.service", "[Service]\nExecStart=/bin/a @\n", "%H"),
        ("nodes/a/rootfs/etc/systemd/system/a.service", "[Service]\nExecStart=/bin/a @\n", "$X"),
        (
            "nodes/a/rootfs/etc/systemd/system/a.service",
            "[Service]\nUser=@\n",
            "x\n[Install]\nAlias=y",
        ),
        ("nodes/a/rootfs/etc/a.yaml", "a: @\n", "null"),
        ("nodes/a/rootfs/etc/a.yaml", "a: @\n", "{x: y}"),
        ("nodes/a/rootfs/etc/a.yaml", "a: @\n", "x\n---\nb: c"),
        ("nodes/a/rootfs/etc/a.json", "{\"a\": \"@\"}", "x\", \"y\": \"z"),
        ("nodes/a/install.env", "A='@'\n", "x'\nB='y"),
        ("nodes/a/rootfs/etc/a.toml", "a = \"@\"\n", "x\"\nb = \"y"),
        ("nodes/a/README.md", "Machine @\n", "x\n# y"),
        ("nodes/a/README.md", "| @ |\n", "x | y"),
        ("cluster/cloud-config.yaml", "#cloud-config\nhostname: @\n", "x\nusers: []"),
    ] {
        assert!(!judged(path, template, text).is_empty(), "{path}: {text:?}");
        assert_eq!(judged(path, template, "other"), Vec::<String>::new(), "{path}");
    }
}
