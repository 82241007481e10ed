//! Releases of Kubernetes and of the operating system.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// `vX.Y.Z`, or `vX.Y.Z_coreos.N` to name the image exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KubernetesVersion {
    /// X.
    pub major: u32,
    /// Y.
    pub minor: u32,
    /// Z.
    pub patch: u32,
    /// N of the image's suffix, if written.
    pub image: Option<u32>,
}

impl KubernetesVersion {
    pub(crate) const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch, image: None }
    }

    /// The release without the image's suffix, for downloads: `v1.4.0`.
    pub fn release(self) -> String {
        format!("v{}.{}.{}", self.major, self.minor, self.patch)
    }

    /// The minor release that it is of: `v1.4`.
    pub fn minor_release(self) -> String {
        format!("v{}.{}", self.major, self.minor)
    }
}

impl fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.release())?;
        self.image.map_or(Ok(()), |n| write!(f, "_coreos.{n}"))
    }
}

impl FromText for KubernetesVersion {
    const SHAPE: TextShape = TextShape {
        form: "a Kubernetes release",
        pattern: "^v[0-9]+\\.[0-9]+\\.[0-9]+(_coreos\\.[0-9]+)?$",
        example: "v1.4.0",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let (release, image) = match text.split_once("_coreos.") {
            Some((release, n)) => (release, number(n).map(Some)),
            None => (text, Some(None)),
        };
        let numbers = release.strip_prefix('v').and_then(three);
        if let (Some((major, minor, patch)), Some(image)) = (numbers, image) {
            return Ok(Self { major, minor, patch, image });
        }
        let plain = text.replace('+', "_");
        let plain = plain.trim_start_matches(['v', 'V']);
        let help = match Self::from_known(plain) {
            Some(better) => format!("write {better}"),
            None => "write vX.Y.Z, such as v1.4.0".into(),
        };
        Err(Problem::new(Code::NotAVersion, format!("`{text}` is not a Kubernetes release"), help))
    }
}

impl KubernetesVersion {
    /// What `1.4.0`, `V1.4.0` or `v1.4.0+coreos.0` was meant to be.
    fn from_known(plain: &str) -> Option<Self> {
        let (release, image) = match plain.split_once("_coreos.") {
            Some((release, n)) => (release, Some(number(n)?)),
            None => (plain, None),
        };
        let (major, minor, patch) = three(release)?;
        Some(Self { major, minor, patch, image })
    }
}

/// A release of Container Linux: `1185.3.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OsVersion(pub u32, pub u32, pub u32);

impl fmt::Display for OsVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl FromText for OsVersion {
    const SHAPE: TextShape = TextShape {
        form: "a Container Linux release",
        pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$",
        example: "1185.3.0",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        three(text).map(|(a, b, c)| Self(a, b, c)).ok_or_else(|| {
            Problem::new(
                Code::OsVersion,
                format!("`{text}` is not a Container Linux release"),
                "write three numbers as in VERSION of /etc/os-release, such as 1185.3.0",
            )
        })
    }
}

text_leaf!(KubernetesVersion, OsVersion);

fn three(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.');
    let three = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    parts.next().is_none().then_some(three)
}

/// Digits only, no sign, no leading zero.
fn number(text: &str) -> Option<u32> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit()) && !(text.len() > 1 && text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}
