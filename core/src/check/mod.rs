//! Reads our own output back. A finding here is a bug of ours, and says so.
//!
//! Every file is read again and held against the rest of its bundle and tables of what systems know. Values are held
//! against the plan by the tests' ledger, which is no part of this: `tests/src/ledger` says why.

mod files;
mod ignition;
mod references;
mod units;
mod user_data;

use std::fmt::Display;

use crate::bundle::Bundle;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Plan;

/// Checks the bundles of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Checker<'p> {
    plan: &'p Plan,
}

/// Checks one bundle.
pub fn check(plan: &Plan, bundle: &Bundle) -> Report {
    Checker::new(plan).check(bundle)
}

impl<'p> Checker<'p> {
    /// For the bundles of `plan`.
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan }
    }

    /// Checks one bundle.
    pub fn check(&self, bundle: &Bundle) -> Report {
        let mut report = Report::default();
        files::check(bundle, &mut report);
        ignition::check(bundle, &mut report);
        references::check(bundle, &mut report);
        units::check(self.plan, bundle, &mut report);
        user_data::check(bundle, &mut report);
        report
    }
}

fn found(report: &mut Report, bundle: &Bundle, path: &str, what: impl Display) {
    report.push(
        Diagnostic::new(Code::OurBug, format!("{}/{path}: {what}", bundle.name()))
            .help("please report this with the cluster.yaml, which holds no secrets"),
    );
}
