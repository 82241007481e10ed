//! Writes YAML that a YAML 1.1 and a YAML 1.2 reader take for the same tree.
//!
//! Own code rather than the library's emitter, because that leaves `0644` and `etcd-lock` to the
//! reader's dialect in places, folds, and fails. Here a string that any dialect could take for
//! something else is quoted, text of several lines is a literal block, and no anchor, tag or flow
//! collection is written but `[]` and `{}`.

mod emit;
pub(crate) mod scalar;

use serde::Serialize;

use self::emit::Writer;

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
/// Our own structs can always be written. Should a foreign `Serialize` refuse, the document is one
/// comment that says so: no reader takes it for the file it should be, and `check` reports it.
/// Numbers are whole: no struct of ours has another, and what writes those would bring tables of 10 KB into
/// every program.
pub fn write(value: &impl Serialize, style: Style) -> String {
    let mut writer = Writer::new(style);
    match value.serialize(writer.document()) {
        Ok(()) => writer.out,
        Err(error) => format!("# cannot be written: {}\n", super::text::Text::escaped(error)),
    }
}

#[cfg(test)]
mod tests;
