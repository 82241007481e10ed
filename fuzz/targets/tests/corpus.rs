//! Every input that is kept, and every one that fuzzing begins with, keeps every promise. Needs no fuzzer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kubecore_fuzz_targets::{TARGETS, kept, seeds};

#[test]
fn what_is_kept_breaks_no_promise() {
    let mut broken = Vec::new();
    for target in TARGETS {
        for (path, input) in kept(&target).unwrap().into_iter().chain(seeds(&target).unwrap()) {
            if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
                broken.push(format!("{}: {}", target.name, path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Where the repository lies must not matter: the same inputs are made everywhere.
#[test]
fn no_input_names_a_place_of_a_machine() {
    let places = [env!("CARGO_MANIFEST_DIR"), "/fuzz/targets/"];
    let names = |input: &[u8], place: &str| {
        input.windows(place.len()).any(|window| window == place.as_bytes())
    };
    for target in TARGETS {
        for (path, input) in kept(&target).unwrap().into_iter().chain(seeds(&target).unwrap()) {
            let found = places.iter().find(|place| names(&input, place));
            assert_eq!(found, None, "{}: {}", target.name, path.display());
        }
    }
}

#[test]
fn every_target_has_what_to_begin_with() {
    for target in TARGETS {
        let inputs = kept(&target).unwrap().len() + seeds(&target).unwrap().len();
        assert!(inputs > 0 && !target.shapes.is_empty(), "{}", target.name);
    }
}
