//! SSH public keys of the user `core`.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// One line of an `authorized_keys` file, without options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SshKey(String);

impl SshKey {
    /// The line as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SshKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Key types of OpenSSH, and the base64 of the length-prefixed type name that each key begins with.
const TYPES: [(&str, &str); 7] = [
    ("ssh-rsa", "AAAAB3NzaC1yc2E"),
    ("ssh-dss", "AAAAB3NzaC1kc3M"),
    ("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5"),
    ("ecdsa-sha2-nistp256", "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY"),
    ("ecdsa-sha2-nistp384", "AAAAE2VjZHNhLXNoYTItbmlzdHAzODQ"),
    ("ecdsa-sha2-nistp521", "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjE"),
    ("sk-ssh-ed25519@openssh.com", "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t"),
];

impl FromText for SshKey {
    const SHAPE: TextShape = TextShape {
        form: "an SSH public key",
        pattern: "^(ssh|ecdsa|sk)-\\S+ [A-Za-z0-9+/]+=*( .*)?$",
        example: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI… me@desk",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        // The text is never repeated in the message: it may be a private key.
        let not = |why: &str, help: &str| Err(Problem::new(Code::NotAnSshKey, why, help));
        if text.contains("PRIVATE KEY") {
            return not(
                "this is a private key",
                "give the public half: the file that ends in .pub",
            );
        }
        let mut words = text.split(' ');
        let (kind, key) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Some((_, head)) = TYPES.iter().find(|(name, _)| *name == kind) else {
            return not(
                "this is not an SSH public key",
                "write one line as in ~/.ssh/id_ed25519.pub, without options: type, key, comment",
            );
        };
        let body = key.trim_end_matches('=');
        let base64 = body.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'));
        if !base64 || !body.starts_with(head) || key.len() % 4 != 0 || body.len() < 60 {
            return not(
                "the key's base64 is damaged or of another type",
                "copy the whole line of the .pub file",
            );
        }
        Ok(Self(text.trim_end().to_owned()))
    }
}

text_leaf!(SshKey);
