//! What the corrected edition repairs, and why: each profile has a list of its own.

use crate::format::markdown::{Inline, Markdown};

/// One defect of a published document and its repair. `F` tells whether it changes something: a
/// function of what the profile's pages know and, mostly, a role.
pub(crate) struct Correction<F> {
    /// The defect's number in the project's list.
    pub(crate) id: &'static str,
    /// What the document has. Back quotes mark code.
    pub(crate) published: &'static str,
    /// What is rendered instead.
    pub(crate) corrected: &'static str,
    /// What went wrong with it.
    pub(crate) why: &'static str,
    /// Whether it changes something.
    pub(crate) applies: F,
}

/// The section of a README.md; nothing if there are no repairs.
pub(crate) fn section<F>(repairs: &[&Correction<F>]) -> String {
    if repairs.is_empty() {
        return String::new();
    }
    let section = Markdown::new()
        .heading(2, "What was corrected")
        .paragraph(
            Inline::new()
                .text("The document as published has defects that are repaired here. ")
                .code("edition: published")
                .text(" in cluster.yaml renders its own settings."),
        )
        .table(
            ["", "Published", "Here", "Because"],
            repairs.iter().map(|repair| {
                let Correction { id, published, corrected, why, .. } = repair;
                [Inline::from(*id), quoted(published), quoted(corrected), quoted(why)]
            }),
        );
    format!("\n{section}")
}

/// A text of ours in which back quotes mark code.
pub(crate) fn quoted(text: &str) -> Inline {
    text.split('`').enumerate().fold(Inline::new(), |line, (index, part)| match (index % 2, part) {
        (_, "") => line,
        (0, text) => line.text(text),
        (_, code) => line.code(code),
    })
}
