//! Differences as JSON. These types are the format, which `diff --help` describes.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write as _};

use kubecore::change::{BundleChange, FactChange, FileChange, Lines, Meaning};
use serde::Serialize;

use super::Changes;
use crate::args::Diff;

#[derive(Serialize)]
struct Document<'c> {
    old: String,
    new: String,
    same: bool,
    /// The heaviest of all.
    meaning: &'static str,
    cluster: Vec<Fact<'c>>,
    bundles: Vec<Bundle<'c>>,
}

#[derive(Serialize)]
struct Fact<'c> {
    about: &'static str,
    name: &'c str,
    before: Option<&'c str>,
    after: Option<&'c str>,
    meaning: &'static str,
    why: &'c str,
}

#[derive(Serialize)]
struct Bundle<'c> {
    name: &'c str,
    change: &'static str,
    #[serde(flatten)]
    means: Means<'c>,
    files: Vec<File<'c>>,
}

#[derive(Serialize)]
struct File<'c> {
    path: &'c str,
    change: &'static str,
    secret: bool,
    #[serde(flatten)]
    means: Means<'c>,
    lines: Vec<Hunk<'c>>,
}

#[derive(Serialize)]
struct Means<'c> {
    meaning: &'static str,
    units: &'c BTreeSet<String>,
    pods: &'c BTreeSet<String>,
    why: &'c str,
}

#[derive(Serialize)]
struct Hunk<'c> {
    at: usize,
    before: &'c [String],
    after: &'c [String],
}

pub(super) fn write(options: &Diff, changes: &Changes) -> io::Result<()> {
    let document = Document {
        old: options.old.display().to_string(),
        new: options.new.display().to_string(),
        same: changes.cluster.is_empty() && changes.bundles.is_empty(),
        meaning: changes.weight().as_str(),
        cluster: changes.cluster.iter().map(fact).collect(),
        bundles: changes.bundles.iter().map(bundle).collect(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    out.flush()
}

fn fact(change: &FactChange) -> Fact<'_> {
    Fact {
        about: change.fact.as_str(),
        name: &change.name,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        meaning: change.meaning.weight.as_str(),
        why: &change.meaning.why,
    }
}

fn bundle(change: &BundleChange) -> Bundle<'_> {
    Bundle {
        name: &change.name,
        change: change.kind.as_str(),
        means: means(&change.meaning),
        files: change.files.iter().map(file).collect(),
    }
}

fn file(change: &FileChange) -> File<'_> {
    File {
        path: &change.path,
        change: change.kind.as_str(),
        secret: change.secret,
        means: means(&change.meaning),
        lines: change.lines.iter().map(hunk).collect(),
    }
}

fn hunk(lines: &Lines) -> Hunk<'_> {
    Hunk { at: lines.at, before: &lines.before, after: &lines.after }
}

fn means(meaning: &Meaning) -> Means<'_> {
    Means {
        meaning: meaning.weight.as_str(),
        units: &meaning.units,
        pods: &meaning.pods,
        why: &meaning.why,
    }
}
