//! Why there is no link, or nothing in one. Each says what happened, what became of one's own work,
//! and what to do.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use kubecore::source::FieldPath;

/// Why a text cannot be put into a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unshareable {
    /// It is no YAML.
    NotYaml,
    /// The link would have this many characters.
    TooLong(usize),
}

impl Display for Unshareable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYaml => {
                f.write_str("There is no link: the text is not YAML yet. Correct it first.")
            }
            Self::TooLong(length) => write!(
                f,
                "There is no link: it would have {length} characters, and programs that pass links \
                 on cut such long ones. Send the cluster.yaml instead."
            ),
        }
    }
}

impl Error for Unshareable {}

/// Why a link is not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It does not begin like one.
    NotALink,
    /// It is of a version that this page does not know.
    OtherVersion,
    /// It begins from a preset that this page does not know.
    OtherPreset,
    /// Characters are missing, or others than were written.
    Damaged,
    /// It holds more than any link that was made here.
    TooMuch,
    /// It sets a secret, which no link that was made here does.
    Secret(FieldPath),
}

impl Display for Refused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("The link was not opened, and nothing was changed: ")?;
        f.write_str(match self {
            Self::NotALink => "it holds no cluster. Ask for the whole link again.",
            Self::OtherVersion => {
                "it was made by a newer version of this page. Reload the page, or open the link \
                 where it was made."
            }
            Self::OtherPreset => {
                "it begins from a preset that this page does not have. Reload the page, or open \
                 the link where it was made."
            }
            Self::Damaged => {
                "a part of it is missing or was changed on the way. Ask for the whole link again, \
                 or for the cluster.yaml."
            }
            Self::TooMuch => {
                "it holds more than any link that was made here. Ask for the cluster.yaml instead."
            }
            Self::Secret(path) => {
                return write!(
                    f,
                    "it sets the secret {path}, and links made here never do. A secret that \
                     somebody else chose is none: ask for another link."
                );
            }
        })
    }
}

impl Error for Refused {}
