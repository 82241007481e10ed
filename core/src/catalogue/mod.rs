//! Today's releases: what goes with which, where it is, with which checksum, and until when it is looked after.
//!
//! Facts are constants, a file for each minor release, with their sources beside them; nothing here is read from
//! anywhere. What changed from one edition of the catalogue to the next stands in
//! `core/data/catalogue/CHANGELOG.md`.

mod changes;
mod checksum;
mod components;
mod date;
mod download;
mod findings;
mod minor;
mod os;
mod release;
mod skew;
#[cfg(test)]
mod tests;
mod v1_34;
mod v1_35;
mod v1_36;

pub use checksum::Checksum;
pub use date::Date;
pub use download::{Download, Program};
pub use findings::{end_of_life, no_image, not_newest, outside};
pub use minor::{Minor, Paired};
pub use os::{IgnitionSpec, OS_RELEASES, OsRelease, oldest_spec};
pub use release::Release;
pub use skew::{skew, step};

use crate::spec::value::KubernetesVersion;

/// The day at which all of it was so: the newest patch releases were the newest.
pub const AS_OF: Date = Date::new(2026, 8, 21);

/// The day at which it was last looked over: from it ends of life are counted.
pub const LOOKED_OVER: Date = Date::new(2026, 11, 21);

/// The newest release of all.
pub const NEWEST: KubernetesVersion = KubernetesVersion::new(1, 36, 4);

/// Every minor release of the catalogue, oldest first.
pub static MINORS: [&Minor; 3] = [&v1_34::MINOR, &v1_35::MINOR, &v1_36::MINOR];

/// The minor release that `version` belongs to.
pub fn minor(version: KubernetesVersion) -> Option<&'static Minor> {
    MINORS.into_iter().find(|minor| version.major == 1 && minor.number == version.minor)
}

/// The release `version`, if its checksums are known.
pub fn release(version: KubernetesVersion) -> Option<&'static Release> {
    minor(version)?.releases().iter().find(|release| release.version == version)
}

/// The newest release of 1.`minor`.
pub fn newest(minor: u32) -> Option<&'static Release> {
    MINORS.into_iter().find(|known| known.number == minor)?.newest()
}
