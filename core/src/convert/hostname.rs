//! `hostname` and `manage_etc_hosts`: what the machine is called.

use super::block::Block;
use super::outcome::Outcome;
use crate::diagnostic::{Code, Diagnostic};

/// Adds `/etc/hostname` and `/etc/hosts`.
pub(super) fn convert(top: &Block<'_>, out: &mut Outcome<'_>) {
    let name = top.text("hostname");
    if let Some(name) = &name {
        let text = format!("{}\n", name.value);
        out.put_text("/etc/hostname", text, name.span(), name.path.clone());
    }
    // Other values were refused.
    let Some(hosts) = top.text("manage_etc_hosts").filter(|hosts| hosts.value == "localhost")
    else {
        return;
    };
    match name {
        Some(name) => {
            // coreos-cloudinit wrote the machine's name alone. Programs of today expect localhost, too.
            let text = format!("127.0.0.1 localhost\n::1 localhost\n127.0.0.1 {}\n", name.value);
            out.put_text("/etc/hosts", text, hosts.span(), hosts.path);
        }
        None => out.push(
            Diagnostic::new(Code::HostsUnnamed, "/etc/hosts is left as the image has it")
                .at(hosts.span())
                .path(hosts.path)
                .help("give the machine's `hostname`, or remove this"),
        ),
    }
}
