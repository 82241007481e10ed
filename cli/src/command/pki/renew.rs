//! `pki renew`: certificates made anew, with new keys where they need not last.

use std::collections::BTreeSet;

use kubecore::pki::{Env as _, Issuer, State, status};
use kubecore::plan::certificates::{Item, Scope};

use super::{plan, print, write};
use crate::args::PkiRenew;
use crate::failure::Failure;
use crate::pki::store::Store;
use crate::pki::{System, list, read, refuse};
use crate::report::{counted, say};

const VERDICT: &str = "nothing was changed";

pub(crate) fn run(options: &PkiRenew) -> Result<(), Failure> {
    let dir = &options.spec.dir;
    let plan = plan(&options.spec, VERDICT)?;
    let list = list(&plan)?;
    crate::command::near::known(&plan, &options.nodes)?;
    let store = Store::change(dir)?;
    let pki = read(&list, dir, store.files())?;
    let due: BTreeSet<&str> = status(&list, &pki, System.now())
        .into_iter()
        .filter(|status| match &status.state {
            State::Expired | State::Outdated(_) => true,
            State::Good => status.days.is_some_and(|days| days < i64::from(options.warn_days)),
            State::Missing | State::Requested | State::NotYet => false,
        })
        .map(|status| status.item.id.as_str())
        .collect();
    let wanted = |item: &Item| {
        let of_node = matches!(&item.scope, Scope::Machine(name)
            if options.nodes.iter().any(|node| node == name.as_str()));
        let present = pki.entry(item).is_some();
        present && (options.all || of_node || (options.nodes.is_empty() && due.contains(&*item.id)))
    };
    let done = Issuer::renewal(&list, &pki, wanted).and_then(|issuer| issuer.run(&mut System));
    let issued = done.map_err(|problem| refuse(Some(dir), &[problem], VERDICT))?;
    let made = issued.changes;
    if made.is_empty() {
        say(&format!(
            "nothing is due in {}: --all or --node renews what is still good",
            dir.display()
        ));
        return Ok(());
    }
    print(dir, &write(store, &made)?)?;
    let renewed = |item: &&Item| made.contains_key(&item.certificate_file());
    let certificates = list.items.iter().filter(renewed).count();
    say(&format!(
        "renewed {}; next: render again with --pki, and run install.sh on each machine concerned",
        counted(certificates, "certificate")
    ));
    Ok(())
}
