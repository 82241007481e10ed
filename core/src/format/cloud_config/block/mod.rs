//! The blocks of `coreos` that configure the system's own programs.
//!
//! Each becomes environment variables. coreos-cloudinit names them in the `env` tags of its
//! `config` package (1.14) and takes a zero value for an unset one, so nothing can be set to zero
//! or to nothing.

mod etcd;
mod etcd2;
mod flannel;
mod fleet;

use std::num::NonZeroU32;

use serde::{Serialize, Serializer};

pub use etcd::Etcd;
pub use etcd2::{ClusterState, Etcd2, Proxy};
pub use flannel::Flannel;
pub use fleet::Fleet;

use crate::format::systemd::{UnitFile, escape};

/// The file name of the drop-ins that coreos-cloudinit makes of blocks; they are gone after a
/// restart and made again by the next run.
pub const DROP_IN: &str = "20-cloudinit.conf";

/// Environment variables with their values, in the order of the block's fields.
pub type Variables = Vec<(&'static str, String)>;

/// The fields of a block that are set.
struct Settings(Vec<Setting>);

/// One field: its key in the cloud-config, its variable, its value.
struct Setting {
    key: &'static str,
    variable: &'static str,
    value: Scalar,
}

enum Scalar {
    Text(String),
    Number(NonZeroU32),
}

impl Settings {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn text(mut self, key: &'static str, variable: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Setting { key, variable, value: Scalar::Text(text) });
        }
        self
    }

    fn number(
        mut self,
        key: &'static str,
        variable: &'static str,
        number: Option<NonZeroU32>,
    ) -> Self {
        self.0.extend(number.map(|n| Setting { key, variable, value: Scalar::Number(n) }));
        self
    }

    fn variables(self) -> Variables {
        let value = |value| match value {
            Scalar::Text(text) => text,
            Scalar::Number(number) => number.to_string(),
        };
        self.0.into_iter().map(|setting| (setting.variable, value(setting.value))).collect()
    }

    /// The block as a mapping, each text as `written` leaves it.
    fn serialize<S: Serializer>(
        self,
        serializer: S,
        written: fn(&str) -> String,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.into_iter().map(|setting| {
            let value = match setting.value {
                Scalar::Text(text) => Written::Text(written(&text)),
                Scalar::Number(number) => Written::Number(number),
            };
            (setting.key, value)
        }))
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Number(NonZeroU32),
}

/// A value for `Environment="NAME=…"`: coreos-cloudinit puts it between the quotes as it is.
fn in_quotes(text: &str) -> String {
    escape::inside_quotes(&escape::percent(text))
}

/// `[Service]` with the variables: what coreos-cloudinit puts into [`DROP_IN`].
fn drop_in(variables: Variables) -> UnitFile {
    UnitFile::new().service(|section| {
        variables.into_iter().fold(section, |s, (name, value)| s.environment(name, value))
    })
}

#[cfg(test)]
mod tests;
