//! Markdown as GitHub reads it, of the few elements that a README needs.

mod inline;

use std::fmt;

pub use inline::Inline;

/// A document. `Display` writes it; blocks are parted by one blank line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markdown {
    blocks: Vec<String>,
}

impl Markdown {
    /// A document without blocks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a heading; 1 is the largest, 6 the smallest.
    pub fn heading(self, level: u8, title: impl Into<Inline>) -> Self {
        let hashes = "#".repeat(usize::from(level.clamp(1, 6)));
        self.block(format!("{hashes} {}", title.into()))
    }

    /// Adds a paragraph.
    pub fn paragraph(self, text: impl Into<Inline>) -> Self {
        self.block(text.into().to_string())
    }

    /// Adds a list; none if there are no items.
    pub fn list(self, items: impl IntoIterator<Item = impl Into<Inline>>) -> Self {
        let lines: Vec<String> =
            items.into_iter().map(|item| format!("- {}", item.into())).collect();
        self.block(lines.join("\n"))
    }

    /// Adds steps counted from 1.
    pub fn steps(self, items: impl IntoIterator<Item = impl Into<Inline>>) -> Self {
        let lines: Vec<String> = (1..)
            .zip(items)
            .map(|(number, item): (usize, _)| format!("{number}. {}", item.into()))
            .collect();
        self.block(lines.join("\n"))
    }

    /// Adds a code block in `language`, which may be empty.
    pub fn code(self, language: &'static str, text: impl fmt::Display) -> Self {
        let text = text.to_string();
        let fence = "`".repeat(inline::longest_run(&text).max(2) + 1);
        self.block(format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n')))
    }

    /// Adds a table; none if there are no rows.
    pub fn table<const N: usize>(
        self,
        head: [&'static str; N],
        rows: impl IntoIterator<Item = [Inline; N]>,
    ) -> Self {
        let rows: Vec<String> = rows.into_iter().map(row).collect();
        if rows.is_empty() {
            return self;
        }
        let head = row(head.map(Inline::from));
        self.block(format!("{head}\n|{}\n{}", "---|".repeat(N), rows.join("\n")))
    }

    fn block(mut self, text: String) -> Self {
        if !text.is_empty() {
            self.blocks.push(text);
        }
        self
    }
}

fn row<const N: usize>(cells: [Inline; N]) -> String {
    let cells = cells.map(|cell| format!(" {} |", cell.to_string().replace('|', "\\|")));
    format!("|{}", cells.concat())
}

impl fmt::Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.blocks.join("\n\n");
        if text.is_empty() { Ok(()) } else { writeln!(f, "{text}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document() {
        let document = Markdown::new()
            .heading(1, "worker-1")
            .paragraph(Inline::new().text("Run ").code("install.sh").text(" as ").strong("root"))
            .list(["one", "two"])
            .steps([Inline::code_only("a"), Inline::from("b")])
            .code("sh", "echo ```\n")
            .table(["File", "Mode"], [[Inline::code_only("a|b"), Inline::from("0644")]])
            .list(Vec::<Inline>::new())
            .table(["None"], Vec::new());
        let expected = "# worker-1\n\nRun `install.sh` as **root**\n\n- one\n- two\n\n1. `a`\n2. b\n\n\
            ````sh\necho ```\n````\n\n| File | Mode |\n|---|---|\n| `a\\|b` | 0644 |\n";
        assert_eq!(document.to_string(), expected);
    }
}
