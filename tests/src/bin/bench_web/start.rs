//! From nothing to the first file on the screen.

use kubecore_tests::page::{Browser, Result, Server, site};
use serde_json::json;

use super::table::{Beside, Table};

const TIMES: usize = 9;

/// Tells when the first file was on the screen, how far the page moved while it loaded, and later what
/// the program holds.
const WATCH: &str = "
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver((_, watch) => {
      if (!document.querySelector('VIEWER')) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => { globalThis.first = performance.now(); }));
    }).observe(document, { childList: true, subtree: true });
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...what) => {
      const made = await start.apply(WebAssembly, what);
      globalThis.programMemory = made.instance.exports.memory;
      return made;
    };";

/// With everything in the browser's own cache, as from the second visit on.
pub(crate) fn measure(browser: &Browser, server: &Server, table: &mut Table) -> Result<()> {
    let source = WATCH.replace("VIEWER", site::VIEWER);
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))?;
    site::open(browser, server)?;
    browser.wait("navigator.serviceWorker.controller")?;
    let (mut first, mut shift) = (Vec::new(), 0.0_f64);
    for _ in 0..TIMES {
        site::open(browser, server)?;
        browser.wait("globalThis.first")?;
        first.push(browser.eval("first")?.as_f64().unwrap_or_default());
        shift = shift.max(browser.eval("shift")?.as_f64().unwrap_or_default());
    }
    first.sort_by(f64::total_cmp);
    table.add(
        "first file on the screen, second visit, p50",
        first[TIMES / 2],
        "ms",
        Beside { floor: "860 ms", goal: "1000 ms" },
    );
    table.add("layout shift while loading (CLS)", shift, "", Beside { floor: "0.159", goal: "0" });
    Ok(())
}
