//! `convert`: a CoreOS cloud-config for a system of today.

use std::io::{self, Write as _};

use kubecore::convert::{Converted, convert};

use crate::args::{Convert, Emit, Format};
use crate::failure::Failure;
use crate::input;
use crate::output::new_file;
use crate::report::{self, Channel, Options, Told, say};

pub(crate) fn run(options: &Convert) -> Result<(), Failure> {
    let (source, converted) = match input::user_data(&options.path)? {
        Ok(source) => {
            let converted = convert(&source, options.to.variant());
            (source, converted)
        }
        Err((source, report)) => (source, Converted { config: None, report }),
    };
    let Converted { config, report } = converted;
    let config = config.filter(|_| options.partial || !told(options, false).refuses(&report));
    let telling = told(options, config.is_some());
    match report::tell(&source, &report, telling) {
        Ok(()) | Err(Failure::NobodyReads) => {}
        Err(failure) => return Err(failure),
    }
    if let Some(config) = config {
        let text = match options.emit {
            Emit::Butane => config.butane(),
            Emit::Ignition => config.ignition(),
        };
        match &options.output {
            Some(path) if path.as_os_str() != "-" => {
                new_file(path, &text)?;
                if options.format == Format::Human {
                    say(&format!("wrote {}", path.display()));
                }
            }
            _ => io::stdout().lock().write_all(text.as_bytes())?,
        }
    }
    // What is written in spite of errors is not what was asked for.
    if telling.refuses(&report) { Err(Failure::Spec) } else { Ok(()) }
}

fn told(options: &Convert, is_written: bool) -> Options {
    Options {
        format: options.format,
        strict: options.strict,
        channel: Channel::Stderr,
        told: Told::Always,
        verdict: if is_written { "only a part is written" } else { "nothing was written" },
    }
}
