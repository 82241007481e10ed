//! `validate`: what is wrong, and nothing else.

use crate::args::{Format, Validate};
use crate::failure::Failure;
use crate::input;
use crate::report::{Channel, Options, Told, counted, say};

pub(crate) fn run(options: &Validate) -> Result<(), Failure> {
    let spec = &options.spec;
    let telling = Options {
        format: spec.format,
        strict: spec.strict,
        channel: Channel::Stdout,
        told: Told::Always,
        verdict: "nothing can be rendered",
    };
    let compiled = input::load(&spec.path, telling)?;
    if let (Format::Human, Some(plan)) = (spec.format, &compiled.plan) {
        let machines = counted(plan.nodes().len(), "machine");
        say(&format!("{}: {machines}, ready to render", plan.name));
    }
    Ok(())
}
