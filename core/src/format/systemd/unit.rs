//! A unit file as an ordered list: keys repeat, order counts, an empty assignment resets.

use std::borrow::Cow;
use std::fmt;

use super::escape;
use super::exec::Command;
use crate::format::text::Text;

/// A unit file or drop-in: sections in order. `Display` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitFile {
    pub(super) sections: Vec<Section>,
}

/// One `[Section]` and its assignments in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub(super) name: Cow<'static, str>,
    pub(super) entries: Vec<Entry>,
}

/// One assignment `key=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) key: Cow<'static, str>,
    pub(super) value: Value,
}

/// The right side of an assignment, as systemd reads it (escapes still in place).
///
/// Several lines stand for one logical line laid out with ` \`; none is empty, and none begins or
/// ends with white space or begins a comment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value {
    lines: Vec<String>,
}

/// White space as systemd strips it from a value.
pub(super) const WHITE_SPACE: [char; 2] = [' ', '\t'];

impl UnitFile {
    /// A file without sections.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the section `name` as `fill` leaves it.
    pub fn section(mut self, name: &'static str, fill: impl FnOnce(Section) -> Section) -> Self {
        self.sections.push(fill(Section { name: Cow::Borrowed(name), entries: Vec::new() }));
        self
    }

    /// Adds `[Unit]`.
    pub fn unit(self, fill: impl FnOnce(Section) -> Section) -> Self {
        self.section("Unit", fill)
    }

    /// Adds `[Service]`.
    pub fn service(self, fill: impl FnOnce(Section) -> Section) -> Self {
        self.section("Service", fill)
    }

    /// Adds `[Install]`.
    pub fn install(self, fill: impl FnOnce(Section) -> Section) -> Self {
        self.section("Install", fill)
    }

    /// The sections in order; a name may come twice.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Every value of `key` in the sections called `section`, in order, resets included.
    pub fn values<'a>(&'a self, section: &'a str, key: &'a str) -> impl Iterator<Item = &'a Value> {
        self.sections
            .iter()
            .filter(move |s| s.name == section)
            .flat_map(|s| &s.entries)
            .filter(move |e| e.key == key)
            .map(|e| &e.value)
    }
}

impl Section {
    /// The name between the brackets.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The assignments in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds `key=value`; `%` stays itself unless it is a [`specifier`](super::specifier), nothing
    /// else is quoted.
    ///
    /// For command lines and `Environment=` there are own methods, because systemd splits those
    /// into words.
    pub fn set(self, key: &'static str, value: impl fmt::Display) -> Self {
        let text = Text::escaped(value);
        self.push(key, Value::one_line(&escape::percent(text.as_str())))
    }

    /// Adds `key=value` with specifiers (`%i`) at work, or where `%` has no such meaning
    /// (`CPUQuota=20%`).
    pub fn set_verbatim(self, key: &'static str, value: &'static str) -> Self {
        self.push(key, Value::one_line(Text::escaped(value).as_str()))
    }

    /// Adds the empty assignment, which clears the values that other files gave a list.
    pub fn reset(self, key: &'static str) -> Self {
        self.push(key, Value::default())
    }

    /// Adds `Environment=name=value`, quoted when it has to be. Nothing is expanded in it but a
    /// [`specifier`](super::specifier).
    pub fn environment(self, name: &'static str, value: impl fmt::Display) -> Self {
        let text = format!("{name}={value}");
        let word = escape::word(&escape::percent(&text)).into_owned();
        self.push("Environment", Value::laid_out([word]))
    }

    /// Adds `Environment="name=…"` whose value is a list of phrases parted by white space.
    ///
    /// Several phrases are laid out on a line each inside the quotes, so only use this for
    /// programs that take any white space for a separator. A phrase may hold spaces itself.
    pub fn environment_words(
        self,
        name: &'static str,
        phrases: impl IntoIterator<Item = impl fmt::Display>,
    ) -> Self {
        let mut lines: Vec<String> = phrases
            .into_iter()
            .map(|phrase| escape::inside_quotes(&escape::percent(&phrase.to_string())))
            .map(|phrase| phrase.trim_matches(WHITE_SPACE).to_owned())
            .filter(|phrase| !phrase.is_empty())
            .collect();
        match lines.first_mut() {
            Some(first) => first.insert_str(0, &format!("\"{name}=")),
            None => lines.push(format!("\"{name}=")),
        }
        if let Some(last) = lines.last_mut() {
            last.push('"');
        }
        self.push("Environment", Value::laid_out(lines))
    }

    /// Adds `key=` with a command line, for any key of the `Exec…=` family.
    pub fn exec(self, key: &'static str, command: impl Into<Command>) -> Self {
        let value = command.into().value();
        self.push(key, value)
    }

    /// Adds `ExecStartPre=`.
    pub fn exec_start_pre(self, command: impl Into<Command>) -> Self {
        self.exec("ExecStartPre", command)
    }

    /// Adds `ExecStart=`.
    pub fn exec_start(self, command: impl Into<Command>) -> Self {
        self.exec("ExecStart", command)
    }

    /// Adds `ExecStop=`.
    pub fn exec_stop(self, command: impl Into<Command>) -> Self {
        self.exec("ExecStop", command)
    }

    /// Adds `Wants=` and `After=` of the same units: they are started, too, and have started or failed before it does
    /// (systemd.special(7) asks both of whoever needs `network-online.target`).
    pub fn wants_first(self, units: impl fmt::Display) -> Self {
        let units = units.to_string();
        self.set("Wants", &units).set("After", &units)
    }

    fn push(mut self, key: &'static str, value: Value) -> Self {
        self.entries.push(Entry { key: Cow::Borrowed(key), value });
        self
    }
}

impl Entry {
    /// The name left of `=`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What stands right of `=`.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

impl Value {
    /// The logical line: laid-out lines joined by one space.
    pub fn text(&self) -> Cow<'_, str> {
        match self.lines.as_slice() {
            [line] => Cow::Borrowed(line),
            lines => Cow::Owned(lines.join(" ")),
        }
    }

    /// The lines as laid out, without the ` \` at their ends.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The words of a value that systemd splits, quotes and escapes undone, `%%` read as `%`.
    /// This is how `Environment=` is read. `None` when systemd could not split it either.
    pub fn words(&self) -> Option<Vec<String>> {
        let words = escape::split(&self.text())?;
        Some(words.iter().map(|word| word.replace("%%", "%")).collect())
    }

    /// `text` must be free of line breaks.
    pub(super) fn one_line(text: &str) -> Self {
        let mut line = text.trim_matches(WHITE_SPACE).to_owned();
        // An odd backslash at the end would swallow the next line.
        if line.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1 {
            line.push('\\');
        }
        Self::laid_out([line])
    }

    /// One value over several lines, each free of line breaks and not ending in a bare backslash.
    pub(super) fn laid_out(pieces: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut value = Self::default();
        for piece in pieces {
            value.continue_with(piece.as_ref());
        }
        value
    }

    /// Goes on with one more line, which is free of line breaks and does not end in a bare backslash.
    pub(super) fn continue_with(&mut self, piece: &str) {
        let piece = piece.trim_matches(WHITE_SPACE);
        match self.lines.last_mut() {
            _ if piece.is_empty() => {}
            // At the start of a line these would make it a comment.
            Some(last) if piece.starts_with(['#', ';']) => {
                last.push(' ');
                last.push_str(piece);
            }
            // Most values have one line.
            None => self.lines = vec![piece.to_owned()],
            Some(_) => self.lines.push(piece.to_owned()),
        }
    }
}

impl fmt::Display for UnitFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, section) in self.sections.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{section}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[{}]", self.name)?;
        self.entries.iter().try_for_each(|entry| writeln!(f, "{}={}", entry.key, entry.value))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                f.write_str(" \\\n  ")?;
            }
            f.write_str(line)?;
        }
        Ok(())
    }
}
