//! `overlord status`: a row for each machine.

use std::io::{self, BufWriter, Write as _};

use kubecore::overlord::{Observed, Overlord, Row};
use serde::Serialize;

use super::config::Setup;
use super::look::Services;
use crate::args::ListFormat;
use crate::failure::Failure;

/// A row as JSON.
#[derive(Serialize)]
struct Written<'a> {
    machine: &'a str,
    address: Option<String>,
    role: Option<&'a str>,
    step: String,
    why: &'a str,
    stuck: bool,
}

/// Looks once, and changes nothing.
pub(super) fn run(setup: Setup, format: ListFormat) -> Result<(), Failure> {
    let mut services = Services::new(&setup);
    let mut overlord = Overlord::new(setup.templates, setup.options);
    // The first look tells where the masters are.
    let first = services.look(&overlord.asks(0));
    overlord.decide(&first, 0);
    let world = services.look(&overlord.asks_all());
    if let Observed::Failed(why) = &world.etcd {
        return Err(Failure::Other(format!("etcd {why}: without it nothing is known")));
    }
    for (name, why) in [("fleet", failed(&world.fleet)), ("the API server", failed(&world.api))] {
        if let Some(why) = why {
            crate::report::note(&format!("{name} {why}"));
        }
    }
    let rows = overlord.decide(&world, 0).rows;
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        ListFormat::Json => {
            let rows: Vec<Written<'_>> = rows.iter().map(written).collect();
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Human => table(&mut out, &rows)?,
    }
    Ok(out.flush()?)
}

fn failed<T>(seen: &Observed<T>) -> Option<&str> {
    match seen {
        Observed::Failed(why) => Some(why),
        Observed::Unasked | Observed::Seen(_) => None,
    }
}

fn written(row: &Row) -> Written<'_> {
    Written {
        machine: &row.machine,
        address: row.address.map(|address| address.to_string()),
        role: row.role.as_deref(),
        step: row.step.to_string(),
        why: &row.why,
        stuck: row.stuck,
    }
}

fn table(out: &mut impl io::Write, rows: &[Row]) -> io::Result<()> {
    let address = |row: &Row| row.address.map_or("-".to_owned(), |address| address.to_string());
    let width = rows.iter().map(|row| address(row).len()).max().unwrap_or_default().max(15);
    writeln!(out, "{:32}  {:width$}  {:6}  {:12}  WHY", "MACHINE", "ADDRESS", "ROLE", "STEP")?;
    for row in rows {
        let line = format!(
            "{:32}  {:width$}  {:6}  {:12}  {}",
            row.machine,
            address(row),
            row.role.as_deref().unwrap_or("-"),
            row.step.to_string(),
            row.why
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
