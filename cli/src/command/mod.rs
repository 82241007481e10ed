//! A file for each command.

pub(crate) mod completions;
pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod init;
mod near;
pub(crate) mod nodes;
pub(crate) mod pki;
pub(crate) mod profiles;
pub(crate) mod render;
pub(crate) mod schema;
pub(crate) mod validate;
pub(crate) mod verify;
