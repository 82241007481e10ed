//! OpenSSL's configuration format, config(5ssl): sections of `key = value`.

use std::fmt;

use super::text::Text;

/// A configuration in order. `Display` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpensslCnf {
    sections: Vec<Section>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    name: &'static str,
    entries: Vec<(String, String)>,
}

impl OpensslCnf {
    /// A configuration without sections.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the section `name` as `fill` leaves it.
    pub fn section(mut self, name: &'static str, fill: impl FnOnce(Section) -> Section) -> Self {
        self.sections.push(fill(Section { name, entries: Vec::new() }));
        self
    }
}

impl Section {
    /// Adds `key = value`; nothing in the value is expanded.
    pub fn set(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.entries.push((key.to_owned(), escape(Text::escaped(value).as_str())));
        self
    }

    /// Adds `key.1 = …`, `key.2 = …` and so on, as lists of alternative names are written.
    pub fn numbered(
        mut self,
        key: &'static str,
        values: impl IntoIterator<Item = impl fmt::Display>,
    ) -> Self {
        self.entries.extend((1..).zip(values).map(|(number, value)| {
            (format!("{key}.{number}"), escape(Text::escaped(value).as_str()))
        }));
        self
    }

    /// Adds `key = $ENV::variable`: the value is taken from openssl's environment.
    pub fn from_environment(mut self, key: &'static str, variable: &'static str) -> Self {
        self.entries.push((key.to_owned(), format!("$ENV::{variable}")));
        self
    }
}

impl fmt::Display for OpensslCnf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, section) in self.sections.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            writeln!(f, "[{}]", section.name)?;
            section.entries.iter().try_for_each(|(key, value)| writeln!(f, "{key} = {value}"))?;
        }
        Ok(())
    }
}

/// A backslash makes `$`, `#`, quotes and itself plain. White space at the ends is lost anyway.
fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.trim().chars() {
        if matches!(c, '\\' | '$' | '#' | '"' | '\'' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_as_people_write_it() {
        let cnf = OpensslCnf::new()
            .section("req", |s| s.set("distinguished_name", "req_distinguished_name"))
            .section("req_distinguished_name", |s| s)
            .section("v3_req", |s| {
                s.set("basicConstraints", "CA:FALSE").set("subjectAltName", "@alt_names")
            })
            .section("alt_names", |s| {
                s.numbered("DNS", ["kubernetes", "kubernetes.default"])
                    .numbered("IP", [std::net::Ipv4Addr::new(10, 3, 0, 1)])
                    .from_environment("IP.2", "WORKER_IP")
            });
        let expected = "[req]\ndistinguished_name = req_distinguished_name\n\n\
            [req_distinguished_name]\n\n\
            [v3_req]\nbasicConstraints = CA:FALSE\nsubjectAltName = @alt_names\n\n\
            [alt_names]\nDNS.1 = kubernetes\nDNS.2 = kubernetes.default\nIP.1 = 10.3.0.1\n\
            IP.2 = $ENV::WORKER_IP\n";
        assert_eq!(cnf.to_string(), expected);
    }

    #[test]
    fn a_value_stays_a_value() {
        let cnf = OpensslCnf::new().section("a", |s| s.set("b", "$HOME # \"x\"\n[c]\\"));
        assert_eq!(cnf.to_string(), "[a]\nb = \\$HOME \\# \\\"x\\\"\\\\n[c]\\\\\n");
    }
}
