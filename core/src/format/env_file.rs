//! `KEY=VALUE` files that systemd's `EnvironmentFile=` and a shell's `.` read alike.

use std::borrow::Cow;
use std::fmt;

use super::error::ParseError;
use super::hole::is_mark;
use super::text::Text;

/// Variables in order. `Display` writes the file.
///
/// A value is bare where every reader agrees, so that readers which know no quotes (flannel's
/// `options.env` has some) see it as it is; else it stands in quotes that systemd and `sh` undo
/// in the same way. Line breaks and other control characters become visible escapes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnvFile {
    variables: Vec<(Cow<'static, str>, Text)>,
}

impl EnvFile {
    /// A file without variables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `name=value`.
    pub fn set(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.variables.push((Cow::Borrowed(name), Text::escaped(value)));
        self
    }

    /// Names and values in order, quotes undone.
    pub fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// The last value of `name`, which is the one that counts.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables().filter(|(n, _)| *n == name).last().map(|(_, value)| value)
    }

    /// Reads a file of blank lines, `#` comments and assignments on one line each.
    ///
    /// Refused, because the two readers differ on them or run them: names that are no shell names,
    /// white space beside `=`, open quotes, text after a quote, and in a bare value anything but
    /// letters, digits and `_-./:,=@+%`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut file = Self::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, written) = line
                .split_once('=')
                .ok_or_else(|| ParseError::new(number, "not an assignment NAME=value"))?;
            if !is_name(name) {
                return Err(ParseError::new(number, format!("`{name}` is not a variable name")));
            }
            let value = unquote(written)
                .ok_or_else(|| ParseError::new(number, "a value that readers would take apart"))?;
            let value =
                Text::new(value).map_err(|error| ParseError::new(number, error.to_string()))?;
            file.variables.push((Cow::Owned(name.to_owned()), value));
        }
        Ok(file)
    }
}

impl fmt::Display for EnvFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.variables.iter().try_for_each(|(name, value)| writeln!(f, "{name}={}", quoted(value)))
    }
}

/// Bare, in single quotes, or in double quotes with escapes.
///
/// Single quotes hold no backslash: systemd before 240 takes it for an escape there. In double
/// quotes a backslash before one of `\`, `"`, `$` and the backquote means that character to all.
pub(super) fn quoted(value: &Text) -> String {
    let value = value.as_str();
    if value.is_empty() {
        "\"\"".to_owned()
    } else if value.chars().all(|c| is_bare(c) || is_mark(c)) {
        // What fills a hole, an address or a name, is bare itself.
        value.to_owned()
    } else if !value.contains(['\'', '\\']) {
        format!("'{value}'")
    } else {
        let mut out = String::from("\"");
        for c in value.chars() {
            if matches!(c, '\\' | '"' | '$' | '`') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push('"');
        out
    }
}

fn unquote(written: &str) -> Option<String> {
    if let Some(rest) = written.strip_prefix('\'') {
        let value = rest.strip_suffix('\'')?;
        return (!value.contains(['\'', '\\'])).then(|| value.to_owned());
    }
    let Some(rest) = written.strip_prefix('"') else {
        return written.chars().all(is_bare).then(|| written.to_owned());
    };
    let mut value = String::new();
    let mut chars = rest.chars();
    loop {
        match chars.next()? {
            '"' => return chars.next().is_none().then_some(value),
            '\\' => match chars.next()? {
                c @ ('\\' | '"' | '$' | '`') => value.push(c),
                _ => return None,
            },
            '$' | '`' => return None,
            c => value.push(c),
        }
    }
}

/// No tilde: a shell expands it after `=` and `:`.
fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-./:,=@+%".contains(c)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_values_stay_bare() {
        let file = EnvFile::new()
            .set("FLANNELD_IFACE", std::net::Ipv4Addr::new(10, 0, 0, 5))
            .set("FLANNELD_ETCD_ENDPOINTS", "http://10.0.0.1:2379,http://10.0.0.2:2379")
            .set("DOCKER_OPT_BIP", "");
        assert_eq!(
            file.to_string(),
            "FLANNELD_IFACE=10.0.0.5\n\
             FLANNELD_ETCD_ENDPOINTS=http://10.0.0.1:2379,http://10.0.0.2:2379\n\
             DOCKER_OPT_BIP=\"\"\n"
        );
        assert_eq!(EnvFile::parse(&file.to_string()), Ok(file));
    }

    #[test]
    fn other_values_are_quoted_and_read_back() {
        for (value, written) in [
            ("a b", "A='a b'\n"),
            ("$(reboot) `x` \"y\"", "A='$(reboot) `x` \"y\"'\n"),
            ("it's $1", "A=\"it's \\$1\"\n"),
            ("a\\", "A=\"a\\\\\"\n"),
            ("~root", "A='~root'\n"),
            ("#x;y", "A='#x;y'\n"),
            ("x\nB=evil", "A=\"x\\\\nB=evil\"\n"),
        ] {
            let file = EnvFile::new().set("A", value);
            assert_eq!(file.to_string(), written);
            assert_eq!(EnvFile::parse(written), Ok(file));
        }
    }

    #[test]
    fn the_last_assignment_counts() {
        let file = EnvFile::parse("# note\n\nA=1\nA=2\n").unwrap();
        assert_eq!(file.get("A"), Some("2"));
        assert_eq!(file.get("B"), None);
    }

    #[test]
    fn what_readers_take_apart_is_refused() {
        for bad in [
            "A",
            "=x",
            "1A=x",
            "A =x",
            "A= x",
            "A=x y",
            "A=$B",
            "A=~",
            "A='x",
            "A='x'y",
            "A=\"x",
            "A=\"$B\"",
            "A=\"\\n\"",
            "A='\\'",
            "A=x\u{1}",
            "export A=x",
        ] {
            let error = EnvFile::parse(&format!("OK=1\n{bad}\n")).unwrap_err();
            assert_eq!(error.line, 2, "{bad}");
        }
    }
}
