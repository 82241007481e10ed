//! What the part of the address behind the `#` says, and the way back through what was looked at.
//!
//! A view is `#/files`: no element's id begins with a slash, so that a browser scrolls nowhere. A
//! share link is `#v1.…` ([`crate::share`]). Once a link's cluster was taken over, the page replaces it by
//! its view, as a reload would bring it back over what was changed since.
//!
//! ```
//! use kubecore_web::navigation::{Target, target};
//!
//! assert_eq!(target("#/files"), Target::View("files"));
//! assert_eq!(target("#v1.weave-small"), Target::Link("#v1.weave-small"));
//! assert_eq!(target("#main"), Target::Page);
//! ```

pub mod browser;

use crate::share;

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'h> {
    /// To the page, and nowhere in particular.
    Page,
    /// To the view of this name; whether there is one is for the page to say.
    View(&'h str),
    /// To a shared cluster.
    Link(&'h str),
}

/// What a fragment, with its `#`, means.
pub fn target(fragment: &str) -> Target<'_> {
    if share::is_link(fragment) {
        return Target::Link(fragment);
    }
    match fragment.strip_prefix("#/") {
        Some(view) if !view.is_empty() => Target::View(view),
        _ => Target::Page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_else_is_the_page() {
        for fragment in ["", "#", "#/", "#files", "#v1", "#main", "files", "/files"] {
            assert_eq!(target(fragment), Target::Page, "{fragment}");
        }
        assert_eq!(target("#/v1.x"), Target::View("v1.x"));
        assert_eq!(target("#v2.x"), Target::Link("#v2.x"), "one of tomorrow is told, too");
    }
}
