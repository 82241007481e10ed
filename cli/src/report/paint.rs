//! Colour for the core's plain frames. Whether it is shown, the stream decides.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use kubecore::diagnostic::Severity;

/// The colour of a finding's word and carets.
pub(super) fn colour(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    }
    .on_default()
    .bold()
}

/// A frame with its colours, and not one character more or less.
pub(super) fn frame(plain: &str, severity: Severity) -> String {
    let mut out = String::with_capacity(plain.len() * 2);
    for (number, line) in plain.lines().enumerate() {
        if number == 0 {
            head(&mut out, line, colour(severity));
        } else {
            out.push('\n');
            below(&mut out, line, colour(severity));
        }
    }
    out
}

/// `error[KC0207]: what is wrong`: the word in its colour, the message bold.
fn head(out: &mut String, line: &str, style: Style) {
    let bold = Style::new().bold();
    let _ = match line.split_once(": ") {
        Some((word, rest)) => write!(out, "{style}{word}{style:#}: {bold}{rest}{bold:#}"),
        None => write!(out, "{style}{line}{style:#}"),
    };
}

/// Rules in blue, carets as the head's word, `help` as rustc's.
fn below(out: &mut String, line: &str, style: Style) {
    let rule = AnsiColor::Blue.on_default().bold();
    let word = AnsiColor::Cyan.on_default().bold();
    let rest = line.trim_start();
    let margin = line.get(..line.len() - rest.len()).unwrap_or_default();
    let _ = if let Some(place) = rest.strip_prefix("-->") {
        write!(out, "{margin}{rule}-->{rule:#}{place}")
    } else if let Some((label, text)) =
        rest.strip_prefix("= ").and_then(|rest| rest.split_once(": "))
    {
        write!(out, "{margin}{rule}={rule:#} {word}{label}{word:#}: {text}")
    } else if let Some((gutter, text)) = line.split_once('|') {
        if gutter.trim().is_empty() {
            write!(out, "{rule}{gutter}|{rule:#}{style}{text}{style:#}")
        } else {
            write!(out, "{rule}{gutter}|{rule:#}{text}")
        }
    } else {
        write!(out, "{line}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "error[KC0101]: unknown key: `a: |`\n --> c.yaml:2:1 ($.a)\n  |\n\
                         2 | a: | ^^ = --> x\n  | ^\n  = help: known here: b, c";

    #[test]
    fn colour_takes_and_adds_no_text() {
        let painted = frame(PLAIN, Severity::Error);
        assert_eq!(anstream::adapter::strip_str(&painted).to_string(), PLAIN);
    }

    #[test]
    fn words_and_carets_have_the_colour_of_the_finding_and_source_has_none() {
        let painted = frame(PLAIN, Severity::Warning);
        let style = colour(Severity::Warning);
        for coloured in [format!("{style}error[KC0101]{style:#}: "), format!("{style} ^{style:#}")]
        {
            assert!(painted.contains(&coloured), "{painted:?}");
        }
        assert!(painted.contains(" a: | ^^ = --> x\n"), "{painted:?}");
        assert!(painted.contains("help\u{1b}"), "{painted:?}");
    }
}
