//! `cargo xtask serve`: the page on this machine, rebuilt when a source changes.

use crate::process::run as run_program;
use crate::site::trunk_command;

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let port = port(args)?;
    let mut trunk = trunk_command(&[])?;
    println!("http://127.0.0.1:{port}/ shows the page once it is built; reload it to see a change");
    // Not into dist/: what is made for a look must not be taken for what is to be published.
    trunk.args(["serve", "--dist", "target/serve", "--address", "127.0.0.1"]);
    run_program(trunk.args(["--port", &port.to_string()]))
}

fn port(args: &[String]) -> Result<u16, String> {
    match args {
        [] => Ok(8080),
        [option, port] if option == "--port" => {
            port.parse().map_err(|_| format!("`{port}` is not a port between 0 and 65535"))
        }
        _ => Err("takes no argument but `--port PORT`".into()),
    }
}
