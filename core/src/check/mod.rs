//! Reads our own output back. A finding here is a bug of ours, and says so.

mod files;
mod ignition;
mod references;

use crate::bundle::Bundle;
use crate::diagnostic::{Code, Diagnostic, Report};

/// Checks one bundle.
pub fn check(bundle: &Bundle) -> Report {
    let mut report = Report::default();
    files::check(bundle, &mut report);
    ignition::check(bundle, &mut report);
    references::check(bundle, &mut report);
    report
}

fn found(report: &mut Report, bundle: &Bundle, path: &str, what: impl std::fmt::Display) {
    report.push(
        Diagnostic::new(Code::OurBug, format!("{}/{path}: {what}", bundle.name()))
            .help("please report this with the cluster.yaml, which holds no secrets"),
    );
}
