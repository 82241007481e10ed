//! `profiles`: the systems that can be rendered.

use std::io::{self, Write as _};

use kubecore::spec::Profile;

use crate::failure::Failure;

pub(crate) fn run() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let width = Profile::ALL.iter().map(|profile| profile.as_str().len()).max().unwrap_or_default();
    for profile in Profile::ALL {
        writeln!(out, "{:width$}  {}", profile.as_str(), profile.doc())?;
    }
    Ok(())
}
