//! What a person does with the files, and what to expect.

mod cluster;
mod node;
mod ports;

pub(super) use cluster::cluster;
pub(super) use node::node;

use super::Guide;
use super::corrections::{self, Correction};
use crate::format::markdown::{Inline, Markdown};
use crate::spec::Role;

/// kubectl of the cluster's own release.
pub(super) fn release_url(guide: Guide<'_>) -> String {
    format!(
        "https://storage.googleapis.com/kubernetes-release/release/{}/bin/linux/amd64/kubectl",
        guide.plan.release.kubernetes()
    )
}

/// The end of a machine's README.md: the repairs that apply to its role.
pub(super) fn of_role(guide: Guide<'_>, role: Role) -> String {
    table(corrections::of_role(guide, role).collect())
}

/// The table of repairs; nothing if there are none.
fn table(repairs: Vec<&'static Correction>) -> String {
    if repairs.is_empty() {
        return String::new();
    }
    let table = Markdown::new()
        .heading(2, "What was corrected")
        .paragraph(
            Inline::new()
                .text("The guide as published has defects that are repaired here. ")
                .code("edition: published")
                .text(" in cluster.yaml renders its own settings."),
        )
        .table(
            ["", "Published", "Here", "Because"],
            repairs.into_iter().map(|repair| {
                let Correction { id, published, corrected, why, .. } = repair;
                [Inline::from(*id), quoted(published), quoted(corrected), quoted(why)]
            }),
        );
    format!("\n{table}")
}

/// A text of ours in which back quotes mark code.
fn quoted(text: &str) -> Inline {
    text.split('`').enumerate().fold(Inline::new(), |line, (index, part)| match (index % 2, part) {
        (_, "") => line,
        (0, text) => line.text(text),
        (_, code) => line.code(code),
    })
}
