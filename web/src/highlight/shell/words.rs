//! Words that mean something by where they stand.

use crate::highlight::class::Class;
use crate::highlight::pen::Pen;

/// Where the next word of a command stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    expects: Expects,
    /// Whether a word may begin here.
    pub(super) begins_word: bool,
}

#[derive(Clone, Copy)]
enum Expects {
    Command,
    /// The `in` of `for` and `case`
    In,
    /// What `local` takes
    Assignment,
    Argument,
}

impl Default for Place {
    fn default() -> Self {
        Self { expects: Expects::Command, begins_word: true }
    }
}

impl Place {
    /// A word that is none of the shell's goes on, or has ended here.
    pub(super) fn goes_on(&mut self) {
        if self.begins_word && matches!(self.expects, Expects::Command) {
            self.expects = Expects::Argument;
        }
        self.begins_word = false;
    }

    /// Takes the next word, or what is left of one.
    pub(super) fn take_word(&mut self, pen: &mut Pen<'_>) {
        let rest = pen.rest();
        let (word, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        if !self.begins_word {
            return pen.take(word.len(), Class::Plain);
        }
        self.begins_word = false;
        let name = assigned(word);
        let (known, class) = match self.expects {
            Expects::Command if is_reserved(word) => {
                self.expects = after_reserved(word);
                (word.len(), Class::Word)
            }
            Expects::In if word == "in" => {
                self.expects = Expects::Argument;
                (word.len(), Class::Word)
            }
            Expects::Command | Expects::Assignment if name > 0 => (name, Class::Key),
            Expects::Command => {
                self.expects = after_command(word);
                let is_function = after.starts_with("()");
                (word.len(), if is_function { Class::Key } else { Class::Plain })
            }
            _ => (0, Class::Plain),
        };
        pen.take(known, class);
        pen.take(word.len() - known, Class::Plain);
    }
}

fn after_reserved(word: &str) -> Expects {
    match word {
        "for" | "case" | "select" => Expects::In,
        "function" => Expects::Argument,
        _ => Expects::Command,
    }
}

fn after_command(word: &str) -> Expects {
    match word {
        "local" | "export" | "readonly" | "declare" | "typeset" => Expects::Assignment,
        _ => Expects::Argument,
    }
}

fn is_end(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\'' | '"' | '$' | '\\' | '(' | ')' | '<' | '>' | ';' | '|' | '&' | '`'
    )
}

fn is_reserved(word: &str) -> bool {
    let flow = ["if", "then", "elif", "else", "fi", "while", "until", "for", "do", "done"];
    let other = ["case", "esac", "select", "function", "time", "!", "{", "}", "[[", "]]"];
    flow.contains(&word) || other.contains(&word)
}

/// The length of the name that `name=value` gives a value to; 0 for another word.
fn assigned(word: &str) -> usize {
    let name = word.split_once('=').map_or("", |(name, _)| name.strip_suffix('+').unwrap_or(name));
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if is_name && !name.starts_with(|c: char| c.is_ascii_digit()) { name.len() } else { 0 }
}
