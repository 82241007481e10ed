//! What the page may weigh: the files that its first visit loads, as brotli makes them.

use std::fs;
use std::path::Path;

/// In bytes: what is reached. The goal is 350 KB for everything; docs/performance.md says why it is out of reach.
const BUDGET: usize = 665_000;

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
    println!("{:>9} {total:>9}  the first visit; the budget is {BUDGET}\n", "");
    judge(total)
}

fn judge(total: usize) -> Result<String, String> {
    if total > BUDGET {
        let over = total - BUDGET;
        return Err(format!(
            "the first visit loads {total} bytes of brotli, {over} more than the budget: see what grew \
             (twiggy), or say in xtask/src/budget.rs why it must"
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
        assert!(judge(BUDGET).is_ok());
        assert!(judge(BUDGET + 1).unwrap_err().contains("1 more than the budget"));
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
