//! `cargo xtask bench-web`: the built page in Chromium, measured. Beside each number stands its goal.
#![expect(clippy::print_stdout, reason = "a table for people is this program's whole purpose")]

mod cluster;
mod edit;
mod lighthouse;
mod start;
mod table;

use std::process::ExitCode;

use kubecore_tests::page::{Browser, Result, Server, site};

use table::Table;

fn main() -> ExitCode {
    match run() {
        Ok(said) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("bench-web: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String> {
    let Some(dist) = site::dist() else { return Err("there is no dist/: cargo xtask site".into()) };
    let Some(browser) = Browser::start()? else {
        return Ok("NOT MEASURED: chromium or chromedriver is missing\n".into());
    };
    let server = Server::start(&dist, "/")?;
    let mut table = Table::default();
    browser.resize(1280, 800)?;
    start::measure(&browser, &server, &mut table)?;
    for nodes in [10, 100, 1_000] {
        edit::measure(&browser, &server, nodes, &mut table)?;
    }
    edit::zip(&browser, &mut table)?;
    edit::memory(&browser, &mut table)?;
    // Another browser, which this one must not slow down.
    drop(browser);
    lighthouse::measure(&dist, &mut table)?;
    Ok(table.to_string())
}
