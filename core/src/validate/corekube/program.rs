//! The overlord's program.

use super::block;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::Draft;

/// An address without a checksum is nobody's word for what will rule the cluster.
pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let program = &draft.spec.corekube.overlord;
    let at = |key: &'static str| block("overlord").key(key);
    let mut missing = |key: &'static str, help: &str| {
        let message = format!("`{key}` is missing");
        report.push(Diagnostic::new(Code::Missing, message).path(at(key)).help(help));
    };
    match (program.url.is_absent(), program.sha256.is_absent()) {
        (false, true) => missing("sha256", "write what `sha256sum kubecore-cli` prints"),
        (true, false) => missing("url", "write where kubecore-cli is downloaded, or remove `sha256`"),
        (true, true) => report.push(
            Diagnostic::new(Code::NoOverlord, "the overlord has no program")
                .path(FieldPath::root().key("profile"))
                .help(
                    "give `corekube.overlord.url` and `sha256`, or copy kubecore-cli to it, as cluster/README.md says",
                ),
        ),
        (false, false) => {}
    }
}
