//! Two texts, line by line, for people.

use std::fmt::Write as _;

/// Lines around a difference that are shown too.
const CONTEXT: usize = 2;

/// The part in which `a` and `b` differ: lines of `a` with `-`, lines of `b` with `+`.
pub fn lines(a: &str, b: &str) -> String {
    let (left, right): (Vec<&str>, Vec<&str>) = (a.split('\n').collect(), b.split('\n').collect());
    let head = left.iter().zip(&right).take_while(|(l, r)| l == r).count();
    let room = left.len().min(right.len()) - head;
    let tail =
        left.iter().rev().zip(right.iter().rev()).take(room).take_while(|(l, r)| l == r).count();
    let mut out = format!("  @@ line {} @@\n", head + 1);
    let mut put = |mark: char, lines: &[&str]| {
        for line in lines {
            writeln!(out, "  {mark}{}", line.escape_debug().to_string().replace("\\\"", "\""))
                .unwrap();
        }
    };
    put(' ', &left[head.saturating_sub(CONTEXT)..head]);
    put('-', &left[head..left.len() - tail]);
    put('+', &right[head..right.len() - tail]);
    put(' ', &left[left.len() - tail..(left.len() - tail + CONTEXT).min(left.len())]);
    out
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn only_the_difference_is_shown() {
        let shown = lines("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n");
        assert_eq!(shown, "  @@ line 4 @@\n   2\n   3\n  -4\n  +four\n   5\n   6\n");
    }

    #[test]
    fn a_missing_last_line_break_shows() {
        assert_eq!(lines("a\n", "a"), "  @@ line 2 @@\n   a\n  -\n");
        assert_eq!(lines("a\na\n", "a\n"), "  @@ line 2 @@\n   a\n  -a\n   \n");
    }
}
