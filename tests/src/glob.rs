//! Patterns over the paths of a tree: `*` stays within a name, `**` crosses `/`, `{a,b}` offers alternatives.

/// Several patterns as one: blank-separated; a leading `!` takes out again what earlier ones took in.
#[derive(Debug, Clone)]
pub struct Globs {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    text: String,
    takes_in: bool,
    patterns: Vec<String>,
}

impl Globs {
    /// Reads a list of patterns; `-` is the list that matches nothing.
    pub fn read(list: &str) -> Self {
        let parts = list.split_ascii_whitespace().filter(|text| *text != "-").map(|text| {
            let plain = text.strip_prefix('!');
            let patterns = alternatives(plain.unwrap_or(text));
            Part { text: text.to_owned(), takes_in: plain.is_none(), patterns }
        });
        Self { parts: parts.collect() }
    }

    /// Whether `path` is taken in, and not out again.
    pub fn matches(&self, path: &str) -> bool {
        let last = self.parts.iter().rev().find(|part| part.matches(path));
        last.is_some_and(|part| part.takes_in)
    }

    /// Patterns that none of `paths` matches: they say nothing.
    pub fn idle(&self, paths: &[&str]) -> Vec<&str> {
        let idle = self.parts.iter().filter(|part| !paths.iter().any(|path| part.matches(path)));
        idle.map(|part| part.text.as_str()).collect()
    }
}

impl Part {
    fn matches(&self, path: &str) -> bool {
        self.patterns.iter().any(|pattern| matches(pattern.as_bytes(), path.as_bytes()))
    }
}

/// `a{b,c}d` gives `abd` and `acd`.
fn alternatives(pattern: &str) -> Vec<String> {
    let Some((head, rest)) = pattern.split_once('{') else { return vec![pattern.to_owned()] };
    let (words, tail) = rest.split_once('}').expect("a brace is closed");
    let tails = alternatives(tail);
    let words = words.split(',');
    words.flat_map(|word| tails.iter().map(move |tail| format!("{head}{word}{tail}"))).collect()
}

fn matches(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        ([b'*', b'*', rest @ ..], _) => (0..=path.len()).any(|at| matches(rest, &path[at..])),
        ([b'*', rest @ ..], _) => {
            let name = path.iter().position(|byte| *byte == b'/').unwrap_or(path.len());
            (0..=name).any(|at| matches(rest, &path[at..]))
        }
        ([wanted, rest @ ..], [found, path @ ..]) => wanted == found && matches(rest, path),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Globs;

    #[test]
    fn names_and_trees() {
        for (globs, path, found) in [
            ("nodes/*/README.md", "nodes/a/README.md", true),
            ("nodes/*/README.md", "nodes/a/b/README.md", false),
            ("nodes/**/README.md", "nodes/a/b/README.md", true),
            ("nodes/{a,b}*/x", "nodes/b-1/x", true),
            ("nodes/{a,b}*/x", "nodes/c-1/x", false),
            ("{a,b}/{c,d}", "b/c", true),
            ("** !b/**", "b/c", false),
            ("** !b/** b/c", "b/c", true),
            ("-", "-", false),
            ("a", "a/b", false),
        ] {
            assert_eq!(Globs::read(globs).matches(path), found, "{globs} {path}");
        }
    }

    #[test]
    fn what_says_nothing_is_named() {
        assert_eq!(Globs::read("a/* c !a/b").idle(&["a/b"]), ["c"]);
    }
}
