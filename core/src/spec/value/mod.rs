//! The kinds of value a field can hold, each read from one line of text.

mod address;
mod base_url;
mod discovery_url;
mod domain;
mod etcd_url;
mod families;
mod host;
mod host_port;
mod interface;
mod label;
mod machine_id;
mod metadata;
mod name;
mod port_range;
mod secret;
mod sha256;
mod ssh_key;
mod version;
mod word;

pub use base_url::BaseUrl;
pub use discovery_url::DiscoveryUrl;
pub use domain::Domain;
pub use etcd_url::EtcdUrl;
pub use families::{Families, OfFamily};
pub use host::Host;
pub use host_port::HostPort;
pub use interface::InterfaceName;
pub use label::{LabelValue, Labels};
pub use machine_id::MachineId;
pub use metadata::Metadata;
pub use name::Name;
pub(crate) use name::is_label;
pub use port_range::PortRange;
pub use secret::Secret;
pub use sha256::Sha256;
pub use ssh_key::SshKey;
pub use version::{KubernetesVersion, OsVersion};
pub use word::Word;

use super::decode::{FromText, Leaf, Problem, text};
use super::shape::{Shape, TextShape};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Node};

/// The version of the format: so far only v1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatVersion;

impl FromText for FormatVersion {
    const SHAPE: TextShape =
        TextShape { form: "the format's version", pattern: "^v1$", example: "v1" };

    fn from_text(text: &str) -> Result<Self, Problem> {
        if text == "v1" {
            return Ok(Self);
        }
        Err(Problem::new(
            Code::FormatVersion,
            format!("`{text}` is not a version of the format that this program reads"),
            "write `kubecore: v1`",
        ))
    }
}
super::decode::text_leaf!(FormatVersion);

impl Leaf for Code {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        let text = text(node, at, "a diagnostic's code", report)?;
        let refusal = |code: Code, why: String, help: &str| {
            Diagnostic::new(code, why).path(at.path()).at(node.span).help(help)
        };
        match Code::parse(text) {
            Some(code) if code.can_be_allowed() => Some(code),
            Some(code) => {
                report.push(refusal(
                    Code::CannotAllow,
                    format!("{code} cannot be allowed: {}", code.title()),
                    "`allow` takes the codes of warnings, and KC0207",
                ));
                None
            }
            None => {
                report.push(refusal(
                    Code::NoSuchCode,
                    format!("`{text}` is not a diagnostic's code"),
                    "write the number of a warning, such as KC0404: `kubecore-cli explain` lists all",
                ));
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Text(TextShape {
            form: "a diagnostic's code",
            pattern: "^KC[0-9]{4}$",
            example: "KC0207",
        })
    }
}
