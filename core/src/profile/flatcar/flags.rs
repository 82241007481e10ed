//! Command lines of programs that run as pods.

use std::fmt::Display;

/// A command line of Kubernetes' programs: a program, and flags in the order of their names.
#[derive(Debug)]
pub(super) struct Flags(Vec<String>);

impl Flags {
    pub(super) fn new(program: &str) -> Self {
        Self(vec![program.to_owned()])
    }

    pub(super) fn set(&mut self, name: &str, value: impl Display) {
        self.0.push(format!("--{name}={value}"));
    }

    pub(super) fn into_command(self) -> Vec<String> {
        self.0
    }
}
