//! Holes: places in a text that a later program fills.
//!
//! Some things are only known later: the address that coreos-cloudinit finds on the machine, or
//! the one that Heat gives a server. But any string is data to the writers here: they guard `$`,
//! double `%` and quote what they meet, so a plain `$private_ipv4` stays those letters for ever.
//! A hole is wanted by its type: [`Hole`] writes its name between two noncharacters, code points
//! that Unicode keeps for the inner use of programs. Writers pass them on untouched, and the writer
//! of what the later program reads gives them that program's spelling, last of all.
//!
//! - **No user can write one.** The reader of `cluster.yaml` refuses noncharacters in every value.
//! - **None gets lost.** A hole that cannot be filled where it stands, or that nobody spelled,
//!   stays a mark in the finished text, and reading our output back reports it.
//! - **Fillers do not mix.** Each has a mark of its own, so a cloud-config inside a Heat template
//!   may hold holes for both.

use std::fmt;

/// A place in a text that a later program fills. `Display` writes the mark, so it can stand
/// anywhere in a value: `format!("http://{}:2379", substitution::PRIVATE_IPV4)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hole {
    filler: Filler,
    name: &'static str,
}

/// Who fills a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filler {
    /// coreos-cloudinit, in the whole cloud-config: `$name`.
    CloudInit,
    /// Heat's `str_replace`, and its resource groups with their `%index%`: `%name%`.
    Heat,
    /// Whoever fills a template of units: `<name>`.
    Template,
    /// systemd, in most values of a unit: `%name`.
    Specifier,
    /// systemd, in command lines: `${name}`, whose value stays part of one word.
    Variable,
    /// systemd, in command lines: `$name`, a word of its own, whose value is split into words.
    Words,
}

/// What ends the name in a mark.
const END: char = '\u{fddf}';

impl Hole {
    /// The hole `name` for `filler`; the name is of ASCII letters, digits, `_` and `-`.
    pub const fn new(filler: Filler, name: &'static str) -> Self {
        Self { filler, name }
    }

    /// Who fills it.
    pub const fn filler(self) -> Filler {
        self.filler
    }

    /// Its name, without the signs around it.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl fmt::Display for Hole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{END}", self.filler.begin(), self.name)
    }
}

impl Filler {
    /// How the program itself writes the hole `name`.
    pub fn spelled(self, name: &str) -> String {
        match self {
            Self::CloudInit | Self::Words => format!("${name}"),
            Self::Heat => format!("%{name}%"),
            Self::Template => format!("<{name}>"),
            Self::Specifier => format!("%{name}"),
            Self::Variable => format!("${{{name}}}"),
        }
    }

    const fn begin(self) -> char {
        match self {
            Self::CloudInit => '\u{fdd0}',
            Self::Heat => '\u{fdd1}',
            Self::Template => '\u{fdd2}',
            Self::Specifier => '\u{fdd3}',
            Self::Variable => '\u{fdd4}',
            Self::Words => '\u{fdd5}',
        }
    }
}

/// Whether `c` is kept for marks: one of Unicode's noncharacters U+FDD0 to U+FDEF.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Puts `value(name, before)` in place of each hole for `filler`, where `before` is the finished
/// text up to it. A hole without a value stays a mark.
pub fn fill(
    text: &str,
    filler: Filler,
    mut value: impl FnMut(&str, &str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(filler.begin()) {
        out.push_str(before);
        let hole = after.split_once(END).and_then(|(name, end)| Some((value(name, &out)?, end)));
        if let Some((value, end)) = hole {
            out.push_str(&value);
            rest = end;
        } else {
            out.push(filler.begin());
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The names of the holes for `filler` in the order of the text.
pub fn names(text: &str, filler: Filler) -> impl Iterator<Item = &str> {
    text.split(filler.begin()).skip(1).filter_map(|rest| Some(rest.split_once(END)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::env_file::EnvFile;
    use crate::format::json;
    use crate::format::systemd::{Command, UnitFile};
    use crate::format::text::Text;
    use crate::format::yaml;

    const ADDRESS: Hole = Hole::new(Filler::CloudInit, "address");
    const TOKEN: Hole = Hole::new(Filler::Heat, "token");
    const ID: Hole = Hole::new(Filler::Template, "ID");

    fn spelled(text: &str) -> String {
        [Filler::CloudInit, Filler::Heat, Filler::Template]
            .into_iter()
            .fold(text.to_owned(), |text, filler| {
                fill(&text, filler, |name, _| Some(filler.spelled(name)))
            })
    }

    #[test]
    fn each_filler_sees_its_own() {
        let text = format!("{ADDRESS}/{TOKEN}{ADDRESS} $address %token% <ID>");
        assert_eq!(names(&text, Filler::CloudInit).collect::<Vec<_>>(), ["address", "address"]);
        assert_eq!(names(&text, Filler::Heat).collect::<Vec<_>>(), ["token"]);
        assert_eq!(names(&text, Filler::Template).count(), 0);
        let seen =
            fill(&text, Filler::Heat, |name, before| Some(format!("{name}{}", before.len())));
        let end = format!("{ADDRESS} $address %token% <ID>");
        assert_eq!(seen, format!("{ADDRESS}/token14{end}"));
    }

    #[test]
    fn what_has_no_value_stays() {
        let text = format!("{TOKEN}{TOKEN}x");
        assert_eq!(fill(&text, Filler::Heat, |_, _| None), text);
        let first =
            fill(&text, Filler::Heat, |_, before| before.is_empty().then(|| "value".to_owned()));
        assert_eq!(first, format!("value{TOKEN}x"));
        for damaged in ["\u{fdd1}", "a\u{fdd1}b", "\u{fddf}\u{fdd1}"] {
            assert_eq!(fill(damaged, Filler::Heat, |_, _| Some(String::new())), damaged);
            assert!(damaged.contains(is_mark));
        }
    }

    /// What each writer would guard in `$address` and `%token%`, it leaves alone in a hole.
    #[test]
    fn every_writer_passes_holes_on() {
        let url = format!("http://{ADDRESS}:2379/{TOKEN}/{ID}");
        let unit = UnitFile::new().service(|s| {
            s.set("Documentation", &url)
                .environment("URL", &url)
                .exec_start(Command::new("/bin/program").flag("--url", &url))
        });
        let plain = "http://$address:2379/%token%/<ID>";
        assert_eq!(
            spelled(&unit.to_string()),
            format!(
                "[Service]\nDocumentation={plain}\nEnvironment=URL={plain}\n\
                 ExecStart=/bin/program --url={plain}\n"
            )
        );
        assert_eq!(spelled(&EnvFile::new().set("URL", &url).to_string()), format!("URL={plain}\n"));
        assert_eq!(spelled(&json::one_line(&url)), format!("\"{plain}\""));
        assert_eq!(spelled(&yaml::write(&url, yaml::Style::default())), format!("\"{plain}\"\n"));
        assert_eq!(spelled(Text::escaped(&url).as_str()), plain);
    }
}
