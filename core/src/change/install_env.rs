//! `install.env`: what `install.sh` has to know of its machine.

use super::Meaning;
use super::meaning::Weight;

/// What a change of it means, by the variables that differ.
pub(super) fn meaning(before: &str, after: &str) -> Meaning {
    let mut meaning = Meaning::new(Weight::Install, "install.sh reads it");
    for variable in differing(before, after) {
        let one = match variable {
            "KUBECORE_NODE" | "KUBECORE_ADDRESS" => {
                Meaning::new(Weight::Reprovision, "it is another machine by name or address")
            }
            "KUBECORE_CLUSTER" => Meaning::new(
                Weight::Reprovision,
                "install.sh refuses the files of another cluster: the former bundle's --uninstall goes first",
            ),
            "KUBECORE_UPDATE_GROUP" => {
                Meaning::restart("update-engine.service", "install.sh restarts it")
            }
            "KUBECORE_REBOOT_STRATEGY" => {
                Meaning::restart("locksmithd.service", "install.sh restarts it")
            }
            _ => continue,
        };
        if one.weight > meaning.weight {
            meaning.why.clone_from(&one.why);
        }
        meaning.join(&one);
    }
    meaning
}

/// The variables that one side has otherwise, or not at all.
fn differing<'t>(before: &'t str, after: &'t str) -> Vec<&'t str> {
    let only = |one: &'t str, other: &str| {
        let lines = one.lines().filter(|line| !other.lines().any(|known| known == *line));
        lines.filter_map(|line| Some(line.split_once('=')?.0)).collect::<Vec<_>>()
    };
    let mut all = only(before, after);
    all.extend(only(after, before));
    all
}
