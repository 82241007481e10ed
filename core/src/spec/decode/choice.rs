//! Fields with a fixed set of words.

use super::nearest::nearest;
use super::text;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Node};
use crate::spec::shape::Choice;

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

            /// What it means, in a sentence.
            pub fn doc(self) -> &'static str {
                Self::CHOICES
                    .iter()
                    .find(|choice| choice.word == self.as_str())
                    .map_or("", |choice| choice.doc)
            }

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

/// What the documents call things, and what this format calls them.
const SYNONYMS: [(&str, &str); 7] = [
    ("controller", "control-plane"),
    ("discovery", "etcd"),
    ("leader", "control-plane"),
    ("master", "control-plane"),
    ("minion", "worker"),
    ("node", "worker"),
    ("proxy", "worker"),
];

fn synonym(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let (_, ours) = SYNONYMS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(text))?;
    words.contains(ours).then_some(ours)
}

pub(crate) fn choose(
    node: &Node,
    at: At<'_>,
    choices: &'static [Choice],
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
                .help(match synonym(text, &words).or_else(|| nearest(text, &words)) {
                    Some(word) => format!("did you mean `{word}`? The choices are: {list}"),
                    None => format!("the choices are: {list}"),
                }),
        );
    }
    found
}
