//! A value as the text of a cell, and back.

use kubecore::document::Value;

use super::column::Kind;

/// What a cell shows: labels as `key=value, key=value`, lists as `a, b`, what is not there as nothing.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::List(items) => join(items.iter().map(shown)),
        Value::Map(entries) => {
            join(entries.iter().map(|(key, value)| [key, "=", &shown(value)].concat()))
        }
    }
}

/// What a text means in a cell; nothing for an empty one, which leaves the default. Says why a text
/// means nothing at all. Whether the value is right is for the core to say.
pub(super) fn read(kind: Kind, text: &str) -> Result<Option<Value>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(match kind {
        Kind::Labels => Value::Map(labels(text)?),
        Kind::List => Value::List(pieces(text).map(Value::text).collect()),
        Kind::Text | Kind::Address | Kind::Number | Kind::Secret | Kind::Choice | Kind::YesNo => {
            Value::text(text)
        }
    }))
}

fn labels(text: &str) -> Result<Vec<(String, Value)>, String> {
    let mut all: Vec<(String, Value)> = Vec::new();
    for piece in pieces(text) {
        let Some((key, value)) = piece.split_once('=') else {
            return Err(["`", piece, "` has no value: write key=value, key=value"].concat());
        };
        let key = key.trim();
        if key.is_empty() {
            return Err(["`", piece, "` has no key: write key=value, key=value"].concat());
        }
        if all.iter().any(|(other, _)| other == key) {
            return Err(["`", key, "` is there twice: a label has one value"].concat());
        }
        all.push((key.to_owned(), Value::text(value.trim())));
    }
    Ok(all)
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|piece| !piece.is_empty())
}

fn join(pieces: impl Iterator<Item = String>) -> String {
    pieces.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_reads_as_what_it_was() {
        let labels = Value::Map(vec![
            ("zone".into(), Value::text("a")),
            ("example.com/x".into(), Value::text("b=c")),
        ]);
        assert_eq!(shown(&labels), "zone=a, example.com/x=b=c");
        assert_eq!(read(Kind::Labels, &shown(&labels)), Ok(Some(labels)));
        let list = Value::List(vec![Value::text("a"), Value::text("b")]);
        assert_eq!(read(Kind::List, " a,, b ,"), Ok(Some(list)));
        assert_eq!(read(Kind::Number, " 12 "), Ok(Some(Value::text("12"))));
    }

    #[test]
    fn nothing_is_no_value() {
        for kind in [Kind::Text, Kind::Labels, Kind::List] {
            assert_eq!(read(kind, "  "), Ok(None));
        }
        assert_eq!(shown(&Value::Null), "");
    }

    #[test]
    fn a_label_that_means_nothing_says_why() {
        let why = |text| read(Kind::Labels, text).expect_err(text);
        assert!(why("zone").contains("`zone` has no value"));
        assert!(why("=a").contains("no key"));
        assert!(why("a=1, a=2").contains("twice"));
    }
}
