//! Undo and redo of texts.
//!
//! ```
//! use kubecore_web::history::History;
//!
//! let mut history = History::new("name: a");
//! // What is typed into one field is one step.
//! history.write("name: ab", Some("name"), 1_000);
//! history.write("name: abc", Some("name"), 1_200);
//! // Whatever has no key is a step of its own.
//! history.write("name: other", None, 1_300);
//! assert_eq!(history.undo().as_deref(), Some("name: abc"));
//! assert_eq!(history.undo().as_deref(), Some("name: a"));
//! assert_eq!(history.redo().as_deref(), Some("name: abc"));
//! ```

use std::collections::VecDeque;
use std::rc::Rc;

/// How long typing in one place may pause and still be one step, in milliseconds.
const PAUSE: u64 = 1_000;

/// How long one step may last, however steadily one types, in milliseconds.
const LONGEST: u64 = 10_000;

/// The most steps that are kept.
const MOST_STEPS: usize = 200;

/// The most that all kept texts may have, in bytes. One step back is kept in any case.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// A text, those before it and those it was taken back from. A clone shares the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The oldest first.
    past: VecDeque<Rc<str>>,
    present: Rc<str>,
    /// The next one last.
    future: Vec<Rc<str>>,
    /// Where the last step may still grow.
    typing: Option<Typing>,
}

/// Typing that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typing {
    key: Rc<str>,
    began: u64,
    last: u64,
}

impl History {
    /// A text without a past.
    pub fn new(text: impl Into<Rc<str>>) -> Self {
        Self { past: VecDeque::new(), present: text.into(), future: Vec::new(), typing: None }
    }

    /// The text as it is.
    pub fn present(&self) -> &Rc<str> {
        &self.present
    }

    /// The text is another now. `key` says where one types, as a field's path; changes there that
    /// follow each other closely are one step, and changes without a key one each. `now` is the
    /// time in milliseconds, counted from whenever.
    pub fn write(&mut self, text: impl Into<Rc<str>>, key: Option<&str>, now: u64) {
        let text = text.into();
        if text == self.present {
            return;
        }
        let before = std::mem::replace(&mut self.present, text);
        self.future.clear();
        match (&mut self.typing, key) {
            (Some(typing), Some(key)) if typing.goes_on(key, now) => {
                typing.last = now;
                // What is typed back to how it was is no step at all.
                if self.past.back() == Some(&self.present) {
                    self.past.pop_back();
                    self.typing = None;
                }
            }
            _ => {
                self.past.push_back(before);
                self.typing = key.map(|key| Typing { key: key.into(), began: now, last: now });
                self.forget();
            }
        }
    }

    /// Goes a step back; the text as it is then. `None` if there is none.
    pub fn undo(&mut self) -> Option<Rc<str>> {
        let text = self.past.pop_back()?;
        self.typing = None;
        self.future.push(std::mem::replace(&mut self.present, text));
        Some(self.present.clone())
    }

    /// Takes a step back back; the text as it is then. `None` if there is none.
    pub fn redo(&mut self) -> Option<Rc<str>> {
        let text = self.future.pop()?;
        self.past.push_back(std::mem::replace(&mut self.present, text));
        Some(self.present.clone())
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether one was taken back.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The oldest steps go. Called where there is no future: going back and forth adds nothing.
    fn forget(&mut self) {
        let mut bytes: usize = self.past.iter().map(|text| text.len()).sum();
        while self.past.len() > MOST_STEPS || (bytes > MOST_BYTES && self.past.len() > 1) {
            bytes -= self.past.pop_front().map_or(0, |text| text.len());
        }
    }
}

impl Typing {
    /// A clock that was set back ends a step, too.
    fn goes_on(&self, key: &str, now: u64) -> bool {
        *self.key == *key
            && now.checked_sub(self.last).is_some_and(|pause| pause <= PAUSE)
            && now - self.began <= LONGEST
    }
}

#[cfg(test)]
mod tests;
