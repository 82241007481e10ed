//! Chromium without a window, steered through chromedriver: WebDriver (W3C) is JSON over HTTP, so a
//! client of a hundred crates is not needed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::Result;
use super::http::ask;

/// How long something may take to appear on the page.
const PATIENCE: Duration = Duration::from_secs(30);

/// How Chromium is started, so that it asks nobody for anything: as for the tests of the package
/// kubecore-web.
const SETTINGS: &str = include_str!("../../../web/webdriver.json");

/// A browser with a profile of its own, which goes when it is dropped.
#[derive(Debug)]
pub struct Browser {
    port: u16,
    session: String,
    driver: Child,
    /// What it downloads.
    pub downloads: TempDir,
    /// Its profile and whatever it leaves behind.
    scratch: TempDir,
}

impl Browser {
    /// `None` where there is no chromedriver or no Chromium.
    pub fn start() -> Result<Option<Self>> {
        let runs = |program| Command::new(program).arg("--version").output().is_ok();
        if !runs("chromedriver") || !runs("chromium") {
            return Ok(None);
        }
        let temporary = || tempfile::tempdir().map_err(|error| error.to_string());
        let (downloads, scratch) = (temporary()?, temporary()?);
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").env("TMPDIR", scratch.path());
        let mut driver = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("chromedriver: {error}"))?;
        let started = port(&mut driver)
            .and_then(|port| Ok((port, session(port, downloads.path().to_str())?)));
        match started {
            Ok((port, session)) => {
                let browser = Self { port, session, driver, downloads, scratch };
                browser.post("timeouts", &json!({ "script": 120_000, "pageLoad": 120_000 }))?;
                Ok(Some(browser))
            }
            Err(why) => {
                end(&mut driver);
                Err(why)
            }
        }
    }

    /// Goes to an address, and waits until it has loaded.
    pub fn open(&self, url: &str) -> Result<()> {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// Loads the page anew.
    pub fn reload(&self) -> Result<()> {
        self.post("refresh", &json!({})).map(drop)
    }

    /// What an expression of JavaScript gives.
    pub fn eval(&self, expression: &str) -> Result<Value> {
        self.call(&format!("return ({expression});"), &[])
    }

    /// Runs the body of an asynchronous function with `arguments`, and gives what it returns.
    pub fn call(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        let script = format!("return (async function () {{ {body} }}).apply(null, arguments);");
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Waits until an expression, or what it promises, is true.
    pub fn wait(&self, expression: &str) -> Result<()> {
        let begun = Instant::now();
        while self.call(&format!("return !!(await ({expression}));"), &[])? != true {
            if begun.elapsed() > PATIENCE {
                return Err(format!("waited in vain for {expression}"));
            }
            sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Types, as a keyboard does; keys without a sign have numbers of their own in WebDriver, as in
    /// [`super::key`].
    pub fn keys(&self, text: &str) -> Result<()> {
        let one = |sign| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": String::from(sign) }))
        };
        let actions: Vec<Value> = text.chars().flat_map(one).collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// Sends a command of Chromium's own protocol (CDP).
    pub fn cdp(&self, method: &str, params: &Value) -> Result<Value> {
        self.post("goog/cdp/execute", &json!({ "cmd": method, "params": params }))
    }

    /// Gives the page this many CSS pixels.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
    }

    /// Answers media queries, such as `prefers-color-scheme` with `dark`; others as ever.
    pub fn media(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", &json!({ "features": features })).map(drop)
    }

    /// Takes the network away from the page, or gives it back.
    pub fn offline(&self, offline: bool) -> Result<()> {
        self.cdp("Network.enable", &json!({}))?;
        let network = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.cdp("Network.emulateNetworkConditions", &network).map(drop)
    }

    /// What is to be seen, as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let image = self.get("screenshot")?;
        STANDARD.decode(image.as_str().unwrap_or_default()).map_err(|error| error.to_string())
    }

    /// Errors that the page wrote to the console since the last call, its own and the browser's.
    pub fn errors(&self) -> Result<Vec<String>> {
        let entries = self.post("se/log", &json!({ "type": "browser" }))?;
        let severe = |entry: &&Value| entry["level"] == "SEVERE";
        let text = |entry: &Value| entry["message"].as_str().unwrap_or_default().to_owned();
        Ok(entries.as_array().into_iter().flatten().filter(severe).map(text).collect())
    }

    pub(super) fn get(&self, what: &str) -> Result<Value> {
        command(self.port, "GET", &format!("/session/{}/{what}", self.session), "")
    }

    pub(super) fn post(&self, what: &str, body: &Value) -> Result<Value> {
        command(self.port, "POST", &format!("/session/{}/{what}", self.session), &body.to_string())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = command(self.port, "DELETE", &format!("/session/{}", self.session), "");
        end(&mut self.driver);
        // Chromium writes for a moment more, and the directory must be empty to go.
        for _ in 0..50 {
            if fs::remove_dir_all(self.scratch.path()).is_ok() {
                return;
            }
            sleep(Duration::from_millis(100));
        }
    }
}

fn end(driver: &mut Child) {
    let _ = driver.kill();
    let _ = driver.wait();
}

/// The driver chooses a port and says which.
fn port(driver: &mut Child) -> Result<u16> {
    // Borrowed: the driver ends if nobody holds what it writes to.
    let out = driver.stdout.as_mut().ok_or("chromedriver has no output")?;
    for line in BufReader::new(out).lines().map_while(std::result::Result::ok) {
        let number = line
            .rsplit_once("successfully on port ")
            .map(|(_, number)| number.trim_end_matches('.'));
        if let Some(port) = number.and_then(|number| number.parse().ok()) {
            return Ok(port);
        }
    }
    Err("chromedriver did not start".into())
}

fn session(port: u16, downloads: Option<&str>) -> Result<String> {
    let mut settings: Value = serde_json::from_str(SETTINGS).map_err(|error| error.to_string())?;
    settings["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
    // Of all that can be logged, only what goes over the network.
    settings["goog:chromeOptions"]["perfLoggingPrefs"] =
        json!({ "enableNetwork": true, "enablePage": false });
    settings["goog:chromeOptions"]["prefs"] = json!({
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
        "profile.default_content_setting_values.automatic_downloads": 1,
    });
    // Without it the heap's size is rounded to what says nothing.
    if let Some(args) = settings["goog:chromeOptions"]["args"].as_array_mut() {
        args.push("enable-precise-memory-info".into());
    }
    let body = json!({ "capabilities": { "alwaysMatch": settings } });
    let session = command(port, "POST", "/session", &body.to_string())?;
    let id = session["sessionId"].as_str();
    id.map(str::to_owned).ok_or_else(|| format!("no session: {session}"))
}

fn command(port: u16, method: &str, path: &str, body: &str) -> Result<Value> {
    let answer = ask(port, method, path, body)?;
    let mut answer: Value =
        serde_json::from_str(&answer).map_err(|error| format!("{path}: {error}"))?;
    let value = answer["value"].take();
    match value["error"].as_str() {
        Some(error) if value["message"].is_string() => {
            let message = value["message"].as_str().unwrap_or_default();
            Err(format!("{error}: {}", message.lines().next().unwrap_or_default()))
        }
        _ => Ok(value),
    }
}
