//! `cargo xtask bless [CASE…]`: the goldens become what is rendered now.

use crate::process::{cargo, in_ci, run as run_program};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    if let Some(option) = args.iter().find(|arg| arg.starts_with('-')) {
        return Err(format!("takes names of cases, or how they begin, and got `{option}`"));
    }
    if in_ci() {
        return Err(
            "refused where CI is set: goldens are looked at before they are committed".into()
        );
    }
    let mut suite = cargo(["test", "-p", "kubecore-tests", "--test", "suite"]);
    suite.args(["--", "every_case_gives_its_golden"]);
    run_program(suite.env("KUBECORE_BLESS", "1").env("KUBECORE_CASES", args.join(" ")))?;
    let mut convert = cargo(["test", "-p", "kubecore-tests", "--test", "convert"]);
    convert.args(["--", "each_case_gives_its_findings_and_its_butane"]);
    run_program(convert.env("KUBECORE_BLESS", "1").env("KUBECORE_CASES", args.join(" ")))?;
    let mut diff = cargo(["test", "-p", "kubecore-tests", "--test", "diff_cli"]);
    diff.args(["--", "each_case_gives_its_answer"]);
    run_program(diff.env("KUBECORE_BLESS", "1").env("KUBECORE_CASES", args.join(" ")))?;
    println!(
        "read the change before you commit it: git diff --stat tests/suite tests/convert tests/diff"
    );
    Ok(())
}
