//! What is said to hold in a silent field holds there, and what is said to mean nothing does not.

use std::collections::BTreeSet;

use kubecore::bundle::Bundle;
use kubecore::diagnostic::{Code, Severity};
use kubecore::document::{Document, Edit, Value};
use kubecore::profile::Renderer;
use kubecore::source::{FieldPath, Source};
use kubecore::spec::shape::{RecordShape, Shape};
use kubecore::spec::{Idle, Profile, Spec, idle, parse, presets, shape, standing};
use kubecore::{Compiled, compile};
use kubecore_tests::case::Case;

/// Fields without a default, which no silent spec can have a value for.
const NO_DEFAULT: [(&str, &str); 25] = [
    ("nodes", "a list"),
    ("pools", "a list"),
    ("network.hosts", "a list; corekube then makes a network of its own"),
    ("network.in_use", "a list"),
    ("etcd.endpoints", "a list; by default there are members, and no endpoints to write"),
    ("pki.api_sans", "a list"),
    ("allow", "a list"),
    ("ssh_authorized_keys", "a list"),
    ("fleet_units.discovery", "by default members are listed"),
    ("fleet_units.checksums", "by default nothing is checked"),
    ("weave.password", "by default there is none"),
    ("weave.registries", "a list"),
    ("weave.machines", "a list"),
    ("weave.checksum", "by default nothing is checked"),
    ("corekube.key_name", "by default the stack asks"),
    ("corekube.flavor", "by default the template's"),
    ("corekube.image", "by default the template's"),
    ("corekube.external_network", "by default the stack asks"),
    ("corekube.admin_cidr", "by default nobody is let in"),
    ("corekube.rackconnect_network", "by default the stack asks"),
    ("corekube.checksums", "by default nothing is checked"),
    ("corekube.overlord", "by default the program is copied by hand"),
    ("corekube.machines", "a list"),
    ("flatcar.api_interface", "by default the one with the machine's own address"),
    ("flatcar.config_url", "by default user-data is the whole config"),
];

/// Every spec there is: suite, examples, presets.
fn texts() -> Vec<(String, String)> {
    let cases = Case::all().into_iter().chain(Case::examples());
    let mut texts: Vec<(String, String)> = cases.map(|case| (case.name, case.text)).collect();
    texts.extend(presets().iter().map(|preset| (preset.id.to_owned(), preset.text())));
    for (base, change) in VARIANTS {
        let (_, text) = texts.iter().find(|(name, _)| name == base).unwrap();
        let document = Document::read(text).unwrap();
        let (path, value) = change.split_once('=').unwrap();
        texts.push((format!("{base} {change}"), set(&document, path, Value::text(value))));
    }
    texts
}

/// Specs that the suite has no case of.
const VARIANTS: [(&str, &str); 15] = [
    ("coreos-guide-small", "network.provider=calico"),
    ("coreos-guide-small", "network.provider=none"),
    ("coreos-guide-small", "network.policy=calico"),
    ("coreos-guide-small", "addons.kube_dns=false"),
    ("coreos-guide-small", "coreos_guide.edition=published"),
    ("coreos-guide-ha", "pki.source=openssl-script"),
    ("fleet-units-small", "fleet_units.edition=published"),
    ("weave-small", "weave.edition=published"),
    ("weave-small", "weave.registration=script"),
    ("weave-small", "addons.kube_dns=false"),
    ("corekube-small", "corekube.platform=rackspace"),
    ("flatcar-small", "flatcar.os=fedora-coreos"),
    ("flatcar-small", "network.provider=calico"),
    ("flatcar-small", "network.provider=none"),
    ("flatcar-kubeadm", "network.provider=calico"),
];

fn spec(text: &str) -> Spec {
    parse(&Source::new("cluster.yaml", text)).spec.unwrap()
}

fn compiled(text: &str) -> Compiled {
    compile(&Source::new("cluster.yaml", text))
}

fn path(dotted: &str) -> FieldPath {
    dotted.split('.').fold(FieldPath::root(), |path, key| path.key(key.to_owned()))
}

fn set(document: &Document, dotted: &str, value: Value) -> String {
    let edit = Edit::Set { path: path(dotted), value };
    document.edit(&[edit]).unwrap().text().to_owned()
}

/// What becomes of a spec.
fn rendered(compiled: &Compiled) -> Option<Vec<Bundle>> {
    compiled.plan.as_ref().map(|plan| Renderer::new(plan).bundles().collect())
}

/// What is said of a spec, without places in the text.
fn said(compiled: &Compiled) -> BTreeSet<(Code, String, String)> {
    let said = compiled.report.diagnostics().iter();
    said.map(|d| (d.code, d.path.to_string(), d.message.clone())).collect()
}

#[test]
fn writing_a_default_out_changes_nothing() {
    for (name, text) in texts() {
        let before = compiled(&text);
        assert!(before.plan.is_some(), "{name}: {:?}", before.report);
        let document = Document::read(&text).unwrap();
        for standing in standing(&spec(&text)) {
            let after = compiled(&set(&document, standing.path, Value::text(&standing.value)));
            assert_eq!(before.plan, after.plan, "{name}: {standing:?}");
            let mut news = said(&after);
            news.retain(|news| !said(&before).contains(news));
            // Whoever asks for ECDSA is told where it cannot be.
            news.retain(|(code, _, _)| *code != Code::TokensNeedRsa || standing.path != "pki.key");
            assert!(news.is_empty(), "{name}: {standing:?}: {news:?}");
        }
    }
}

#[test]
fn every_silent_field_has_a_default_or_a_reason_for_none() {
    let mut seen = BTreeSet::new();
    for (name, text) in texts() {
        let (spec, document) = (spec(&text), Document::read(&text).unwrap());
        let profile = spec.profile.given().copied().unwrap_or(Profile::CoreosGuide);
        let (standing, idle) = (standing(&spec), idle(&spec));
        let mut fields = Vec::new();
        leaves(&shape(), "", &mut fields);
        for (field, _) in fields.iter().filter(|(field, _)| profile.has(field)) {
            let stands = standing.iter().any(|standing| standing.path == field);
            let given = document.value(&path(field)).is_some_and(|value| value != Value::Null);
            assert!(!(stands && given), "{name}: {field} is given");
            let why = idle.iter().find(|idle| idle.covers(field));
            assert!(!(stands && why.is_some()), "{name}: {field} stands and is idle: {why:?}");
            if !stands && !given && why.is_none() {
                let excuse = NO_DEFAULT.iter().find(|(without, _)| is_within(field, without));
                assert!(excuse.is_some(), "{name}: nobody says what holds in {field}");
                seen.extend(excuse.map(|(without, _)| *without));
            }
        }
    }
    let listed: BTreeSet<&str> = NO_DEFAULT.iter().map(|(field, _)| *field).collect();
    assert_eq!(seen, listed, "an excuse that nobody needs");
}

#[test]
fn whatever_is_written_into_an_idle_field_changes_nothing_or_is_refused() {
    let mut tried = BTreeSet::new();
    for (name, text) in texts() {
        let (spec, document, before) =
            (spec(&text), Document::read(&text).unwrap(), compiled(&text));
        let mut fields = Vec::new();
        leaves(&shape(), "", &mut fields);
        for idle in idle(&spec).iter().filter(|idle| !is_foreign(&spec, idle)) {
            let (list, rest) = match idle.path.split_once('.') {
                Some((list @ ("nodes" | "pools"), rest)) => (Some(list), rest),
                _ => (None, idle.path.as_str()),
            };
            if list.is_some_and(|list| document.items(&path(list)) == 0) {
                continue;
            }
            let shapes = fields.iter().filter(|(field, _)| idle.covers(field));
            for (field, shape) in shapes {
                let at = match list {
                    Some(list) => path(list).index(0).key(rest.to_owned()),
                    None => path(field),
                };
                let alike = document.value(&at);
                let mut values = samples(shape);
                values.extend(unusual(field, &before));
                for value in values.into_iter().filter(|value| Some(value) != alike.as_ref()) {
                    let edit = Edit::Set { path: at.clone(), value: value.clone() };
                    let after = compiled(document.edit(&[edit]).unwrap().text());
                    let at = at.to_string();
                    let refused = after.report.diagnostics().iter().any(|d| {
                        d.severity != Severity::Note && d.path.to_string().starts_with(&at)
                    });
                    tried.insert(idle.path.clone());
                    assert!(
                        refused || rendered(&before) == rendered(&after),
                        "{name}: {at} = {value:?} counts, although: {}",
                        idle.why
                    );
                }
            }
        }
    }
    assert!(tried.len() > 20, "{tried:?}");
}

#[test]
fn reasons_are_sentences() {
    for (name, text) in texts() {
        let idle = idle(&spec(&text));
        for Idle { path, why } in &idle {
            assert!(
                why.ends_with('.') && why.starts_with(|c: char| c.is_alphabetic()),
                "{name}: {why}"
            );
            let twice = idle.iter().filter(|other| other.path == *path).count();
            assert_eq!(twice, 1, "{name}: two reasons for {path}");
        }
    }
}

/// Another profile's own block.
fn is_foreign(spec: &Spec, idle: &Idle) -> bool {
    let profile = spec.profile.given().copied().unwrap_or(Profile::CoreosGuide);
    Profile::ALL.iter().any(|other| *other != profile && other.block() == idle.path)
}

fn is_within(field: &str, group: &str) -> bool {
    field.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Every field that is no group; those of nodes and pools, too.
fn leaves(record: &RecordShape, prefix: &str, fields: &mut Vec<(String, Shape)>) {
    for field in &record.fields {
        let path = if prefix.is_empty() {
            field.key.to_owned()
        } else {
            format!("{prefix}.{}", field.key)
        };
        match &field.shape {
            Shape::Record(record) => leaves(record, &path, fields),
            Shape::List(element) => {
                fields.push((path.clone(), field.shape.clone()));
                if let (Shape::Record(record), "nodes" | "pools") = (element.as_ref(), field.key) {
                    leaves(record, &path, fields);
                }
            }
            shape => fields.push((path, shape.clone())),
        }
    }
}

/// A value that is not the default, where the sample is.
fn unusual(field: &str, compiled: &Compiled) -> Option<Value> {
    match field {
        "network.domain" => Some(Value::text("elsewhere.example")),
        "network.dns_service_ip" => {
            let services = compiled.plan.as_ref()?.network.services.first();
            services.hosts().nth(5).map(|ip| Value::text(ip.to_string()))
        }
        "weave.environment" => Some(Value::text("staging")),
        _ => None,
    }
}

/// Values that a field can have.
fn samples(shape: &Shape) -> Vec<Value> {
    match shape {
        Shape::Text(text) | Shape::Secret(text) => vec![Value::text(text.example)],
        Shape::Number { min, max } => vec![Value::text((min + (max - min) / 2).to_string())],
        Shape::Bool => ["true", "false"].map(Value::text).to_vec(),
        Shape::Choice(choices) => choices.iter().map(|choice| Value::text(choice.word)).collect(),
        Shape::Labels => vec![Value::Map(vec![("zone".into(), Value::text("a"))])],
        Shape::List(element) => {
            samples(element).into_iter().map(|sample| Value::List(vec![sample])).collect()
        }
        Shape::Record(_) => Vec::new(),
    }
}
