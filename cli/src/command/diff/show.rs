//! Differences for people.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use kubecore::change::{BundleChange, FactChange, FileChange, Kind, Lines, Meaning, Weight};

use super::Changes;
use crate::args::Diff;
use crate::rendered::shown;
use crate::report::{counted, say};

pub(super) fn human(options: &Diff, changes: &Changes) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out, changes)?;
    out.flush()?;
    let (old, new) = (options.old.display(), options.new.display());
    say(&if changes.cluster.is_empty() && changes.bundles.is_empty() {
        format!("{old} and {new} are the same")
    } else {
        let machines = changes.bundles.iter().filter(|bundle| bundle.name.starts_with("nodes/"));
        let weight = match changes.weight() {
            Weight::Breaks => "breaks the cluster as it runs",
            weight => weight.as_str(),
        };
        format!("{} changed; heaviest: {weight}", counted(machines.count(), "machine"))
    });
    Ok(())
}

fn write(out: &mut impl Write, changes: &Changes) -> io::Result<()> {
    // The same lines in many machines are shown once.
    let mut known = BTreeMap::new();
    let mut blocks = 0;
    for change in &changes.cluster {
        fact(out, change)?;
        blocks += 1;
    }
    for change in &changes.bundles {
        if blocks > 0 {
            writeln!(out)?;
        }
        blocks += 1;
        bundle(out, change, &mut known)?;
    }
    Ok(())
}

fn fact(out: &mut impl Write, change: &FactChange) -> io::Result<()> {
    let FactChange { fact, name, before, after, meaning } = change;
    let side = |value: &Option<String>| value.as_deref().map_or("none".into(), shown);
    let space = if name.is_empty() { "" } else { " " };
    writeln!(out, "{fact}{space}{}: {} -> {}", shown(name), side(before), side(after))?;
    writeln!(out, "  {}: {}", meaning.what(), meaning.why)
}

fn bundle<'c>(
    out: &mut impl Write,
    change: &'c BundleChange,
    known: &mut BTreeMap<(&'c str, &'c [Lines]), &'c str>,
) -> io::Result<()> {
    let BundleChange { name, kind, meaning, files } = change;
    let shown_name = if name.is_empty() { "beside the bundles".into() } else { shown(name) };
    let kind = if *kind == Kind::Changed { "" } else { kind.as_str() };
    let gap = if kind.is_empty() { "" } else { " " };
    writeln!(out, "{shown_name}{gap}{kind}: {}", said(meaning))?;
    for alike in files.chunk_by(|a, b| is_plain(a) && is_plain(b) && said_of(a) == said_of(b)) {
        let paths: Vec<String> = alike.iter().map(|file| shown(&file.path)).collect();
        if let Some(file) = alike.first() {
            writeln!(
                out,
                "  {} {}: {}",
                file.kind.as_str(),
                paths.join(", "),
                said(&file.meaning)
            )?;
            below(out, name, file, known)?;
        }
    }
    Ok(())
}

/// What stands below a file's line.
fn below<'c>(
    out: &mut impl Write,
    bundle: &'c str,
    file: &'c FileChange,
    known: &mut BTreeMap<(&'c str, &'c [Lines]), &'c str>,
) -> io::Result<()> {
    let FileChange { path, secret, lines, .. } = file;
    if *secret {
        writeln!(out, "    not shown: it may hold a secret")?;
    }
    if lines.is_empty() {
        return Ok(());
    }
    if let Some(first) = known.get(&(path.as_str(), lines.as_slice())) {
        return writeln!(out, "    as in {}", shown(first));
    }
    known.insert((path, lines), bundle);
    for Lines { at, before, after } in lines {
        writeln!(out, "    @@ line {at} @@")?;
        for line in before {
            writeln!(out, "    -{}", printable(line))?;
        }
        for line in after {
            writeln!(out, "    +{}", printable(line))?;
        }
    }
    Ok(())
}

/// Whether all there is to say of it stands in one line.
fn is_plain(file: &FileChange) -> bool {
    !file.secret && file.lines.is_empty()
}

fn said_of(file: &FileChange) -> (&'static str, &Meaning) {
    (file.kind.as_str(), &file.meaning)
}

fn said(meaning: &Meaning) -> String {
    let what = meaning.what();
    if meaning.why.is_empty() { what } else { format!("{what}: {}", meaning.why) }
}

/// A line of a file on a terminal: what would move the cursor is not sent there.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}
