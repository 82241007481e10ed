#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    (kubecore_fuzz_targets::target("zip_import").expect("a target").run)(input);
});
