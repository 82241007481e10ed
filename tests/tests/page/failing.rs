//! A page that fails says so, and gives back what was typed.

use kubecore_tests::page::{Browser, Server, site};

use super::here;

const TEXT: &str = "name: \\u{2026}kept";

fn keep(browser: &Browser) {
    browser.call("localStorage.setItem('kubecore.text', arguments[0]);", &[TEXT.into()]).unwrap();
}

fn panel(browser: &Browser) -> String {
    browser.wait(&format!("document.querySelector('{}')", site::FAILED)).unwrap();
    let said = browser.eval(&format!("document.querySelector('{}').innerText", site::FAILED));
    said.unwrap().as_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_page_that_stopped_gives_the_text_back() {
    let Some((browser, dist)) = here() else { return };
    let server = Server::start(&dist, "/").unwrap();
    site::open(&browser, &server).unwrap();
    keep(&browser);
    browser
        .call("kubecorePanicked('core/src/plan.rs:7'); kubecorePanicked('later');", &[])
        .unwrap();
    let said = panel(&browser);
    assert!(said.contains("has stopped") && said.contains("core/src/plan.rs:7"), "{said}");
    assert!(!said.contains("later"), "{said}");
    let area = format!("document.querySelector('{} textarea').value", site::FAILED);
    assert_eq!(browser.eval(&area).unwrap(), TEXT);
    assert_eq!(browser.eval("document.getElementById('page').inert").unwrap(), true);
    site::click(&browser, "Download cluster.yaml").unwrap();
    let file = browser.downloads.path().join("cluster.yaml");
    let arrived = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::fs::read_to_string(&file).is_ok_and(|text| text == TEXT)
    });
    assert!(arrived, "{}", file.display());
    site::click(&browser, "Reload").unwrap();
    browser.wait(&format!("!document.querySelector('{}')", site::FAILED)).unwrap();
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_trap_in_the_program_is_noticed() {
    let Some((browser, dist)) = here() else { return };
    let server = Server::start(&dist, "/").unwrap();
    site::open(&browser, &server).unwrap();
    let quiet = browser
        .call(
            "const error = new WebAssembly.RuntimeError('unreachable');
             const event = new ErrorEvent('error', { error, cancelable: true });
             return !dispatchEvent(event);",
            &[],
        )
        .unwrap();
    assert!(panel(&browser).contains("unreachable"));
    assert_eq!(quiet, true, "the panel is message enough");
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_program_that_cannot_start_is_named() {
    let Some((browser, dist)) = here() else { return };
    let files = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&dist).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let mut bytes = std::fs::read(entry.path()).unwrap();
        if name.starts_with("kubecore-web") && name.ends_with("_bg.wasm") {
            bytes.truncate(bytes.len() / 2);
        }
        std::fs::write(files.path().join(name), bytes).unwrap();
    }
    let server = Server::start(files.path(), "/").unwrap();
    browser.open(&server.url()).unwrap();
    let said = panel(&browser);
    assert!(said.contains("could not start"), "{said}");
}
