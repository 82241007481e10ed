//! `init`: a cluster.yaml to start from.

use std::io::{self, Write as _};

use kubecore::spec::{Topology, example, topologies};

use crate::args::Init;
use crate::failure::Failure;
use crate::output::new_file;
use crate::report::say;

pub(crate) fn run(options: &Init) -> Result<(), Failure> {
    let offered = topologies(options.profile);
    if !offered.contains(&options.topology) {
        let words: Vec<&str> = offered.iter().copied().map(Topology::as_str).collect();
        return Err(Failure::Other(format!(
            "the profile {} has no example of the topology {}: choose {}",
            options.profile,
            options.topology,
            words.join(" or "),
        )));
    }
    let text = example(options.profile, options.topology);
    match &options.output {
        Some(path) if path.as_os_str() != "-" => {
            new_file(path, &text)?;
            let shown = path.display();
            say(&format!(
                "wrote {shown}; next: edit it, then `kubecore-cli render {shown} -o out`"
            ));
            Ok(())
        }
        _ => Ok(io::stdout().lock().write_all(text.as_bytes())?),
    }
}
