//! Passwords and tokens.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Leaf, Problem, read_text};
use crate::spec::shape::{Shape, TextShape};
use crate::{diagnostic::Report, source::At, source::Node};

/// A password or token: 1 to 256 printable ASCII characters without spaces.
///
/// It has no `Display`, and no message repeats it: it gets into the files that need it, and
/// nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself. Whoever calls this puts it where only its owner reads it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromText for Secret {
    const SHAPE: TextShape = TextShape {
        form: "a password or token",
        pattern: "^[!-~]{1,256}$",
        example: "a-long-random-text",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let problem = |message: &str, help: &str| Problem::new(Code::NotASecret, message, help);
        if !(1..=256).contains(&text.len()) {
            return Err(problem(
                "the secret is empty, or longer than 256 characters",
                "write 1 to 256 characters, such as `openssl rand -hex 20` prints",
            ));
        }
        // Environment files, JSON and shells of the time read quotes, `$` and backslashes each in
        // a way of its own.
        if !text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'`$\\".contains(&b)) {
            return Err(problem(
                "the secret holds a space, a quote, `$`, `\\` or a character that is not ASCII",
                "use letters, digits and other signs, such as `openssl rand -hex 20` prints",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl Leaf for Secret {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        read_text(node, at, report)
    }

    fn shape() -> Shape {
        Shape::Secret(Self::SHAPE)
    }
}
