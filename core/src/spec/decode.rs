//! Tree → typed spec. Collects every problem instead of stopping at the first, which is why this
//! is not serde's `Deserialize`.

use super::field::Field;
use super::shape::{Shape, TextShape};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Entry, Node, Value};

/// A value that can stand behind a key.
pub(crate) trait Decode: Sized {
    fn decode(node: &Node, at: At<'_>, report: &mut Report) -> Self;
    /// The user was silent.
    fn absent() -> Self;
    /// Something unreadable stands there.
    fn invalid() -> Self;
    fn shape() -> Shape;
}

/// A value read in one go.
pub(crate) trait Leaf: Sized {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self>;
    fn shape() -> Shape;
}

/// A value read from one line of text.
pub(crate) trait FromText: Sized {
    const SHAPE: TextShape;
    fn from_text(text: &str) -> Result<Self, Problem>;
}

/// Why a text is not the value that was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }
}

/// Lets a type that is read from text stand in the spec.
macro_rules! text_leaf {
    ($($type:ty),*) => {$(
        impl $crate::spec::decode::Leaf for $type {
            fn read(
                node: &$crate::source::Node,
                at: $crate::source::At<'_>,
                report: &mut $crate::diagnostic::Report,
            ) -> Option<Self> {
                $crate::spec::decode::read_text(node, at, report)
            }
            fn shape() -> $crate::spec::shape::Shape {
                $crate::spec::shape::Shape::Text(
                    <$type as $crate::spec::decode::FromText>::SHAPE,
                )
            }
        }
    )*};
}
pub(crate) use text_leaf;

pub(crate) fn read_text<T: FromText>(node: &Node, at: At<'_>, report: &mut Report) -> Option<T> {
    let text = text(node, at, T::SHAPE.form, report)?;
    match T::from_text(text) {
        Ok(value) => Some(value),
        Err(Problem { code, message, help }) => {
            report.push(Diagnostic::new(code, message).path(at.path()).at(node.span).help(help));
            None
        }
    }
}

/// The text of a scalar; reports anything else. No field takes a control character.
pub(crate) fn text<'n>(
    node: &'n Node,
    at: At<'_>,
    wanted: &str,
    report: &mut Report,
) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) if text.chars().any(char::is_control) => {
            report.push(
                Diagnostic::new(Code::NotOneLine, "the value holds a line break or another control character")
                    .path(at.path())
                    .at(node.span)
                    .help(format!("write {wanted} on one line")),
            );
            None
        }
        Value::Text(text) => Some(text),
        Value::Null => {
            report.push(no_value(node, at, wanted));
            None
        }
        other => {
            report.push(wrong_type(node, at, wanted, other.describe()));
            None
        }
    }
}

fn wrong_type(node: &Node, at: At<'_>, wanted: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongType, format!("expected {wanted}, found {found}"))
        .path(at.path())
        .at(node.span)
        .help(format!("write {wanted}"))
}

fn no_value(node: &Node, at: At<'_>, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::NoValue, format!("expected {wanted}, found nothing"))
        .path(at.path())
        .at(node.span)
        .help("write a value, or remove the key to get the default")
}

impl<T: Leaf> Decode for Field<T> {
    fn decode(node: &Node, at: At<'_>, report: &mut Report) -> Self {
        T::read(node, at, report).map_or(Self::Invalid, Self::Given)
    }
    fn absent() -> Self {
        Self::Absent
    }
    fn invalid() -> Self {
        Self::Invalid
    }
    fn shape() -> Shape {
        T::shape()
    }
}

impl<D: Decode> Leaf for Vec<D> {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::List(items) => Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| D::decode(item, at.index(index), report))
                    .collect(),
            ),
            Value::Null => {
                report.push(no_value(node, at, "a list"));
                None
            }
            other => {
                report.push(wrong_type(node, at, "a list", other.describe()));
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::List(Box::new(D::shape()))
    }
}

impl Leaf for bool {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        match text(node, at, "`true` or `false`", report)? {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                report.push(
                    Diagnostic::new(Code::NotAChoice, format!("`{other}` is neither `true` nor `false`"))
                        .path(at.path())
                        .at(node.span)
                        .help("write `true` or `false`"),
                );
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Bool
    }
}

/// A whole number within bounds that are part of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const MIN: u32, const MAX: u32>(pub u32);

impl<const MIN: u32, const MAX: u32> Leaf for Whole<MIN, MAX> {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        let text = text(node, at, "a whole number", report)?;
        match text.parse() {
            Ok(number) if (MIN..=MAX).contains(&number) => Some(Self(number)),
            _ => {
                report.push(
                    Diagnostic::new(
                        Code::NotANumber,
                        format!("`{text}` is not a whole number from {MIN} to {MAX}"),
                    )
                    .path(at.path())
                    .at(node.span)
                    .help(format!("write a number from {MIN} to {MAX}, digits only")),
                );
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Number { min: MIN, max: MAX }
    }
}

/// The entries of a mapping, handed out key by key.
pub(crate) struct Keys<'n, 'r> {
    entries: &'n [Entry],
    taken: Vec<&'static str>,
    at: At<'n>,
    report: &'r mut Report,
}

impl<'n, 'r> Keys<'n, 'r> {
    pub(crate) fn of(node: &'n Node, at: At<'n>, report: &'r mut Report) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self { entries, taken: Vec::new(), at, report }),
            other => {
                report.push(wrong_type(node, at, "keys and values", other.describe()));
                None
            }
        }
    }

    pub(crate) fn field<D: Decode>(&mut self, key: &'static str) -> D {
        self.taken.push(key);
        match self.entries.iter().find(|entry| entry.key == key) {
            Some(entry) => D::decode(&entry.node, self.at.key(key), self.report),
            None => D::absent(),
        }
    }

    /// Reports every key that no field asked for.
    pub(crate) fn finish(self) {
        for entry in self.entries {
            if !self.taken.contains(&entry.key.as_str()) {
                self.report.push(
                    Diagnostic::new(Code::UnknownKey, format!("unknown key `{}`", entry.key.escape_debug()))
                        .path(self.at.key(&entry.key).path())
                        .at(entry.key_span)
                        .help(match nearest(&entry.key, &self.taken) {
                            Some(known) => format!("did you mean `{known}`?"),
                            None => format!("known here: {}", self.taken.join(", ")),
                        }),
                );
            }
        }
    }
}

/// The candidate that a typing mistake could have turned into `word`.
pub(crate) fn nearest<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    if word.len() > 64 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    candidates
        .iter()
        .map(|candidate| (distance(&word, &plain(candidate)), *candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((cb, above), diagonal) in b.iter().zip(row.iter().skip(1)).zip(&row) {
            let left = next.last().copied().unwrap_or_default();
            next.push((above + 1).min(left + 1).min(diagonal + usize::from(ca != *cb)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Declares a group of fields: the struct, how it is read, and its description, from one list.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $field_doc:literal])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        impl $crate::spec::decode::Decode for $name {
            fn decode(
                node: &$crate::source::Node,
                at: $crate::source::At<'_>,
                report: &mut $crate::diagnostic::Report,
            ) -> Self {
                // A heading with nothing but comments below it is a group of defaults.
                if matches!(node.value, $crate::source::Value::Null) {
                    return Self::absent();
                }
                let Some(mut keys) = $crate::spec::decode::Keys::of(node, at, report) else {
                    return Self::invalid();
                };
                let value = Self { $($field: keys.field(stringify!($field)),)* };
                keys.finish();
                value
            }
            fn absent() -> Self {
                Self { $($field: $crate::spec::decode::Decode::absent(),)* }
            }
            fn invalid() -> Self {
                Self { $($field: $crate::spec::decode::Decode::invalid(),)* }
            }
            fn shape() -> $crate::spec::shape::Shape {
                $crate::spec::shape::Shape::Record($crate::spec::shape::RecordShape {
                    doc: concat!($($doc, "\n"),*).trim(),
                    fields: vec![$($crate::spec::shape::FieldShape {
                        key: stringify!($field),
                        doc: concat!($($field_doc, "\n"),*).trim(),
                        shape: <$type as $crate::spec::decode::Decode>::shape(),
                    },)*],
                })
            }
        }
    };
}
pub(crate) use record;

/// Declares a field with a fixed set of words: the enum, how it is read, and its description.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[doc = $variant_doc])* $variant,)*
        }

        impl $name {
            /// Every choice, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            const CHOICES: &'static [$crate::spec::shape::Choice] = &[
                $($crate::spec::shape::Choice {
                    word: $word,
                    doc: concat!($($variant_doc, "\n"),*).trim_ascii(),
                },)*
            ];

            /// The word in the spec.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::spec::decode::Leaf for $name {
            fn read(
                node: &$crate::source::Node,
                at: $crate::source::At<'_>,
                report: &mut $crate::diagnostic::Report,
            ) -> Option<Self> {
                let word = $crate::spec::decode::choose(node, at, Self::CHOICES, report)?;
                Self::ALL.iter().copied().find(|choice| choice.as_str() == word)
            }
            fn shape() -> $crate::spec::shape::Shape {
                $crate::spec::shape::Shape::Choice(Self::CHOICES)
            }
        }
    };
}
pub(crate) use choice;

pub(crate) fn choose(
    node: &Node,
    at: At<'_>,
    choices: &'static [super::shape::Choice],
    report: &mut Report,
) -> Option<&'static str> {
    let words: Vec<&'static str> = choices.iter().map(|choice| choice.word).collect();
    let list = words.join(", ");
    let text = text(node, at, &format!("one of: {list}"), report)?;
    let found = words.iter().copied().find(|word| *word == text);
    if found.is_none() {
        report.push(
            Diagnostic::new(Code::NotAChoice, format!("`{text}` is not a choice here"))
                .path(at.path())
                .at(node.span)
                .help(match nearest(text, &words) {
                    Some(word) => format!("did you mean `{word}`? The choices are: {list}"),
                    None => format!("the choices are: {list}"),
                }),
        );
    }
    found
}

