//! What was measured, beside what is wanted.

use std::fmt;

/// Rows in the order they were measured.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<[String; 3]>,
}

impl Table {
    /// Adds a number with its unit, and the goal in words.
    pub(crate) fn add(&mut self, what: impl Into<String>, value: f64, unit: &str, goal: &str) {
        let digits = usize::from(value.fract() != 0.0 && value < 100.0);
        self.rows.push([what.into(), format!("{value:.digits$} {unit}"), goal.to_owned()]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<44} {:>12}  goal", "", "measured")?;
        for [what, value, goal] in &self.rows {
            writeln!(f, "{what:<44} {value:>12}  {goal}")?;
        }
        Ok(())
    }
}
