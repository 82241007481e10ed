//! What a part of a file is: few classes, each with a meaning in every format.

/// What a part of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Class {
    /// Nothing that would have to stand out.
    #[default]
    Plain,
    /// Said to the reader only.
    Comment,
    /// Stands above what belongs to it: `[Service]`, a heading, `#!/bin/bash`, `-----BEGIN …`.
    Title,
    /// A name that is given a value.
    Key,
    /// Taken as it stands: a quoted string, a here-document, code in prose.
    Text,
    /// A word that the format itself knows: a number, `true`, `null`, `fi`.
    Word,
    /// Known only where the file is read: `$NAME`, `%i`, `<ID>`.
    Variable,
    /// Joins parts: `\` at the end of a line, `|`, `&&`, the `-` of a list.
    Operator,
}

impl Class {
    /// What style sheets call it; `None` for plain text.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Comment => Some("syntax-comment"),
            Self::Title => Some("syntax-title"),
            Self::Key => Some("syntax-key"),
            Self::Text => Some("syntax-text"),
            Self::Word => Some("syntax-word"),
            Self::Variable => Some("syntax-variable"),
            Self::Operator => Some("syntax-operator"),
        }
    }
}
