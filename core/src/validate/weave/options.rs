//! Options that need each other, or that the published document does not have.

use super::weave;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::plan::weave::Joined;
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Origin};
use crate::spec::{Edition, Field, Layout, Profile, RebootStrategy, Registration};

/// How many machines one cloud-config is for before OpenStack and Azure may refuse it: 65 535 bytes of
/// base64 are 49 151 of text, of which the units take some 18 000, and a machine up to 600.
const SHARED_BY: usize = 50;

pub(super) fn check(draft: &Draft<'_>, joined: &[Joined<'_>], report: &mut Report) {
    if draft.edition == Some(Edition::Published) {
        published(draft, report);
    }
    registration(draft, report);
    lock(draft, joined, report);
    let machines = draft.machines.len();
    if draft.spec.weave.layout.given() == Some(&Layout::Shared) && machines > SHARED_BY {
        report.push(
            Diagnostic::new(
                Code::SharedTooLarge,
                format!("one cloud-config for {machines} machines may be longer than clouds take"),
            )
            .path(weave("layout"))
            .help("use `layout: per-machine`; cluster/README.md tells the size"),
        );
    }
}

fn conflict(path: FieldPath, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Conflict, message).path(path)
}

/// Kubelets of these releases have no flag for labels.
fn registration(draft: &Draft<'_>, report: &mut Report) {
    if draft.registration() != Some(Registration::Kubelet) {
        return;
    }
    let mut refuse = |path: FieldPath, what: &str| {
        report.push(conflict(path, format!("{what} need `registration: script`")).help(
            "add `registration: script` under `weave`: kubelets of this release set no labels",
        ));
    };
    for path in labelled(draft) {
        refuse(path, "labels");
    }
    if draft.spec.weave.environment.given().is_some() {
        refuse(weave("environment"), "values of `environment`");
    }
}

/// Where machines or pools have labels.
fn labelled(draft: &Draft<'_>) -> Vec<FieldPath> {
    let has = |labels: &Field<crate::spec::value::Labels>| {
        labels.given().is_some_and(|labels| !labels.0.is_empty())
    };
    let nodes = draft.spec.nodes.items().iter().enumerate();
    let pools = draft.spec.pools.items().iter().enumerate();
    let nodes = nodes.filter(|(_, node)| has(&node.labels)).map(|(i, _)| Origin::Node(i));
    let pools = pools.filter(|(_, pool)| has(&pool.labels)).map(|(i, _)| Origin::Pool(i));
    nodes.chain(pools).map(|origin| origin.path().key("labels")).collect()
}

/// locksmithd asks etcd on its own machine.
fn lock(draft: &Draft<'_>, joined: &[Joined<'_>], report: &mut Report) {
    let locks = draft.spec.weave.reboot_strategy.given() == Some(&RebootStrategy::EtcdLock);
    if locks && joined.iter().any(|joined| joined.etcd == Some(false)) {
        report.push(
            conflict(
                weave("reboot_strategy"),
                "`etcd-lock` needs an etcd member on each machine, and some have none",
            )
            .help("use `\"off\"` or `reboot`, or set `etcd: true` for all under `weave.machines`"),
        );
    }
}

/// The published edition is the document to the letter.
fn published(draft: &Draft<'_>, report: &mut Report) {
    let root = FieldPath::root;
    let mut refuse = |path: FieldPath, what: &str| {
        report.push(
            conflict(path, format!("the published document {what}"))
                .related_path(weave("edition"), "the published edition is chosen here")
                .help("choose `edition: corrected`, or remove this option"),
        );
    };
    if draft.version.is_some_and(|version| !Release::new(version).is_the_documents(Profile::Weave))
    {
        refuse(root().key("kubernetes").key("version"), "is written for v1.0.1 only");
    }
    if draft.kube_dns == Some(true) {
        refuse(root().key("addons").key("kube_dns"), "has no DNS for services (W-12)");
    }
    if draft.spec.weave.checksum.given().is_some() {
        refuse(weave("checksum"), "takes its download unchecked (W-6)");
    }
    for path in labelled(draft) {
        refuse(path, "gives all machines the same labels");
    }
}
