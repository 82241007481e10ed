//! Ports from one to another.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// `30000-32767`: both ends belong to it (kube-apiserver `--service-node-port-range`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PortRange {
    first: u16,
    last: u16,
}

impl PortRange {
    /// What kube-apiserver takes where it is told nothing.
    pub const KUBERNETES: Self = Self { first: 30_000, last: 32_767 };

    /// From one port to another; `None` where the first is 0, or the second lies before it.
    pub const fn new(first: u16, last: u16) -> Option<Self> {
        if first > 0 && first <= last { Some(Self { first, last }) } else { None }
    }

    /// Its first port.
    pub fn first(self) -> u16 {
        self.first
    }

    /// Its last port.
    pub fn last(self) -> u16 {
        self.last
    }

    /// Whether the port is one of them.
    pub fn contains(self, port: u16) -> bool {
        (self.first..=self.last).contains(&port)
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

impl FromText for PortRange {
    const SHAPE: TextShape = TextShape {
        form: "a range of ports",
        pattern: "^[0-9]{1,5}-[0-9]{1,5}$",
        example: "30000-32767",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let port = |text: &str| {
            let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
            text.parse::<u16>().ok().filter(|_| digits)
        };
        text.split_once('-')
            .and_then(|(first, last)| Self::new(port(first)?, port(last)?))
            .ok_or_else(|| {
                Problem::new(
                    Code::NotPorts,
                    format!("`{text}` is not a range of ports"),
                    "write the first and the last port from 1 to 65535, such as 30000-32767",
                )
            })
    }
}

text_leaf!(PortRange);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ports_in_order() {
        for good in ["30000-32767", "1-65535", "8080-8080"] {
            assert_eq!(PortRange::from_text(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "-",
            "30000",
            "30000-",
            "-32767",
            "0-10",
            "32767-30000",
            "30000-65536",
            "+1-5",
            "01-5",
            "1-2-3",
            "30000 - 32767",
            "30000:32767",
            "30000+10",
        ] {
            assert!(PortRange::from_text(bad).is_err(), "{bad}");
        }
    }
}
