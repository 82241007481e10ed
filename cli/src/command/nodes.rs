//! `nodes`: the machines, pools counted out.

use std::io::{self, BufWriter, Write as _};

use kubecore::plan::{Node, Plan};
use serde::Serialize;

use crate::args::{ListFormat, Nodes};
use crate::failure::Failure;
use crate::input;
use crate::report::{Channel, Options, Told};

/// One machine: an element of the JSON list, or a line of the table.
#[derive(Serialize)]
struct Row {
    name: String,
    role: &'static str,
    ip: String,
    etcd: bool,
    bundle: String,
}

pub(crate) fn run(options: &Nodes) -> Result<(), Failure> {
    let telling = Options {
        format: options.format.diagnostics(),
        // A warning does not make the list wrong.
        strict: false,
        channel: Channel::Stderr,
        told: Told::Always,
        verdict: "no machine is listed",
    };
    let compiled = input::load(&options.path, telling)?;
    let rows: Vec<Row> = compiled.plan.iter().flat_map(Plan::nodes).map(row).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Human => {
            let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default().max(4);
            let longest = rows.iter().map(|row| row.ip.len()).max().unwrap_or_default().max(15);
            writeln!(
                out,
                "{:width$}  {:13}  {:longest$}  {:4}  BUNDLE",
                "NAME", "ROLE", "ADDRESS", "ETCD"
            )?;
            for Row { name, role, ip, etcd, bundle } in &rows {
                let etcd = if *etcd { "yes" } else { "no" };
                writeln!(out, "{name:width$}  {role:13}  {ip:longest$}  {etcd:4}  {bundle}")?;
            }
        }
    }
    Ok(out.flush()?)
}

fn row(node: &Node) -> Row {
    Row {
        name: node.name.to_string(),
        role: node.role.as_str(),
        ip: node.ips().map(|ip| ip.to_string()).collect::<Vec<_>>().join(","),
        etcd: node.etcd,
        bundle: format!("nodes/{}", node.name),
    }
}
