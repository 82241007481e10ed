#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    (kubecore_fuzz_targets::target("cloud_config").expect("a target").run)(input);
});
