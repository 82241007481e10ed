//! TOML 1.0: tables of texts, numbers and switches, which is all that we write.

use std::fmt;
use std::fmt::Write as _;

/// A file of tables in order. `Display` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Toml {
    top: Table,
    tables: Vec<(Heading, Table)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Heading {
    keys: Vec<String>,
    /// One of a list of tables.
    is_element: bool,
}

/// Keys and values in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    entries: Vec<(&'static str, Value)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    Number(u32),
    Bool(bool),
    Texts(Vec<String>),
}

impl Toml {
    /// A file without tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what stands before the first table.
    pub fn top(mut self, fill: impl FnOnce(Table) -> Table) -> Self {
        self.top = fill(self.top);
        self
    }

    /// Adds the table at these keys.
    pub fn table(self, keys: &[&str], fill: impl FnOnce(Table) -> Table) -> Self {
        self.push(keys, false, fill)
    }

    /// Adds a table to the list at these keys.
    pub fn element(self, keys: &[&str], fill: impl FnOnce(Table) -> Table) -> Self {
        self.push(keys, true, fill)
    }

    fn push(mut self, keys: &[&str], is_element: bool, fill: impl FnOnce(Table) -> Table) -> Self {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        self.tables.push((Heading { keys, is_element }, fill(Table::default())));
        self
    }
}

impl Table {
    /// Adds a text.
    pub fn text(self, key: &'static str, value: impl fmt::Display) -> Self {
        self.push(key, Value::Text(value.to_string()))
    }

    /// Adds a number.
    pub fn number(self, key: &'static str, value: u32) -> Self {
        self.push(key, Value::Number(value))
    }

    /// Adds a switch.
    pub fn bool(self, key: &'static str, value: bool) -> Self {
        self.push(key, Value::Bool(value))
    }

    /// Adds a list of texts.
    pub fn texts(self, key: &'static str, values: &[&str]) -> Self {
        self.push(key, Value::Texts(values.iter().map(|value| (*value).to_owned()).collect()))
    }

    fn push(mut self, key: &'static str, value: Value) -> Self {
        self.entries.push((key, value));
        self
    }
}

impl fmt::Display for Toml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.top.fmt(f)?;
        for (index, (Heading { keys, is_element }, table)) in self.tables.iter().enumerate() {
            if index > 0 || !self.top.entries.is_empty() {
                writeln!(f)?;
            }
            let keys = keys.iter().map(|one| key(one)).collect::<Vec<_>>().join(".");
            match is_element {
                true => writeln!(f, "[[{keys}]]")?,
                false => writeln!(f, "[{keys}]")?,
            }
            table.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.entries {
            let name = key(name);
            match value {
                Value::Text(text) => writeln!(f, "{name} = {}", quoted(text))?,
                Value::Number(number) => writeln!(f, "{name} = {number}")?,
                Value::Bool(value) => writeln!(f, "{name} = {value}")?,
                Value::Texts(texts) => {
                    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                    writeln!(f, "{name} = [{}]", texts.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

/// Bare where it may be.
fn key(text: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !text.is_empty() && text.bytes().all(bare) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_apart() {
        let toml = Toml::new()
            .top(|top| top.number("version", 3))
            .table(&["plugins", "io.containerd.cri.v1.images", "pinned_images"], |table| {
                table.text("sandbox", "registry.k8s.io/pause:3.10")
            })
            .table(&["updates"], |table| table.bool("enabled", false))
            .element(&["updates", "window"], |table| table.texts("days", &["Sat", "Sun"]));
        assert_eq!(
            toml.to_string(),
            "version = 3\n\n[plugins.\"io.containerd.cri.v1.images\".pinned_images]\n\
             sandbox = \"registry.k8s.io/pause:3.10\"\n\n[updates]\nenabled = false\n\n\
             [[updates.window]]\ndays = [\"Sat\", \"Sun\"]\n"
        );
    }

    #[test]
    fn a_text_stays_one() {
        let table = Table::default().text("a", "x\"\n[b]\nc = \\1\u{7f}");
        let written = table.to_string();
        assert_eq!(written, "a = \"x\\\"\\u000A[b]\\u000Ac = \\\\1\\u007F\"\n");
    }
}
