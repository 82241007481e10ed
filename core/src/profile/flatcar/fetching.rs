//! Units that fetch what Kubernetes runs from, before it does.

use crate::format::systemd::{Command, Section, UnitFile};
use crate::profile::machine::{Boot, Start, Unit};

/// What is fetched, and how.
pub(super) struct Fetching {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    /// The link that stands for all of it: nothing is fetched where it is.
    pub(super) link: Option<&'static str>,
    /// Run in order, and all again once one has failed.
    pub(super) commands: Vec<Command>,
}

impl Fetching {
    pub(super) fn unit(self) -> Unit {
        let content = UnitFile::new()
            .unit(|unit| {
                let unit =
                    unit.set("Description", self.description).wants_first("network-online.target");
                match self.link {
                    Some(link) => unit.set("ConditionPathIsSymbolicLink", format_args!("!{link}")),
                    None => unit,
                }
            })
            .service(|service| {
                let service = service.set("Type", "oneshot").set("RemainAfterExit", "yes");
                self.commands
                    .into_iter()
                    .fold(service, Section::exec_start)
                    .set("TimeoutStartSec", "infinity")
                    .set("Restart", "on-failure")
                    .set("RestartSec", 15)
            })
            .install(|install| install.set("WantedBy", "multi-user.target"));
        Unit {
            name: self.name.into(),
            content: Some(content),
            drop_ins: Vec::new(),
            boot: Boot::Enabled,
            start: Start::Command,
        }
    }
}
