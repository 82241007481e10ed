//! What a field can hold, as data: for the JSON Schema, for `init`, for the page's help.

/// What a value looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Text(TextShape),
    /// One line of text that is shown to nobody.
    Secret(TextShape),
    /// A whole number within bounds.
    Number {
        /// Smallest accepted.
        min: u32,
        /// Largest accepted.
        max: u32,
    },
    /// `true` or `false`.
    Bool,
    /// One of a fixed set of words.
    Choice(&'static [Choice]),
    /// A list of alike values.
    List(Box<Shape>),
    /// Free keys with text values.
    Labels,
    /// Keys and values of a fixed set.
    Record(RecordShape),
}

/// A text of a certain form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextShape {
    /// The form in words: `an IPv4 CIDR`.
    pub form: &'static str,
    /// The form as a regular expression of ECMA-262, as JSON Schema wants it.
    pub pattern: &'static str,
    /// A value of that form.
    pub example: &'static str,
}

/// One word of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// As it is written.
    pub word: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// A group of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordShape {
    /// What the group is about.
    pub doc: &'static str,
    /// Its fields, in the order they are written.
    pub fields: Vec<FieldShape>,
}

/// One field of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldShape {
    /// Its key.
    pub key: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What it can hold.
    pub shape: Shape,
}
