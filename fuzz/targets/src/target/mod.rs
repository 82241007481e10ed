//! The targets: a file for each reader.

mod bundle;
mod cloud_config;
mod edit;
mod highlight;
mod overlord;
mod pem;
mod share_link;
mod spec;
mod unit;
mod zip_import;

use crate::Shape;

/// A reader, with what it is fed from.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of the program that fuzzes it, and of its directories of inputs.
    pub name: &'static str,
    /// Gives it one input.
    pub run: fn(&[u8]),
    /// What is in the repository that it reads: a directory, and how the names of files in it end.
    pub seeds: &'static [(&'static str, &'static str)],
    /// Makes an input of a file that lies there.
    pub form: fn(&str, &[u8]) -> Vec<u8>,
    /// What every long input begins with: without it, nothing would be read.
    pub lead: &'static str,
    /// What makes a long input.
    pub shapes: &'static [&'static [Shape]],
}

/// All of them, by name.
pub const TARGETS: [Target; 10] = [
    bundle::TARGET,
    cloud_config::TARGET,
    edit::TARGET,
    highlight::TARGET,
    overlord::TARGET,
    pem::TARGET,
    share_link::TARGET,
    spec::TARGET,
    unit::TARGET,
    zip_import::TARGET,
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// The file is the input.
fn as_it_is(_path: &str, file: &[u8]) -> Vec<u8> {
    file.to_vec()
}

/// What makes a YAML text long, in ways that cost a reader different things.
const YAML: &[Shape] = &[
    Shape::again("x,").after("k: [", "]\n"),
    Shape::again("[").after("k: ", ""),
    Shape::again("{a: ").after("", ""),
    Shape::again("- x\n").after("k:\n", ""),
    Shape::again("- - ").after("k:\n", ""),
    Shape::again("? ").after("", ""),
    Shape::again("x\n").after("k: |\n  ", ""),
    Shape::again("x ").after("k: ", "\n"),
    Shape::again("\\u0041").after("k: \"", "\"\n"),
    Shape::again("&a *a ").after("k: ", "\n"),
    Shape::again("!t ").after("k: ", "x\n"),
    Shape::again("#\n"),
    Shape::again("---\n"),
    Shape::again("\t"),
    Shape::again("k: v\n"),
    Shape::counted("k", ": v\n"),
    Shape::again("é\u{2028}"),
];
