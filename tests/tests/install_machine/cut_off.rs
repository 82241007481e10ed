//! Runs that are killed before something that they change, and run again.

use kubecore_tests::made::Made;
use kubecore_tests::tree::compare;
use kubecore_tests::{assert_none, note};

use crate::machine::{Machine, State};
use crate::{ROLES, made};

/// Of each line of the script that changes something, the first time and the last; on two machines.
#[test]
fn a_run_that_is_cut_off_is_made_good_by_the_next() {
    for (case, keys, name) in
        [("weave-clouds", false, "iron-1"), ("flatcar-sysext", true, "etcd-1")]
    {
        let made = made(case, keys);
        let count = each_way(&made, name, ends_of_lines);
        note(&format!("{case}: {name}: cut off {count} times"));
    }
}

/// Before everything that changes something, on a machine of each role; takes minutes.
#[test]
#[ignore = "minutes: cargo xtask cut-off"]
fn a_run_that_is_cut_off_anywhere_is_made_good_by_the_next() {
    std::thread::scope(|scope| {
        for (case, keys, machines) in ROLES {
            scope.spawn(move || {
                let made = made(case, keys);
                for name in machines {
                    let count = each_way(&made, name, |steps| (0..steps.len()).collect());
                    note(&format!("{case}: {name}: cut off {count} times"));
                }
            });
        }
    });
}

/// Installing and uninstalling. How often it was cut off.
fn each_way(made: &Made, name: &str, chosen: fn(&[String]) -> Vec<usize>) -> usize {
    let fresh = || Machine::new(made, name);
    let full = || {
        let machine = fresh();
        let (success, said) = machine.install(&[]);
        assert!(success, "{said}");
        machine
    };
    cut_off(fresh, &[], chosen) + cut_off(full, &["--uninstall"], chosen)
}

/// The first and the last time of each line.
pub(crate) fn ends_of_lines(steps: &[String]) -> Vec<usize> {
    let is_first = |at: usize| !steps[..at].contains(&steps[at]);
    let is_last = |at: usize| !steps[at + 1..].contains(&steps[at]);
    (0..steps.len()).filter(|at| is_first(*at) || is_last(*at)).collect()
}

/// Cuts a run of `install.sh` off before each of the chosen effects, and runs it again. How often.
pub(crate) fn cut_off(
    fresh: impl Fn() -> Machine,
    arguments: &[&str],
    chosen: fn(&[String]) -> Vec<usize>,
) -> usize {
    let whole = fresh();
    let steps = whole.effects(arguments);
    assert!(steps.len() > 10, "{steps:?}");
    let wanted = whole.state();
    let chosen = chosen(&steps);
    for effect in &chosen {
        let machine = fresh();
        machine.install_until(arguments, effect + 1);
        let (success, said) = machine.install(arguments);
        let what = format!("{arguments:?}: cut off at {effect}, line {}", steps[*effect]);
        assert!(success, "{what}: {said}");
        assert_same(&machine.state(), &wanted, &what);
    }
    chosen.len()
}

/// The same files, links, owners and units, and each unit with the files that are there.
pub(crate) fn assert_same(state: &State, wanted: &State, what: &str) {
    assert_none(what, &compare(&wanted.files, &state.files));
    assert_eq!(state.links, wanted.links, "{what}");
    assert_eq!(state.owners, wanted.owners, "{what}");
    assert_eq!(state.enabled, wanted.enabled, "{what}");
    let units = |state: &State| state.units.keys().cloned().collect::<Vec<_>>();
    assert_eq!(units(state), units(wanted), "{what}");
    assert!(
        state.is_settled(),
        "{what}: a unit runs with files that are no more: {:?}",
        state.units
    );
}
