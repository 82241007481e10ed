//! `profiles`: the systems that can be rendered.

use std::io::{self, Write as _};

use kubecore::spec::Profile;

use crate::failure::Failure;

pub(crate) fn run() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for profile in Profile::ALL {
        writeln!(out, "{profile}  {}", profile.doc())?;
    }
    Ok(())
}
