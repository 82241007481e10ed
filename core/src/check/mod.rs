//! Reads our own output back. A finding here is a bug of ours, and says so.
//!
//! Every file is read again and held against the rest of its bundle and tables of what systems know. Values are held
//! against the plan by the tests' ledger, which is no part of this: `tests/src/ledger` says why.

mod addresses;
mod agreement;
mod certificates;
mod commands;
mod credentials;
mod embedded;
mod fields;
mod files;
mod flags;
mod hashes;
mod ignition;
mod images;
mod kubeconfigs;
mod logins;
mod machine;
mod pods;
mod ports;
mod readings;
mod references;
mod scripts;
mod started;
mod subject;
mod twice;
mod units;
mod user_data;
mod variables;

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::bundle::{Artifact, Bundle};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::order;
use crate::plan::{Node, Plan, System};
use addresses::Known;
pub use fields::Fields;
use flags::Lists;
use hashes::Hashes;
use images::Images;
use ports::Ports;
use readings::Readings;
use scripts::Scripts;
use subject::Subject;
use units::Systemd;

/// Checks the bundles of a plan.
#[derive(Debug, Clone)]
pub struct Checker<'p> {
    plan: &'p Plan,
    nodes: BTreeMap<&'p str, &'p Node>,
    systemd: Systemd,
    known: Known,
    ports: Ports,
    images: Images,
    hashes: Hashes,
    flags: Lists,
    fields: Fields,
    scripts: Scripts,
    certificates: certificates::Wanted,
    readings: Readings,
}

/// Checks one bundle.
pub fn check(plan: &Plan, bundle: &Bundle) -> Report {
    Checker::new(plan).check(bundle)
}

impl<'p> Checker<'p> {
    /// For the bundles of `plan`.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            nodes: order::map(plan.nodes().iter().map(|node| (node.name.as_str(), node))),
            systemd: Systemd::of(matches!(plan.system, System::Flatcar(_))),
            known: Known::of(plan),
            ports: Ports::of(plan),
            images: Images::of(plan),
            hashes: Hashes::of(plan),
            flags: Lists::of(plan.release),
            fields: Fields::of(plan.release),
            scripts: Scripts::new(),
            certificates: certificates::Wanted::default(),
            readings: Readings::default(),
        }
    }

    /// Checks one bundle.
    pub fn check(&self, bundle: &Bundle) -> Report {
        let mut report = Report::default();
        let node = bundle.name().strip_prefix("nodes/").and_then(|name| self.nodes.get(name));
        let embedded = embedded::of(bundle, &mut report);
        let known = |artifact: &Artifact| self.readings.get(node?.role, artifact);
        let mut files = files::read(bundle, known, &mut report);
        if let Some(node) = node {
            self.readings.learn(node.role, &files);
        }
        files.extend(files::contents(bundle, &embedded, |_| None, &mut report));
        let commands = commands::of(&files);
        let subject = Subject { plan: self.plan, node: node.copied(), bundle, files, commands };
        scripts::check(&subject, &self.scripts, &mut report);
        machine::check(&subject, &self.systemd, &mut report);
        started::check(&subject, &mut report);
        logins::check(&subject, &mut report);
        addresses::check(&subject, &self.known, &mut report);
        units::check(&subject, &self.systemd, &mut report);
        agreement::check(&subject, &mut report);
        ports::check(&subject, &self.ports, &mut report);
        images::check(&subject, &self.images, &mut report);
        flags::check(&subject, &self.flags, &mut report);
        variables::check(&subject, &mut report);
        kubeconfigs::check(&subject, &mut report);
        hashes::check(&subject, &self.hashes, &mut report);
        fields::check(&subject, &self.fields, &mut report);
        pods::check(&subject, &mut report);
        twice::check(&subject, &mut report);
        references::check(&subject, &mut report);
        credentials::check(&subject, &mut report);
        certificates::check(&subject, &self.certificates, &mut report);
        let config = ignition::check(bundle, &mut report);
        user_data::check(&subject, config, &mut report);
        report
    }
}

fn found(report: &mut Report, bundle: &Bundle, path: &str, what: impl Display) {
    report.push(
        Diagnostic::new(Code::OurBug, format!("{}/{path}: {what}", bundle.name()))
            .help("please report this with the cluster.yaml, which holds no secrets"),
    );
}
