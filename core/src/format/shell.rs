//! Words of a POSIX shell's command line, for commands that people are shown.

use std::borrow::Cow;

/// One word, in single quotes where a shell would take it apart.
pub fn quote(word: &str) -> Cow<'_, str> {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "_-./:,=@+%".contains(c);
    if !word.is_empty() && word.chars().all(is_bare) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', "'\\''")))
    }
}

/// A command line of whole words.
pub fn command<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<Cow<'_, str>> = words.into_iter().map(quote).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_needed() {
        assert_eq!(
            command(["sh", "install.sh", "--tls", "my keys", "it's", "", "$(reboot)", "~"]),
            "sh install.sh --tls 'my keys' 'it'\\''s' '' '$(reboot)' '~'"
        );
    }
}
