//! `kubecore-cli`: one `cluster.yaml` in, every file of every machine out.

mod args;
mod command;
mod failure;
mod input;
mod output;
mod report;

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
        Command::Nodes(options) => command::nodes::run(&options),
        Command::Explain(options) => command::explain::run(&options),
        Command::Schema => command::schema::run(),
        Command::Profiles => command::profiles::run(),
        Command::Completions(options) => command::completions::run(&options),
    };
    done.err().map_or(ExitCode::SUCCESS, Failure::exit)
}
