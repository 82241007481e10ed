//! Unit files, and the environment files beside them.

use kubecore::format::env_file::EnvFile;
use kubecore::format::fleet;
use kubecore::format::systemd::UnitFile;

use super::{Target, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "unit",
    run,
    seeds: &[
        ("tests/suite/flatcar-small/expected", ".service"),
        ("tests/suite/fleet-units-small/expected", ".service"),
        ("tests/suite/options/expected", ".service"),
        ("tests/suite/options/expected", ".env"),
    ],
    form: as_it_is,
    lead: "",
    shapes: &[&[
        Shape::again("[A]\n"),
        Shape::again("\\\n").after("[A]\nb=", ""),
        Shape::again("\\\n#\n").after("[A]\nb=", ""),
        Shape::again("b=c\n").after("[A]\n", ""),
        Shape::again("MachineOf=a.service\n").after("[X-Fleet]\n", ""),
        Shape::again("\"a\" ").after("[A]\nEnvironment=", ""),
        Shape::again("A=b\n"),
        Shape::again("\\"),
        Shape::again("#\n"),
    ]],
};

fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(unit) = UnitFile::parse(text) {
        let written = unit.to_string();
        let again = UnitFile::parse(&written).expect("what is written is read");
        assert_eq!(again.to_string(), written, "and written as it was");
        for section in unit.sections() {
            for entry in section.entries() {
                drop((entry.value().text(), entry.value().words()));
            }
        }
        drop(fleet::check(&unit, "a@1.service"));
    }
    if let Ok(file) = EnvFile::parse(text) {
        let written = file.to_string();
        let again = EnvFile::parse(&written).map(|file| file.to_string());
        assert_eq!(again.as_deref(), Ok(written.as_str()));
    }
}
