//! What the catalogue has to say of a release that somebody wants.

use super::date::Date;
use super::minor::Minor;
use super::{AS_OF, MINORS, minor, release};
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::value::KubernetesVersion;

/// How many months before its end a release is worth a word.
const NEAR: u16 = 3;

/// A release that the catalogue does not have.
pub fn outside(version: KubernetesVersion) -> Option<Diagnostic> {
    if release(version).is_some() {
        return None;
    }
    let message = match minor(version) {
        Some(minor) => {
            format!("the catalogue of {AS_OF} has v1.{} without {version}", minor.number)
        }
        None => format!("the catalogue of {AS_OF} does not have {version}"),
    };
    let newest = MINORS.into_iter().rev().filter_map(Minor::newest);
    let newest: Vec<String> = newest.map(|release| release.version.release()).collect();
    let help = ["write ", &newest.join(" or ")].concat();
    Some(Diagnostic::new(Code::NotInCatalogue, message).help(help))
}

/// A release that nobody repairs any more at `today`, or soon will not. The core knows no clock: a face may give the
/// day, and [`AS_OF`] is the day that is known to have come.
pub fn end_of_life(version: KubernetesVersion, today: Date) -> Option<Diagnostic> {
    let minor = minor(version)?;
    let end = minor.end_of_life;
    let (code, ends) = if today >= end {
        (Code::EndOfLife, "is not repaired any more since")
    } else if months(end) <= months(today) + NEAR {
        (Code::EndOfLifeNear, "is not repaired any more from")
    } else {
        return None;
    };
    let help = match MINORS.into_iter().find(|later| later.number == minor.number + 1) {
        Some(later) => {
            let newest = later.newest().map(|release| release.version.release());
            let [name, then] = ["write ", ", and upgrade one minor release at a time"];
            [name, &newest.unwrap_or_default(), then].concat()
        }
        None => "use a newer kubecore, whose catalogue has newer releases".to_owned(),
    };
    let message = format!("v1.{} {ends} {end}", minor.number);
    Some(Diagnostic::new(code, message).help(help))
}

/// A release that has a newer patch release.
pub fn not_newest(version: KubernetesVersion) -> Option<Diagnostic> {
    let newest = minor(version)?.newest()?.version;
    (version < newest).then(|| {
        let message = format!("{version} lacks the repairs of {newest}");
        Diagnostic::new(Code::NotNewestPatch, message).help(["write ", &newest.release()].concat())
    })
}

/// A release without an extension image in Flatcar's bakery, as far as the catalogue knows.
pub fn no_image(version: KubernetesVersion) -> Option<Diagnostic> {
    let minor = minor(version)?;
    if release(version).is_some_and(super::Release::has_image) {
        return None;
    }
    let message = format!("no extension image of {version} was known at {AS_OF}");
    let newest = minor.newest_image()?.version.release();
    let help = [
        "write ",
        &newest,
        ", which is updated by itself, or `install: binaries`, or look whether there is one by now and add KC0512 to `allow`",
    ];
    Some(Diagnostic::new(Code::NoImage, message).help(help.concat()))
}

/// Months since the year 0.
fn months(date: Date) -> u16 {
    date.year * 12 + u16::from(date.month)
}
