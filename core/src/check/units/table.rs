//! What a system's systemd knows, and which units the system has: `core/data/check/systemd`.

/// One of two systems: `CoreOS` of 2014 to 2016, Flatcar and Fedora `CoreOS` of today.
#[derive(Debug, Clone)]
pub(in crate::check) struct Systemd {
    /// A section, a key, and the form of its value.
    keys: Vec<(&'static str, &'static str, &'static str)>,
    units: Vec<&'static str>,
}

const KEYS: &str = include_str!("../../../data/check/systemd/keys.tsv");
const UNITS: &str = include_str!("../../../data/check/systemd/units.tsv");

impl Systemd {
    /// That of today's systems, or of the old one.
    pub(in crate::check) fn of(today: bool) -> Self {
        let own = if today { "today" } else { "old" };
        let known = move |systems: &str| systems == "both" || systems == own;
        let keys = KEYS.lines().filter_map(|line| {
            let (key, rest) = line.split_once('\t')?;
            let (systems, form) = rest.split_once('\t')?;
            let (section, key) = key.split_once('.')?;
            known(systems).then_some((section, key, form))
        });
        let units = UNITS.lines().filter_map(|line| {
            let (unit, systems) = line.split_once('\t')?;
            known(systems).then_some(unit)
        });
        let mut found = Self { keys: keys.collect(), units: units.collect() };
        found.keys.sort_unstable();
        found.units.sort_unstable();
        found
    }

    /// The form of a key's value, `Unit` and `After`; `None` if the key is not known.
    pub(super) fn form(&self, section: &str, key: &str) -> Option<&'static str> {
        let at =
            self.keys.binary_search_by(|known| (known.0, known.1).cmp(&(section, key))).ok()?;
        self.keys.get(at).map(|(.., form)| *form)
    }

    /// Whether the system has the unit `name`.
    pub(in crate::check) fn brings(&self, name: &str) -> bool {
        self.units.binary_search(&name).is_ok()
    }
}
