//! A copy of a `cluster.yaml` that anybody may read.

use super::{Document, Edit, Value};
use crate::source::{FieldPath, SECRET_KEYS, Source, read};

/// What the first line of a copy begins with, if something was left out; behind it stands what.
const LEFT_OUT: &str = "# Secrets are left out of this copy: ";

/// How a private key in PEM begins (after `-----BEGIN `), whatever its kind.
const PRIVATE_KEY: &str = "PRIVATE KEY-----";

/// The text without its secrets, for archives and browsers' storage: all else stays, comments
/// too. The value of a key of secrets is nothing then; in comments, and in a text that is no YAML,
/// such a key's line is cut behind it. Private keys in PEM are cut wherever they stand.
///
/// Where something was left out, a comment above the text says what; [`left_out`] takes it off again.
pub fn without_secrets(text: &str) -> String {
    let (_, text) = left_out(text);
    // Most texts have none, and need not be read for that. With a backslash, a key can be written
    // in ways that do not look like it.
    let suspicious = SECRET_KEYS.iter().chain([&"\\", &PRIVATE_KEY]);
    if !suspicious.into_iter().any(|mark| text.contains(mark)) {
        return text.to_owned();
    }
    let (copy, what) = if let Some(document) = readable(text) {
        of_document(&document)
    } else {
        let copy = cut(text, &[]);
        // What is left may be YAML, in which more of it belongs to a secret's key.
        let again = readable(&copy).map(|document| of_document(&document).0);
        (again.unwrap_or(copy), Vec::new())
    };
    if copy == text {
        return copy;
    }
    let what =
        if what.is_empty() { "lines with a password, token or key" } else { &what.join(", ") };
    [LEFT_OUT, what, "\n", &copy].concat()
}

/// What a copy says was left out of it, and the copy without that line.
pub fn left_out(copy: &str) -> (Option<&str>, &str) {
    let Some(rest) = copy.strip_prefix(LEFT_OUT) else { return (None, copy) };
    let (what, text) = rest.split_once('\n').unwrap_or((rest, ""));
    (Some(what.trim_end()), text)
}

/// A document that is the whole of its text: what a reader passes over, such as the second of two
/// equal keys, could be a secret.
fn readable(text: &str) -> Option<Document> {
    let (_, report) = read(&Source::new("", text));
    Document::read(text).filter(|_| report.is_empty())
}

fn of_document(document: &Document) -> (String, Vec<String>) {
    let mut paths = Vec::new();
    secrets(&document.root(), FieldPath::root(), &mut paths);
    let mut texts = Vec::new();
    for value in paths.iter().filter_map(|path| document.value(path)) {
        collect(value, &mut texts);
    }
    let mut what: Vec<String> = paths.iter().map(ToString::to_string).collect();
    let edits: Vec<Edit> =
        paths.into_iter().map(|path| Edit::Set { path, value: Value::Null }).collect();
    let edited = if edits.is_empty() { None } else { document.edit(&edits) };
    let blanked = edited.as_ref().unwrap_or(document);
    let copy = comments(blanked.text(), &texts);
    if copy == blanked.text() {
        return (copy, what);
    }
    what.push("what a comment said".into());
    let root = blanked.root();
    if Document::read(&copy).is_some_and(|copy| copy.root() == root) {
        return (copy, what);
    }
    // What looked like a comment is none: a copy without any.
    (super::write::document(&root, super::lines::line_break(blanked.text())), what)
}

fn secrets(value: &Value, path: FieldPath, found: &mut Vec<FieldPath>) {
    match value {
        Value::Text(text) if text.contains(PRIVATE_KEY) => found.push(path),
        Value::Null | Value::Text(_) => {}
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                secrets(item, path.clone().index(index), found);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                let path = path.clone().key(key.clone());
                if SECRET_KEYS.contains(&key.as_str()) && *value != Value::Null {
                    found.push(path);
                } else {
                    secrets(value, path, found);
                }
            }
        }
    }
}

/// The single values in a secret. One of a few letters could stand in any comment.
fn collect(value: Value, texts: &mut Vec<String>) {
    match value {
        Value::Text(text) if text.len() > 3 => texts.push(text),
        Value::Null | Value::Text(_) => {}
        Value::List(items) => items.into_iter().for_each(|item| collect(item, texts)),
        Value::Map(entries) => entries.into_iter().for_each(|(_, value)| collect(value, texts)),
    }
}

/// Cuts in comments alone. Lines that are nothing else are read as the text they hold.
fn comments(text: &str, secrets: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('#') {
            run.push_str(line);
            continue;
        }
        end_run(&mut out, &mut run, secrets);
        match line.find(" #").or_else(|| line.find("\t#")) {
            Some(at) => {
                let (value, comment) = line.split_at_checked(at).unwrap_or((line, ""));
                out.push_str(value);
                out.push_str(&cut(comment, secrets));
            }
            None => out.push_str(line),
        }
    }
    end_run(&mut out, &mut run, secrets);
    out
}

fn end_run(out: &mut String, run: &mut String, secrets: &[String]) {
    let inner: Vec<String> =
        run.split_inclusive('\n').map(|line| line.replacen('#', " ", 1)).collect();
    let inner = inner.concat();
    let cut = cut(&inner, secrets);
    if cut == inner {
        out.push_str(run);
    } else {
        for line in cut.split_inclusive('\n') {
            out.push('#');
            out.push_str(line.strip_prefix(' ').unwrap_or(line));
        }
    }
    run.clear();
}

/// Cuts each line behind a key of secrets, and takes away the lines below that belong to it; and
/// before what is one of `secrets`.
fn cut(text: &str, secrets: &[String]) -> String {
    let source = Source::new("", text);
    let mut out = String::with_capacity(text.len());
    let mut in_key = false;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if in_key && is_of_a_key(line) {
            in_key = !line.contains("-----END");
            continue;
        }
        in_key = false;
        if source.continues_a_secret(number) && !line.trim().is_empty() {
            continue;
        }
        let key = line.find(PRIVATE_KEY).map(|at| line.get(..at).map_or(0, begin_of_mark));
        let secret = source.secret_in(number).filter(|at| !is_silent(line.get(*at..)));
        in_key = key.is_some() && !line.contains("-----END");
        let known = secrets.iter().filter_map(|secret| line.find(secret.as_str()));
        match key.into_iter().chain(secret).chain(known).min() {
            Some(at) => {
                out.push_str(line.get(..at).unwrap_or_default().trim_end());
                let body = line.trim_end_matches(['\r', '\n']);
                let ends = body.trim_end_matches(['}', ']', ' ', ',']).len().max(at);
                out.push_str(body.get(ends..).unwrap_or_default());
                out.push_str(line.get(body.len()..).unwrap_or_default());
            }
            None => out.push_str(line),
        }
    }
    out
}

fn begin_of_mark(before: &str) -> usize {
    before.rfind("-----BEGIN").unwrap_or(before.len())
}

/// Whether a line can be one of a key in PEM: base64, its end, or a header of old encrypted keys.
fn is_of_a_key(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '"' | '\''));
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    line.bytes().all(base64)
        || ["-----END", "Proc-Type", "DEK-Info"].iter().any(|mark| line.contains(mark))
}

/// Whether nothing stands behind a key but brackets and a comment.
fn is_silent(value: Option<&str>) -> bool {
    let value =
        value.unwrap_or_default().trim_start_matches(['}', ']', ',', ' ', '\t', '\r', '\n']);
    value.is_empty() || value == "null" || value.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "hunter-2";

    /// The copy, and what it says of itself.
    fn copy(text: &str) -> (Option<String>, String) {
        let copy = without_secrets(text);
        assert!(!copy.contains(SECRET), "{copy}");
        let (what, text) = left_out(&copy);
        assert_eq!(without_secrets(&copy), text, "in a copy there is nothing to leave out");
        (what.map(str::to_owned), text.to_owned())
    }

    fn copied(text: &str) -> String {
        copy(text).1
    }

    #[test]
    fn without_a_secret_the_copy_is_the_text() {
        for text in [
            "",
            "name: a # with a comment\r\n\r\nnodes: []",
            "nodes: [",
            "# token\n# tokens: 3\na: http://token:2379\nb: \"the password: none\"\n",
            "weave:\n  password: # mine\n  registries: [{ host: a, token: }]\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            assert_eq!(without_secrets(text), text);
        }
    }

    #[test]
    fn a_secret_in_yaml_is_nothing_in_the_copy() {
        for value in [
            SECRET,
            "\"hunter-2\"",
            "{ a: hunter-2 }",
            "[hunter-2]",
            "|\n    hunter-2\n    hunter-2",
            "\n    hunter-2\n    hunter-2",
            "\n    - hunter-2",
            "hunter-2 # mine",
        ] {
            let text = format!("name: a\nweave:\n  layout: shared\n  password: {value}\nlast: b\n");
            let (what, copy) = copy(&text);
            assert_eq!(what.as_deref(), Some("$.weave.password"));
            let root = Document::read(&copy).unwrap().root();
            let weave = root.get("weave").unwrap();
            assert_eq!(weave.get("password"), Some(&Value::Null), "{copy}");
            assert_eq!(weave.get("layout"), Some(&Value::text("shared")), "{copy}");
            assert_eq!(root.get("last"), Some(&Value::text("b")), "{copy}");
        }
        let escaped = "\"pass\\u0077ord\": hunter-2\n";
        assert_eq!(copy(escaped).0.as_deref(), Some("$.password"));
        let (what, copy) =
            copy("r:\n- { token: hunter-2, host: a }\n- { host: b, token: hunter-2 }\n");
        assert_eq!(what.as_deref(), Some("$.r[0].token, $.r[1].token"));
        assert!(copy.contains("host: a") && copy.contains("host: b"), "{copy}");
    }

    #[test]
    fn comments_are_cut_too() {
        let text =
            "# password: hunter-2\n#   hunter-2\n# kept\na: b # token: hunter-2\nc: d # kept\n";
        assert_eq!(copied(text), "# password:\n# kept\na: b # token:\nc: d # kept\n");
        let comment = comments("a: b # then hunter-2\n# hunter-2\n", &[SECRET.to_owned()]);
        assert_eq!(comment, "a: b # then\n#\n");
        let in_text = "a: \"x # token: hunter-2\" # token: hunter-2\nb: c\n";
        assert!(Document::read(&without_secrets("b: c\na: \"x # token: y\"\n")).is_some());
        assert!(!without_secrets(in_text).contains("# token: hunter-2\n"));
    }

    #[test]
    fn what_is_not_yaml_is_cut_line_by_line() {
        for (text, wanted) in [
            ("a: [\npassword: hunter-2\nb: c\n", "a: [\npassword:\nb: c\n"),
            ("\tpassword: hunter-2 # x\r\nb: c\r\n", "\tpassword:\r\nb: c\r\n"),
            ("a: [\n- { x: y, token: hunter-2 }\n", "a: [\n- { x: y, token: }\n"),
            ("a: [\npassword: |\n  hunter-2\n\n  hunter-2\nb: c", "a: [\npassword:\n\nb: c"),
            ("password: x\npassword: hunter-2\n", "password:\npassword:\n"),
            ("password: !x hunter-2", "password:"),
        ] {
            assert_eq!(copied(text), wanted);
        }
    }

    #[test]
    fn private_keys_are_cut_wherever_they_stand() {
        let pem = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA+/=\nBBBB\n-----END RSA PRIVATE KEY-----\n";
        let kept = |text: &str| {
            let copy = without_secrets(text);
            assert!(!copy.contains("AAAA") && !copy.contains("BBBB"), "{copy}");
            assert!(copy.contains("name: a") && copy.contains("last: b"), "{copy}");
        };
        let comment = pem.lines().fold(String::new(), |text, line| text + "# " + line + "\n");
        kept(&format!("name: a\n{comment}last: b\n"));
        kept(&format!("name: a\n{pem}last: b\n"));
        kept(&format!("name: a\n{}last: b\n", pem.replace("-----END RSA PRIVATE KEY-----\n", "")));
        let block = pem.lines().fold(String::new(), |text, line| text + "    " + line + "\n");
        kept(&format!("name: a\nflatcar:\n  key: |\n{block}last: b\n"));
        kept("name: a\nk: \"-----BEGIN PRIVATE KEY-----\\nAAAA\\nBBBB\"\nlast: b\n");
        kept("name: a\nk: [\n  -----BEGIN PRIVATE KEY----- AAAA BBBB\nlast: b\n");
    }

    #[test]
    fn what_becomes_yaml_by_the_cut_is_looked_at_again() {
        let text = "weave:\n  password: hunter-2\n    - }\n  - hunter-3\n";
        let copy = without_secrets(text);
        assert!(!copy.contains("hunter"), "{copy}");
        assert_eq!(without_secrets(&copy), left_out(&copy).1);
    }
}
