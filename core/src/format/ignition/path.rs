//! Where a file, folder or link lies on the machine.

use std::borrow::Cow;
use std::fmt;

/// An absolute path in its shortest form: no `.`, `..`, `//`, no slash at the end, no control
/// character; never `/` itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodePath(Cow<'static, str>);

/// Why a text is no [`NodePath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANodePath {
    why: &'static str,
}

impl NodePath {
    /// Takes a path as it is: nothing is cleaned.
    pub fn new(path: impl Into<String>) -> Result<Self, NotANodePath> {
        let path = path.into();
        match fault(path.as_bytes()) {
            None => Ok(Self(Cow::Owned(path))),
            Some(why) => Err(NotANodePath { why }),
        }
    }

    /// A path of our own, for a `const`.
    ///
    /// # Panics
    /// If the path is wrong; a `const` then does not compile.
    pub const fn known(path: &'static str) -> Self {
        assert!(fault(path.as_bytes()).is_none(), "not a clean absolute path");
        Self(Cow::Borrowed(path))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotANodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl std::error::Error for NotANodePath {}

/// Bytes do: no byte of a longer character is a slash, a dot or a control character.
const fn fault(path: &[u8]) -> Option<&'static str> {
    let Some((b'/', mut rest)) = path.split_first() else {
        return Some("a path begins with `/`");
    };
    // The part that is being read: how long it is, and whether it has only dots.
    let (mut length, mut dots) = (0, true);
    loop {
        let byte = match rest.split_first() {
            Some((byte, after)) => {
                rest = after;
                Some(*byte)
            }
            None => None,
        };
        match byte {
            None | Some(b'/') => {
                if length == 0 {
                    return Some("a path has no empty part and no `/` at its end");
                }
                if dots && length <= 2 {
                    return Some("a path has no part `.` or `..`");
                }
                if byte.is_none() {
                    return None;
                }
                (length, dots) = (0, true);
            }
            Some(byte) => {
                if byte.is_ascii_control() {
                    return Some("a path has no control character");
                }
                (length, dots) = (length + 1, dots && byte == b'.');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_or_refused() {
        for good in ["/a", "/etc/kubernetes/pki/ca.crt", "/a/.b/...", "/é/a b", "/a/..b"] {
            assert_eq!(NodePath::new(good).unwrap().as_str(), good);
        }
        for bad in [
            "", "/", "a", "./a", "/a/", "//a", "/a//b", "/a/.", "/./a", "/a/../b", "/..", "/a\n",
            "/\0",
        ] {
            assert!(NodePath::new(bad).is_err(), "{bad:?}");
        }
    }
}
