//! The number of a rule. A number is never used again for another rule.

use std::fmt;

use super::Severity;

/// What a rule weighs when nobody says otherwise, and whether `allow` may lower it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing is rendered, whatever `allow` says.
    Error,
    /// Nothing is rendered unless `allow` names it.
    ErrorUnlessAllowed,
    /// It renders; `--strict` refuses it unless `allow` names it.
    Warning,
    /// Only said.
    Note,
}

impl Level {
    /// The word that messages of this weight begin with, before `allow`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error | Self::ErrorUnlessAllowed => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Makes the enum and what is said of each code from one list, so that neither can lack what the other has.
macro_rules! codes {
    ($($id:ident $name:ident $level:ident $title:literal $explain:literal;)*) => {
        /// A rule, by what it is about. [`Code::as_str`] gives the number shown to users.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every rule, in the order of their numbers.
            pub fn all() -> &'static [Code] {
                &[$(Code::$name,)*]
            }

            /// The number, such as `KC0207`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => stringify!($id),)*
                }
            }

            /// What the rule is about, in a few words.
            pub fn title(self) -> &'static str {
                match self {
                    $(Code::$name => $title,)*
                }
            }

            /// Why the rule is there and how to satisfy it. Nothing else refers to these texts: a program
            /// that does not ask for them is not made larger by them.
            pub fn explain(self) -> &'static str {
                match self {
                    $(Code::$name => $explain,)*
                }
            }

            /// Its weight before `allow`.
            pub fn level(self) -> $crate::diagnostic::code::Level {
                match self {
                    $(Code::$name => $crate::diagnostic::code::Level::$level,)*
                }
            }
        }
    };
}
pub(crate) use codes;

pub use super::catalogue::Code;

impl Code {
    /// Reads a number, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }

    /// Whether `allow` may name it.
    pub fn can_be_allowed(self) -> bool {
        matches!(self.level(), Level::ErrorUnlessAllowed | Level::Warning)
            && !self.is_of_conversion()
    }

    /// Whether it is about an old cloud-config: those have no `allow`.
    pub fn is_of_conversion(self) -> bool {
        self.as_str().starts_with("KC12")
    }

    pub(crate) fn severity(self) -> Severity {
        match self.level() {
            Level::Error | Level::ErrorUnlessAllowed => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
