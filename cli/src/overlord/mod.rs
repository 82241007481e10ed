//! `overlord`: what `kubecore::overlord` decides, done. Here is only I/O.

mod act;
mod client;
mod config;
mod log;
mod look;
mod run;
mod status;
mod stop;
mod unix;

use crate::args::{Overlord, What};
use crate::failure::Failure;

pub(crate) fn run(options: &Overlord) -> Result<(), Failure> {
    let setup = config::read(options)?;
    match options.what {
        Some(What::Status) => status::run(setup, options.format),
        None => run::run(setup, options),
    }
}
