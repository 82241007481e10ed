//! Text → plan, with everything that is wrong said in one pass.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::document::Document;
use crate::plan::{Plan, build};
use crate::profile::findings;
use crate::source::{FieldPath, Source, Tree, read};
use crate::spec::draft::Draft;
use crate::spec::{Spec, decode_tree};
use crate::validate::rules;

/// What became of a text.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Every finding, in the order of the text.
    pub report: Report,
    /// As written; `None` if the text is no YAML document.
    pub spec: Option<Spec>,
    /// The cluster as meant; `None` exactly if the report has errors.
    pub plan: Option<Plan>,
}

/// Reads, validates and plans.
pub fn compile(source: &Source) -> Compiled {
    let (tree, report) = read(source);
    of(tree.as_ref(), report)
}

/// Validates and plans what is read already; the same as [`compile()`] of its text.
pub fn compile_document(document: &Document) -> Compiled {
    of(Some(document.tree()), document.report().clone())
}

fn of(tree: Option<&Tree>, mut report: Report) -> Compiled {
    let spec = tree.map(|tree| decode_tree(tree, &mut report));
    let mut plan = None;
    if let Some(spec) = &spec {
        let draft = Draft::of(spec, &mut report);
        rules(&draft, &mut report);
        report.accept(&accepted(spec));
        if !report.has_errors() {
            plan = build(&draft);
            if let Some(built) = &plan {
                for found in findings(built) {
                    report.push(found);
                }
                report.accept(&accepted(spec));
                unused(spec, &mut report);
                plan = plan.filter(|_| !report.has_errors());
            } else {
                report.push(
                    Diagnostic::new(
                        Code::OurBug,
                        "no rule objects, and yet no cluster can be planned",
                    )
                    .help("please report this with the cluster.yaml"),
                );
            }
        }
    }
    if let Some(tree) = tree {
        report.locate(tree);
    }
    report.sort();
    Compiled { report, spec, plan }
}

/// Says which codes of `allow` accept nothing: known only where every rule has run.
fn unused(spec: &Spec, report: &mut Report) {
    if report.has_errors() {
        return;
    }
    for (index, code) in spec.allow.items().iter().enumerate() {
        let Some(code) = code.given() else { continue };
        if !report.diagnostics().iter().any(|found| found.code == *code) {
            let message = [code.as_str(), " does not occur: ", code.title()].concat();
            report.push(
                Diagnostic::new(Code::AllowUnused, message)
                    .path(FieldPath::root().key("allow").index(index))
                    .help("take it out, so that it is seen should it occur one day"),
            );
        }
    }
}

fn accepted(spec: &Spec) -> Vec<Code> {
    spec.allow.items().iter().filter_map(|code| code.given().copied()).collect()
}
