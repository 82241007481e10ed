//! A command line.

use super::{Setting, setting};

/// The settings of `words` below `at`. Arguments alone have no program.
pub(super) fn settings(at: &str, words: &[String], has_program: bool) -> Vec<Setting> {
    let mut plain = 0_usize;
    let each = words.iter().enumerate().map(|(index, word)| {
        if index == 0 && has_program {
            return setting(at.to_owned(), word.clone());
        }
        if word.starts_with('-') {
            let (flag, value) = word.split_once('=').unwrap_or((word, ""));
            return setting(format!("{at} {flag}"), value.to_owned());
        }
        plain += 1;
        setting(format!("{at} word[{plain}]"), word.clone())
    });
    each.collect()
}
