//! A `cluster.yaml` to start from, every default written out and explained.
//!
//! Comments come from the descriptions of the fields, values from the defaults: neither is said
//! here a second time.

mod machines;
mod own;
mod preset;
mod values;

pub use preset::{Preset, presets};

use std::fmt::Write as _;

use self::values::{Values, values};
use super::decode::choice;
use super::shape::{FieldShape, RecordShape, Shape};
use super::{Profile, shape};

choice! {
    /// How many machines the example has.
    pub enum Topology {
        /// One machine that does everything: to try things out.
        Single = "single",
        /// One control plane and two workers.
        Small = "small",
        /// Three etcd members, three control planes behind a load balancer, three workers, network policy.
        HighAvailability = "ha",
    }
}

/// The examples there are for a profile: none where a document has no such cluster.
pub fn topologies(profile: Profile) -> &'static [Topology] {
    match profile {
        Profile::CoreosGuide | Profile::Flatcar => Topology::ALL,
        // Leaders run no pods.
        Profile::FleetUnits => &[Topology::Small, Topology::HighAvailability],
        // One master by design.
        Profile::Weave | Profile::Corekube => &[Topology::Small],
    }
}

/// A complete, valid `cluster.yaml`. For a topology that the profile does not have, the nearest.
pub fn example(profile: Profile, topology: Topology) -> String {
    let offered = topologies(profile);
    let topology = if offered.contains(&topology) { topology } else { Topology::Small };
    let mut out = String::from(
        "# A cluster for kubecore. Values that equal the default may be left out.\n\
         # Check it with `kubecore-cli validate`, render it with `kubecore-cli render`.\n",
    );
    record(&mut out, &shape(), "", 0, &values(profile, topology));
    out
}

fn record(out: &mut String, shape: &RecordShape, prefix: &str, depth: usize, values: &Values) {
    for field in &shape.fields {
        let path = if prefix.is_empty() {
            field.key.to_owned()
        } else {
            format!("{prefix}.{}", field.key)
        };
        if !values.profile.has(&path) {
            continue;
        }
        if depth == 0 {
            out.push('\n');
        }
        one(out, field, &path, depth, values);
    }
}

fn one(out: &mut String, field: &FieldShape, path: &str, depth: usize, values: &Values) {
    let pad = "  ".repeat(depth);
    comment(out, field.doc, &pad);
    if let Shape::Choice(choices) = &field.shape {
        for choice in choices.iter().filter(|choice| values.profile.offers(path, choice.word)) {
            comment(out, &format!("- {}: {}", choice.word, choice.doc), &pad);
        }
    }
    let value = values.of(path);
    match (&field.shape, value) {
        (Shape::Record(shape), _) => {
            let _ = writeln!(out, "{pad}{}:", field.key);
            record(out, shape, path, depth + 1, values);
        }
        (_, Some(value)) => entry(out, &pad, field.key, value),
        (shape, None) => {
            let _ = writeln!(out, "{pad}# {}: {}", field.key, sample(shape));
        }
    }
}

/// A key and its value. One that takes lines of its own begins with a line end.
fn entry(out: &mut String, pad: &str, key: &str, value: &str) {
    let gap = if value.starts_with('\n') { "" } else { " " };
    let _ = writeln!(out, "{pad}{key}:{gap}{value}");
}

/// What could stand in a field that the example leaves to its default.
fn sample(shape: &Shape) -> String {
    match shape {
        Shape::Text(text) | Shape::Secret(text) => text.example.into(),
        Shape::Number { min, .. } => min.to_string(),
        Shape::Bool => "true".into(),
        Shape::Choice(choices) => choices.first().map_or("", |choice| choice.word).into(),
        Shape::Labels => "{ zone: a }".into(),
        Shape::List(element) => match element.as_ref() {
            Shape::Record(_) => "[]".into(),
            element => format!("[{}]", sample(element)),
        },
        Shape::Record(_) => String::new(),
    }
}

fn comment(out: &mut String, text: &str, pad: &str) {
    const WIDTH: usize = 96;
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && pad.len() + line.len() + word.len() + 3 > WIDTH {
            let _ = writeln!(out, "{pad}#{line}");
            line.clear();
            if text.starts_with("- ") {
                line.push_str("  ");
            }
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(out, "{pad}#{line}");
}
