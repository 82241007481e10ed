//! Why nothing was imported.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// A reason, in words that say what became of one's own work, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Longer than any `cluster.yaml`.
    TooLong,
    /// There is nothing in it.
    Empty,
    /// Neither a text nor a zip.
    NotText,
    /// A text in another encoding; what to do about it.
    NotUtf8(String),
    /// A zip of kubecore's that holds single machines.
    OneMachine,
    /// A zip of something else.
    NoSpec,
    /// A zip whose `cluster.yaml` is there more than once.
    Several,
    /// A zip that asks for a password.
    Encrypted,
    /// A zip that is packed by another method than ours.
    OtherMethod,
    /// A zip with more in it than is looked through.
    TooMuch,
    /// A zip that contradicts itself, or of which a part is missing.
    Damaged,
    /// The browser did not give the file; its own words.
    Unreadable(String),
    /// Several files at once, or none: this many.
    NotOneFile(u32),
}

impl Display for Refused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Nothing was imported, and nothing was changed: ")?;
        f.write_str(match self {
            Self::TooLong => "the file is longer than 16 MiB, and no cluster.yaml is.",
            Self::Empty => "there is no text in it.",
            Self::NotText => {
                "this is neither a text nor a zip. Choose a cluster.yaml, or the zip of everything."
            }
            Self::NotUtf8(help) => return write!(f, "this is not UTF-8; {help}."),
            Self::OneMachine => {
                "this zip holds single machines, and no cluster.yaml. Choose the zip of everything."
            }
            Self::NoSpec => {
                "there is no cluster.yaml at the top of this zip. Choose the zip of everything, as \
                 this page or `kubecore-cli render --zip` makes it."
            }
            Self::Several => {
                "this zip has more than one cluster.yaml. Unpack it, and choose the right one."
            }
            Self::Encrypted => {
                "this zip asks for a password. Unpack it, and choose its cluster.yaml."
            }
            Self::OtherMethod => {
                "this zip is packed in a way that the page cannot read. Unpack it, and choose its \
                 cluster.yaml."
            }
            Self::TooMuch => {
                "this zip holds more files than are looked through. Unpack it, and choose its \
                 cluster.yaml."
            }
            Self::Damaged => "this zip is damaged. Download it again, or choose a cluster.yaml.",
            Self::Unreadable(why) => return write!(f, "the browser cannot read the file ({why})."),
            Self::NotOneFile(0) => "there is no file in what was dropped.",
            Self::NotOneFile(_) => "these are several files. Choose one.",
        })
    }
}

impl Error for Refused {}
