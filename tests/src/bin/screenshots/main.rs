//! `cargo xtask screenshots`: the built page, every view at three widths, light and dark, as PNG.
#![expect(clippy::print_stdout, reason = "says what it wrote to a person at a terminal")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kubecore_tests::page::{Browser, Result, Server, site};

const SIZES: [(u32, u32); 3] = [(360, 800), (1280, 800), (1920, 1080)];
const SCHEMES: [&str; 2] = ["light", "dark"];

fn main() -> ExitCode {
    let dir = std::env::args_os().nth(1).map_or_else(|| "target/screenshots".into(), PathBuf::from);
    match run(&dir) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("screenshots: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(dir: &Path) -> Result<String> {
    let Some(dist) = site::dist() else { return Err("there is no dist/: cargo xtask site".into()) };
    let Some(browser) = Browser::start()? else {
        return Ok("NO SCREENSHOTS: chromium or chromedriver is missing".into());
    };
    let server = Server::start(&dist, "/")?;
    fs::create_dir_all(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut count = 0;
    for scheme in SCHEMES {
        browser.media(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")])?;
        for (width, height) in SIZES {
            browser.resize(width, height)?;
            site::open(&browser, &server)?;
            for view in site::views(&browser)? {
                site::click(&browser, &view)?;
                site::painted(&browser)?;
                let name =
                    format!("{}-{width}-{scheme}.png", view.to_lowercase().replace(' ', "-"));
                let path = dir.join(name);
                fs::write(&path, browser.screenshot()?)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                count += 1;
            }
        }
    }
    Ok(format!("{count} pictures in {}", dir.display()))
}
