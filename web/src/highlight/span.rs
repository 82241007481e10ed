//! A text in parts.

use super::class::Class;

/// Text of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<'t> {
    /// What it is.
    pub class: Class,
    /// It, as it stands.
    pub text: &'t str,
}

/// The spans of a text, line by line. One list, as a text may have a million lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines<'t> {
    pub(super) spans: Vec<Span<'t>>,
    /// Where each line ends among them.
    pub(super) ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Each line, with its line break if it has one.
    pub fn iter(&self) -> impl Iterator<Item = &[Span<'t>]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.spans[start..*end])
    }
}
