//! Names of units: systemd.unit(5), and `ValidateName` of fleet (`api/units.go`, 0.8.3 to 1.0.0).

use std::borrow::Cow;
use std::fmt;

/// The name of a unit that both systemd and fleet take: `kubelet.service`, the template
/// `master@.service`, the instance `master@1.service`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitName(Cow<'static, str>);

/// Why a text is no unit name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAUnitName {
    why: &'static str,
}

impl UnitName {
    /// Takes a whole name with its type.
    pub fn new(name: impl Into<String>) -> Result<Self, NotAUnitName> {
        let name = name.into();
        match fault(name.as_bytes()) {
            None => Ok(Self(Cow::Owned(name))),
            Some(why) => Err(NotAUnitName { why }),
        }
    }

    /// A name of our own, for a `const`.
    ///
    /// # Panics
    /// If the name is wrong; a `const` then does not compile.
    pub const fn known(name: &'static str) -> Self {
        assert!(fault(name.as_bytes()).is_none(), "not a unit name");
        Self(Cow::Borrowed(name))
    }

    /// The instance `instance` of this template; of any other unit, the unit itself.
    pub fn instance_of(&self, instance: &str) -> Result<Self, NotAUnitName> {
        Self::new(self.0.replacen("@.", &format!("@{instance}."), 1))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands between `@` and the type: `None` without `@`, empty for a template.
    pub fn instance(&self) -> Option<&str> {
        let (stem, _) = self.0.rsplit_once('.')?;
        Some(stem.split_once('@')?.1)
    }
}

impl fmt::Display for UnitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAUnitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl std::error::Error for NotAUnitName {}

/// systemd's `UNIT_NAME_MAX` is 256 with the final NUL.
const LONGEST: usize = 255;

/// `snapshot` and `busname` are left out: systemd dropped them in 228 and 232.
const TYPES: [&[u8]; 11] = [
    b"service",
    b"socket",
    b"timer",
    b"path",
    b"target",
    b"mount",
    b"automount",
    b"device",
    b"swap",
    b"slice",
    b"scope",
];

/// The types that fleet 1.0.0 lets have templates and instances; they come first in [`TYPES`].
const TEMPLATE_TYPES: usize = 5;

const fn fault(name: &[u8]) -> Option<&'static str> {
    if name.len() > LONGEST {
        return Some("a unit name has at most 255 characters");
    }
    let (mut rest, mut kind, mut at) = (name, None, false);
    while let Some((byte, after)) = rest.split_first() {
        if !(byte.is_ascii_alphanumeric()
            || matches!(byte, b':' | b'-' | b'_' | b'.' | b'\\' | b'@'))
        {
            return Some("a unit name has letters, digits and `:-_.\\@`");
        }
        at = at || *byte == b'@';
        if *byte == b'.' {
            kind = Some(after);
        }
        rest = after;
    }
    match (name.first(), kind) {
        (Some(b'@'), _) => Some("a unit name does not begin with `@`"),
        (Some(first), Some(kind)) => {
            let one_dot_first = *first == b'.' && name.len() == kind.len() + 1;
            match place(kind) {
                _ if one_dot_first => Some("a unit name has more than its type"),
                None => Some("a unit name ends in its type, such as `.service`"),
                Some(place) if at && place >= TEMPLATE_TYPES => {
                    Some("units of this type have no templates and instances")
                }
                Some(_) => None,
            }
        }
        _ => Some("a unit name ends in its type, such as `.service`"),
    }
}

/// Which of [`TYPES`] it is.
const fn place(kind: &[u8]) -> Option<usize> {
    let (mut types, mut place): (&[&[u8]], usize) = (&TYPES, 0);
    while let Some((one, others)) = types.split_first() {
        if same(one, kind) {
            return Some(place);
        }
        (types, place) = (others, place + 1);
    }
    None
}

const fn same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let (Some((x, after_a)), Some((y, after_b))) = (a.split_first(), b.split_first()) {
        if *x != *y {
            return false;
        }
        (a, b) = (after_a, after_b);
    }
    a.is_empty() && b.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_or_refused() {
        for good in [
            "kubelet.service",
            "a@.service",
            "a@b@c.service",
            "dev-disk-by\\x2dlabel.mount",
            "kubernetes.master.target",
            "x.y.timer",
        ] {
            assert_eq!(UnitName::new(good).unwrap().as_str(), good);
        }
        let long = format!("{}.service", "a".repeat(248));
        for bad in [
            "",
            ".",
            "a",
            "a.",
            ".service",
            "a.servic",
            "a.services",
            "a b.service",
            "é.service",
            "a/b.service",
            "@.service",
            "@a.service",
            "a@b.mount",
            "a.snapshot",
            "a%i.service",
            &long,
        ] {
            assert!(UnitName::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn instances_stand_behind_the_first_at() {
        const TEMPLATE: UnitName = UnitName::known("a@.service");
        assert_eq!(TEMPLATE.instance(), Some(""));
        let instance = TEMPLATE.instance_of("b@c").unwrap();
        assert_eq!((instance.as_str(), instance.instance()), ("a@b@c.service", Some("b@c")));
        assert_eq!(UnitName::known("a.service").instance(), None);
        assert!(TEMPLATE.instance_of("b c").is_err());
    }
}
