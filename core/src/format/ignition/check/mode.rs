//! Modes: Butane's are octal, JSON has none but decimal numbers.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_yaml::Value;

use super::Language;
use crate::format::finding::Finding;
use crate::format::ignition::Mode;

/// The key of a mode.
const KEY: &str = "mode";

/// A mode as a number. A leading zero means octal to Butane's reader, which ours takes for text.
pub(super) fn read(value: &Value, is_butane: bool) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Value::String(text) if is_butane => octal(text),
        _ => None,
    }
}

/// Reports a mode that Ignition refuses, does only in part, or that was meant otherwise.
pub(super) fn check(
    mode: u32,
    is_directory: bool,
    language: Language,
    place: &str,
    findings: &mut Vec<Finding>,
) {
    if let Some(meant) = meant_octal(mode, is_directory) {
        let message = match language {
            Language::Butane(_) => {
                format!("{mode} is decimal, {mode:04o} in octal: write {meant:04o}")
            }
            Language::Ignition => {
                format!("{mode} is decimal, {mode:04o} in octal: for {meant:04o} write {meant}")
            }
        };
        findings.push(Finding::new(place, message));
    } else if mode > 0o7777 {
        findings.push(Finding::new(place, format!("{mode:04o} is no mode: write at most 0777")));
    } else if Mode::new(mode).is_err() {
        let meant = mode & 0o777;
        let message = format!(
            "{mode:04o} has set-user-ID, set-group-ID or sticky, which Ignition 3.4 leaves unset: write {meant:04o}"
        );
        findings.push(Finding::new(place, message));
    }
}

/// Reports modes in quotes, which Butane takes for text. A tree does not show quotes, so this looks
/// at the file's text, and says the line.
pub(super) fn quoted(text: &str, findings: &mut Vec<Finding>) {
    if !may_be_quoted(text) {
        return;
    }
    let mut is_mode = false;
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let Event::Scalar(word, style, ..) = event else {
            is_mode = false;
            continue;
        };
        if is_mode && style != ScalarStyle::Plain && octal(&word).is_some() {
            let place = format!("line {}", span.start.line());
            findings.push(Finding::new(
                place,
                ["mode ", &word, " is a number: leave its quotes out"].concat(),
            ));
        }
        is_mode = word == KEY && style == ScalarStyle::Plain;
    }
}

/// Whether a key `mode` could have a value that is not plain: a look at the text, as to read it takes long.
fn may_be_quoted(text: &str) -> bool {
    text.split(KEY).skip(1).any(|after| {
        let after = after.trim_start_matches([' ', '\t']);
        match after.strip_prefix(':') {
            // What begins with a letter or digit is plain.
            Some(value) => !value
                .trim_start_matches(' ')
                .starts_with(|sign: char| sign.is_ascii_alphanumeric()),
            // The colon of a key may stand on a line of its own, behind a comment.
            None => after.starts_with(['\n', '\r', '#']),
        }
    })
}

/// A number with a leading zero.
fn octal(text: &str) -> Option<u32> {
    if text.starts_with('0') { u32::from_str_radix(text, 8).ok() } else { None }
}

/// What a mode was meant to be whose zero was forgotten: `CheckForDecimalMode` in
/// `base/util/file.go` of Butane.
fn meant_octal(mode: u32, is_directory: bool) -> Option<u32> {
    let meant = u32::from_str_radix(&mode.to_string(), 8).ok()?;
    (meant <= 0o7777 && !is_typical(mode, is_directory) && is_typical(meant, is_directory))
        .then_some(meant)
}

/// Whether a mode surprises nobody: whom it gives more stands before whom it gives less.
fn is_typical(mode: u32, is_directory: bool) -> bool {
    if mode == 0 {
        return true;
    }
    let (mut had_r, mut had_w, mut had_x) = (false, false, false);
    for one in [mode & 7, mode >> 3 & 7, mode >> 6 & 7] {
        let (r, w, x) = (one & 4 != 0, one & 2 != 0, one & 1 != 0);
        let takes_away = (had_r && !r) || (had_w && !w) || (had_x && !x);
        if takes_away || (x && had_r && !had_x) || ((w || x) && !r) {
            return false;
        }
        (had_r, had_w, had_x) = (had_r || r, had_w || w, had_x || x);
    }
    // The special bits: none of those that are left is usual without the right to write or run.
    let special_is_usual = if is_directory {
        had_x && mode & 0o4000 == 0 && (mode & 0o3000 == 0 || had_w)
    } else {
        mode & 0o1000 == 0 && (mode & 0o6000 == 0 || (had_x && mode & 2 == 0))
    };
    had_r && special_is_usual
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are reported.
    fn lines(text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        quoted(text, &mut findings);
        findings.into_iter().map(|finding| finding.place).collect()
    }

    #[test]
    fn quotes_are_seen_however_the_key_is_written() {
        let texts = [
            "mode: \"0644\"",
            "mode:   '0644'",
            "mode : '0644'",
            "mode:\n  '0644'",
            "{mode: '0644'}",
            "? mode\n: '0644'",
            "? mode # of the file\n: '0644'",
            "mode: !!str '0644'",
            "mode: &a '0644'",
            "mode: |-\n  0644",
        ];
        for text in texts {
            assert_eq!(lines(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_is_plain_or_no_mode_passes() {
        let texts = [
            "mode: 0644",
            "'mode': '0644'",
            "defaultMode: '0644'",
            "mode: 'nftables'",
            "inline: |\n  mode: '0644'",
            "path: /etc/mode\nid: '0644'",
        ];
        for text in texts {
            assert!(lines(text).is_empty(), "{text}");
        }
    }
}
