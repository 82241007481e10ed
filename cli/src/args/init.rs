//! `init`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as Options, ValueHint};
use kubecore::spec::{Profile, Topology};

#[derive(Debug, Options)]
pub(crate) struct Init {
    /// Which system
    #[arg(long, value_parser = profile(), default_value = "flatcar")]
    pub(crate) profile: Profile,
    /// How many machines
    #[arg(long, value_parser = topology(), default_value = "small")]
    pub(crate) topology: Topology,
    /// Write to FILE, which must not exist yet, instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

fn profile() -> impl TypedValueParser<Value = Profile> {
    words(Profile::ALL, Profile::as_str, Profile::doc)
}

fn topology() -> impl TypedValueParser<Value = Topology> {
    words(Topology::ALL, Topology::as_str, Topology::doc)
}

/// Takes the core's own words, so that help and completions list them.
fn words<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
    doc: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = all.iter().map(|choice| PossibleValue::new(word(*choice)).help(doc(*choice)));
    PossibleValuesParser::new(words).try_map(move |given| {
        let chosen = all.iter().copied().find(|choice| word(*choice) == given);
        chosen.ok_or("not one of the choices")
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use kubecore::spec::Topology;

    use crate::args::{Args, Command};

    #[test]
    fn every_word_of_the_core_is_taken() {
        for topology in Topology::ALL {
            let words = ["kubecore-cli", "init", "--topology", topology.as_str()];
            let Command::Init(init) = Args::try_parse_from(words).unwrap().command else {
                panic!("init was asked for");
            };
            assert_eq!(init.topology, *topology);
        }
    }
}
