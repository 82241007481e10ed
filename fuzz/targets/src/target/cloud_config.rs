//! An old cloud-config, converted for both systems.

use kubecore::convert::{convert, unpack};
use kubecore::diagnostic::Severity;
use kubecore::format::ignition::{Variant, check};
use kubecore::source::Source;

use super::{Target, YAML, as_it_is};

pub(super) const TARGET: Target = Target {
    name: "cloud_config",
    run,
    seeds: &[
        ("tests/convert", "/cloud-config.yaml"),
        ("tests/suite/one-plus-two/expected", "/cloud-config.yaml"),
    ],
    form: as_it_is,
    lead: "#cloud-config\n",
    shapes: &[YAML],
};

fn run(input: &[u8]) {
    let Ok(unpacked) = unpack(input) else { return };
    let Ok(source) = Source::from_bytes("cloud-config.yaml", unpacked.into_owned()) else { return };
    for target in [Variant::Flatcar, Variant::Fcos] {
        let converted = convert(&source, target);
        // A unit that systemd would read in part is passed on as it is, with a warning.
        let notes = converted.report.count(Severity::Note);
        let is_silent = notes == converted.report.diagnostics().len();
        let Some(config) = converted.config.filter(|_| is_silent) else { continue };
        let (butane, ignition) = (config.butane(), config.ignition());
        assert_eq!(check::butane(&butane), [], "{butane}");
        assert_eq!(check::ignition(&ignition), [], "{ignition}");
        assert_eq!(check::same(&butane, &ignition), [], "{butane}");
    }
}
