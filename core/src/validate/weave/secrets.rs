//! Passwords and tokens. No message here repeats one.

use std::collections::BTreeMap;

use super::{missing, weave};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::spec::Field;
use crate::spec::draft::Draft;

/// What a search of years does not find: 20 letters and digits have 119 bits.
const LONG: usize = 20;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let block = &draft.spec.weave;
    match &block.password {
        Field::Absent => report.push(
            Diagnostic::new(Code::NotEncrypted, "Weave runs without a password")
                .path(weave("password"))
                .help("write `password:` and what `openssl rand -hex 20` prints, unless the network is yours alone"),
        ),
        Field::Given(password) if password.expose().len() < LONG => report.push(
            Diagnostic::new(
                Code::ShortPassword,
                format!("the password has fewer than {LONG} characters"),
            )
            .path(weave("password"))
            .help("use what `openssl rand -hex 20` prints"),
        ),
        Field::Given(_) | Field::Invalid => {}
    }
    registries(draft, report);
    let (at, what) = match (&block.password, block.registries.items().is_empty()) {
        (Field::Given(_), true) => ("password", "the password becomes"),
        (Field::Given(_), false) => ("password", "the password and the registries' tokens become"),
        (_, false) => ("registries", "the registries' tokens become"),
        (_, true) => return,
    };
    report.push(
        Diagnostic::new(Code::SecretInUserData, format!("{what} part of the machines' user-data"))
            .path(weave(at))
            .help("where others can read user-data, use install.sh instead of cloud-config.yaml; or add KC0704 to `allow`"),
    );
}

fn registries(draft: &Draft<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, registry) in draft.spec.weave.registries.items().iter().enumerate() {
        let at = weave("registries").index(index);
        let mut need = |absent: bool, key: &'static str, help: &str| {
            if absent {
                report.push(missing(at.clone().key(key), key, help));
            }
        };
        need(registry.host.is_absent(), "host", "give the registry's address, such as quay.io");
        need(registry.user.is_absent(), "user", "say who logs in");
        need(registry.token.is_absent(), "token", "give the password or token");
        if let Some(user) = registry.user.given().filter(|user| user.as_str().contains(':')) {
            report.push(
                Diagnostic::new(Code::RegistryLogin, format!("the user `{user}` holds a colon"))
                    .path(at.clone().key("user"))
                    .help("write the user alone; the token has a key of its own"),
            );
        }
        let Some(host) = registry.host.given() else { continue };
        match seen.get(&host.to_string()) {
            Some(first) => report.push(
                Diagnostic::new(Code::RegistryLogin, format!("{host} has two logins"))
                    .path(at.key("host"))
                    .related_path(weave("registries").index(*first).key("host"), "first given here")
                    .help("keep one"),
            ),
            None => {
                seen.insert(host.to_string(), index);
            }
        }
    }
}
