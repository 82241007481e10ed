//! The classes of a file's parts. Knows just enough of each format to colour it, and judges nothing.

mod class;
mod json;
mod kind;
mod markdown;
mod pem;
mod pen;
mod setting;
mod shell;
mod span;
mod string;
#[cfg(test)]
mod tests;
mod variable;
mod word;
mod yaml;

pub use class::Class;
pub use kind::Kind;
pub use span::{Lines, Span};

use pen::Pen;

/// The spans of a text, which add up to it. Takes any text, in time that grows as it does.
pub fn lines(kind: Kind, text: &str) -> Lines<'_> {
    let mut pen = Pen::new(text);
    match kind {
        Kind::Unit => setting::unit(&mut pen),
        Kind::Env => setting::env(&mut pen),
        Kind::Yaml => yaml::paint(&mut pen),
        Kind::Json => json::paint(&mut pen),
        Kind::Shell => shell::paint(&mut pen),
        Kind::Markdown => markdown::paint(&mut pen),
        Kind::Pem => pem::paint(&mut pen),
        Kind::Plain => {}
    }
    pen.finish()
}
