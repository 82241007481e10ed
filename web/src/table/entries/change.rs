//! What a person does with the lines of a list of single values.

use kubecore::document::{Edit, Value};
use kubecore::source::FieldPath;

/// The most lines that are pasted at once.
pub(super) const MOST: usize = 1000;

/// What a person does with a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// Has written it.
    Write(usize, String, Left),
    /// Pastes several into it.
    Paste(usize, Vec<String>),
    Remove(usize),
}

/// How a line is left that a person has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// By Enter: the next line has the focus.
    Enter,
    /// For something else, which has it already.
    Elsewhere,
}

/// The edits of a deed in a list of `count`, what was done, and which line has the focus once there
/// are how many.
pub(super) fn change(
    path: &FieldPath,
    count: usize,
    deed: Deed,
) -> (Vec<Edit>, String, Option<(usize, usize)>) {
    let insert = |index: usize, value: String| Edit::Insert {
        list: path.clone(),
        index,
        value: Value::Text(value),
    };
    match deed {
        Deed::Remove(index) => remove(path, count, index),
        Deed::Write(index, text, left) if text.is_empty() => {
            let (edits, said, focus) = remove(path, count, index);
            // Who has gone elsewhere stays there.
            (edits, said, focus.filter(|_| left == Left::Enter))
        }
        Deed::Write(index, text, left) if index >= count => {
            let said = [&text, " added"].concat();
            (
                vec![insert(count, text)],
                said,
                (left == Left::Enter).then_some((count + 1, count + 1)),
            )
        }
        Deed::Write(index, text, _) => {
            let path = path.clone().index(index);
            (vec![Edit::Set { path, value: Value::Text(text) }], String::new(), None)
        }
        Deed::Paste(index, all) => {
            let said = [&all.len().to_string(), " added"].concat();
            let total = count + all.len();
            let begin = (index + 1).min(count);
            let edits = all.into_iter().enumerate().map(|(at, text)| insert(begin + at, text));
            (edits.collect(), said, Some((total, total)))
        }
    }
}

fn remove(
    path: &FieldPath,
    count: usize,
    index: usize,
) -> (Vec<Edit>, String, Option<(usize, usize)>) {
    let left = count.saturating_sub(1);
    // An empty list is not always the default that no list is.
    let gone = if left == 0 { path.clone() } else { path.clone().index(index) };
    let edits = vec![Edit::Remove { path: gone }];
    (edits, ["removed, ", &left.to_string(), " left"].concat(), Some((index.min(left), left)))
}

/// The values in a pasted text: its lines, or what stands between commas where nothing has a space
/// inside, as the comment of an SSH key does.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let trimmed = |piece: &str| Some(piece.trim().to_owned()).filter(|piece| !piece.is_empty());
    let lines: Vec<String> = text.lines().filter_map(trimmed).collect();
    match lines.as_slice() {
        [line] => {
            let parts: Vec<String> = line.split(',').filter_map(trimmed).collect();
            let has_space = parts.iter().any(|part| part.contains(char::is_whitespace));
            if has_space { lines } else { parts }
        }
        _ => lines,
    }
}

#[cfg(test)]
mod tests {
    use kubecore::document::Document;

    use super::*;

    #[test]
    fn a_paste_is_its_lines_or_what_commas_part() {
        assert_eq!(pieces(" a\r\n\n b "), ["a", "b"]);
        assert_eq!(pieces("10.0.0.0/8, 10.1.0.0/16,"), ["10.0.0.0/8", "10.1.0.0/16"]);
        assert_eq!(pieces("ssh-rsa AAAA me, myself"), ["ssh-rsa AAAA me, myself"]);
        assert!(pieces(" \n").is_empty());
    }

    #[test]
    fn lines_are_written_where_they_are() {
        let path = FieldPath::root().key("network").key("hosts");
        let after = |deed| {
            let document = Document::read("network: { hosts: [a, b] }").expect("YAML");
            let (edits, _, focus) = change(&path, 2, deed);
            let document = document.edit(&edits).expect("edits");
            let count = document.items(&path);
            let all = (0..count)
                .filter_map(|index| document.scalar(&path.clone().index(index)).map(str::to_owned));
            (all.collect::<Vec<_>>().join(" "), focus)
        };
        assert_eq!(after(Deed::Write(1, "c".into(), Left::Enter)), ("a c".into(), None));
        assert_eq!(after(Deed::Write(2, "c".into(), Left::Enter)), ("a b c".into(), Some((3, 3))));
        assert_eq!(after(Deed::Write(2, "c".into(), Left::Elsewhere)), ("a b c".into(), None));
        assert_eq!(after(Deed::Write(0, String::new(), Left::Enter)), ("b".into(), Some((0, 1))));
        assert_eq!(after(Deed::Write(0, String::new(), Left::Elsewhere)), ("b".into(), None));
        assert_eq!(after(Deed::Remove(1)), ("a".into(), Some((1, 1))));
        let edits = change(&path, 1, Deed::Remove(0)).0;
        assert_eq!(edits, [Edit::Remove { path: path.clone() }], "the default is back");
        let paste = |index| after(Deed::Paste(index, vec!["x".into(), "y".into()]));
        assert_eq!(paste(0), ("a x y b".into(), Some((4, 4))));
        assert_eq!(paste(2), ("a b x y".into(), Some((4, 4))));
    }
}
