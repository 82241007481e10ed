//! The way to a value: `$.nodes[2].ip`.

use std::borrow::Cow;
use std::fmt;

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the value of a key.
    Key(Cow<'static, str>),
    /// Into an element of a list, from 0.
    Index(usize),
}

/// The way from the top of the file to a value, there or not.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath(Vec<Step>);

impl FieldPath {
    /// The whole file.
    pub fn root() -> Self {
        Self::default()
    }

    /// This path and one key more.
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// This path and one list element more, from 0.
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// The path without its last step; `None` of the whole file.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl FromIterator<Step> for FieldPath {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in &self.0 {
            match step {
                Step::Key(key) if is_plain(key) => write!(f, ".{}", beginning(key))?,
                Step::Key(key) => write!(f, "[{:?}]", beginning(key))?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// The longest piece of a key that messages show, in characters: none of the format is as long.
const MAX_SHOWN: usize = 80;

/// As much of a key as messages show.
pub(crate) fn beginning(key: &str) -> &str {
    let end = key.char_indices().nth(MAX_SHOWN).map(|(at, _)| at);
    end.and_then(|end| key.get(..end)).unwrap_or(key)
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Where a reader is, kept on its stack: a path costs nothing until a diagnostic needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum At<'a> {
    Root,
    Key(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    pub(crate) fn key(&'a self, key: &'a str) -> At<'a> {
        At::Key(self, key)
    }

    pub(crate) fn index(&'a self, index: usize) -> At<'a> {
        At::Index(self, index)
    }

    pub(crate) fn path(&self) -> FieldPath {
        match self {
            At::Root => FieldPath::root(),
            At::Key(parent, key) => parent.path().key((*key).to_owned()),
            At::Index(parent, index) => parent.path().index(*index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_like_the_file() {
        let path = FieldPath::root().key("nodes").index(2).key("labels").key("a.b/c");
        assert_eq!(path.to_string(), r#"$.nodes[2].labels["a.b/c"]"#);
    }
}
