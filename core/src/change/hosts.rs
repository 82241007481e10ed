//! Files that the operating system itself reads, by where they lie.

use super::Meaning;
use super::meaning::Weight;

/// Read once, when the machine starts: modules-load.d(5), sysctl.d(5), logind.conf(5), hostname(5),
/// systemd-sysext(8), tmpfiles.d(5).
const AT_BOOT: [&str; 6] = [
    "/etc/modules-load.d/",
    "/etc/sysctl.d/",
    "/etc/systemd/logind.conf.d/",
    "/etc/hostname",
    "/etc/extensions/",
    "/etc/tmpfiles.d/",
];

/// Read by a unit of the operating system's.
const BY_UNIT: [(&str, &str); 4] = [
    ("/etc/systemd/network/", "systemd-networkd.service"),
    ("/etc/flatcar/update.conf", "update-engine.service"),
    ("/etc/coreos/update.conf", "update-engine.service"),
    ("/etc/zincati/config.d/", "zincati.service"),
];

/// Read anew each time by whoever wants to know.
const EACH_TIME: [&str; 3] = ["/etc/hosts", "/etc/sysupdate.", "/etc/profile.d/"];

/// What a change of the file at `path` means, if the operating system reads it.
pub(super) fn meaning(path: &str) -> Option<Meaning> {
    if AT_BOOT.iter().any(|place| path.starts_with(place)) {
        return Some(Meaning::new(Weight::Reboot, "it is read when the machine starts"));
    }
    if EACH_TIME.iter().any(|place| path.starts_with(place)) {
        return Some(Meaning::new(Weight::Install, "it is read anew each time"));
    }
    let (_, unit) = BY_UNIT.iter().find(|(place, _)| path.starts_with(place))?;
    Some(Meaning::restart(unit, "a unit of the operating system reads it"))
}
