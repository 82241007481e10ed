//! What the operating systems of today bring: units, programs, paths, kernel modules.

use std::collections::BTreeSet;

use crate::listing;

/// What an operating system brings.
#[derive(Debug)]
pub struct System(BTreeSet<String>);

/// The list `os/<name>.txt`: `flatcar` or `fedora-coreos`.
pub fn of(name: &str) -> System {
    System(listing::read(&format!("os/{name}")))
}

impl System {
    /// Whether the image has the unit `name`, enabled or not.
    pub fn has_unit(&self, name: &str) -> bool {
        self.unit(name).is_some()
    }

    /// Whether the unit `name` starts at boot by itself.
    pub fn enables(&self, name: &str) -> bool {
        self.unit(name) == Some("enabled")
    }

    /// Whether the image has the program at `path`; one of `/usr/sbin` is also found in `/usr/bin`, since newer
    /// images have one folder for both, and `/bin` and `/sbin` are links.
    pub fn has_program(&self, path: &str) -> bool {
        let path = match path.split('/').nth(1) {
            Some("bin" | "sbin") => format!("/usr{path}"),
            _ => path.to_owned(),
        };
        let other = path.replace("/usr/bin/", "/usr/sbin/");
        [path, other].iter().any(|path| self.0.contains(&format!("program {path}")))
    }

    /// Whether `path` is one that the image has, or lies below a folder of such a line.
    pub fn has_path(&self, path: &str) -> bool {
        let mut path = Some(path);
        while let Some(current) = path.filter(|p| !p.is_empty()) {
            if self.0.contains(&format!("path {current}")) {
                return true;
            }
            path = current.rsplit_once('/').map(|(parent, _)| parent);
        }
        false
    }

    /// Whether the kernel has the module `name`.
    pub fn has_module(&self, name: &str) -> bool {
        self.0.contains(&format!("module {name}"))
    }

    fn unit(&self, name: &str) -> Option<&str> {
        self.0.iter().find_map(|line| {
            let (unit, state) = line.strip_prefix("unit ")?.split_once(' ')?;
            (unit == name).then_some(state)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn each_line_has_a_known_form() {
        for name in ["flatcar", "fedora-coreos"] {
            for line in &of(name).0 {
                let words: Vec<&str> = line.split(' ').collect();
                let good = match words.as_slice() {
                    ["unit", unit, "enabled" | "disabled" | "static"] => {
                        let (_, kind) = unit.rsplit_once('.').unwrap();
                        ["service", "socket", "timer", "target", "path"].contains(&kind)
                    }
                    ["program" | "path", path] => path.starts_with('/') && !path.ends_with('/'),
                    ["module" | "absent", _] => true,
                    _ => false,
                };
                assert!(good, "{name}: {line}");
            }
        }
    }

    #[test]
    fn a_unit_has_one_state_and_what_is_absent_is_not_there() {
        for name in ["flatcar", "fedora-coreos"] {
            let system = of(name);
            for line in &system.0 {
                if let Some(unit) = line.strip_prefix("unit ").and_then(|l| l.split_once(' ')) {
                    let same = format!("unit {} ", unit.0);
                    assert_eq!(
                        system.0.iter().filter(|l| l.starts_with(&same)).count(),
                        1,
                        "{line}"
                    );
                }
                if let Some(absent) = line.strip_prefix("absent ") {
                    assert!(!system.has_unit(absent), "{name}: {absent}");
                    assert!(!system.has_program(&format!("/usr/bin/{absent}")), "{name}: {absent}");
                }
            }
        }
    }

    #[test]
    fn programs_are_found_in_either_folder() {
        let flatcar = of("flatcar");
        for path in ["/usr/sbin/modprobe", "/usr/bin/modprobe", "/bin/bash", "/sbin/modprobe"] {
            assert!(flatcar.has_program(path), "{path}");
        }
        assert!(!flatcar.has_program("/usr/sbin/tar"));
        assert!(!flatcar.has_program("/opt/bin/kubelet"));
    }

    #[test]
    fn the_systems_differ_where_files_must_tell() {
        let (flatcar, fedora) = (of("flatcar"), of("fedora-coreos"));
        assert!(flatcar.enables("containerd.service") && !fedora.enables("containerd.service"));
        assert!(fedora.has_unit("containerd.service") && fedora.has_unit("zincati.service"));
        assert!(flatcar.has_unit("locksmithd.service") && !fedora.has_unit("locksmithd.service"));
        assert!(flatcar.has_module("br_netfilter") && !flatcar.has_module("dummy"));
        assert!(
            flatcar.has_path("/etc/kubernetes/pki/ca.crt") && !flatcar.has_path("/usr/local/bin")
        );
        assert!(fedora.has_path("/usr/local/bin"));
    }
}
