//! A command line.

use super::{Setting, setting};

/// The settings of `words` below `at`. Arguments alone have no program.
pub(super) fn settings(at: &str, words: &[String], has_program: bool) -> Vec<Setting> {
    let mut plain = 0_usize;
    // `-f file`: old programs' flags have their values behind them.
    let value_of = |index: usize| {
        let next = words.get(index + 1).filter(|next| !next.starts_with('-'));
        let is_flag =
            |word: &String| word.starts_with('-') && !word.starts_with("--") && !word.contains('=');
        // A program may have a dash before it, too.
        let is_old = (index > 0 || !has_program) && words.get(index).is_some_and(is_flag);
        next.filter(|_| is_old)
    };
    let is_value = |index: usize| index > 0 && value_of(index - 1).is_some();
    let each = words.iter().enumerate().filter(|(index, _)| !is_value(*index));
    let each = each.map(|(index, word)| {
        if index == 0 && has_program {
            return setting(at.to_owned(), word.clone());
        }
        if let Some(value) = value_of(index) {
            return setting(format!("{at} {word}"), value.clone());
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
