//! What a person does with the browser around a page: tabs, the way back, files in and out.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Browser, Result};

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// One tab of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab(String);

impl Browser {
    /// Goes back to what was looked at before.
    pub fn back(&self) -> Result<()> {
        self.post("back", &json!({})).map(drop)
    }

    /// Goes forward again.
    pub fn forward(&self) -> Result<()> {
        self.post("forward", &json!({})).map(drop)
    }

    /// The tab that is looked at.
    pub fn tab(&self) -> Result<Tab> {
        let handle = self.get("window")?;
        handle.as_str().map(|name| Tab(name.to_owned())).ok_or_else(|| format!("no tab: {handle}"))
    }

    /// Opens an empty tab, and looks at it.
    pub fn new_tab(&self) -> Result<Tab> {
        let made = self.post("window/new", &json!({ "type": "tab" }))?;
        let name = made["handle"].as_str().ok_or_else(|| format!("no tab: {made}"))?;
        let tab = Tab(name.to_owned());
        self.look_at(&tab)?;
        Ok(tab)
    }

    /// Looks at another tab.
    pub fn look_at(&self, tab: &Tab) -> Result<()> {
        self.post("window", &json!({ "handle": tab.0 })).map(drop)
    }

    /// Has every page that is loaded from now on begin with this program.
    pub fn before_each_page(&self, program: &str) -> Result<()> {
        let source = json!({ "source": program });
        self.cdp("Page.addScriptToEvaluateOnNewDocument", &source).map(drop)
    }

    /// Chooses a file in the `<input type="file">` of this selector.
    pub fn choose_file(&self, selector: &str, file: &Path) -> Result<()> {
        let found = self.post("element", &json!({ "using": "css selector", "value": selector }))?;
        let id = found.as_object().and_then(|one| one.values().next()).and_then(Value::as_str);
        let id = id.ok_or_else(|| format!("no element: {found}"))?;
        self.post(&format!("element/{id}/value"), &json!({ "text": file })).map(drop)
    }

    /// Waits for the download of this name, and takes it away.
    pub fn downloaded(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.downloads.path().join(name);
        let begun = Instant::now();
        // It has this name only once it is whole.
        while !path.is_file() {
            if begun.elapsed() > PATIENCE {
                let there = fs::read_dir(self.downloads.path())
                    .map(|all| all.flatten().map(|entry| entry.file_name()).collect::<Vec<_>>());
                return Err(format!("{name} was not downloaded; there is {there:?}"));
            }
            sleep(Duration::from_millis(20));
        }
        let read = fs::read(&path).and_then(|bytes| fs::remove_file(&path).map(|()| bytes));
        read.map_err(|error| format!("{name}: {error}"))
    }

    /// The addresses that pages, not service workers, asked for since the last call, and whether each
    /// was answered without the network: by a service worker, or out of the page itself.
    pub fn requests(&self) -> Result<Vec<(String, bool)>> {
        let entries = self.post("se/log", &json!({ "type": "performance" }))?;
        let events: Vec<Value> = entries
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|entry| serde_json::from_str(entry["message"].as_str()?).ok())
            .map(|mut message: Value| message["message"].take())
            .collect();
        let of = |method: &str| -> Vec<&Value> {
            let chosen = events.iter().filter(|event| event["method"] == method);
            chosen.map(|event| &event["params"]).collect()
        };
        let answers = of("Network.responseReceived");
        let requests = of("Network.requestWillBeSent").into_iter().map(|request| {
            let url = request["request"]["url"].as_str().unwrap_or_default().to_owned();
            let kept = answers.iter().any(|answer| {
                answer["requestId"] == request["requestId"]
                    && answer["response"]["fromServiceWorker"] == true
            });
            let inside = ["blob:", "data:"].iter().any(|scheme| url.starts_with(scheme));
            (url, kept || inside)
        });
        Ok(requests.collect())
    }
}
