//! Lines and columns.

/// A place in a text. Lines and columns count from 1; a column is a character, not a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

impl Position {
    /// The very beginning of a text.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place just after `text`.
    pub(crate) fn end_of(text: &str) -> Self {
        let line = text.matches('\n').count() + 1;
        let last = text.rsplit('\n').next().unwrap_or_default();
        Self { line, column: last.chars().count() + 1 }
    }
}

/// From one place up to, not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First character.
    pub start: Position,
    /// The character after the last.
    pub end: Position,
}

impl Span {
    /// A span of no width.
    pub fn point(at: Position) -> Self {
        Self { start: at, end: at }
    }
}
