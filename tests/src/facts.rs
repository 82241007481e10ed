//! Tables of the settings that the documents give.
//!
//! A row is `who`, `when`, `file`, `setting`, `value`, parted by tabs:
//! - who has it: roles of machines (`control-plane,worker`), servers of a Heat template by their resources
//!   (`stack.discovery`), `shared` for the cloud-config that all machines share, or `cluster`;
//! - when: `always`, a variant of the document, or `corrected:ID` for what even the edition `published` cannot
//!   keep, with the number of the correction;
//! - file: an absolute path on the machine, `cloud-config.yaml` for the keys around the files, or a path below `cluster`;
//! - setting: as in `settings/mod.rs`; `says` for a part of a script; `*` for what the document needs and does not
//!   show: files by a glob, or keys of the cloud-config as if they lay below it;
//! - value: `*` for one that the user gives.

use crate::settings::Setting;

/// One row: where a setting stands and what it is.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Who has it.
    pub who: Vec<String>,
    /// In which variant of the document.
    pub when: String,
    /// The file.
    pub file: String,
    /// The setting.
    pub setting: Setting,
}

/// What the document shows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One setting: there and with this value.
    Setting,
    /// A part of a script.
    Says,
    /// Nothing but that the file is needed.
    Needed,
}

impl Fact {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self.setting.0.as_str() {
            "*" => Kind::Needed,
            "says" => Kind::Says,
            _ => Kind::Setting,
        }
    }

    /// The number of the correction that keeps it from being rendered.
    pub fn correction(&self) -> Option<&str> {
        self.when.strip_prefix("corrected:")
    }

    /// Whether `setting` is the one it asks for.
    pub fn is(&self, (key, value): &Setting) -> bool {
        self.setting.0 == *key && (self.setting.1 == "*" || self.setting.1 == *value)
    }
}

/// Reads a table: `#` begins a comment line.
pub fn read(table: &str) -> Vec<Fact> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(row).collect()
}

fn row(line: &str) -> Fact {
    let cells: Vec<&str> = line.split('\t').collect();
    let [who, when, file, key, value] = cells[..] else {
        panic!("not five cells: {line:?}");
    };
    Fact {
        who: who.split(',').map(str::to_owned).collect(),
        when: when.to_owned(),
        file: file.to_owned(),
        setting: (key.to_owned(), value.to_owned()),
    }
}
