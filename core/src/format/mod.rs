//! File formats, each with a writer that cannot fail and cannot be injected into.
//!
//! Nothing here knows of clusters. The rules that every writer keeps:
//!
//! - **Any string is data.** A writer takes any text and quotes or escapes it by the rules of its
//!   format. Line-based formats take values through [`text::Text`], so no value can begin a line
//!   of its own; what a format cannot express is written as a visible escape (`\n`), never
//!   dropped.
//! - **Names are ours.** Keys, section names and programs are `&'static str`: they come from this
//!   source, not from input.
//! - **Writing is total.** No `Result`, no panic: whoever holds a value has its text. Certificates
//!   are signed, not written: [`x509`] gives an `Option`, and once there is one it can be written.
//! - **Order is the caller's.** Output follows the order of calls or of struct fields.
//! - **Holes are typed.** What a later program is to fill in is a [`hole::Hole`]; nothing else in a
//!   value is ever taken for one.

pub mod cloud_config;
pub mod cni;
pub mod cni_list;
pub mod corefile;
pub mod deflate;
pub mod dockercfg;
pub mod env_file;
pub mod error;
pub mod finding;
pub mod fleet;
pub mod frames;
pub mod gzip;
pub mod heat;
pub mod hole;
pub mod ignition;
pub mod json;
pub mod kubeconfig;
pub mod kubernetes;
pub mod markdown;
pub mod openssl_cnf;
pub mod pem;
pub mod systemd;
pub mod text;
pub mod toml;
pub mod x509;
pub mod yaml;
pub mod zip;
