//! Where the parts of a document lie, in bytes.
//!
//! A tree knows where single values and keys stand, and where a collection begins. The rest (ends,
//! colons, dashes, brackets) is found in the text between them, where there is nothing else but
//! blanks and comments. What is written so oddly that something is not found gives `None`.

use super::lines::{self, byte};
use crate::source::{Entry, Node, Position, Source, Step, Value};

/// A text and what stands in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'d> {
    pub(super) source: &'d Source,
    pub(super) root: &'d Node,
}

/// A value and what it hangs on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'d> {
    pub(super) node: &'d Node,
    /// From where on the value may stand: after its colon or dash.
    pub(super) slot: usize,
    pub(super) parent: Parent,
}

/// What a value hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent {
    /// Nothing: it is the whole document.
    Top,
    /// A key of a block, which begins here.
    Key(usize),
    /// The dash of a block's list, which stands here.
    Dash(usize),
    /// A collection in brackets.
    Flow,
}

impl<'d> Layout<'d> {
    pub(super) fn text(&self) -> &'d str {
        self.source.text()
    }

    pub(super) fn offset(&self, position: Position) -> Option<usize> {
        self.source.offset(position)
    }

    /// The value at `steps`.
    pub(super) fn site(&self, steps: &[Step]) -> Option<Site<'d>> {
        let (site, rest) = self.walk(steps)?;
        rest.is_empty().then_some(site)
    }

    /// The deepest value on the way that is there, and the steps that are left.
    pub(super) fn walk<'s>(&self, steps: &'s [Step]) -> Option<(Site<'d>, &'s [Step])> {
        let mut site = Site { node: self.root, slot: 0, parent: Parent::Top };
        let mut rest = steps;
        while let Some((step, after)) = rest.split_first() {
            site = match (step, &site.node.value) {
                (Step::Key(key), _) => match site.node.get(key) {
                    Some(entry) => self.value_of(&site, entry)?,
                    None => break,
                },
                (Step::Index(index), Value::List(items)) if *index < items.len() => {
                    self.item(&site, *index)?
                }
                _ => break,
            };
            rest = after;
        }
        Some((site, rest))
    }

    /// Whether what stands inside of a value stands in brackets.
    pub(super) fn is_flow(&self, site: &Site<'_>) -> bool {
        site.parent == Parent::Flow || self.opening(site.node).is_some()
    }

    /// The value of a key.
    pub(super) fn value_of(&self, map: &Site<'_>, entry: &'d Entry) -> Option<Site<'d>> {
        let slot = self.colon(entry)? + 1;
        let parent = if self.is_flow(map) {
            Parent::Flow
        } else {
            Parent::Key(self.offset(entry.key_span.start)?)
        };
        Some(Site { node: &entry.node, slot, parent })
    }

    /// An element of a list.
    pub(super) fn item(&self, list: &Site<'d>, index: usize) -> Option<Site<'d>> {
        let node = items(list.node).get(index)?;
        if self.is_flow(list) {
            return Some(Site { node, slot: self.offset(node.span.start)?, parent: Parent::Flow });
        }
        let dash = self.dash(list, index)?;
        Some(Site { node, slot: dash + 1, parent: Parent::Dash(dash) })
    }

    /// The dash of an element of a list that is a block.
    pub(super) fn dash(&self, list: &Site<'_>, index: usize) -> Option<usize> {
        let at = match index.checked_sub(1) {
            None => self.begin(list),
            Some(before) => lines::skip(self.text(), self.end(items(list.node).get(before)?)?),
        };
        (byte(self.text(), at) == Some(b'-')).then_some(at)
    }

    /// The first byte of a value that is there: a bracket, a quote, the header of a block.
    pub(super) fn begin(&self, site: &Site<'_>) -> usize {
        self.skip_properties(lines::skip(self.text(), site.slot))
    }

    /// What is behind anchors and tags.
    fn skip_properties(&self, mut at: usize) -> usize {
        while let Some(b'&' | b'!') = byte(self.text(), at) {
            let rest = self.text().get(at..).unwrap_or_default();
            at += rest.find([' ', '\t', '\r', '\n']).unwrap_or(rest.len());
            at = lines::skip(self.text(), at);
        }
        at
    }

    /// Where a value ends; for a block, where its last value does.
    pub(super) fn end(&self, node: &Node) -> Option<usize> {
        match &node.value {
            Value::Null => self.offset(node.span.end),
            Value::Text(text) => self.end_of_scalar(node, text),
            Value::Map(_) | Value::List(_) => {
                let last = match &node.value {
                    Value::Map(entries) => entries.last().map(|entry| self.end_of_entry(entry)),
                    _ => items(node).last().map(|item| self.end(item)),
                };
                match (self.opening(node), last) {
                    (Some(open), None) => self.closing(open + 1),
                    (Some(_), Some(last)) => self.closing(last?),
                    (None, last) => last?,
                }
            }
        }
    }

    /// Where a key's value ends; without a value, after the colon.
    pub(super) fn end_of_entry(&self, entry: &Entry) -> Option<usize> {
        if is_empty(&entry.node) {
            match self.colon(entry) {
                Some(colon) => Some(colon + 1),
                None => self.offset(entry.key_span.end),
            }
        } else {
            self.end(&entry.node)
        }
    }

    /// The bracket that opens a collection; `None` of a block.
    pub(super) fn opening(&self, node: &Node) -> Option<usize> {
        if !matches!(node.value, Value::Map(_) | Value::List(_)) {
            return None;
        }
        let start = self.offset(node.span.start)?;
        let head = self.text().get(start..self.offset(node.span.end)?)?;
        head.find(['{', '[']).map(|at| start + at)
    }

    fn colon(&self, entry: &Entry) -> Option<usize> {
        let at = lines::skip(self.text(), self.offset(entry.key_span.end)?);
        (byte(self.text(), at) == Some(b':')).then_some(at)
    }

    /// The byte after the bracket that closes the collection that `at` is in, between two of its
    /// parts. What the tree leaves out, such as a key's second time, is passed over.
    fn closing(&self, mut at: usize) -> Option<usize> {
        let text = self.text();
        let mut depth = 0_usize;
        // Whether a value may begin here, so that a quote is no apostrophe.
        let mut fresh = true;
        loop {
            at = lines::skip(text, at);
            let byte = byte(text, at)?;
            match byte {
                b'"' | b'\'' if fresh => {
                    at = end_of_quotes(text, at)?;
                    continue;
                }
                b'}' | b']' => match depth.checked_sub(1) {
                    None => return Some(at + 1),
                    Some(outer) => depth = outer,
                },
                b'{' | b'[' => depth += 1,
                _ => {}
            }
            fresh = matches!(byte, b',' | b':' | b'{' | b'[');
            at += 1;
        }
    }

    /// The reader says that a value in quotes reaches to the end of a comment behind it, and a block
    /// of text to whatever comes next.
    fn end_of_scalar(&self, node: &Node, value: &str) -> Option<usize> {
        let start = self.skip_properties(self.offset(node.span.start)?);
        let before = self.text().get(..self.offset(node.span.end)?)?;
        if let Some(end) = end_of_quotes(before, start)
            && !value.starts_with(before.get(start..end)?)
        {
            return Some(end);
        }
        let filled = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
        if filled == before.len() || !value.ends_with("\n\n") {
            return Some(filled);
        }
        // The blank lines at the end of a block are a part of it.
        let body = before.trim_end_matches([' ', '\t']);
        let body = body.strip_suffix('\n').unwrap_or(body);
        Some(body.strip_suffix('\r').unwrap_or(body).len())
    }
}

/// The byte after the closing one of the quotes that open at `start`; `None` if there are none.
fn end_of_quotes(text: &str, start: usize) -> Option<usize> {
    let quote = byte(text, start).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let mut at = start + 1;
    loop {
        match byte(text, at)? {
            b'\\' if quote == b'"' => at += 2,
            b'\'' if quote == b'\'' && byte(text, at + 1) == Some(b'\'') => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The elements of a list; none of anything else.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// The keys of a map; none of anything else.
pub(super) fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// Whether nothing at all is written for a value, not even `null`.
pub(super) fn is_empty(node: &Node) -> bool {
    matches!(node.value, Value::Null) && node.span.start == node.span.end
}
