//! The units of a role: the corekube profile's own templates, as fleet takes them.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::plan::corekube::Settings;
use crate::plan::{Plan, System};
use crate::profile::corekube::{API_PORT, Given, binaries, metadata, unfilled};
use crate::spec::Role;

/// SHA-256 of texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

/// One line of a unit, as fleet's API has it: a list, as keys repeat and order counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitOption {
    /// Without brackets.
    pub section: String,
    /// The key.
    pub name: String,
    /// What stands right of `=`, on one line.
    pub value: String,
}

/// How a minion becomes a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// The overlord tells the API: before v0.18, `/api/v1beta1/minions`.
    Minions,
    /// The kubelet does, and the overlord looks: `/api/v1/nodes`.
    Nodes,
}

/// All templates of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    masters: OfRole,
    minions: OfRole,
    url: String,
    /// How minions become nodes.
    pub registration: Registration,
    /// The port of the API on a master.
    pub api_port: u16,
    /// The path before fleet's resources.
    pub fleet_path: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct OfRole {
    word: String,
    templates: Vec<Template>,
    digest: Digest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Template {
    name: &'static str,
    expects: &'static str,
    options: Vec<UnitOption>,
}

/// A unit for one machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// `NAME@ID.service`.
    pub name: String,
    /// systemd's sub-state once it has started.
    pub expects: &'static str,
    /// What it says.
    pub options: Vec<UnitOption>,
    /// Of the options.
    pub digest: Digest,
}

impl Templates {
    /// Those of a cluster; `None` if its profile is not `corekube`.
    pub fn of(plan: &Plan) -> Option<Self> {
        let System::Corekube(settings) = &plan.system else { return None };
        let url = binaries(plan, settings);
        let registration = if plan.release.registers_nodes() {
            Registration::Nodes
        } else {
            Registration::Minions
        };
        Some(Self {
            masters: OfRole::new(plan, settings, Role::ControlPlane, &url),
            minions: OfRole::new(plan, settings, Role::Worker, &url),
            url,
            registration,
            api_port: API_PORT,
            // fleet 0.8.3, which comes with the published edition's CoreOS, has only the first; every
            // later one that has the second is what the corrected edition runs on.
            fleet_path: if settings.corrected() { "/fleet/v1" } else { "/v1-alpha" },
        })
    }

    /// The role that a machine's `kubernetes_role` names, if it gets units.
    pub(super) fn role(&self, word: &str) -> Option<Role> {
        [Role::ControlPlane, Role::Worker].into_iter().find(|role| self.word(*role) == word)
    }

    /// `kubernetes_role`.
    pub(super) fn word(&self, role: Role) -> &str {
        &self.of_role(role).word
    }

    /// What a mark names them by.
    pub(super) fn digest(&self, role: Role) -> Digest {
        self.of_role(role).digest
    }

    /// The units of one machine, in the order in which they start.
    pub fn fill(
        &self,
        role: Role,
        id: &str,
        address: IpAddr,
        master: Option<IpAddr>,
    ) -> Vec<Filled> {
        let (address, master) = (address.to_string(), master.map(|master| master.to_string()));
        let given = Given { id, address: &address, master: master.as_deref(), url: &self.url };
        let fill = |template: &Template| {
            let options: Vec<UnitOption> = template
                .options
                .iter()
                .map(|option| UnitOption { value: given.fill(&option.value), ..option.clone() })
                .collect();
            let digest = digest(&options);
            let name = format!("{}@{id}.service", template.name);
            Filled { name, expects: template.expects, options, digest }
        };
        self.of_role(role).templates.iter().map(fill).collect()
    }

    fn of_role(&self, role: Role) -> &OfRole {
        if role == Role::ControlPlane { &self.masters } else { &self.minions }
    }
}

impl OfRole {
    fn new(plan: &Plan, settings: &Settings, role: Role, url: &str) -> Self {
        let templates: Vec<Template> = unfilled(plan, settings, role)
            .into_iter()
            .map(|made| Template {
                name: made.name,
                expects: made.state,
                options: made
                    .unit
                    .sections()
                    .iter()
                    .flat_map(|section| section.entries().iter().map(move |e| (section, e)))
                    .map(|(section, entry)| UnitOption {
                        section: section.name().to_owned(),
                        name: entry.key().to_owned(),
                        value: entry.value().text().into_owned(),
                    })
                    .collect(),
            })
            .collect();
        let words = templates.iter().flat_map(|template| {
            let options = template.options.iter();
            [template.name, template.expects].into_iter().chain(options.flat_map(UnitOption::texts))
        });
        let digest = Digest::of(words.chain([url]));
        Self { word: metadata(role).value().to_owned(), templates, digest }
    }
}

impl UnitOption {
    fn texts(&self) -> [&str; 3] {
        [&self.section, &self.name, &self.value]
    }
}

/// Of a unit's options: the same for lines that a file continues and those that it does not, as
/// fleetctl sends what files say.
pub(super) fn digest(options: &[UnitOption]) -> Digest {
    let joined: Vec<String> = options.iter().map(|option| one_line(&option.value)).collect();
    Digest::of(
        options
            .iter()
            .zip(&joined)
            .flat_map(|(option, value)| [&*option.section, &*option.name, &**value]),
    )
}

fn one_line(value: &str) -> String {
    let lines = value.split("\\\n").map(str::trim);
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Digest {
    /// Of texts in their order; where one ends counts, too.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            hash.update(text.len().to_be_bytes());
            hash.update(text);
        }
        Self(hash.finalize().into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_text_ends_counts() {
        assert_ne!(Digest::of(["ab", "c"]), Digest::of(["a", "bc"]));
        let digest = Digest::of(["a"]);
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        for bad in ["", "ab", &"é".repeat(32), &"x".repeat(64)] {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_continued_line_is_the_same_line() {
        let option = |value: &str| {
            [UnitOption {
                section: "Service".into(),
                name: "ExecStart".into(),
                value: value.into(),
            }]
        };
        assert_eq!(digest(&option("/a \\\n  -b \\\n-c")), digest(&option("/a -b -c")));
        assert_ne!(digest(&option("/a -b")), digest(&option("/a -b -c")));
    }
}
