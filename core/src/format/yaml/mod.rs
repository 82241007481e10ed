//! Writes YAML that a YAML 1.1 and a YAML 1.2 reader take for the same tree.
//!
//! Own code rather than the library's emitter, because that leaves `0644` and `etcd-lock` to the
//! reader's dialect in places, folds, and fails. Here a string that any dialect could take for
//! something else is quoted, text of several lines is a literal block, and no anchor, tag or flow
//! collection is written but `[]` and `{}`.

pub(crate) mod scalar;

use std::fmt::Write as _;

use serde::Serialize;
use serde_yaml::{Number, Value};

/// What differs between the files that we write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Keys whose string is quoted even where it need not be.
    pub quoted_keys: &'static [&'static str],
    /// Keys whose number is a mode: written `0644`, which readers of YAML 1.1 take for octal. Only for
    /// a file whose one reader does so.
    pub octal_keys: &'static [&'static str],
    /// Whether a list stands two further in than its key; Kubernetes' own files have it level.
    pub indent_lists: bool,
}

/// Writes `value` as one document without a header, in the order of its fields.
///
/// Our own structs always make a tree. Should a foreign `Serialize` refuse, the document is one
/// comment that says so: no reader takes it for the file it should be, and `check` reports it.
pub fn write(value: &impl Serialize, style: Style) -> String {
    match serde_yaml::to_value(value) {
        Ok(mut tree) => {
            untag(&mut tree);
            document(&tree, style)
        }
        Err(error) => format!("# cannot be written: {}\n", super::text::Text::escaped(error)),
    }
}

/// A variant with a value, which serde's YAML marks by a tag, becomes a key and its value: that is how
/// every format here has it, and tags are not written.
fn untag(value: &mut Value) {
    if let Value::Tagged(tagged) = value {
        let name = tagged.tag.to_string().trim_start_matches('!').to_owned();
        let inner = std::mem::take(&mut tagged.value);
        *value = Value::Mapping([(Value::String(name), inner)].into_iter().collect());
    }
    match value {
        Value::Mapping(map) => map.values_mut().for_each(untag),
        Value::Sequence(list) => list.iter_mut().for_each(untag),
        _ => {}
    }
}

fn document(tree: &Value, style: Style) -> String {
    let mut writer = Writer { out: String::new(), style, refused: false };
    match tree {
        Value::Mapping(map) if !map.is_empty() => writer.mapping(map, 0, false),
        Value::Sequence(list) if !list.is_empty() => writer.sequence(list, 0),
        other => {
            writer.leaf(other, 2, false);
            writer.out.push('\n');
        }
    }
    if writer.refused {
        return "# cannot be written: a number that is not whole\n".to_owned();
    }
    writer.out
}

/// The digits of a whole number. No struct of ours has another, and what writes those would bring tables
/// of 10 KB into every program.
pub(super) fn whole(number: &Number) -> Option<String> {
    let negative = || number.as_i64().map(|number| number.to_string());
    number.as_u64().map(|number| number.to_string()).or_else(negative)
}

/// A key that is not marked by `?` may take 1024 characters: YAML 1.2.2, section 8.2.2.
const LONGEST_KEY: usize = 1000;

struct Writer {
    out: String,
    style: Style,
    /// There was something that cannot be written.
    refused: bool,
}

impl Writer {
    /// `on_dash`: the first key stands on the line of the `- ` that opens this mapping.
    fn mapping(&mut self, map: &serde_yaml::Mapping, indent: usize, on_dash: bool) {
        for (index, (key, value)) in map.iter().enumerate() {
            if index > 0 || !on_dash {
                self.indent(indent);
            }
            self.key(key, indent);
            match value {
                Value::Mapping(map) if !map.is_empty() => {
                    self.out.push('\n');
                    self.mapping(map, indent + 2, false);
                }
                Value::Sequence(list) if !list.is_empty() => {
                    self.out.push('\n');
                    self.sequence(list, if self.style.indent_lists { indent + 2 } else { indent });
                }
                leaf => {
                    let is_in = |keys: &[&str]| key.as_str().is_some_and(|key| keys.contains(&key));
                    self.out.push(' ');
                    match leaf.as_u64() {
                        Some(mode) if is_in(self.style.octal_keys) => {
                            let _ = write!(self.out, "{mode:04o}");
                        }
                        _ => self.leaf(leaf, indent + 2, is_in(self.style.quoted_keys)),
                    }
                    self.out.push('\n');
                }
            }
        }
    }

    fn key(&mut self, key: &Value, indent: usize) {
        let start = self.out.len();
        self.leaf_in_line(key);
        if self.out.len() - start > LONGEST_KEY {
            self.out.insert_str(start, "? ");
            self.out.push('\n');
            self.indent(indent);
        }
        self.out.push(':');
    }

    fn sequence(&mut self, list: &[Value], indent: usize) {
        for item in list {
            self.indent(indent);
            match item {
                Value::Mapping(map) if !map.is_empty() => {
                    self.out.push_str("- ");
                    self.mapping(map, indent + 2, true);
                }
                Value::Sequence(list) if !list.is_empty() => {
                    self.out.push_str("-\n");
                    self.sequence(list, indent + 2);
                }
                leaf => {
                    self.out.push_str("- ");
                    self.leaf(leaf, indent + 2, false);
                    self.out.push('\n');
                }
            }
        }
    }

    /// Everything that is not a filled collection, without its line end. Lines of a block stand
    /// at `indent`.
    fn leaf(&mut self, leaf: &Value, indent: usize, quoted: bool) {
        match leaf {
            Value::String(text) if scalar::fits_block(text) => {
                self.out.push_str(&scalar::block(text, indent));
            }
            Value::String(text) if quoted => self.out.push_str(&scalar::quoted(text)),
            other => self.leaf_in_line(other),
        }
    }

    fn leaf_in_line(&mut self, leaf: &Value) {
        let text = match leaf {
            Value::Null => "null".to_owned(),
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => whole(number).unwrap_or_else(|| {
                self.refused = true;
                String::new()
            }),
            Value::String(text) => scalar::in_line(text),
            Value::Sequence(_) => "[]".to_owned(),
            Value::Mapping(_) => "{}".to_owned(),
            Value::Tagged(tagged) => return self.leaf_in_line(&tagged.value),
        };
        self.out.push_str(&text);
    }

    fn indent(&mut self, width: usize) {
        scalar::spaces(width, &mut self.out);
    }
}

#[cfg(test)]
mod tests;
