//! What the five units have alike.

use super::Document;
use super::download;
use crate::format::fleet::{Placement, placed};
use crate::format::systemd::{Command, Section, UnitFile, UnitName};

/// A program of Kubernetes that a unit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    ApiServer,
    ControllerManager,
    Scheduler,
    Kubelet,
    Proxy,
}

impl Program {
    /// Its file name, in the release and on machines.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ApiServer => "kube-apiserver",
            Self::ControllerManager => "kube-controller-manager",
            Self::Scheduler => "kube-scheduler",
            Self::Kubelet => "kubelet",
            Self::Proxy => "kube-proxy",
        }
    }

    /// Where machines keep it.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::ApiServer => "/opt/bin/kube-apiserver",
            Self::ControllerManager => "/opt/bin/kube-controller-manager",
            Self::Scheduler => "/opt/bin/kube-scheduler",
            Self::Kubelet => "/opt/bin/kubelet",
            Self::Proxy => "/opt/bin/kube-proxy",
        }
    }

    /// Its unit: all begin with `kube-`, so that fleet's lists show them together.
    pub(super) fn unit(self) -> UnitName {
        match self {
            Self::ApiServer => UnitName::known("kube-apiserver.service"),
            Self::ControllerManager => UnitName::known("kube-controller-manager.service"),
            Self::Scheduler => UnitName::known("kube-scheduler.service"),
            Self::Kubelet => UnitName::known("kube-kubelet.service"),
            Self::Proxy => UnitName::known("kube-proxy.service"),
        }
    }
}

/// What tells a unit from the others.
pub(super) struct Parts {
    pub(super) program: Program,
    pub(super) description: &'static str,
    /// Units that it needs on its machine.
    pub(super) requires: &'static str,
    /// Files of variables that it reads.
    pub(super) environment: Vec<&'static str>,
    /// What has to succeed once the program is there.
    pub(super) before: Option<Command>,
    pub(super) start: Command,
    pub(super) placement: Placement,
}

/// The unit, laid out as the document does. fleet 1.0.0 would enable a unit with `[Install]`, so
/// there is none.
pub(super) fn whole(document: Document<'_>, parts: Parts) -> (Program, UnitFile) {
    let Parts { program, description, requires, environment, before, start, placement } = parts;
    let unit = UnitFile::new()
        .unit(|section| {
            section
                .set("Description", description)
                .set("Documentation", "https://github.com/GoogleCloudPlatform/kubernetes")
                .set("Requires", requires)
                .set("After", requires)
        })
        .service(|section| {
            let section = environment.into_iter().fold(section, |s, f| s.set("EnvironmentFile", f));
            let section = download::steps(document, program, section);
            let section = before.into_iter().fold(section, Section::exec_start_pre);
            section.exec_start(start).set("Restart", "always").set("RestartSec", 10)
        });
    (program, placed(unit, &placement))
}

impl Document<'_> {
    /// A flag's name. The document has underscores, which releases up to 1.1 turn into dashes.
    pub(super) fn flag(self, published: &'static str, corrected: &'static str) -> &'static str {
        if self.settings.corrected() { corrected } else { published }
    }
}
