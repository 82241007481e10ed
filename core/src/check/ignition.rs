//! A machine's two first-boot files: both sound, both the same, and no key hidden in either.

use super::found;
use crate::bundle::{Artifact, Bundle, PRIVATE};
use crate::diagnostic::Report;
use crate::format::finding::Finding;
use crate::format::ignition::check::differences;
use crate::format::ignition::{Config, Contents, Variant};

/// Checks every pair, and gives what the machine's own `config.ign` says: each is read once, as that is most of a check.
pub(super) fn check(bundle: &Bundle, report: &mut Report) -> Option<Config> {
    let configs = |extension| {
        bundle.artifacts().iter().filter_map(move |artifact| {
            let stem = artifact.path.strip_suffix(extension)?;
            // What is not UTF-8 is reported already.
            Some((stem, artifact, std::str::from_utf8(&artifact.bytes).ok()?))
        })
    };
    let (mut read, mut own) = (Vec::new(), None);
    for (stem, artifact, text) in configs(".bu") {
        match Config::from_butane(text) {
            Ok(config) => read.push((stem, config)),
            Err(findings) => say(&findings, artifact, bundle, report),
        }
    }
    for (stem, artifact, text) in configs(".ign") {
        let butane = read.iter().find(|(other, _)| *other == stem).map(|(_, config)| config);
        let variant = butane.map_or(Variant::default(), |butane| butane.variant);
        match Config::from_ignition(text, variant) {
            Ok(config) => {
                // The text of a key cannot be seen through percent signs, base64 and gzip.
                if artifact.mode != PRIVATE && holds_a_key(&config) {
                    found(report, bundle, &artifact.path, "holds a private key");
                }
                if let Some(butane) = butane {
                    say(&differences(butane, &config), artifact, bundle, report);
                }
                if stem == "config" {
                    own = Some(config);
                }
            }
            Err(findings) => say(&findings, artifact, bundle, report),
        }
    }
    own
}

/// One is enough to know that it is our bug.
fn say(findings: &[Finding], artifact: &Artifact, bundle: &Bundle, report: &mut Report) {
    if let Some(Finding { place, message }) = findings.first() {
        found(report, bundle, &artifact.path, format_args!("{place}: {message}"));
    }
}

fn holds_a_key(config: &Config) -> bool {
    let contents = config.files.iter().flat_map(|file| file.contents.iter().chain(&file.append));
    contents.into_iter().any(|contents| match contents {
        Contents::Inline(bytes) => {
            let sign = b"PRIVATE KEY-----";
            bytes.windows(sign.len()).any(|window| window == sign)
        }
        Contents::Remote(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::PLAIN;
    use crate::format::ignition::{File, Mode, NodePath};

    /// What is said of a bundle with these files.
    fn said(files: &[(&str, u32, &str)]) -> Vec<String> {
        let artifacts = files.iter().map(|(path, mode, text)| Artifact::new(*path, *mode, *text));
        let mut report = Report::default();
        check(&Bundle::new("nodes/a", artifacts.collect()), &mut report);
        report.diagnostics().iter().map(|one| one.message.clone()).collect()
    }

    fn config(text: &str) -> Config {
        let path = NodePath::known("/etc/a");
        let file = File::new(path, Mode::FILE, Contents::text(text));
        Config { files: vec![file], ..Config::default() }
    }

    #[test]
    fn two_sound_files_that_say_the_same_pass() {
        let config = config("a");
        let (bu, ign) = (config.butane(), config.ignition());
        let files = [("config.bu", PLAIN, bu.as_str()), ("config.ign", PLAIN, ign.as_str())];
        assert!(said(&files).is_empty(), "{:?}", said(&files));
    }

    #[test]
    fn faults_are_ours() {
        let (bu, ign) = (config("a").butane(), config("b").ignition());
        let both = [("config.bu", PLAIN, bu.as_str()), ("config.ign", PLAIN, ign.as_str())];
        let expected = "nodes/a/config.ign: $.storage.files[0]: is not the same in Butane's file and Ignition's";
        assert_eq!(said(&both), [expected]);
        let wrong = bu.replace("0644", "644");
        let expected =
            "nodes/a/config.bu: $.storage.files[0].mode: 644 is decimal, 1204 in octal: write 0644";
        assert_eq!(said(&[("config.bu", PLAIN, &wrong)]), [expected]);
        assert_eq!(said(&[("big.ign", PLAIN, "{}")]).len(), 1);
    }

    #[test]
    fn a_key_is_seen_through_every_form() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n";
        for text in [key.to_owned(), key.repeat(20), ["\0".repeat(9).as_str(), key].concat()] {
            let ign = config(&text).ignition();
            assert!(!ign.contains("PRIVATE KEY-----"));
            assert_eq!(
                said(&[("config.ign", PLAIN, &ign)]),
                ["nodes/a/config.ign: holds a private key"]
            );
            assert!(said(&[("config.ign", PRIVATE, &ign)]).is_empty());
        }
    }
}
