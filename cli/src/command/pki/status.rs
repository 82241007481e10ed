//! `pki status`: what there is, and for how long.

use std::io::{self, BufWriter, Write as _};

use kubecore::format::x509::Certificate;
use kubecore::pki::{Env as _, Pki, State, Status, status};
use kubecore::plan::certificates::{Kind, Scope};
use serde::Serialize;

use super::plan;
use crate::args::{ListFormat, PkiStatus};
use crate::failure::Failure;
use crate::pki::store::Store;
use crate::pki::{System, list, read};
use crate::report::{counted, say};

/// One certificate or key: an element of the JSON list, or a line of the table.
#[derive(Serialize)]
struct Row {
    name: String,
    subject: Option<String>,
    sans: Vec<String>,
    usages: Vec<&'static str>,
    /// `worker-1`, `control-planes` or `administrator`.
    holder: String,
    not_after: Option<String>,
    days_left: Option<i64>,
    state: &'static str,
    /// Why, where the state alone does not say it.
    reason: Option<String>,
    serial: Option<String>,
    due: bool,
}

pub(crate) fn run(options: &PkiStatus) -> Result<(), Failure> {
    let (dir, warn) = (&options.spec.dir, options.warn_days);
    let list = list(&plan(&options.spec, "no certificate is listed")?)?;
    let pki = read(&list, dir, &Store::read(dir)?)?;
    let rows: Vec<Row> =
        status(&list, &pki, System.now()).iter().map(|status| row(status, warn)).collect();
    let due = rows.iter().filter(|row| row.due).count();
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Human => table(&mut out, &rows)?,
    }
    out.flush()?;
    if options.format == ListFormat::Human {
        others(&pki);
    }
    if due == 0 {
        return Ok(());
    }
    if options.format == ListFormat::Human {
        say(&format!("{} to be looked after (--warn-days {warn})", counted(due, "certificate")));
    }
    Err(Failure::Spec)
}

fn row(status: &Status<'_>, warn: u32) -> Row {
    let Status { item, certificate, days, state } = status;
    let (names, usages) = match &item.kind {
        Kind::Certificate { usages, .. } => (certificate.map(Certificate::names), Some(*usages)),
        Kind::Authority { .. } | Kind::KeyPair | Kind::Encryption => (None, None),
    };
    let sans = names.map(|names| names.to_string()).unwrap_or_default();
    let soon = days.is_some_and(|days| days < i64::from(warn));
    Row {
        name: item.id.clone(),
        subject: certificate
            .map(Certificate::subject)
            .or_else(|| item.subject().map(ToString::to_string)),
        sans: sans.split(", ").filter(|san| !san.is_empty()).map(str::to_owned).collect(),
        usages: usages
            .into_iter()
            .flat_map(|u| [(u.server, "server"), (u.client, "client")])
            .filter_map(|(is, word)| is.then_some(word))
            .collect(),
        holder: match &item.scope {
            Scope::Administrator => "administrator".into(),
            Scope::Machine(name) => name.to_string(),
            Scope::ControlPlanes => "control-planes".into(),
        },
        not_after: certificate.map(|certificate| certificate.not_after().to_string()),
        days_left: *days,
        state: match state {
            State::Good => "good",
            State::Missing => "missing",
            State::Requested => "requested",
            State::Outdated(_) => "outdated",
            State::NotYet => "not-yet",
            State::Expired => "expired",
        },
        reason: match state {
            State::Outdated(why) => Some(why.to_string()),
            _ => None,
        },
        serial: certificate.map(Certificate::serial),
        due: soon || *state != State::Good,
    }
}

fn table(out: &mut impl io::Write, rows: &[Row]) -> io::Result<()> {
    let width = |cell: fn(&Row) -> usize, head: usize| {
        rows.iter().map(cell).max().unwrap_or_default().max(head)
    };
    let subject = |row: &Row| row.subject.clone().unwrap_or_default();
    let holder = width(|row| row.holder.len(), 6);
    let subjects = width(|row| row.subject.as_ref().map_or(0, String::len), 7);
    writeln!(
        out,
        "{:subjects$}  {:holder$}  {:10}  {:>5}  STATE",
        "SUBJECT", "HOLDER", "UNTIL", "DAYS"
    )?;
    for row in rows {
        let until = row.not_after.as_deref().unwrap_or("-");
        let days = row.days_left.map_or_else(|| "-".into(), |days| days.to_string());
        let state = match &row.reason {
            Some(why) => format!("{}: {why}", row.state),
            None if row.due && row.state == "good" => "due".into(),
            None => row.state.into(),
        };
        writeln!(
            out,
            "{:subjects$}  {:holder$}  {until:10}  {days:>5}  {state}",
            subject(row),
            row.holder
        )?;
        if !row.sans.is_empty() {
            writeln!(out, "  {}", row.sans.join(", "))?;
        }
    }
    Ok(())
}

/// Keys of machines that the spec does not have any more.
fn others(pki: &Pki) {
    const NAMED: usize = 3;
    let others = pki.others();
    if others.is_empty() {
        return;
    }
    let mut names: Vec<String> =
        others.iter().take(NAMED).map(|name| name.escape_debug().to_string()).collect();
    if others.len() > NAMED {
        names.push(format!("and {} more", others.len() - NAMED));
    }
    say(&format!("not in the spec: {}; remove what no machine uses any more", names.join(", ")));
}
