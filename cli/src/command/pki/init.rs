//! `pki init`: makes what is missing, and keeps what is there.

use std::path::Path;

use kubecore::pki::{Env as _, Files, Issued, Issuer, Pki, State, adopt, status};
use kubecore::plan::certificates::Certificates;

use super::{plan, print, write};
use crate::args::PkiInit;
use crate::failure::Failure;
use crate::input;
use crate::pki::store::Store;
use crate::pki::{System, list, read, refuse};
use crate::report::{counted, note, say};

const VERDICT: &str = "no key was made";

pub(crate) fn run(options: &PkiInit) -> Result<(), Failure> {
    let (dir, spec) = (&options.spec.dir, &options.spec.path);
    let list = list(&plan(&options.spec, VERDICT)?)?;
    let adopted = adopted(options, &list)?;
    // A directory is made only once there is something to put into it.
    let present = if dir.symlink_metadata().is_ok() { Some(Store::change(dir)?) } else { None };
    let there = present.as_ref().map(Store::files).filter(|files| !files.is_empty());
    let begun = match (there, adopted) {
        (None, None) => Issued { pki: Pki::new(), changes: Files::new() },
        (None, Some(adopted)) => adopted,
        (Some(files), None) => Issued { pki: read(&list, dir, files)?, changes: Files::new() },
        (Some(_), Some(_)) => {
            return Err(Failure::Other(format!(
                "{} has an authority already: leave --ca-cert and --ca-key out, or give -d a new directory",
                dir.display()
            )));
        }
    };
    let (issued, made) = issue(&list, begun, options.requests)?;
    outdated(&list, &issued.pki);
    if issued.changes.is_empty() {
        say(&format!("nothing is missing in {}", dir.display()));
        return Ok(());
    }
    let store = match present {
        Some(store) => store,
        None => Store::change(dir)?,
    };
    let is_new = store.files().is_empty();
    let written = write(store, &issued.changes)?;
    // In a new directory all files are new, which goes without saying.
    if !is_new {
        print(dir, &written)?;
    }
    if options.ca_cert.is_some() || options.requests {
        note(
            "the API lets in whoever has a certificate that this authority, or the root above it, signed: \
             use one that serves this cluster alone",
        );
    }
    tell(dir, spec, made, options.requests);
    Ok(())
}

/// An authority of the user's own.
fn adopted(options: &PkiInit, list: &Certificates) -> Result<Option<Issued>, Failure> {
    let (Some(certificate), Some(key)) = (&options.ca_cert, &options.ca_key) else {
        return Ok(None);
    };
    let bytes = (input::secret(certificate)?, input::secret(key)?);
    let names = (certificate.display().to_string(), key.display().to_string());
    adopt(list, (&names.0, &bytes.0), (&names.1, &bytes.1), System.now())
        .map(Some)
        .map_err(|problems| refuse(None, &problems, VERDICT))
}

/// Everything there is then, and how many keys were made.
fn issue(list: &Certificates, begun: Issued, requests: bool) -> Result<(Issued, usize), Failure> {
    let work = if requests {
        Ok(Issuer::requests(list, &begun.pki))
    } else {
        Issuer::missing(list, &begun.pki)
    };
    let done = work.and_then(|issuer| issuer.run(&mut System));
    let mut issued = done.map_err(|problem| refuse(None, &[problem], VERDICT))?;
    let keys = issued.changes.keys().filter(|path| path.ends_with("-key.pem")).count();
    let mut changes = begun.changes;
    changes.append(&mut issued.changes);
    Ok((Issued { changes, ..issued }, keys))
}

/// What is kept although it does not fit any more.
fn outdated(list: &Certificates, pki: &Pki) {
    for status in status(list, pki, System.now()) {
        if let State::Outdated(_) | State::Expired = &status.state {
            let (file, state) = (status.item.certificate_file(), &status.state);
            note(&format!("{file} is {state}: `kubecore-cli pki renew` makes it anew"));
        }
    }
}

fn tell(dir: &Path, spec: &Path, keys: usize, requests: bool) {
    let (dir, spec) = (dir.display(), spec.display());
    let keys = counted(keys, "key");
    say(&if requests {
        format!(
            "made {keys}; next: have the .csr files in {dir} signed, then \
             `kubecore-cli pki import {spec} -d {dir} FILE …`"
        )
    } else {
        format!("made {keys} in {dir}; next: `kubecore-cli render {spec} --pki {dir} -o out`")
    });
}
