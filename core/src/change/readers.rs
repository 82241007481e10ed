//! Which unit or pod reads a file: whoever's text names it, or names a file that names it.
//!
//! The text of a unit is its file and its drop-ins. Static pods are found by their manifests: the kubelet
//! starts them and not a unit. A directory stands for what lies in it where nothing names the file itself.

use std::collections::{BTreeMap, BTreeSet};

/// The directories of units.
const UNITS: &str = "/etc/systemd/system/";

/// Who reads a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Readers {
    pub(super) units: BTreeSet<String>,
    pub(super) pods: BTreeSet<String>,
}

impl Readers {
    /// Those of a machine as it was that are still there as it is; units without a file are the operating
    /// system's, and stay.
    pub(super) fn staying(mut self, before: &Machine<'_>, after: &Machine<'_>) -> Self {
        let path = |unit: &String| [UNITS, unit].concat();
        self.units.retain(|unit| !before.is_unit(&path(unit)) || after.is_unit(&path(unit)));
        self.pods.retain(|pod| after.texts.values().any(|text| self::pod(text) == Some(pod)));
        self
    }
}

/// A machine's files by absolute path, those that are text.
#[derive(Debug)]
pub(super) struct Machine<'t> {
    texts: BTreeMap<&'t str, String>,
}

impl<'t> Machine<'t> {
    /// The machine `host` with these files.
    pub(super) fn new(host: &str, files: impl Iterator<Item = (&'t str, &'t [u8])>) -> Self {
        let mut texts = BTreeMap::new();
        for (path, bytes) in files {
            if let Ok(text) = std::str::from_utf8(bytes) {
                // What systemd fills in before it opens the file.
                texts.insert(path, text.replace("%H", host));
            }
        }
        Self { texts }
    }

    /// The units and pods that read the file at `path`.
    pub(super) fn of(&self, path: &str) -> Readers {
        let mut readers = Readers::default();
        let mut seen = BTreeSet::from([path.to_owned()]);
        let mut next = vec![path.to_owned()];
        while let Some(path) = next.pop() {
            if let Some(unit) = unit(&path) {
                readers.units.insert(unit.to_owned());
            } else if let Some(pod) = self.texts.get(path.as_str()).and_then(|text| pod(text)) {
                readers.pods.insert(pod.to_owned());
            } else {
                for namer in self.namers(&path) {
                    if seen.insert(namer.to_owned()) {
                        next.push(namer.to_owned());
                    }
                }
            }
        }
        readers
    }

    /// Whether the file at `path` is a static pod's manifest.
    pub(super) fn is_manifest(&self, path: &str) -> bool {
        self.texts.get(path).is_some_and(|text| pod(text).is_some())
    }

    /// Whether the file at `path` is there and is a whole unit, no drop-in.
    pub(super) fn is_unit(&self, path: &str) -> bool {
        let is_whole = path.strip_prefix(UNITS).is_some_and(|below| !below.contains('/'));
        is_whole && self.texts.contains_key(path)
    }

    /// Whether the unit acts on a new machine alone, and is skipped on one that has been set up.
    pub(super) fn is_once(&self, unit: &str) -> bool {
        let of_unit = |path: &&str| self::unit(path) == Some(unit);
        let texts = self.texts.iter().filter(|(path, _)| of_unit(path)).map(|(_, text)| text);
        texts.flat_map(|text| text.lines()).any(|line| {
            let is_path = line.starts_with("ConditionPath") || line.starts_with("ConditionFile");
            is_path && line.contains("=!") || line.starts_with("ConditionFirstBoot=")
        })
    }

    /// Adds the units that systemd stops and starts with one of these, as systemd.unit(5) has it.
    pub(super) fn add_dependents(&self, units: &mut BTreeSet<String>) {
        let requires = |text: &str, wanted: &str| {
            let lines = text.lines().filter_map(|line| line.split_once('='));
            let lists = lines.filter(|(key, _)| matches!(*key, "Requires" | "BindsTo" | "PartOf"));
            lists.flat_map(|(_, list)| list.split_whitespace()).any(|unit| unit == wanted)
        };
        let mut next: Vec<String> = units.iter().cloned().collect();
        while let Some(wanted) = next.pop() {
            for (path, text) in &self.texts {
                if let Some(unit) = unit(path).filter(|_| requires(text, &wanted))
                    && units.insert(unit.to_owned())
                {
                    next.push(unit.to_owned());
                }
            }
        }
    }

    /// Files whose text names `path`; if none does, those that name the nearest directory around it.
    fn namers(&self, path: &str) -> Vec<&str> {
        let mut place = path;
        loop {
            let naming = |(by, text): (&&'t str, &String)| {
                (*by != path && names(text, place)).then_some(*by)
            };
            let found: Vec<&str> = self.texts.iter().filter_map(naming).collect();
            match place.rsplit_once('/') {
                _ if !found.is_empty() => return found,
                // Directories of the operating system itself stand for nothing.
                Some((above, _)) if above.matches('/').count() >= 2 => place = above,
                _ => return Vec::new(),
            }
        }
    }
}

/// The unit that a file of systemd's belongs to.
pub(super) fn unit(path: &str) -> Option<&str> {
    let below = path.strip_prefix(UNITS)?;
    let (first, rest) = below.split_once('/').unwrap_or((below, ""));
    if rest.is_empty() { Some(first) } else { first.strip_suffix(".d") }
}

/// The name of the pod that a manifest is of.
pub(super) fn pod(text: &str) -> Option<&str> {
    let is_pod = text.lines().any(|line| line.trim_end() == "kind: Pod");
    let mut below = text.lines().skip_while(|line| line.trim_end() != "metadata:").skip(1);
    let name = below.find_map(|line| line.strip_prefix("  name: "))?;
    is_pod.then(|| name.trim().trim_matches(['"', '\'']))
}

/// Whether `text` names the path, and not only one that begins or ends so.
fn names(text: &str, path: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/');
    text.match_indices(path).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let rest = text.get(at + path.len()..).unwrap_or_default();
        // A directory may end in a slash, and a sentence in a full stop.
        let rest = rest.trim_start_matches(['/', '.']);
        !before.is_some_and(is_part) && !rest.starts_with(|c| is_part(c) || matches!(c, '-' | '@'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readers(files: &[(&str, &str)], path: &str) -> String {
        let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
        let Readers { units, pods } = Machine::new("a", files).of(path);
        let all: Vec<String> = units.into_iter().chain(pods).collect();
        all.join(" ")
    }

    const FILES: [(&str, &str); 6] = [
        (
            "/etc/systemd/system/kubelet.service",
            "ExecStart=/opt/bin/kubelet --config=/etc/k/kubelet.yaml\n",
        ),
        ("/etc/systemd/system/docker.service.d/10-a.conf", "EnvironmentFile=/etc/%H.env\n"),
        ("/etc/k/kubelet.yaml", "ca: /etc/k/pki/ca.crt\nme: /etc/k/kubelet.yaml\n"),
        (
            "/etc/k/manifests/api.yaml",
            "kind: Pod\nmetadata:\n  name: api\nspec: [/etc/k/pki/ca.crt, /etc/k/conf]\n",
        ),
        ("/etc/k/conf/a/b", "x"),
        ("/etc/a.env", "A=/etc/k/kubelet.yaml.d\n"),
    ];

    #[test]
    fn whoever_names_a_file_reads_it() {
        assert_eq!(readers(&FILES, "/etc/k/kubelet.yaml"), "kubelet.service");
        assert_eq!(readers(&FILES, "/etc/k/pki/ca.crt"), "kubelet.service api");
        assert_eq!(readers(&FILES, "/etc/a.env"), "docker.service");
        assert_eq!(readers(&FILES, "/etc/k/manifests/api.yaml"), "api");
        assert_eq!(readers(&FILES, "/etc/k/conf/a/b"), "api", "by the directory");
        assert_eq!(readers(&FILES, "/etc/k/pki/ca"), "", "a longer name is another");
        assert_eq!(readers(&FILES, "/etc/other"), "");
    }

    #[test]
    fn what_requires_a_unit_starts_anew_with_it() {
        let files = [
            ("/etc/systemd/system/b.service", "[Unit]\nRequires=x.service a.service\n"),
            ("/etc/systemd/system/c.service.d/1.conf", "BindsTo=b.service\n"),
            ("/etc/systemd/system/d.service", "Wants=a.service\n"),
        ];
        let machine = Machine::new("m", files.iter().map(|(path, text)| (*path, text.as_bytes())));
        let mut units = BTreeSet::from(["a.service".to_owned()]);
        machine.add_dependents(&mut units);
        assert_eq!(units.into_iter().collect::<Vec<_>>(), ["a.service", "b.service", "c.service"]);
    }

    #[test]
    fn who_is_gone_reads_nothing() {
        let texts = FILES.map(|(path, text)| (path, text.as_bytes()));
        let before = Machine::new("a", texts.into_iter());
        let after = Machine::new("a", texts.into_iter().skip(1));
        let staying = |path| before.of(path).staying(&before, &after);
        let one = |name: &str| BTreeSet::from([name.to_owned()]);
        let none = BTreeSet::new;
        let (units, pods) = (none(), one("api"));
        assert_eq!(staying("/etc/k/pki/ca.crt"), Readers { units, pods }, "the kubelet is gone");
        let (units, pods) = (one("docker.service"), none());
        assert_eq!(staying("/etc/a.env"), Readers { units, pods }, "docker is the system's own");
    }

    #[test]
    fn units_are_known_by_their_place() {
        for (path, name) in [
            ("/etc/systemd/system/a.service", Some("a.service")),
            ("/etc/systemd/system/a.service.d/10-b.conf", Some("a.service")),
            ("/etc/systemd/system/multi-user.target.wants/a.service", None),
            ("/etc/a.service", None),
        ] {
            assert_eq!(unit(path), name, "{path}");
        }
    }
}
