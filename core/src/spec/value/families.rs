//! A value for each IP family, as Kubernetes writes dual-stack: joined by a comma.

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// One value, or two of different families: `10.244.0.0/16,fd00:10:244::/48`. The first one's family
/// is the primary one (flags `--service-cluster-ip-range`, `--cluster-cidr`, `--node-ip`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Families<T> {
    first: T,
    second: Option<T>,
}

/// A value of one IP family.
pub trait OfFamily: Copy {
    /// Whether that is IPv4.
    fn is_v4(&self) -> bool;
}

impl OfFamily for IpAddr {
    fn is_v4(&self) -> bool {
        self.is_ipv4()
    }
}

impl OfFamily for IpNet {
    fn is_v4(&self) -> bool {
        matches!(self, Self::V4(_))
    }
}

impl<T: OfFamily> Families<T> {
    /// A value of one family, without another.
    pub fn one(first: T) -> Self {
        Self { first, second: None }
    }

    /// A value and perhaps one of the other family; `None` if both are of the same.
    pub fn new(first: T, second: Option<T>) -> Option<Self> {
        let differ = second.is_none_or(|second| second.is_v4() != first.is_v4());
        differ.then_some(Self { first, second })
    }

    /// The value of the primary family.
    pub fn first(&self) -> T {
        self.first
    }

    /// The value of the other family, in a dual-stack cluster.
    pub fn second(&self) -> Option<T> {
        self.second
    }

    /// Both, the primary family's first.
    pub fn iter(&self) -> impl Iterator<Item = T> + use<T> {
        [Some(self.first), self.second].into_iter().flatten()
    }

    /// The value of IPv4, whichever is the primary family.
    pub fn v4(&self) -> Option<T> {
        self.iter().find(OfFamily::is_v4)
    }

    /// The value of IPv6, whichever is the primary family.
    pub fn v6(&self) -> Option<T> {
        self.iter().find(|value| !value.is_v4())
    }

    /// The value of the same family as another value.
    pub fn beside(&self, other: &impl OfFamily) -> Option<T> {
        self.iter().find(|value| value.is_v4() == other.is_v4())
    }

    /// Whether both families are there.
    pub fn is_dual_stack(&self) -> bool {
        self.second.is_some()
    }
}

impl<T: fmt::Display> fmt::Display for Families<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        match &self.second {
            Some(second) => write!(f, ",{second}"),
            None => Ok(()),
        }
    }
}

impl FromText for Families<IpAddr> {
    const SHAPE: TextShape =
        TextShape { pattern: "^[0-9A-Fa-f.:]+(,[0-9A-Fa-f.:]+)?$", ..IpAddr::SHAPE };

    fn from_text(text: &str) -> Result<Self, Problem> {
        read(text, "address", "10.0.0.1,fd00::1")
    }
}

impl FromText for Families<IpNet> {
    const SHAPE: TextShape = TextShape {
        pattern: "^[0-9A-Fa-f.:]+/[0-9]{1,3}(,[0-9A-Fa-f.:]+/[0-9]{1,3})?$",
        ..IpNet::SHAPE
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        read(text, "range", "10.244.0.0/16,fd00:10:244::/48")
    }
}

text_leaf!(Families<IpAddr>, Families<IpNet>);

fn read<T: OfFamily + FromText>(
    text: &str,
    what: &str,
    example: &str,
) -> Result<Families<T>, Problem> {
    let Some((first, second)) = text.split_once(',') else {
        return T::from_text(text).map(Families::one);
    };
    let not = |help: String| {
        let message = format!("`{text}` is not one {what}, nor one of each IP family");
        Err(Problem::new(Code::NotFamilies, message, help))
    };
    if second.contains(',') {
        return not(format!("write at most two: one of IPv4 and one of IPv6, such as {example}"));
    }
    if text.contains(char::is_whitespace) {
        return not(format!("write it without spaces, such as {example}"));
    }
    if first.is_empty() || second.is_empty() {
        return not(format!("write one {what} without a comma, or two, such as {example}"));
    }
    let (first, second) = (T::from_text(first)?, T::from_text(second)?);
    let family = if first.is_v4() { "IPv4" } else { "IPv6" };
    match Families::new(first, Some(second)) {
        Some(both) => Ok(both),
        None => not(format!("both are {family}: keep one, or give one of each family")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(text: &str) -> Result<Families<IpNet>, Code> {
        Families::from_text(text).map_err(|problem| problem.code)
    }

    #[test]
    fn one_or_two_of_different_families() {
        for good in ["10.2.0.0/16", "fd00::/48", "10.2.0.0/16,fd00::/48", "fd00::/48,10.2.0.0/16"] {
            assert_eq!(ranges(good).unwrap().to_string(), good);
        }
        for (bad, code) in [
            ("10.2.0.0/16,10.3.0.0/16", Code::NotFamilies),
            ("fd00::/48,fd01::/48", Code::NotFamilies),
            ("10.2.0.0/16,fd00::/48,10.3.0.0/16", Code::NotFamilies),
            ("10.2.0.0/16,", Code::NotFamilies),
            (",", Code::NotFamilies),
            (",fd00::/48", Code::NotFamilies),
            ("10.2.0.0/16, fd00::/48", Code::NotFamilies),
            ("10.2.0.0/16,fd00::", Code::NotACidr),
            ("10.2.0.0,fd00::/48", Code::NotACidr),
            ("10.2.0.0/16,fd00::1/48", Code::HostBits),
            ("10.2.0.0/16 fd00::/48", Code::NotACidr),
            ("10.2.0.0/16;fd00::/48", Code::NotACidr),
            ("", Code::NotACidr),
        ] {
            assert_eq!(ranges(bad), Err(code), "{bad}");
        }
        let address = |text| Families::<IpAddr>::from_text(text).map_err(|problem| problem.code);
        assert_eq!(address("10.0.0.1,fd00::1").unwrap().to_string(), "10.0.0.1,fd00::1");
        assert_eq!(address("10.0.0.1,10.0.0.2"), Err(Code::NotFamilies));
        assert_eq!(address("10.0.0.1,fd00::1/64"), Err(Code::NotAnAddress));
        assert_eq!(address("10.0.0.1,::ffff:10.0.0.1"), Err(Code::NotAnAddress));
    }

    #[test]
    fn families_are_found_whichever_is_first() {
        let (v4, v6): (IpNet, IpNet) =
            ("10.2.0.0/16".parse().unwrap(), "fd00::/48".parse().unwrap());
        for text in ["10.2.0.0/16,fd00::/48", "fd00::/48,10.2.0.0/16"] {
            let both = ranges(text).unwrap();
            assert_eq!((both.v4(), both.v6()), (Some(v4), Some(v6)));
            assert!(both.is_dual_stack());
            assert_eq!(both.beside(&IpAddr::from([10, 0, 0, 1])), Some(v4));
        }
        let one = Families::one(v6);
        assert_eq!((one.first(), one.second()), (v6, None));
        assert_eq!((one.v4(), one.v6()), (None, Some(v6)));
        assert_eq!(one.beside(&v4), None);
    }
}
