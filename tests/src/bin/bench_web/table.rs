//! What was measured, beside what others reach and what is wanted.

use std::fmt;

/// Rows in the order they were measured.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<[String; 4]>,
}

/// What a number is compared with, in words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside {
    /// What the best page of this kind reached on the same kind of machine (nginxconfig.io with as
    /// many domains), where it was measured.
    pub(crate) floor: &'static str,
    /// What is wanted here.
    pub(crate) goal: &'static str,
}

impl Table {
    /// Adds a number with its unit.
    pub(crate) fn add(&mut self, what: impl Into<String>, value: f64, unit: &str, beside: Beside) {
        let digits = usize::from(value.fract() != 0.0 && value < 100.0);
        let value = format!("{value:.digits$} {unit}");
        let Beside { floor, goal } = beside;
        self.rows.push([what.into(), value, floor.to_owned(), goal.to_owned()]);
    }
}

impl Table {
    /// Adds what is known in place of a number.
    pub(crate) fn note(&mut self, what: &str, word: &str) {
        self.rows.push([what.to_owned(), word.to_owned(), String::new(), String::new()]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<44} {:>10}  {:>10}  {:>10}", "", "measured", "floor", "goal")?;
        for [what, value, floor, goal] in &self.rows {
            writeln!(f, "{what:<44} {value:>10}  {floor:>10}  {goal:>10}")?;
        }
        Ok(())
    }
}
