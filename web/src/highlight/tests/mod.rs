//! What holds for every text, and how some look.

mod examples;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Class, Kind, lines};

const KINDS: [Kind; 8] = [
    Kind::Unit,
    Kind::Env,
    Kind::Yaml,
    Kind::Json,
    Kind::Shell,
    Kind::Markdown,
    Kind::Pem,
    Kind::Plain,
];

/// The lines add up to the text, there are as many as it has, and no span is there for nothing.
fn check(kind: Kind, text: &str) {
    let lines = lines(kind, text);
    let spans = || lines.iter().flatten();
    let whole: String = spans().map(|span| span.text).collect();
    assert!(whole == text, "{kind:?} changes a text that begins {text:.100}");
    assert_eq!(lines.iter().count(), text.split_inclusive('\n').count());
    assert!(spans().all(|span| !span.text.is_empty()));
    assert!(lines.iter().all(|line| line.windows(2).all(|pair| pair[0].class != pair[1].class)));
}

fn goldens() -> Vec<PathBuf> {
    fn below(directory: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                below(&entry.path(), files);
            } else {
                files.push(entry.path());
            }
        }
    }
    let mut files = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/suite"), &mut files);
    files.retain(|file| file.components().any(|part| part.as_os_str() == "expected"));
    files
}

#[test]
fn every_golden_stays_as_it_is_as_any_kind() {
    let files = goldens();
    assert!(files.len() > 1000);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        check(Kind::of(file.to_str().unwrap(), &text), &text);
        if text.len() < 4000 {
            for kind in KINDS {
                check(kind, &text);
            }
        }
    }
}

/// Every file that has a format gets a colour.
#[test]
fn every_golden_has_its_kind() {
    let plain = ["SHA256SUMS", "files.list", "tls.list", "authorized_keys", "hostname"];
    for file in goldens() {
        let name = file.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let kind = Kind::of(file.to_str().unwrap(), &text);
        assert_eq!(kind == Kind::Plain, plain.contains(&name), "{}: {kind:?}", file.display());
        let coloured = lines(kind, &text).iter().flatten().any(|span| span.class != Class::Plain);
        // Names of kernel modules, a line each.
        let bare = file.parent().is_some_and(|folder| folder.ends_with("modules-load.d"));
        assert!(coloured || kind == Kind::Plain || text.is_empty() || bare, "{}", file.display());
    }
}

/// Signs that mean something somewhere, in every order that chance brings, and bytes that mean nothing.
#[test]
fn no_text_is_too_odd() {
    let signs = [
        "a",
        "b=",
        " ",
        " ",
        "  ",
        "\n",
        "\n",
        "\\",
        "\"",
        "'",
        "`",
        "$",
        "${",
        "$(",
        "$((",
        "}",
        ")",
        "(",
        "{",
        "[",
        "]",
        "|",
        ">",
        "<",
        "<<",
        "<<-",
        "<<<",
        "EOF",
        "#",
        " #",
        ":",
        ": ",
        "- ",
        "-",
        "---",
        "```",
        "**",
        "*",
        "%",
        "<ID>",
        "&",
        "!",
        ";",
        ",",
        "é",
        "\t",
        "\r\n",
        "1",
        "true",
        "in",
        "for",
        "case",
        "\u{2028}",
        "\u{a0}",
        "\u{1F980}",
    ];
    let mut random = Random(1);
    for _ in 0..20_000 {
        let text: String =
            (0..random.below(24)).map(|_| signs[random.below(signs.len())]).collect();
        for kind in KINDS {
            check(kind, &text);
        }
    }
    for _ in 0..500 {
        let bytes: Vec<u8> =
            (0..random.below(300)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        let text = String::from_utf8_lossy(&bytes);
        for kind in KINDS {
            check(kind, &text);
        }
    }
}

/// Were a text looked through again from each sign, it would take minutes; the limit is there to stop
/// such a run, not to measure.
#[test]
fn time_grows_as_the_text_does() {
    let signs = [
        "\n",
        "\"",
        "'",
        "\\",
        "`",
        "$",
        "${",
        "$(",
        "$((",
        "{",
        "[",
        " #",
        ": ",
        "- ",
        "%",
        "<A",
        "<<a ",
        "<<a\n",
        "<<'",
        "|\n",
        "a: |\n",
        "a: \"",
        "- a: ",
        "! ",
        "**",
        "`a` ",
        "`a` **",
        "\"a\" ",
        "'' '",
        "k='a' ",
        "a=\\\n",
        "[a, ",
        "{a: ",
        "```\n",
        "for ",
        "\\\n",
        "1,",
        "a\\\"",
        "\u{1F980}",
    ];
    for sign in signs {
        let text = sign.repeat(128 * 1024 / sign.len());
        for kind in KINDS {
            let begun = Instant::now();
            lines(kind, &text);
            let time = begun.elapsed();
            assert!(time < Duration::from_secs(20), "{kind:?}, {sign:?}: {time:?}");
        }
    }
}

/// Chance that is the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}
