//! Why something is not kept.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// A reason, in words for a person who can go on working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing for this page.
    Forbidden,
    /// There is no room for so long a text.
    Full,
    /// Another tab has kept something since.
    Elsewhere,
    /// What is there was kept by a newer page.
    OtherVersion,
}

impl Display for Trouble {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forbidden => {
                "This browser keeps nothing for this page: download your cluster.yaml before you \
                 close it."
            }
            Self::Full => {
                "The browser has no room to keep this text: download your cluster.yaml before you \
                 close the page."
            }
            Self::Elsewhere => {
                "Another tab has changed the cluster that is kept. Load it here, or keep this \
                 tab's instead."
            }
            Self::OtherVersion => {
                "A newer version of this page has kept a cluster, which this one leaves alone. \
                 Reload the page."
            }
        })
    }
}

impl Error for Trouble {}
