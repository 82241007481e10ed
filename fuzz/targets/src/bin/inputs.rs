//! `inputs DIR`: writes what each target is begun with below a directory, as libFuzzer takes it.

use std::env;
use std::fs;
use std::io;
use std::path::Path;

use kubecore_fuzz_targets::{TARGETS, dictionary, kept, large, seeds};

fn main() -> io::Result<()> {
    let Some(top) = env::args_os().nth(1) else {
        return Err(io::Error::other("takes a directory"));
    };
    for target in TARGETS {
        let home = Path::new(&top).join(target.name);
        let inputs = [seeds(&target)?, kept(&target)?].concat();
        let inputs: Vec<Vec<u8>> = inputs.into_iter().map(|(_, input)| input).collect();
        write(&home.join("seeds"), &inputs)?;
        write(&home.join("large"), &large(&target))?;
        fs::write(home.join("words.dict"), dictionary(inputs.iter().map(Vec::as_slice)))?;
    }
    Ok(())
}

/// One file for each, in a directory that holds nothing else.
fn write(directory: &Path, inputs: &[Vec<u8>]) -> io::Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory)?;
    }
    fs::create_dir_all(directory)?;
    for (number, input) in inputs.iter().enumerate() {
        fs::write(directory.join(format!("{number:04}")), input)?;
    }
    Ok(())
}
