//! One line of the table.

use crate::ledger::Facts;

/// When a setting must be there, and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    optional: bool,
    when: Vec<Condition>,
    /// What it must be.
    pub value: Pattern,
}

/// A choice of the plan, and the words that are meant, or all others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    name: String,
    words: Vec<String>,
    others: bool,
}

/// A text with values of the plan in it: `https://«api.host»:443`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Value(String),
}

impl Row {
    /// From the cells of a table.
    pub fn new(when: &str, value: &str) -> Self {
        let mut words = when.split(' ').filter(|word| !word.is_empty()).peekable();
        let optional = words.next_if_eq(&"?").is_some();
        Self {
            optional,
            when: words.filter_map(Condition::new).collect(),
            value: Pattern::new(&unescaped(value)),
        }
    }

    /// Whether the setting may be absent all the same.
    pub fn optional(&self) -> bool {
        self.optional
    }

    /// Whether it is meant now.
    pub fn holds(&self, facts: &Facts) -> bool {
        self.when.iter().all(|condition| {
            // Of a cluster nothing is said that only a machine has.
            let now = facts.choice(&condition.name).unwrap_or_default();
            condition.words.iter().any(|word| word == now) != condition.others
        })
    }
}

impl Condition {
    /// `name=word|word` or `name!=word|word`.
    fn new(text: &str) -> Option<Self> {
        let (name, words) = text.split_once('=')?;
        let (name, others) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
        let words = words.split('|').map(str::to_owned).collect();
        Some(Self { name: name.to_owned(), words, others })
    }
}

impl Pattern {
    /// `«name»` stands for a value.
    pub fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) = rest
            .split_once('«')
            .and_then(|(before, inside)| Some((before, inside.split_once('»')?)))
        {
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Value(name.to_owned()));
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Self(parts)
    }

    /// Whether `text` is what this stands for.
    pub fn matches(&self, text: &str, facts: &Facts) -> bool {
        let mut rest = text;
        for part in &self.0 {
            let word = match part {
                Part::Text(word) => Some(word.as_str()),
                Part::Value(name) => facts.value(name),
            };
            match word.and_then(|word| rest.strip_prefix(word)) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }
}

/// Line breaks, tabs and backslashes as a table can hold them.
fn unescaped(cell: &str) -> String {
    let mut text = String::new();
    let mut signs = cell.chars();
    while let Some(sign) = signs.next() {
        text.push(match sign {
            '\\' => match signs.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            other => other,
        });
    }
    text
}
