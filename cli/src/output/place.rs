//! What is at the target directory now, and whether it may be replaced.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::former::{self, Former};
use crate::failure::Failure;

/// What is at the target now. Anything else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing.
    Free,
    /// An empty directory.
    Empty,
    /// A former render as it was written, which is to be replaced.
    Former,
}

/// Looks at `target`; a former render needs `force`.
pub(super) fn place(target: &Path, force: bool) -> Result<Place, Failure> {
    let shown = target.display();
    let refuse = |why: &str| Err(Failure::Other(format!("{shown} {why}")));
    let failed = |error: io::Error| Failure::io(&shown, &error);
    let metadata = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Place::Free),
        Err(error) => return Err(failed(error)),
    };
    // A link would have to be replaced by a directory, or what it leads to behind its back.
    if metadata.is_symlink() {
        return match fs::canonicalize(target) {
            Ok(leads) => refuse(&format!("is a link: give {}, where it leads", leads.display())),
            Err(_) => refuse("is a link to nowhere: remove it, or choose another directory"),
        };
    }
    if !metadata.is_dir() {
        return refuse("is a file: choose a directory, or use --zip");
    }
    let place = if fs::read_dir(target).map_err(failed)?.next().is_none() {
        Place::Empty
    } else {
        match former::inspect(target).map_err(failed)? {
            Former::Untouched if force => Place::Former,
            Former::Untouched => return refuse("holds a former render: --force replaces it"),
            Former::NotOurs => {
                return refuse("is not empty, and not a former render: choose another directory");
            }
            Former::Touched(names) => return refuse(&touched(&names)),
        }
    };
    // A shell in a directory that is replaced sees the old one, which is gone.
    if is_around_us(target) {
        return refuse(
            "is the directory you are in, and would be replaced under your feet: \
             go out of it first",
        );
    }
    Ok(place)
}

/// Why a former render that was changed is not replaced.
pub(super) fn touched(names: &[String]) -> String {
    const NAMED: usize = 3;
    // Others may have named these files: a line break must not end our line.
    let mut shown: Vec<String> =
        names.iter().take(NAMED).map(|name| name.escape_debug().to_string()).collect();
    if names.len() > NAMED {
        shown.push(format!("and {} more", names.len() - NAMED));
    }
    format!(
        "holds what was added or changed since it was rendered, which --force does not replace \
         either ({}): move it away, or choose another directory",
        shown.join(", ")
    )
}

fn is_around_us(target: &Path) -> bool {
    let here = std::env::current_dir().and_then(fs::canonicalize);
    match (here, fs::canonicalize(target)) {
        (Ok(here), Ok(target)) => here.starts_with(target),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_are_named_and_the_rest_counted() {
        let names = ["a\nb", "c", "d", "e", "f"].map(str::to_owned);
        assert!(touched(&names).contains(r"(a\nb, c, d, and 2 more)"), "{}", touched(&names));
        assert!(touched(&names[..1]).contains(r"(a\nb)"));
    }

    #[test]
    fn only_nothing_and_an_empty_directory_are_free() {
        let scratch = tempfile::tempdir().unwrap();
        let at = |name: &str| scratch.path().join(name);
        fs::create_dir(at("empty")).unwrap();
        fs::create_dir_all(at("full/below")).unwrap();
        fs::write(at("file"), "").unwrap();
        std::os::unix::fs::symlink(at("empty"), at("link")).unwrap();
        std::os::unix::fs::symlink(at("none"), at("dangling")).unwrap();
        assert_eq!(place(&at("new"), false).unwrap(), Place::Free);
        assert_eq!(place(&at("empty"), false).unwrap(), Place::Empty);
        for (name, why) in [
            ("full", "not a former render"),
            ("file", "is a file"),
            ("link", "empty, where it leads"),
            ("dangling", "to nowhere"),
            ("file/below", "a part of this path is a file"),
        ] {
            let Err(Failure::Other(text)) = place(&at(name), true) else {
                panic!("{name} may not be replaced");
            };
            assert!(text.contains(why), "{text}");
        }
    }
}
