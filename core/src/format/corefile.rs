//! Corefiles, which configure CoreDNS: servers with plugins.
//!
//! Words are parted by blanks, a line ends a plugin, braces hold blocks, `#` begins a comment, and
//! `{$NAME}` or `{%NAME%}` is a variable of the environment (coredns/coredns v1.14,
//! `core/dnsserver` and `github.com/coredns/caddy`, `caddyfile/lexer.go`). Words are quoted where
//! that is needed; braces cannot be, so they are written as a visible escape.

use std::fmt;

use super::text::Text;

/// A server with its plugins. `Display` writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// What it answers, such as `.:53`.
    pub key: &'static str,
    /// In any order: CoreDNS has an order of its own.
    pub plugins: Vec<Directive>,
}

/// A plugin, or an option of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    name: &'static str,
    arguments: Vec<String>,
    options: Vec<Directive>,
}

impl Directive {
    /// A plugin or an option without arguments.
    pub fn new(name: &'static str) -> Self {
        Self { name, arguments: Vec::new(), options: Vec::new() }
    }

    /// Adds an argument; any text is one word.
    pub fn arg(mut self, argument: impl fmt::Display) -> Self {
        self.arguments.push(argument.to_string());
        self
    }

    /// Adds an option.
    pub fn option(mut self, option: Directive) -> Self {
        self.options.push(option);
        self
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        write!(f, "{:indent$}{}", "", self.name)?;
        for argument in &self.arguments {
            f.write_str(" ")?;
            word(f, argument)?;
        }
        if !self.options.is_empty() {
            f.write_str(" {\n")?;
            for option in &self.options {
                option.write(f, indent + 4)?;
            }
            write!(f, "{:indent$}}}", "")?;
        }
        f.write_str("\n")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {{", self.key)?;
        for plugin in &self.plugins {
            plugin.write(f, 4)?;
        }
        f.write_str("}\n")
    }
}

fn word(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:*".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return f.write_str(text);
    }
    f.write_str("\"")?;
    // A backslash means itself, but before a quote.
    for c in Text::escaped(text).as_str().chars() {
        match c {
            '"' => f.write_str("\\x22")?,
            '{' => f.write_str("\\x7b")?,
            '}' => f.write_str("\\x7d")?,
            c => fmt::Write::write_char(f, c)?,
        }
    }
    // Else it would take the closing quote away.
    if text.ends_with('\\') {
        f.write_str("\\x5c")?;
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_looks_as_people_write_it() {
        let server = Server {
            key: ".:53",
            plugins: vec![
                Directive::new("health").option(Directive::new("lameduck").arg("5s")),
                Directive::new("forward").arg(".").arg("/etc/resolv.conf"),
            ],
        };
        let expected = ".:53 {
    health {
        lameduck 5s
    }
    forward . /etc/resolv.conf
}
";
        assert_eq!(server.to_string(), expected);
    }

    #[test]
    fn a_word_cannot_leave_its_place() {
        let written = |text: &str| {
            let server = Server { key: ".", plugins: vec![Directive::new("log").arg(text)] };
            let written = server.to_string();
            let body = written.strip_prefix(". {\n    log ").and_then(|t| t.strip_suffix("\n}\n"));
            body.unwrap_or_else(|| panic!("{written}")).to_owned()
        };
        for (text, expected) in [
            ("cluster.local", "cluster.local"),
            ("", "\"\""),
            ("a b", "\"a b\""),
            ("a\n}\n. {\nlog", "\"a\\n\\x7d\\n. \\x7b\\nlog\""),
            ("{$HOME}", "\"\\x7b$HOME\\x7d\""),
            ("a\" {", "\"a\\x22 \\x7b\""),
            ("#", "\"#\""),
            ("\\", "\"\\\\x5c\""),
        ] {
            assert_eq!(written(text), expected);
        }
    }
}
