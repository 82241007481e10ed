//! Inputs as long as they may be: what a fuzzer, which grows its inputs slowly, comes to last.

use crate::{LONGEST, Target};

/// What is said again and again until an input is full.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    before: &'static str,
    again: &'static str,
    /// Stands after a number that counts up; nothing is counted without it.
    counted: Option<&'static str>,
    after: &'static str,
}

impl Shape {
    /// Says `again` again and again.
    pub const fn again(again: &'static str) -> Self {
        Self { before: "", again, counted: None, after: "" }
    }

    /// Says `before`, a number that is another each time, and `after`.
    pub const fn counted(before: &'static str, after: &'static str) -> Self {
        Self { before: "", again: before, counted: Some(after), after: "" }
    }

    /// Puts something in front and behind.
    #[must_use]
    pub const fn after(self, before: &'static str, after: &'static str) -> Self {
        Self { before, after, ..self }
    }

    fn bytes(&self, lead: &str) -> Vec<u8> {
        let mut text = String::with_capacity(LONGEST);
        text.push_str(lead);
        text.push_str(self.before);
        for number in 0_u32.. {
            let counted = self.counted.map(|after| format!("{number}{after}")).unwrap_or_default();
            if text.len() + self.again.len() + counted.len() + self.after.len() > LONGEST {
                break;
            }
            text.push_str(self.again);
            text.push_str(&counted);
        }
        text.push_str(self.after);
        text.into_bytes()
    }
}

/// The long inputs of a target: of each of its shapes one.
pub fn large(target: &Target) -> Vec<Vec<u8>> {
    let shapes = target.shapes.iter().copied().flatten();
    shapes.map(|shape| shape.bytes(target.lead)).collect()
}
