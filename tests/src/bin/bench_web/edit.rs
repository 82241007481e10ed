//! From a change in the form to the files that follow from it.

use kubecore_tests::page::{Browser, Result, Server, site};

use super::cluster::text;
use super::table::{Beside, Table};

const TIMES: usize = 60;

/// Edits that are not counted: a browser compiles a program while it runs, the more the more often.
const BEFORE: usize = 10;

/// The field that is edited, and where what follows from it is seen.
const FIELD: &str = "#field-network-domain";
const FILE: &str = ".viewer code";

/// Types a value, and tells when the open file has it and is laid out, and when it is on the screen, in
/// milliseconds; a tenth of a second after the edit before, as nobody types faster. The former is what the page makes a person wait; the latter adds up to two frames of the
/// browser, 17 ms each, and what the page does after it.
const EDIT: &str = "
    const [field, file, value] = arguments;
    const input = document.querySelector(field);
    await new Promise((go) => setTimeout(go, 100));
    const begun = performance.now();
    const changed = new Promise((done, fail) => {
      setTimeout(() => fail(new Error('nothing changed')), 60_000);
      const has = () => document.querySelector(file).textContent.includes(value);
      new MutationObserver((_, watch) => {
        if (!has()) return;
        watch.disconnect();
        document.body.getBoundingClientRect();
        const made = performance.now() - begun;
        requestAnimationFrame(() => setTimeout(() => done([made, performance.now() - begun])));
      }).observe(document.querySelector('.result'), { childList: true, subtree: true, characterData: true });
    });
    input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return await changed;";

/// How long each edit of a cluster of `nodes` machines takes, and how large the page is then.
pub(crate) fn measure(
    browser: &Browser,
    server: &Server,
    nodes: u32,
    table: &mut Table,
) -> Result<()> {
    // What the page kept of the last measure is not what it begins with.
    site::open_anew(browser, server)?;
    site::write_spec(browser, &text(nodes))?;
    site::look(browser, "Files")?;
    // It has the value that changes.
    site::open_file(browser, "cloud-config.yaml")?;
    let mut took = Vec::new();
    for turn in 1..=BEFORE + TIMES {
        took.push(edit(browser, &format!("cluster-{turn}.test"))?);
    }
    let [first, p50, p95, seen, page] = beside(nodes);
    let what = |part| format!("edit to preview, {nodes} nodes, {part}");
    table.add(what("the first"), took[0][0], "ms", first);
    let counted = &took[BEFORE..];
    table.add(what("p50"), part(counted, 0, 50), "ms", p50);
    table.add(what("p95"), part(counted, 0, 95), "ms", p95);
    table.add(what("on the screen, p50"), part(counted, 1, 50), "ms", seen);
    let elements = browser.eval("document.querySelectorAll('*').length")?;
    let elements = elements.as_f64().unwrap_or_default();
    table.add(format!("elements on the page, {nodes} nodes"), elements, "", page);
    Ok(())
}

/// The first edit, half of them, most of them, as a person sees half of them; elements.
fn beside(nodes: u32) -> [Beside; 5] {
    let of = |floor, goal| Beside { floor, goal };
    let rest = of("", "");
    match nodes {
        10 => [rest, rest, of("", "16 ms"), of("73 ms", ""), of("", "5000")],
        100 => [rest, rest, of("", "50 ms"), of("743 ms", ""), of("303942", "5000")],
        _ => [rest, rest, of("", "100 ms"), rest, of("", "5000")],
    }
}

fn edit(browser: &Browser, value: &str) -> Result<[f64; 2]> {
    let took = browser.call(EDIT, &[FIELD.into(), FILE.into(), value.into()])?;
    match (took[0].as_f64(), took[1].as_f64()) {
        (Some(made), Some(seen)) => Ok([made, seen]),
        _ => Err(format!("no time: {took}")),
    }
}

/// What `percent` of the edits stayed below.
fn part(took: &[[f64; 2]], which: usize, percent: usize) -> f64 {
    let mut one: Vec<f64> = took.iter().map(|took| took[which]).collect();
    one.sort_by(f64::total_cmp);
    one[one.len() * percent / 100]
}

/// How long the page takes to pack the cluster that is open.
pub(crate) fn zip(browser: &Browser, table: &mut Table) -> Result<()> {
    site::open_menu(browser, "Download")?;
    let took = browser.call(
        "const begun = performance.now();
         const made = new Promise((done) => {
           const make = URL.createObjectURL;
           URL.createObjectURL = (blob) => {
             done([performance.now() - begun, blob.size]);
             return make.call(URL, blob);
           };
         });
         document.querySelector('.downloads li button').click();
         return await made;",
        &[],
    )?;
    let number = |at: usize| took[at].as_f64().unwrap_or_default();
    table.add("zip of 1000 nodes", number(0), "ms", Beside { floor: "", goal: "1000 ms" });
    table.add("its size", number(1) / 1e6, "MB", Beside::default());
    Ok(())
}

/// What the page holds after all that.
pub(crate) fn memory(browser: &Browser, table: &mut Table) -> Result<()> {
    browser.cdp("HeapProfiler.collectGarbage", &serde_json::json!({}))?;
    let heap = browser.eval("performance.memory.usedJSHeapSize")?;
    table.add(
        "memory of JavaScript, 1000 nodes",
        mega(&heap),
        "MB",
        Beside { floor: "234 MB", goal: "60 MB" },
    );
    let program = browser.eval("programMemory.buffer.byteLength")?;
    table.add("memory of the program, 1000 nodes", mega(&program), "MB", Beside::default());
    Ok(())
}

fn mega(bytes: &serde_json::Value) -> f64 {
    bytes.as_f64().unwrap_or_default() / 1e6
}
