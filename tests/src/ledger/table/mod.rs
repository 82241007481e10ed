//! The ledger as a table. A line without a tab at its start names a file; those below it name a setting, when it must
//! be there, and what it must be: `Service.ExecStart --node-ip`, `families=v4|v6`, `«node.ip»`, with tabs before and
//! between them.
//!
//! A setting that no line allows is a finding, as is one that a line asks for and that is not there. `?` as the first
//! word of the condition: it may be absent.

mod row;

pub use row::{Pattern, Row};

use std::collections::BTreeMap;

use crate::ledger::Facts;
use crate::ledger::Setting;

/// What the files of a profile must hold.
#[derive(Debug, Clone, Default)]
pub struct Table {
    files: BTreeMap<String, Page>,
}

/// What one file must hold.
#[derive(Debug, Clone, Default)]
pub struct Page {
    rows: BTreeMap<String, Vec<Row>>,
}

impl Table {
    /// Reads a table. What does not read as a line of one is not there, which a test notices.
    pub fn parse(text: &str) -> Self {
        let mut table = Self::default();
        let mut file = String::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('\t') {
                None => line.clone_into(&mut file),
                Some(row) => {
                    let mut cells = row.splitn(3, '\t');
                    let (Some(at), Some(when), Some(value)) =
                        (cells.next(), cells.next(), cells.next())
                    else {
                        continue;
                    };
                    let row = Row::new(when, value);
                    let page = table.files.entry(file.clone()).or_default();
                    page.rows.entry(at.to_owned()).or_default().push(row);
                }
            }
        }
        table
    }

    /// What the file of that pattern must hold.
    pub fn page(&self, file: &str) -> Option<&Page> {
        self.files.get(file)
    }
}

impl Page {
    /// What is wrong with these settings: the first of each kind is enough to know.
    pub fn wrong(&self, settings: &[Setting], facts: &Facts) -> Vec<String> {
        let mut findings = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for Setting { at, value } in settings {
            seen.push(at);
            let rows = self.rows.get(at).map_or(&[][..], Vec::as_slice);
            let mut asked = rows.iter().filter(|row| row.holds(facts)).peekable();
            if asked.peek().is_none() {
                findings.push(format!("{at} is not expected"));
            } else if !asked.any(|row| row.value.matches(value, facts)) {
                // The value itself may be a secret.
                findings.push(format!("{at} is not what the plan says"));
            }
        }
        seen.sort_unstable();
        for (at, rows) in &self.rows {
            let asked = rows.iter().any(|row| !row.optional() && row.holds(facts));
            if asked && seen.binary_search(&at.as_str()).is_err() {
                findings.push(format!("{at} is missing"));
            }
        }
        findings
    }
}
