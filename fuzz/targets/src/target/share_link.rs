//! A link that holds a cluster.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use kubecore_web::share::{fragment, open};

use super::{Target, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "share_link",
    run,
    seeds: &[("tests/links", "")],
    form: as_it_is,
    lead: "",
    shapes: &[&[
        Shape::again("A").after("#v1.flatcar-small.", ""),
        Shape::again("=1:a.1:b"),
        Shape::again("=1:a1:b1:c.[1:b]"),
        Shape::again("[").after("=1:a.", ""),
        Shape::again("~").after("=1:a.[", "]"),
        Shape::counted("6:", "").after("=1:a.{", "}"),
        Shape::again("+5:nodes.0;~"),
        Shape::again("-5:nodes0;."),
    ]],
};

/// A link as it stands, or edits that are packed first: no fuzzer would find its way through zlib.
fn run(input: &[u8]) {
    match std::str::from_utf8(input) {
        Ok(text) if text.trim_start().starts_with(['#', 'v']) => give(text),
        _ => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            let packed = encoder.write_all(input).and_then(|()| encoder.finish()).expect("memory");
            let packed = URL_SAFE_NO_PAD.encode(packed);
            for base in ["", "flatcar-small", "coreos-guide-small"] {
                give(&format!("#v1.{base}.{packed}"));
            }
        }
    }
}

/// What opens can be shared again, and means the same.
fn give(link: &str) {
    let Ok(shared) = open(link) else { return };
    if let Ok(again) = fragment(shared.preset, &shared.text) {
        assert_eq!(again.secrets, [], "no link holds a secret");
        if again.unknown.is_empty() {
            let opened = open(&again.text).expect("a link of ours opens");
            assert_eq!(opened.preset, shared.preset);
        }
    }
}
