//! Names of network interfaces.

use std::fmt;

use crate::diagnostic::Code;
use crate::source::beginning;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// A network interface's name: 1 to 15 letters, digits, `-`, `_` and `.`, as it stands in `/sys/class/net`.
///
/// Linux takes more signs (`dev_valid_name` in `net/core/dev.c`), and systemd most of these, but no number, `all` or
/// `default` (`ifname_valid` in `src/basic/socket-util.c`). The rest has a meaning to what prints or reads such names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceName(String);

/// `IFNAMSIZ` of Linux, less the byte that ends a name.
const MAX_BYTES: usize = 15;

impl InterfaceName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for InterfaceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for InterfaceName {
    const SHAPE: TextShape = TextShape {
        form: "a network interface's name",
        pattern: "^[A-Za-z0-9._-]{1,15}$",
        example: "eth0",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        if is_name(text) {
            return Ok(Self(text.to_owned()));
        }
        let help = match text.split_once('@') {
            Some((name, _)) if is_name(name) => {
                format!("write `{name}`: what `ip` prints behind the `@` is the interface below")
            }
            _ if is_number(text) => "a number is an index, which may change: write the name".into(),
            _ if STANDS_FOR_ALL.contains(&text) => {
                "write the name of one interface, as it stands in /sys/class/net".into()
            }
            _ => "write up to 15 letters, digits, `-`, `_` and `.`, as in /sys/class/net".into(),
        };
        let shown = beginning(text);
        let message = format!("`{shown}` is not the name of a network interface");
        Err(Problem::new(Code::NotAnInterface, message, help))
    }
}

text_leaf!(InterfaceName);

/// Beside interfaces in `/proc/sys/net/ipv4/conf`.
const STANDS_FOR_ALL: [&str; 2] = ["all", "default"];

fn is_name(text: &str) -> bool {
    (1..=MAX_BYTES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && ![".", ".."].contains(&text)
        && !is_number(text)
        && !STANDS_FOR_ALL.contains(&text)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken() {
        for good in
            ["eth0", "lo", "enp0s31f6", "bond0.100", "br-lan", "_x", "6in4", "fifteen-letters"]
        {
            assert_eq!(InterfaceName::from_text(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn what_is_none_is_refused_with_what_to_write() {
        for (bad, help) in [
            ("", "up to 15 letters"),
            (".", "up to 15 letters"),
            ("..", "up to 15 letters"),
            ("sixteen-letters-", "up to 15 letters"),
            ("a/b", "up to 15 letters"),
            ("eth0:1", "up to 15 letters"),
            ("eth 0", "up to 15 letters"),
            ("eth%d", "up to 15 letters"),
            ("{\"x\":1}", "up to 15 letters"),
            ("netz\u{fc}", "up to 15 letters"),
            ("eth0.10@eth0", "write `eth0.10`"),
            ("2@eth0", "up to 15 letters"),
            ("007", "an index"),
            ("99999999999999999999", "an index"),
            ("all", "one interface"),
            ("default", "one interface"),
        ] {
            let problem = InterfaceName::from_text(bad).unwrap_err();
            assert_eq!(problem.code, Code::NotAnInterface, "{bad}");
            assert!(problem.help.contains(help), "{bad}: {}", problem.help);
        }
    }
}
