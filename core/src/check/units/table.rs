//! What a system's systemd knows, and which units the system has: `core/data/check/systemd`.

/// One of two systems: `CoreOS` of 2016 (v231), Flatcar and Fedora `CoreOS` of today (v257).
pub(super) struct Systemd {
    today: bool,
}

const KEYS: &str = include_str!("../../../data/check/systemd/keys.tsv");
const UNITS: &str = include_str!("../../../data/check/systemd/units.tsv");

/// The release of `CoreOS`'s systemd.
const OLD: u32 = 231;

impl Systemd {
    /// That of today's systems, or of the old one.
    pub(super) fn of(today: bool) -> Self {
        Self { today }
    }

    /// The form of a key's value; `None` if the key is not known.
    pub(super) fn form(&self, key: &str) -> Option<&'static str> {
        let mut rows = KEYS.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('\t'));
        let (since, form) = rows.next()?.split_once('\t')?;
        let known = self.today || since.parse::<u32>().is_ok_and(|since| since <= OLD);
        known.then_some(form)
    }

    /// Whether the system has the unit `name`.
    pub(super) fn brings(&self, name: &str) -> bool {
        let mut rows = UNITS.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        let own = if self.today { "today" } else { "old" };
        rows.next().is_some_and(|systems| systems == "both" || systems == own)
    }
}
