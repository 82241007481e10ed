//! Parts of a program, summed up.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A function, or data.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    /// The crate that it is of.
    pub(super) owner: String,
    pub(super) size: u64,
}

impl Part {
    /// A function by its symbol.
    pub(super) fn named(symbol: &str, size: u64) -> Self {
        let name = super::path(symbol);
        Self { owner: owner(&name).to_owned(), name, size }
    }

    /// What has no function.
    pub(super) fn of(owner: &str, size: u64) -> Self {
        Self { name: owner.to_owned(), owner: owner.to_owned(), size }
    }
}

/// So many lines each table has.
const LINES: usize = 30;

/// A table by crate, then the largest functions.
pub(super) fn of(what: &str, all: u64, mut parts: Vec<Part>) -> String {
    let mut crates: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for Part { owner, size, .. } in &parts {
        let (sum, count) = crates.entry(owner).or_default();
        (*sum, *count) = (*sum + size, *count + 1);
    }
    let named: u64 = crates.values().map(|(sum, _)| sum).sum();
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(name, (sum, _))| (u64::MAX - sum, *name));
    let mut out =
        format!("{what}: {all} bytes\n\n{:>9} {:>6} {:>6}  crate\n", "bytes", "%", "parts");
    let mut line = |size: u64, count: &str, name: &str| {
        let _ = writeln!(out, "{size:>9} {:>6} {count:>6}  {name}", percent(size, all));
    };
    for (name, (sum, count)) in crates.iter().take(LINES) {
        line(*sum, &count.to_string(), name);
    }
    let rest: u64 = crates.iter().skip(LINES).map(|(_, (sum, _))| sum).sum();
    line(rest, "", &format!("{} more", crates.len().saturating_sub(LINES)));
    line(all.saturating_sub(named), "", "headers, tables, and what has no name");
    parts.retain(|part| part.name != part.owner);
    parts.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.name.cmp(&b.name)));
    let _ = writeln!(out, "\n{:>9} {:>6}  function", "bytes", "%");
    for Part { name, size, .. } in parts.iter().take(LINES) {
        let _ = writeln!(out, "{size:>9} {:>6}  {name}", percent(*size, all));
    }
    out
}

/// With one digit behind the point.
fn percent(part: u64, all: u64) -> String {
    let tenths = (part * 1000).checked_div(all).unwrap_or_default();
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The crate in which a path begins: of `<a::T as b::Trait>::f` that is `a`.
fn owner(path: &str) -> &str {
    let begin = path.trim_start_matches(['<', '&', '*', '(', '[', ' ']);
    let begin = ["mut ", "const ", "dyn "].iter().fold(begin, |rest, word| {
        rest.strip_prefix(word).unwrap_or(rest).trim_start_matches(['<', '&', '*'])
    });
    match begin.split_once("::") {
        Some((first, _)) if first.chars().all(|c| c.is_alphanumeric() || c == '_') => first,
        // C, assembly, and implementations for types of the language.
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_crate() {
        for (path, expected) in [
            ("kubecore::compile::compile", "kubecore"),
            ("<kubecore::plan::Plan as core::fmt::Debug>::fmt", "kubecore"),
            ("<&mut serde_json::ser::Compound<W> as serde::ser::SerializeMap>::end", "serde_json"),
            ("<&&dyn core::any::Any as T>::f", "core"),
            ("memcpy", "other"),
            ("<str as alloc::string::ToString>::to_string", "other"),
        ] {
            assert_eq!(owner(path), expected, "{path}");
        }
    }

    #[test]
    fn sums_and_the_rest_make_the_whole() {
        let part = |name: &str, size| Part::named(name, size);
        let parts =
            vec![part("a::f", 300), part("b::g", 500), part("a::h", 100), Part::of("data", 50)];
        let text = of("it", 1000, parts);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines[0], "it: 1000 bytes");
        assert_eq!(lines[3], "500   50.0      1  b");
        assert_eq!(lines[4], "400   40.0      2  a");
        assert_eq!(lines[5], "50    5.0      1  data");
        assert!(lines[7].starts_with("50    5.0") && lines[7].ends_with("no name"), "{}", lines[7]);
        assert_eq!(lines[10], "500   50.0  b::g");
        assert!(!text.contains("  data\n50"));
    }
}
