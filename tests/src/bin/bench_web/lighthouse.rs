//! What Lighthouse, the usual judge of how pages load, says.

use std::path::{Path, PathBuf};
use std::process::Command;

use kubecore_tests::page::{Result, Server, npm};
use serde_json::Value;

use super::table::{Beside, Table};

/// A kind of device that it plays, with the network and processor it takes for usual.
struct Device {
    name: &'static str,
    arguments: &'static [&'static str],
    goal: &'static str,
}

const DEVICES: [Device; 2] = [
    Device { name: "desktop", arguments: &["--preset=desktop"], goal: "98" },
    // A telephone of the middle class on a slow line: for comparison.
    Device { name: "mobile", arguments: &[], goal: "" },
];

/// Everything but speed, which has a goal of its own.
const REST: [&str; 3] = ["accessibility", "best-practices", "seo"];

/// Its scores, from 0 to 100; a word in their place where it is not installed.
pub(crate) fn measure(dist: &Path, table: &mut Table) -> Result<()> {
    let Some(program) = npm::program("lighthouse", "cli/index.js") else {
        table.note("Lighthouse", "not installed");
        return Ok(());
    };
    let server = Server::packing(dist)?;
    for device in DEVICES {
        let report = report(&program, &server.url(), &device)?;
        let score = |category: &str| {
            let score = &report["categories"][category]["score"];
            score.as_f64().map(|score| score * 100.0).ok_or_else(|| format!("no score: {score}"))
        };
        let beside = |goal| Beside { floor: "", goal };
        let what = |what: &str| format!("Lighthouse, {}, {what}", device.name);
        table.add(what("performance"), score("performance")?, "", beside(device.goal));
        for category in REST {
            table.add(what(category), score(category)?, "", beside("100"));
        }
    }
    Ok(())
}

fn report(program: &Path, url: &str, device: &Device) -> Result<Value> {
    let mut node = Command::new("node");
    node.arg(program).arg(url).args(device.arguments);
    node.args([
        "--quiet",
        "--output=json",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]);
    if let Some(chromium) = on_path("chromium") {
        node.env("CHROME_PATH", chromium);
    }
    let output = node.output();
    let output = output.map_err(|error| format!("node: {error}"))?;
    if !output.status.success() {
        return Err(format!("Lighthouse: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("Lighthouse: {error}"))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(name)).find(|file| file.is_file())
}
