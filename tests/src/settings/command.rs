//! A command line as settings.

use super::Setting;

/// Words of a command line, the program first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Program and arguments.
    pub words: Vec<String>,
}

impl Command {
    /// A systemd command line: quotes and continuations are undone, as are `%%` and `$$`.
    pub fn from_unit(line: &str) -> Self {
        let plain = |word: String| word.replace("%%", "%").replace("$$", "$");
        Self { words: split_words(line).into_iter().map(plain).collect() }
    }

    /// The program, without systemd's prefixes.
    pub fn program(&self) -> &str {
        self.words.first().map_or("", |word| word.trim_start_matches(['-', '@', '+', '!', ':']))
    }

    /// Long flags with their values, as written `--flag=value`; the value is empty for a bare flag.
    pub fn flags(&self) -> impl Iterator<Item = (&str, &str)> {
        let arguments = self.words.iter().skip(1).filter_map(|word| word.strip_prefix("--"));
        arguments.map(|flag| flag.split_once('=').unwrap_or((flag, "")))
    }

    /// Flags with one dash or two, and their values if they stand in the same word.
    pub fn all_flags(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let flags = self.words.iter().skip(1).filter(|word| word.starts_with('-'));
        flags.map(|word| {
            let flag = word.trim_start_matches('-');
            flag.split_once('=').map_or((flag, None), |(flag, value)| (flag, Some(value)))
        })
    }

    /// Settings below `key`.
    pub fn settings(&self, key: &str) -> Vec<Setting> {
        let mut plain = 0;
        self.words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                if index == 0 {
                    (key.to_owned(), word.clone())
                } else if word.starts_with('-') {
                    let (flag, value) = word.split_once('=').unwrap_or((word, ""));
                    (format!("{key} {flag}"), value.to_owned())
                } else {
                    plain += 1;
                    (format!("{key} word[{plain}]"), word.clone())
                }
            })
            .collect()
    }
}

/// Words as systemd separates them: blanks, with single and double quotes and backslashes.
pub fn split_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, c) if c.is_ascii_whitespace() => words.extend(word.take()),
            (_, '\\') => {
                let escaped = characters.next().expect("a backslash ends no line");
                word.get_or_insert_default().push(match escaped {
                    'n' => '\n',
                    't' => '\t',
                    's' => ' ',
                    other => other,
                });
            }
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quote is left open: {line}");
    words.extend(word);
    words
}
