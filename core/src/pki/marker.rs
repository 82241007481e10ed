//! The file by which a PKI directory is known.

use super::{Files, Problem};
use crate::diagnostic::Code;

/// Its name.
pub const MARKER: &str = "kubecore-pki";

const VERSION: &str = "kubecore-pki v1";

/// Its content.
pub(super) fn text(cluster: &str) -> String {
    format!("{VERSION}\ncluster {cluster}\n")
}

/// Whether these files are of this cluster.
pub(super) fn check(files: &Files, cluster: &str) -> Result<(), Problem> {
    let not_ours =
        |message: &str, help: &str| Problem::new(Code::NotAPki, message, help).file(MARKER);
    let Some(bytes) = files.get(MARKER) else {
        return Err(not_ours(
            "the directory has no such file",
            "give the directory that `kubecore-cli pki init` made",
        ));
    };
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    if lines.next() != Some(VERSION) {
        return Err(not_ours(
            "the file does not begin with `kubecore-pki v1`",
            "give the directory that `kubecore-cli pki init` made, or use the kubecore that made it",
        ));
    }
    match lines.next().and_then(|line| line.strip_prefix("cluster ")) {
        Some(name) if name == cluster => Ok(()),
        Some(name) => Err(Problem::new(
            Code::ForeignPki,
            format!("these are keys of the cluster {}, not of {cluster}", name.escape_debug()),
            format!("give the PKI directory of {cluster}"),
        )
        .file(MARKER)),
        None => Err(not_ours(
            "the file names no cluster in its second line",
            "bring it back from a copy: `cluster` and the cluster's name stood there",
        )),
    }
}
