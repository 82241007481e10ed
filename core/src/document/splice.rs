//! A change of a text: some bytes give way to others.

use crate::order;

/// The bytes from `start` up to, not including, `end` give way to `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self { start, end, text: text.into() }
    }

    /// Puts `text` in and takes nothing away.
    pub(super) fn put(at: usize, text: impl Into<String>) -> Self {
        Self::new(at, at, text)
    }

    /// Takes bytes away.
    pub(super) fn cut(start: usize, end: usize) -> Self {
        Self::new(start, end, "")
    }
}

/// `text` with all changes made; those at one place in their order. `None` if two of them want the
/// same bytes.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    order::sort_by_key(&mut splices, |splice| (splice.start, splice.end));
    let more: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut out = String::with_capacity(text.len() + more);
    let mut done = 0;
    for splice in splices {
        out.push_str(text.get(done..splice.start)?);
        out.push_str(&splice.text);
        done = splice.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}
