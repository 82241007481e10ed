//! `kubecore-cli`: one `cluster.yaml` in, every file of every machine out.

mod args;
mod command;
mod failure;
mod input;
mod output;
mod overlord;
mod pki;
mod rendered;
mod report;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    let args = Args::parse();
    args.color.apply();
    let done = match args.command {
        Command::Init(options) => command::init::run(&options),
        Command::Validate(options) => command::validate::run(&options),
        Command::Render(options) => command::render::run(&options),
        Command::Diff(options) => command::diff::run(&options),
        Command::Verify(options) => command::verify::run(&options),
        Command::Convert(options) => command::convert::run(&options),
        Command::Pki(command) => command::pki::run(&command),
        Command::Overlord(options) => overlord::run(&options),
        Command::Nodes(options) => command::nodes::run(&options),
        Command::Explain(options) => command::explain::run(&options),
        Command::Schema => command::schema::run(),
        Command::Profiles => command::profiles::run(),
        Command::Completions(options) => command::completions::run(&options),
    };
    // What follows the last line end is still in a buffer, and would be lost in silence.
    let done = done.and_then(|()| Ok(io::stdout().flush()?));
    done.err().map_or(ExitCode::SUCCESS, Failure::exit)
}
