//! Files that are no cluster, or worse: a message, and the work stands as it was.

use std::io::{Cursor, Write as _};

use kubecore_tests::page::{Browser, form, site};
use zip::write::SimpleFileOptions;

use super::import::{hand_over, paste, said};
use super::{quiet, visit};

const UNCHANGED: &str = "Nothing was imported, and nothing was changed";

/// A zip of files by name.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// That the page says why, and holds what it held.
#[track_caller]
fn refused(browser: &Browser, why: &str, mine: &str) {
    said(browser, why);
    said(browser, UNCHANGED);
    assert_eq!(site::spec(browser).unwrap(), mine);
    site::click_in(browser, site::NOTICE, "Close").unwrap();
    site::painted(browser).unwrap();
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn every_one_is_refused_with_its_reason() {
    let Some((browser, _server)) = visit() else { return };
    form::type_into(&browser, "field-name", "mine").unwrap();
    let mine = site::spec(&browser).unwrap();
    let picture = [&b"\x89PNG\r\n\x1a\n\0\0\0"[..], &[7; 500]].concat();
    let cut = &zip(&[("cluster.yaml", b"kubecore: v1\n")])[..60];
    let bomb = zip(&[("cluster.yaml", &vec![b'#'; 64 << 20])]);
    assert!(bomb.len() < 100_000);
    let slip = zip(&[("../cluster.yaml", b"name: theirs\n"), ("/cluster.yaml", b"name: theirs\n")]);
    let other = zip(&[("readme.txt", b"hello")]);
    let cases: [(&str, &[u8], &str); 7] = [
        ("picture.png", &picture, "neither a text nor a zip"),
        ("cut.zip", cut, "damaged"),
        ("bomb.zip", &bomb, "longer than 16 MiB"),
        ("slip.zip", &slip, "there is no cluster.yaml at the top"),
        ("other.zip", &other, "there is no cluster.yaml at the top"),
        ("latin.yaml", b"name: caf\xe9\n", "not UTF-8"),
        ("empty.yaml", b"", "there is no text in it"),
    ];
    for how in ["drop", "paste"] {
        for (name, bytes, why) in cases {
            hand_over(&browser, how, name, bytes);
            refused(&browser, why, &mine);
        }
    }
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn large_ones_and_several_are_refused_too() {
    let Some((browser, _server)) = visit() else { return };
    let mine = site::spec(&browser).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let large = dir.path().join("large.yaml");
    std::fs::write(&large, "# a comment\n".repeat(50 << 20 >> 3)).unwrap();
    browser.choose_file(site::FILE, &large).unwrap();
    refused(&browser, "longer than 16 MiB", &mine);
    browser
        .call(
            "const data = new DataTransfer();
             for (const name of ['a.yaml', 'b.yaml']) data.items.add(new File(['name: a'], name));
             document.body.dispatchEvent(
               new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));",
            &[],
        )
        .unwrap();
    refused(&browser, "these are several files", &mine);
    paste(&browser, "\u{0}\u{1}\u{2}binary");
    refused(&browser, "neither a text nor a zip", &mine);
    quiet(&browser);
}

/// Only a text that is no cluster gets as far as the page: it says what is wrong, and undo brings back
/// what was there.
#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn nonsense_that_is_a_text_is_a_step_to_take_back() {
    let Some((browser, _server)) = visit() else { return };
    let mine = site::spec(&browser).unwrap();
    let deep = "[".repeat(100_000);
    let laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    for text in ["{ not: yaml", &deep, laughs, "\u{feff}name: x\r\n", "- a\n- b\n"] {
        paste(&browser, text);
        said(&browser, "Imported");
        assert!(site::counts(&browser).unwrap().contains("error"));
        assert!(!site::text_of(&browser, site::FINDINGS).unwrap().is_empty());
        site::click(&browser, "Undo").unwrap();
        site::painted(&browser).unwrap();
        assert_eq!(site::spec(&browser).unwrap(), mine);
        site::click_in(&browser, site::NOTICE, "Close").unwrap();
        site::painted(&browser).unwrap();
    }
    quiet(&browser);
}
