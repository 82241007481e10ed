//! `cargo xtask`: the project's own commands. Each sets up what it needs and is missing.
#![expect(clippy::print_stdout, reason = "these commands talk to a person at a terminal")]

mod axe_core;
mod bench;
mod bless;
mod boot;
mod browser;
mod budget;
mod deny;
mod dist;
mod fuzz;
mod heat;
mod help;
mod instructions;
mod lighthouse;
mod long;
mod mutants;
mod npm;
mod offline;
mod page;
mod pins;
mod process;
mod rustup;
mod serve;
mod site;
mod size;
mod step;
mod system;
mod test;
mod tool;
mod wasm_opt;

use std::env;
use std::process::ExitCode;

/// One command of `cargo xtask`.
struct Command {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<(), String>,
}

const COMMANDS: &[Command] = &[
    Command { name: "test", about: "set up what is missing and check everything", run: test::run },
    Command { name: "serve", about: "build the page and serve it [--port PORT]", run: serve::run },
    Command { name: "site", about: "build the page for publishing, into dist/", run: site::run },
    Command {
        name: "fuzz",
        about: "give every reader what is made up [TARGET] [--seconds N] [--keep]",
        run: fuzz::run,
    },
    Command {
        name: "dist",
        about: "build what is handed out, with checksums; or twice, and compare [--twice]",
        run: dist::run,
    },
    Command { name: "bless", about: "accept what is rendered as goldens [CASE]", run: bless::run },
    Command {
        name: "mutants",
        about: "count the wrong values that the check notices [--alone] [STEP CASE…]",
        run: mutants::run,
    },
    Command {
        name: "bless-ledger",
        about: "accept what every setting is, as the check's ledger [--check] [PROFILE…]",
        run: mutants::bless,
    },
    Command {
        name: "bench",
        about: "measure speed and memory, as a table [--profile P] [--nodes N] [--all]",
        run: bench::run,
    },
    Command {
        name: "instructions",
        about: "count what rendering takes, and hold it against the budget [--bless]",
        run: instructions::run,
    },
    Command {
        name: "size",
        about: "what the page's program and the CLI are made of, by crate and function [page|cli]",
        run: size::run,
    },
    Command {
        name: "bench-web",
        about: "measure the built page in a browser, as a table",
        run: page::bench,
    },
    Command {
        name: "screenshots",
        about: "picture every view of the built page [--dir DIR]",
        run: page::screenshots,
    },
    Command {
        name: "injection",
        about: "put every hostile value into every field, everywhere; takes long",
        run: long::injection,
    },
    Command {
        name: "cut-off",
        about: "cut install.sh off before everything that it changes; takes minutes",
        run: long::cut_off,
    },
    Command {
        name: "boot",
        about: "start machines' files under systemd, keys and all; as root, takes minutes",
        run: boot::run_all,
    },
    Command { name: "help", about: "show this list", run: help::run },
];

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let name = match args.next().as_deref() {
        None | Some("-h" | "--help") => "help".to_owned(),
        Some(name) => name.to_owned(),
    };
    let rest: Vec<String> = args.collect();
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        println!("xtask: there is no command `{name}`; `cargo xtask help` lists them");
        return ExitCode::from(2);
    };
    match (command.run)(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("xtask {name}: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Refuses arguments where a command takes none: a mistyped option must not pass for obeyed.
fn no_arguments(args: &[String]) -> Result<(), String> {
    match args.first() {
        None => Ok(()),
        Some(arg) => Err(format!("takes no arguments, and got `{arg}`")),
    }
}
