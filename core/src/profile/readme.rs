//! What the READMEs of all machines say alike.

use super::machine::{Machine, Start};
use super::steps::Step;
use crate::format::markdown::{Inline, Markdown};
use crate::plan::Node;

/// Where a machine's keys come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keys {
    /// It has none.
    None,
    /// A script makes them, in a directory of their own.
    FromScript,
    /// `render --pki` puts them into the bundle.
    InBundle,
}

/// "Bring it up": by user-data or by `install.sh`. `first` is what must be there before.
pub(crate) fn bring_up(document: Markdown, node: &Node, first: Inline, keys: Keys) -> Markdown {
    let mut document = document
        .heading(2, "Bring it up")
        .paragraph(first)
        .paragraph(
            "There are two ways, with the same result. At the machine's first boot, give it cloud-config.yaml as \
             user-data. On a machine that runs already, copy the files to it and install them; commands are run on \
             your own machine, in the directory that holds cluster and nodes:",
        )
        .code("sh", commands(node, keys, ""));
    if keys != Keys::None {
        document = document
            .paragraph(
                "TLS assets are secrets and never part of user-data. After a first boot with cloud-config.yaml they \
                 are brought the same way; until then units start again and again:",
            )
            .code("sh", commands(node, keys, " --tls-only"));
    }
    if keys == Keys::InBundle {
        document = document.paragraph(
            Inline::new()
                .text("This machine's keys are in its bundle if it was rendered with ")
                .code("--pki")
                .text(": keep it closed. The last line takes the copy off the machine again."),
        );
    }
    document.paragraph(
        Inline::new()
            .text("Installing again is safe: units are restarted only if a file changed. ")
            .code("./install.sh --help")
            .text(" lists the options."),
    )
}

/// The units that `install.sh` starts, in its order.
pub(crate) fn started(machine: &Machine) -> impl Iterator<Item = &str> {
    machine.units.iter().filter(|unit| unit.start != Start::PulledIn).map(|unit| unit.name.as_ref())
}

/// The step that brings `what` up: these machines.
pub(crate) fn bring_up_all(
    what: &'static str,
    nodes: &[&Node],
    keys: impl Fn(&Node) -> Keys,
) -> Step {
    Step::new()
        .text(format_args!("Bring up the {what}, each by its own README.md: "))
        .machines(nodes, |node| Some(keys(node)))
}

/// From the administrator's machine to the installed node, a command each; safe to repeat.
pub(crate) fn install_commands(node: &Node, keys: Keys) -> Vec<String> {
    install_with(node, keys, "")
}

fn commands(node: &Node, keys: Keys, option: &str) -> String {
    install_with(node, keys, option).join("\n")
}

fn install_with(node: &Node, keys: Keys, option: &str) -> Vec<String> {
    let (name, ip) = (&node.name, node.ip);
    let mut lines = vec![format!("rsync -a nodes/{name}/ core@{ip}:kubecore/")];
    let mut install = format!("ssh core@{ip} sudo kubecore/install.sh{option}");
    if keys == Keys::FromScript {
        lines.push(format!("rsync -a tls/nodes/{name}/ core@{ip}:kubecore/tls/"));
        install.push_str(" --tls kubecore/tls");
    }
    lines.push(install);
    if keys == Keys::InBundle {
        lines.push(format!("ssh core@{ip} rm -r kubecore"));
    }
    lines
}
