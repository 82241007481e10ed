//! A cluster comes from a file: chosen, dropped or pasted.

use std::fs;

use kubecore::spec::Preset;
use kubecore_tests::page::{Browser, site};

use super::{meaning, notice, quiet, visit};

/// Drops or pastes a file, of these bytes, on the page.
pub(super) fn hand_over(browser: &Browser, how: &str, name: &str, bytes: &[u8]) {
    let event = "const [how, name, bytes] = arguments;
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name));
        const event = how === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);";
    browser.call(event, &[how.into(), name.into(), bytes.into()]).unwrap();
}

/// Pastes a text, with nothing in focus.
pub(super) fn paste(browser: &Browser, text: &str) {
    let event = "const data = new DataTransfer();
        data.setData('text/plain', arguments[0]);
        document.activeElement.blur();
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
    browser.call(event, &[text.into()]).unwrap();
}

/// Waits until the notice says these words.
pub(super) fn said(browser: &Browser, words: &str) {
    let place = site::NOTICE;
    let there = format!("document.querySelector('{place}').textContent.includes(`{words}`)");
    if let Err(why) = browser.wait(&there) {
        panic!("{why}: {}", site::text_of(browser, place).unwrap());
    }
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_text_and_a_zip_downloaded_before_come_back() {
    let Some((browser, _server)) = visit() else { return };
    let first = site::spec(&browser).unwrap();
    let weave = Preset::named("weave-small").unwrap().text();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("mine.yaml");
    fs::write(&file, &weave).unwrap();
    browser.choose_file(site::FILE, &file).unwrap();
    said(&browser, "Imported");
    assert_eq!(meaning(&site::spec(&browser).unwrap()), meaning(&weave));
    site::click(&browser, "Undo").unwrap();
    assert_eq!(site::spec(&browser).unwrap(), first, "undo brings back what was here");

    site::choose(&browser, "Download", site::DOWNLOAD_ALL).unwrap();
    let zip = browser.downloaded("demo.zip").unwrap();
    for how in ["choose", "drop", "paste"] {
        let preset = Preset::named("fleet-units-small").unwrap();
        site::write_spec(&browser, &preset.text()).unwrap();
        if !notice_is_empty(&browser) {
            site::click_in(&browser, site::NOTICE, "Close").unwrap();
        }
        if how == "choose" {
            let file = dir.path().join("demo.zip");
            fs::write(&file, &zip).unwrap();
            browser.choose_file(site::FILE, &file).unwrap();
        } else {
            hand_over(&browser, how, "demo.zip", &zip);
        }
        said(&browser, "Imported");
        assert_eq!(site::spec(&browser).unwrap(), first, "{how}");
    }
    paste(&browser, &weave);
    site::painted(&browser).unwrap();
    assert_eq!(meaning(&site::spec(&browser).unwrap()), meaning(&weave));
    assert!(notice(&browser).contains("Undo brings back"));
    quiet(&browser);
}

fn notice_is_empty(browser: &Browser) -> bool {
    site::text_of(browser, site::NOTICE).unwrap().is_empty()
}
