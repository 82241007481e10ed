//! Writes JSON in the order of struct fields.

use serde::Serialize;

use super::text::Text;

/// Indented by two, with a final line end.
///
/// As with [`super::yaml::write`], a value that refuses to be written gives a text that no reader
/// takes for JSON and that says why.
pub fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_else(|error| refused(&error));
    text.push('\n');
    text
}

/// On one line, without a line end.
pub fn one_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| refused(&error))
}

fn refused(error: &serde_json::Error) -> String {
    format!("// cannot be written: {}", Text::escaped(error))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn json_is_pretty_or_on_one_line() {
        let value = BTreeMap::from([("a", "x\n\"")]);
        assert_eq!(pretty(&value), "{\n  \"a\": \"x\\n\\\"\"\n}\n");
        assert_eq!(one_line(&value), "{\"a\":\"x\\n\\\"\"}");
    }

    #[test]
    fn a_value_that_refuses_to_be_written_says_so() {
        let value = BTreeMap::from([(vec![1], 1)]);
        assert!(pretty(&value).starts_with("// cannot be written: "));
    }
}
