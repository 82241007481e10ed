//! A field as the user left it.

/// What stands behind a key of the spec.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The user was silent: the default holds.
    #[default]
    Absent,
    /// Something stands there that could not be read, and was reported. Rules about this field
    /// have nothing to add.
    Invalid,
    /// A readable value.
    Given(T),
}

impl<T> Field<T> {
    /// The value, if one was given.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// Whether the user wrote nothing here.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Clone> Field<T> {
    /// The value, or `default` where the user was silent; `None` where it could not be read.
    pub fn or(&self, default: T) -> Option<T> {
        match self {
            Self::Given(value) => Some(value.clone()),
            Self::Absent => Some(default),
            Self::Invalid => None,
        }
    }
}

impl<T> Field<Vec<T>> {
    /// The elements; none where the user was silent or it could not be read.
    pub fn items(&self) -> &[T] {
        self.given().map(Vec::as_slice).unwrap_or_default()
    }
}
