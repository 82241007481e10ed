//! Which lines of a text another text has not: E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.

use std::ops::Range;

/// So many lines that differ are looked at one by one; between texts that differ in more, all is
/// new. Bounds time and memory by a million steps.
const MOST: usize = 1000;

/// The diagonal on which both texts begin.
const MIDDLE: usize = MOST + 1;

/// Lines of one text that stand where lines of another stood, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Those that stood there; empty where lines came in.
    pub before: Range<usize>,
    /// Those that stand there now; empty where lines were taken away.
    pub after: Range<usize>,
}

/// Where two texts differ, from the top.
pub fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let head = before.iter().zip(&after).take_while(|(b, a)| b == a).count();
    let room = before.len().min(after.len()) - head;
    let ends = before.iter().rev().zip(after.iter().rev()).take(room);
    let tail = ends.take_while(|(b, a)| b == a).count();
    let (b, a) = (middle(&before, head, tail), middle(&after, head, tail));
    let kept = if b.is_empty() || a.is_empty() { Vec::new() } else { kept(b, a) };
    between(&kept, head, (b.len(), a.len()))
}

/// What lies between so many lines of the beginning and of the end.
fn middle<'l, 't>(lines: &'l [&'t str], head: usize, tail: usize) -> &'l [&'t str] {
    lines.get(head..lines.len() - tail).unwrap_or_default()
}

/// What lies between lines that both have.
fn between(kept: &[(usize, usize)], head: usize, ends: (usize, usize)) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let (mut b, mut a) = (0, 0);
    for &(next_b, next_a) in kept.iter().chain([&ends]) {
        if b < next_b || a < next_a {
            hunks.push(Hunk { before: head + b..head + next_b, after: head + a..head + next_a });
        }
        (b, a) = (next_b + 1, next_a + 1);
    }
    hunks
}

/// Pairs of lines that both texts have, in order: as many as there can be.
fn kept(before: &[&str], after: &[&str]) -> Vec<(usize, usize)> {
    // How far down `before` each diagonal is followed; line b against line a is on b + MIDDLE - a.
    let mut far = vec![0; 2 * MIDDLE + 1];
    let mut trace = Vec::new();
    for edits in 0..=MOST {
        let (low, high) = (MIDDLE - edits, MIDDLE + edits);
        trace.push(far.get(low - 1..=high + 1).unwrap_or_default().to_vec());
        for diagonal in (low..=high).step_by(2) {
            let mut b = step(&far, diagonal, (low, high)).0;
            while let (Some(was), Some(is)) = (before.get(b), after.get(b + MIDDLE - diagonal))
                && was == is
            {
                b += 1;
            }
            if let Some(far) = far.get_mut(diagonal) {
                *far = b;
            }
            if b == before.len() && b + MIDDLE - diagonal == after.len() {
                return back(&trace, (b, after.len()));
            }
        }
    }
    Vec::new()
}

/// How far down a diagonal one more edit leads, and the diagonal it comes from.
fn step(far: &[usize], diagonal: usize, (low, high): (usize, usize)) -> (usize, usize) {
    let adds =
        diagonal == low || (diagonal != high && at(far, diagonal - 1) < at(far, diagonal + 1));
    let from = if adds { diagonal + 1 } else { diagonal - 1 };
    (at(far, from) + usize::from(!adds), from)
}

/// How far a diagonal is followed.
fn at(far: &[usize], diagonal: usize) -> usize {
    far.get(diagonal).copied().unwrap_or_default()
}

/// The way back through what was followed.
fn back(trace: &[Vec<usize>], (mut b, mut a): (usize, usize)) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    for (edits, far) in trace.iter().enumerate().rev() {
        // Only the diagonals that were in use are there.
        let skipped = MIDDLE - edits - 1;
        let diagonal = b + MIDDLE - a;
        let (start, from) = step(far, diagonal - skipped, (1, 2 * edits + 1));
        while b > start && a > 0 {
            (b, a) = (b - 1, a - 1);
            kept.push((b, a));
        }
        if edits > 0 {
            b = at(far, from);
            a = b + MIDDLE - skipped - from;
        }
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hunks as `-a +b` at their line, and a proof that they make `after` of `before`.
    fn shown(before: &str, after: &str) -> Vec<String> {
        let (b, a): (Vec<&str>, Vec<&str>) =
            (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
        let hunks = hunks(before, after);
        let mut made: Vec<&str> = Vec::new();
        let mut at = 0;
        for hunk in &hunks {
            made.extend(&b[at..hunk.before.start]);
            assert_eq!(made.len(), hunk.after.start);
            made.extend(&a[hunk.after.clone()]);
            at = hunk.before.end;
        }
        made.extend(&b[at..]);
        assert_eq!(made, a);
        let text = |lines: &[&str]| lines.concat().replace('\n', " ").trim().to_owned();
        let one = |hunk: &Hunk| {
            let (gone, new) = (text(&b[hunk.before.clone()]), text(&a[hunk.after.clone()]));
            [format!("{}:", hunk.after.start), format!("-{gone}"), format!("+{new}")].join(" ")
        };
        hunks.iter().map(one).collect()
    }

    #[test]
    fn alike_texts_do_not_differ() {
        assert_eq!(hunks("a\nb\n", "a\nb\n"), []);
        assert_eq!(hunks("", ""), []);
    }

    #[test]
    fn what_came_went_and_changed_is_told_apart() {
        assert_eq!(shown("a\nb\nc\n", "a\nx\nc\n"), ["1: -b +x"]);
        assert_eq!(shown("a\nc\n", "a\nb\nc\n"), ["1: - +b"]);
        assert_eq!(shown("a\nb\nc\n", "a\nc\n"), ["1: -b +"]);
        assert_eq!(shown("", "a\nb\n"), ["0: - +a b"]);
        assert_eq!(shown("a\nb\n", ""), ["0: -a b +"]);
        assert_eq!(shown("a\n", "a"), ["0: -a +a"]);
    }

    #[test]
    fn places_far_apart_are_two_changes() {
        let before = "a\nb\nc\nd\ne\nf\ng\n";
        let after = "a\nB\nc\nd\nnew\ne\ng\n";
        assert_eq!(shown(before, after), ["1: -b +B", "4: - +new", "6: -f +"]);
    }

    #[test]
    fn as_much_as_can_be_is_kept() {
        // Myers' own example: two go, one comes, and so on: five edits.
        let lines = |text: &str| text.chars().flat_map(|c| [c, '\n']).collect::<String>();
        let found = hunks(&lines("abcabba"), &lines("cbabac"));
        let edits: usize = found.iter().map(|hunk| hunk.before.len() + hunk.after.len()).sum();
        assert_eq!(edits, 5);
        shown(&lines("abcabba"), &lines("cbabac"));
    }

    #[test]
    fn every_pair_of_short_texts_adds_up() {
        let texts: Vec<String> = (0..3_usize.pow(5))
            .map(|n| (0..5).map(|i| ["a\n", "b\n", ""][n / 3_usize.pow(i) % 3]).collect())
            .collect();
        for before in &texts {
            for after in texts.iter().step_by(7) {
                shown(before, after);
            }
        }
    }

    #[test]
    fn long_texts_are_bounded() {
        let text = |from: usize, to: usize| {
            (from..to).map(|n| n.to_string()).collect::<Vec<_>>().join("\n")
        };
        let all = shown(&text(0, 50_000), &text(50_000, 100_000));
        assert_eq!(all.len(), 1, "all is new");
        let one = hunks(&text(0, 100_000), &text(0, 100_000).replace("\n777\n", "\nx\n"));
        assert_eq!(one, [Hunk { before: 777..778, after: 777..778 }]);
    }
}
