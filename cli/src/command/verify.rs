//! `verify`: whether a rendered directory or zip is as it was written.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write as _};

use kubecore::bundle::{Lock, Locked, spec};
use serde::Serialize;

use crate::args::{ListFormat, Verify};
use crate::failure::Failure;
use crate::input;
use crate::rendered::{self, Found, Index, shown};
use crate::report::{counted, note, say};

/// The answer as JSON, which `verify --help` describes.
#[derive(Serialize)]
struct Answer<'a> {
    bundle: String,
    /// The version of kubecore that wrote it.
    kubecore: &'a str,
    input: &'a str,
    /// Whether that is the hash of `--spec`; `null` without one.
    spec: Option<bool>,
    /// How many files the lock file names.
    files: usize,
    findings: &'a [Finding],
}

/// One difference from what was written.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Finding {
    path: String,
    what: What,
    /// In octal; only where the mode is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum What {
    /// Other bytes, or no plain file.
    Changed,
    /// Nothing that was written.
    Added,
    Missing,
    /// The bytes are right.
    Mode,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Mode => "mode",
        }
    }
}

pub(crate) fn run(options: &Verify) -> Result<(), Failure> {
    let wanted = options.spec.as_deref().map(input::source).transpose()?;
    let mut rendered = rendered::open(&options.bundle)?;
    let index = rendered.index()?;
    let lock = rendered.lock(&index)?;
    let locked = Lock::read(&lock)
        .ok_or_else(|| Failure::Other("the lock file changed while it was read".into()))?;
    let findings = compare(&locked, &index);
    let same_spec = wanted.map(|source| spec(source.text()).sha256() == locked.input);
    match options.format {
        ListFormat::Json => json(options, &locked, &findings, same_spec)?,
        ListFormat::Human => human(options, &locked, &findings, same_spec, &index)?,
    }
    if findings.is_empty() && same_spec != Some(false) { Ok(()) } else { Err(Failure::Differs) }
}

/// Holds what is there against what was written.
fn compare(locked: &Locked<'_>, index: &Index) -> Vec<Finding> {
    let finding =
        |path: &str, what| Finding { path: path.to_owned(), what, mode: None, wanted: None };
    let mut ours = BTreeSet::from([Lock::PATH]);
    let mut findings = Vec::new();
    for entry in &locked.files {
        ours.insert(entry.path);
        let what = match index.get(entry.path) {
            None => What::Missing,
            Some(Found::File { sha256: Some(sha256), mode }) if sha256 == entry.sha256 => {
                if let Some(mode) = mode.filter(|mode| *mode != entry.mode) {
                    findings.push(Finding {
                        mode: Some(format!("{mode:04o}")),
                        wanted: Some(format!("{:04o}", entry.mode)),
                        ..finding(entry.path, What::Mode)
                    });
                }
                continue;
            }
            Some(_) => What::Changed,
        };
        findings.push(finding(entry.path, what));
    }
    let directories: BTreeSet<&str> = ours
        .iter()
        .flat_map(|path| path.match_indices('/').filter_map(|(slash, _)| path.get(..slash)))
        .collect();
    let added = index.iter().filter(|(path, found)| match found {
        Found::Directory => !directories.contains(path.as_str()),
        Found::File { .. } | Found::Other => !ours.contains(path.as_str()),
    });
    findings.extend(added.map(|(path, _)| finding(path, What::Added)));
    findings.sort_by(|a, b| a.path.cmp(&b.path));
    findings
}

fn json(
    options: &Verify,
    locked: &Locked<'_>,
    findings: &[Finding],
    spec: Option<bool>,
) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let answer = Answer {
        bundle: options.bundle.display().to_string(),
        kubecore: locked.version,
        input: locked.input,
        spec,
        files: locked.files.len(),
        findings,
    };
    serde_json::to_writer_pretty(&mut out, &answer)?;
    writeln!(out)?;
    out.flush()
}

fn human(
    options: &Verify,
    locked: &Locked<'_>,
    findings: &[Finding],
    spec: Option<bool>,
    index: &Index,
) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for Finding { path, what, mode, wanted } in findings {
        let word = what.word();
        write!(out, "{word:8} {}", shown(path))?;
        if let (Some(mode), Some(wanted)) = (mode, wanted) {
            write!(out, ": is {mode}, was written as {wanted}")?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    let bundle = options.bundle.display();
    if spec == Some(false) {
        let given = options.spec.iter().map(|path| path.display().to_string()).collect::<String>();
        note(&format!("{bundle} was rendered from another text than {given}"));
    }
    if index.values().any(|found| matches!(found, Found::File { mode: None, .. })) {
        note("this zip was packed by a program that keeps no modes: they were not compared");
    }
    let files = counted(locked.files.len(), "file");
    say(&if findings.is_empty() {
        format!("{bundle}: {files}, as kubecore {} wrote them", shown(locked.version))
    } else {
        let counts = [What::Changed, What::Added, What::Missing, What::Mode]
            .map(|what| (findings.iter().filter(|found| found.what == what).count(), what.word()));
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| match word {
                "mode" => format!("{count} of another mode"),
                word => format!("{count} {word}"),
            })
            .collect();
        format!("{bundle}: of {files}: {}", counts.join(", "))
    });
    Ok(())
}
