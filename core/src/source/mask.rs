//! Lines of the text as they may be shown: secrets are covered.

use super::Source;

/// The keys whose values are secrets. Looked for in the text and not in the tree, because a text
/// that is not even YAML is shown, too.
pub(crate) const SECRET_KEYS: [&str; 3] = ["password", "token", "kubeadm_token"];

/// The keys of secrets in an old cloud-config, which is shown in messages and nowhere else.
const CLOUD_CONFIG_KEYS: [&str; 3] = ["passwd", "etcd_password", "etcd-password"];

/// How far above a line its key is looked for, in lines: a walk to the top for each of ten thousand
/// messages would take minutes.
const LOOK_BACK: usize = 64;

/// What stands in place of each character of a secret.
const COVER: char = '*';

impl Source {
    /// A line as it may be shown to anybody.
    ///
    /// The value behind a secret's key is covered to its end, and so are the lines below that are
    /// indented deeper than the key: a value that was broken into lines is a secret still.
    pub fn shown_line(&self, number: usize) -> Option<String> {
        self.line(number).map(|line| self.shown(number, line))
    }

    /// The first `most` characters of such a line: a hundred thousand findings may be about one line.
    pub(crate) fn shown_start(&self, number: usize, most: usize) -> Option<String> {
        let line = self.line(number)?;
        let cut = line.char_indices().nth(most).and_then(|(at, _)| line.get(..at));
        let mut shown = match cut {
            // What follows would be covered, too, so no bracket at the cut closes anything.
            Some(start) => self.shown(number, &[start, "."].concat()),
            None => self.shown(number, line),
        };
        if cut.is_some() {
            shown.pop();
        }
        Some(shown)
    }

    fn shown(&self, number: usize, line: &str) -> String {
        if self.continues_a_secret(number) {
            return cover(line, indent(line));
        }
        let start = [value_of_secret(line), value_behind(&CLOUD_CONFIG_KEYS, line)];
        match start.into_iter().flatten().min() {
            Some(start) => cover(line, start),
            None => line.to_owned(),
        }
    }

    /// Where in a line the first secret's value begins, in bytes.
    pub(crate) fn secret_in(&self, number: usize) -> Option<usize> {
        value_of_secret(self.line(number)?)
    }

    /// Whether a line belongs to the value of a secret's key above it.
    pub(crate) fn continues_a_secret(&self, number: usize) -> bool {
        let mut depth = indent(self.line(number).unwrap_or_default());
        // What begins at the margin continues nothing; so do most lines of a hundred thousand messages.
        if depth == 0 {
            return false;
        }
        for above in (1..number).rev().take(LOOK_BACK).filter_map(|number| self.line(number)) {
            if above.trim().is_empty() || indent(above) >= depth {
                continue;
            }
            if value_of_secret(above).is_some() {
                return true;
            }
            depth = indent(above);
            if depth == 0 {
                break;
            }
        }
        false
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Where the first secret's value begins, in bytes.
fn value_of_secret(line: &str) -> Option<usize> {
    value_behind(&SECRET_KEYS, line)
}

fn value_behind(keys: &[&str], line: &str) -> Option<usize> {
    keys.iter()
        .flat_map(|key| line.match_indices(key).map(move |(at, _)| (at, at + key.len())))
        .filter(|(start, _)| {
            let before = line.get(..*start).and_then(|text| text.chars().next_back());
            before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_')
        })
        .filter_map(|(_, end)| {
            let rest = line.get(end..)?.trim_start_matches(['"', '\'', ' ', '\t']);
            let value = rest.strip_prefix(':')?;
            Some(line.len() - value.trim_start().len())
        })
        .min()
}

/// Covers from the byte `start` on, brackets that close a flow mapping excepted, so that carets
/// under the line still stand where they should.
fn cover(line: &str, start: usize) -> String {
    let (open, rest) = line.split_at_checked(start).unwrap_or((line, ""));
    let kept = rest.len() - rest.trim_end_matches(['}', ']', ' ', ',']).len();
    let (secret, end) = rest.split_at_checked(rest.len() - kept).unwrap_or((rest, ""));
    format!("{open}{}{end}", secret.chars().map(|_| COVER).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::shape;
    use crate::spec::shape::{RecordShape, Shape};

    fn shown(text: &str, line: usize) -> String {
        Source::new("cluster.yaml", text).shown_line(line).unwrap()
    }

    #[test]
    fn secrets_are_covered() {
        assert_eq!(shown("weave:\n  password: hunter2 # mine", 2), "  password: **************");
        assert_eq!(
            shown("  - { host: quay.io, token: abc }", 1),
            "  - { host: quay.io, token: *** }"
        );
        assert_eq!(shown("\"token\": abc", 1), "\"token\": ***");
        assert_eq!(shown("password: |\n  abc\n\n  def", 4), "  ***");
        assert_eq!(shown("password: [\n  abc", 2), "  ***");
        assert_eq!(shown("  passwd: hunter2", 1), "  passwd: *******");
        assert_eq!(shown("{ etcd_password: abc }", 1), "{ etcd_password: *** }");
    }

    #[test]
    fn the_start_of_a_line_is_covered_as_the_line_is() {
        let start = |text: &str, most| Source::new("", text).shown_start(1, most).unwrap();
        assert_eq!(start("token: a}bc", 20), "token: ****");
        assert_eq!(start("token: a}bc", 9), "token: **");
        assert_eq!(start("name: a}bc", 8), "name: a}");
        assert_eq!(start("{ name: é }", 9), "{ name: é");
    }

    #[test]
    fn the_rest_is_not() {
        for text in ["name: token", "tokens: 5", "etcd_token: x", "my-token", "  ip: 10.0.0.1"] {
            assert_eq!(shown(text, 1), text);
        }
        assert_eq!(shown("weave:\n  password: x\n  layout: shared", 3), "  layout: shared");
    }

    /// A secret under a key that is not covered would be shown.
    #[test]
    fn every_secret_of_the_format_has_such_a_key() {
        fn secrets(record: &RecordShape, found: &mut Vec<&'static str>) {
            for field in &record.fields {
                let mut shape = &field.shape;
                while let Shape::List(element) = shape {
                    shape = element;
                }
                match shape {
                    Shape::Secret(_) => found.push(field.key),
                    Shape::Record(record) => secrets(record, found),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        secrets(&shape(), &mut found);
        assert_eq!(found, SECRET_KEYS);
    }
}
