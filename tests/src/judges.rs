//! Programs of the operating system that judge what is rendered.

use std::process::Command;

/// Whether `program` can be run here. On a build server a missing one is a failure, not an excuse.
///
/// It must stand in `tests/judges.tsv`: what is used is also installed, wherever the tests run.
pub fn has(program: &str) -> bool {
    let Some(version) = version_argument(program) else {
        panic!("{program} does not stand in tests/judges.tsv, so nothing installs it")
    };
    let found = Command::new(program).arg(version).output().is_ok();
    assert!(found || !crate::in_ci(), "{program} is missing, and CI is set");
    found
}

fn version_argument(program: &str) -> Option<&'static str> {
    include_str!("../judges.tsv").lines().find_map(|line| {
        let mut fields = line.split('\t');
        (fields.next() == Some(program)).then(|| fields.nth(1)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judge_is_one_that_is_installed() {
        assert_eq!(version_argument("openssl"), Some("version"));
        assert_eq!(version_argument("nonesuch"), None);
    }
}
