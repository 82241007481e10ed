//! `pki import`: certificates that another signed.

use kubecore::pki::{Env as _, import};

use super::{plan, print, write};
use crate::args::PkiImport;
use crate::failure::Failure;
use crate::input;
use crate::pki::store::Store;
use crate::pki::{System, list, read, refuse};
use crate::report::{counted, say};

const VERDICT: &str = "nothing was changed";

pub(crate) fn run(options: &PkiImport) -> Result<(), Failure> {
    let dir = &options.spec.dir;
    let list = list(&plan(&options.spec, VERDICT)?)?;
    let files = options
        .files
        .iter()
        .map(|file| Ok((file.display().to_string(), input::secret(file)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let given: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let store = Store::change(dir)?;
    let pki = read(&list, dir, store.files())?;
    let issued = import(&list, &pki, &given, System.now())
        .map_err(|problems| refuse(None, &problems, VERDICT))?;
    print(dir, &write(store, &issued.changes)?)?;
    match issued.pki.ready(&list) {
        Ok(_) => say("every certificate is there; next: render with --pki"),
        Err(rest) => {
            let rest = counted(rest.len(), "certificate");
            say(&format!("{rest} still missing: `kubecore-cli pki status` lists them"));
        }
    }
    Ok(())
}
