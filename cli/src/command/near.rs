//! Names that a misspelt one was meant to be.

use kubecore::plan::Plan;

use crate::failure::Failure;

/// Refuses names that are none of a machine, with those that may have been meant.
pub(super) fn known(plan: &Plan, names: &[String]) -> Result<(), Failure> {
    let known = || plan.nodes().iter().map(|node| node.name.as_str());
    for name in names {
        if !known().any(|node| node == name) {
            return Err(Failure::Other(match near(name, known()).join(", ") {
                nearest if nearest.is_empty() => format!(
                    "the spec has no machine {name}: `kubecore-cli nodes` lists those it has"
                ),
                nearest => format!("the spec has no machine {name}: did you mean {nearest}?"),
            }));
        }
    }
    Ok(())
}

/// The candidates nearest to `word`, nearest first; none that has little to do with it.
pub(super) fn near<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    const SHOWN: usize = 3;
    // Names are RFC 1123 labels, and none is longer.
    if word.len() > 63 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = candidates
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(3))
        .collect();
    // Stable: what is equally near stays in the order of the spec.
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(SHOWN).map(|(_, candidate)| candidate).collect()
}

/// Levenshtein's distance, in bytes: one of the two is ASCII.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for ((y, diagonal), above) in b.bytes().zip(&row).zip(row.iter().skip(1)) {
            left = (left + 1).min(above + 1).min(diagonal + usize::from(x != y));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_changes() {
        for (a, b, wanted) in
            [("", "abc", 3), ("abc", "abc", 0), ("abc", "axc", 1), ("ab", "ba", 2)]
        {
            assert_eq!((distance(a, b), distance(b, a)), (wanted, wanted), "{a} {b}");
        }
    }

    #[test]
    fn near_names_come_nearest_first_and_far_ones_not_at_all() {
        let names = ["controller-1", "worker-1", "worker-2", "worker-3", "worker-10"];
        assert_eq!(near("worker10", names.into_iter())[0], "worker-10");
        assert_eq!(near("worker-4", names.into_iter()), ["worker-1", "worker-2", "worker-3"]);
        assert_eq!(near("database", names.into_iter()), [""; 0]);
        assert_eq!(near(&"w".repeat(100_000), names.into_iter()), [""; 0]);
    }
}
