//! `cargo xtask help`: every command in a line.

use crate::{COMMANDS, Command, no_arguments};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    println!("cargo xtask COMMAND\n");
    for Command { name, about, .. } in COMMANDS {
        println!("  {name:<12}  {about}");
    }
    Ok(())
}
