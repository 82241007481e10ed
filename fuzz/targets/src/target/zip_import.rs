//! A file that is dropped on the page: a zip, or text.

use kubecore::document::without_secrets;
use kubecore_web::import::read;

use super::{Target, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "zip_import",
    run,
    seeds: &[("tests/imports", ".zip"), ("examples", ".yaml")],
    form: as_it_is,
    lead: "",
    shapes: &[&[
        Shape::again("PK\u{5}\u{6}"),
        Shape::again("PK\u{3}\u{4}"),
        Shape::again("PK\u{1}\u{2}").after("PK\u{3}\u{4}", ""),
        Shape::again("\0").after("PK\u{3}\u{4}", ""),
        Shape::again("a\n"),
        Shape::again("# "),
    ]],
};

fn run(input: &[u8]) {
    if let Ok(imported) = read(input) {
        drop(without_secrets(&imported.text));
    }
}
