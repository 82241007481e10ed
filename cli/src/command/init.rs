//! `init`: a cluster.yaml to start from.

use std::fs::File;
use std::io::{self, Write as _};

use kubecore::spec::example;

use crate::args::Init;
use crate::failure::Failure;
use crate::report::say;

pub(crate) fn run(options: &Init) -> Result<(), Failure> {
    let text = example(options.profile, options.topology);
    let Some(path) = &options.output else {
        return Ok(io::stdout().lock().write_all(text.as_bytes())?);
    };
    let shown = path.display();
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            say(&format!(
                "wrote {shown}; next: edit it, then `kubecore-cli render {shown} -o out`"
            ));
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Failure::Other(format!(
            "{shown} exists, and is left as it is: choose another name, or remove it first"
        ))),
        Err(error) => Err(Failure::io(&shown, &error)),
    }
}
