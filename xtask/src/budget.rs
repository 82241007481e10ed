//! What the page may weigh: the files that its first visit loads, as brotli makes them. The goal is 350 KB for
//! everything; docs/performance.md says why it is out of reach.

use std::fs;
use std::path::Path;

use crate::process::root;

/// Where the weight is stated, in KB, behind these words: who makes the page heavier says so there.
const STATED: &str = "CHANGELOG.md";
const WORDS: &str = "The page loads ";

/// By how many per cent it may be passed.
const TOLERANCE: usize = 2;

/// How the names of files begin that the first visit does not wait for: the program that makes keys,
/// and what keeps the page for offline use.
const LATER: [&str; 3] = ["kubecore-keys", "keys.js", "sw.js"];

/// Prints what each file weighs, and gives the sum.
///
/// # Errors
/// What cannot be read, or by how much the budget is passed.
pub(crate) fn check(dist: &Path, files: &[String]) -> Result<String, String> {
    let mut total = 0;
    println!("\n{:>9} {:>9}", "bytes", "brotli");
    for name in files {
        let path = dist.join(name);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let packed = packed(&bytes)?;
        let later = is_later(name);
        total += if later { 0 } else { packed };
        let note = if later { "  (later)" } else { "" };
        println!("{:>9} {packed:>9}  {name}{note}", bytes.len());
    }
    let text =
        fs::read_to_string(root().join(STATED)).map_err(|error| format!("{STATED}: {error}"))?;
    let stated = stated(&text).ok_or_else(|| format!("{STATED} does not say `{WORDS}… KB`"))?;
    println!("{:>9} {total:>9}  the first visit; {STATED} says {stated} KB\n", "");
    judge(total, stated)
}

/// The weight that the changelog gives, in KB.
fn stated(changelog: &str) -> Option<usize> {
    let (_, behind) = changelog.split_once(WORDS)?;
    behind.split_once(" KB").and_then(|(number, _)| number.parse().ok())
}

fn judge(total: usize, stated: usize) -> Result<String, String> {
    if total > stated * 10 * (100 + TOLERANCE) {
        return Err(format!(
            "the first visit loads {total} bytes of brotli, over {TOLERANCE} % more than the {stated} KB that \
             {STATED} says: see what grew (`cargo xtask size page`), or change the line there and say why"
        ));
    }
    Ok(format!("{total} bytes of brotli"))
}

fn is_later(name: &str) -> bool {
    LATER.iter().any(|beginning| name.starts_with(beginning))
}

/// As hosts pack once and for all: quality 11, a window of 2²² bytes.
fn packed(mut bytes: &[u8]) -> Result<usize, String> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut out, &params)
        .map_err(|error| format!("brotli: {error}"))?;
    Ok(out.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_budget_is_refused() {
        assert!(judge(612_000, 600).is_ok());
        assert!(judge(612_001, 600).unwrap_err().contains("the 600 KB"));
    }

    #[test]
    fn the_changelog_states_it() {
        assert_eq!(
            stated("- The page loads 600 KB of brotli, where\n- The page loads 5 KB"),
            Some(600)
        );
        assert_eq!(stated("- The page loads nothing"), None);
        assert!(stated(&fs::read_to_string(root().join(STATED)).unwrap()).is_some());
    }

    #[test]
    fn only_what_the_first_visit_loads_counts() {
        assert!(!is_later("index.html"));
        assert!(!is_later("kubecore-web-1_bg.wasm"));
        for later in ["kubecore-keys.js", "kubecore-keys_bg.wasm", "keys.js", "sw.js"] {
            assert!(is_later(later));
        }
    }

    #[test]
    fn what_repeats_is_packed() {
        assert!(packed(&[b'a'; 10_000]).unwrap() < 100);
    }
}
