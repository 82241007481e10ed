//! `cargo xtask bench`: how fast each step is, beside the floor that nothing can go below.
//!
//! Each row is measured in a process of its own, so that one's memory is not another's. Further tables have
//! edits of a long cluster.yaml, and the making of keys and certificates.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a table for people is this program's whole purpose"
)]

mod arguments;
mod clock;
mod cluster;
mod edits;
mod floor;
mod memory;
mod pass;
mod pki;
mod program;
mod row;
mod sink;
mod table;
mod work;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use kubecore::spec::Profile;
use serde_json::Value;

use self::arguments::{Arguments, USAGE};
use self::row::Row;

/// Where numbers and what is rendered go: below the working directory, on its disk.
const DIRECTORY: &str = "target/bench";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["edits"] => print!("{}", edits::table()),
        ["pki"] => print!("{}", pki::table()),
        ["row", profile, nodes] => match one(profile, nodes) {
            Some((profile, nodes)) => row(profile, nodes).unwrap_or_else(|why| panic!("{why}")),
            None => return usage(),
        },
        ["work", step, profile, nodes] => match (work::Step::named(step), one(profile, nodes)) {
            (Some(step), Some((profile, nodes))) => work::run(step, profile, nodes),
            _ => return usage(),
        },
        _ => match Arguments::read(&arguments) {
            Some(arguments) => {
                if let Err(why) = everything(&arguments) {
                    eprintln!("bench: {why}");
                    return ExitCode::FAILURE;
                }
            }
            None => return usage(),
        },
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn one(profile: &str, nodes: &str) -> Option<(Profile, usize)> {
    let (profile, nodes) = (arguments::profile(profile)?, nodes.parse().ok()?);
    cluster::sizes(profile).contains(&nodes).then_some((profile, nodes))
}

/// Prints the tables, and writes the rows to a file.
fn everything(arguments: &Arguments) -> io::Result<()> {
    fs::create_dir_all(DIRECTORY)?;
    println!("{}", table::head());
    let mut rows = Vec::new();
    for (profile, nodes) in arguments.rows() {
        rows.push(in_a_process(profile, nodes)?);
    }
    let file = Path::new(DIRECTORY).join("speed.json");
    fs::write(&file, serde_json::to_string_pretty(&rows)?)?;
    if arguments.everything {
        print!("\n{}", edits::table());
        print!("\n{}", pki::table());
    }
    println!("\nthe numbers are in {}", file.display());
    Ok(())
}

/// The row as JSON; its line is printed on the way.
fn in_a_process(profile: Profile, nodes: usize) -> io::Result<Value> {
    let own = std::env::current_exe()?;
    let mut command = Command::new(own);
    command.args(["row", profile.as_str(), &nodes.to_string()]).stderr(Stdio::inherit());
    let output = command.output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{profile}, {nodes} nodes: {}", output.status)));
    }
    let text = String::from_utf8(output.stdout).map_err(io::Error::other)?;
    let (line, json) = text.split_once('\n').unwrap_or_default();
    println!("{line}");
    Ok(serde_json::from_str(json)?)
}

/// Measures one row and prints it, as a line and as JSON.
fn row(profile: Profile, nodes: usize) -> io::Result<()> {
    let text = cluster::spec(profile, nodes);
    fs::create_dir_all(DIRECTORY)?;
    let scratch = tempfile::tempdir_in(DIRECTORY)?;
    let (made, steps, floors) = pass::measure(&text);
    let program = program::measure(&text, made.files, scratch.path())?;
    let row = Row { profile: profile.as_str(), nodes, made, steps, floors, program };
    println!("{}\n{}", table::line(&row), serde_json::to_string(&row)?);
    Ok(())
}
