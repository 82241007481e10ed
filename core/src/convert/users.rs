//! `users` and `ssh_authorized_keys`: who can log in.

use super::block::Block;
use super::outcome::Outcome;
use super::retired;
use crate::diagnostic::{Code, Diagnostic};

/// The user that `ssh_authorized_keys` at the top belong to.
const CORE: &str = "core";

/// Users of the image. coreos-cloudinit gave them a password and keys, and nothing else.
const OF_THE_IMAGE: [&str; 2] = [CORE, "root"];

/// What coreos-cloudinit read only of users that it made.
const FOR_NEW_USERS: [&str; 9] = [
    "gecos",
    "homedir",
    "no_create_home",
    "primary_group",
    "groups",
    "no_user_group",
    "system",
    "no_log_init",
    "shell",
];

/// Adds users and keys.
pub(super) fn convert(top: &Block<'_>, out: &mut Outcome<'_>) {
    for user in top.blocks("users") {
        match user.text("name") {
            Some(name) => add(&user, &name.value, out),
            None => out.push(
                Diagnostic::new(Code::NoEffect, "a user without a name was skipped")
                    .at(user.span())
                    .path(user.path().clone())
                    .help("give it a `name`"),
            ),
        }
    }
    let keys: Vec<String> =
        top.texts("ssh_authorized_keys").into_iter().map(|key| trimmed(&key.value)).collect();
    if !keys.is_empty()
        && let Some(core) = out.user(CORE)
    {
        core.ssh_authorized_keys.extend(keys);
    }
}

fn add(user: &Block<'_>, name: &str, out: &mut Outcome<'_>) {
    password_is_hash(user, name, out);
    let groups: Vec<String> = user
        .texts("groups")
        .into_iter()
        .filter(|group| retired::group(&group.value, group.span(), &group.path, out))
        .map(|group| group.value)
        .collect();
    let primary = user
        .text("primary_group")
        .filter(|group| retired::group(&group.value, group.span(), &group.path, out))
        .map(|group| group.value);
    let source = out.source();
    let is_new = !OF_THE_IMAGE.contains(&name);
    if !is_new {
        without_effect(user, name, out);
    }
    let text = |key: &str| user.text(key).map(|text| text.value);
    let Some(made) = out.user(name) else { return };
    let keys = user.texts("ssh_authorized_keys").into_iter().map(|key| trimmed(&key.value));
    made.ssh_authorized_keys.extend(keys);
    made.password_hash = text("passwd").or(made.password_hash.take());
    if is_new {
        made.gecos = text("gecos");
        made.home_dir = text("homedir");
        made.shell = text("shell");
        made.primary_group = primary;
        made.groups = groups;
        made.no_create_home = user.is_on(source, "no_create_home");
        made.no_user_group = user.is_on(source, "no_user_group");
        made.no_log_init = user.is_on(source, "no_log_init");
        made.system = user.is_on(source, "system");
    }
}

fn without_effect(user: &Block<'_>, name: &str, out: &mut Outcome<'_>) {
    for (key, entry) in user.entries().filter(|(key, _)| FOR_NEW_USERS.contains(&key.as_str())) {
        out.push(
            Diagnostic::new(Code::NoEffect, format!("`{key}` changed nothing: `{name}` existed"))
                .at(entry.key_span)
                .path(user.path_of(entry))
                .help("remove it; to have it now, write it into the outcome"),
        );
    }
}

/// Hashes begin with `$`; `!` and `*` lock; DES has 13 signs.
fn password_is_hash(user: &Block<'_>, name: &str, out: &mut Outcome<'_>) {
    let Some(password) = user.text("passwd") else { return };
    let text = password.value;
    let is_des = text.len() == 13
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
    if text.starts_with(['$', '!', '*']) || is_des {
        return;
    }
    // At the key, whose line is shown with the value covered.
    let at = user.entry("passwd").map_or(user.span(), |entry| entry.key_span);
    out.push(
        Diagnostic::new(Code::PlainPassword, format!("the password of `{name}` is no hash"))
            .at(at)
            .path(password.path)
            .help("write what `openssl passwd -6` prints, or SSH keys alone"),
    );
}

fn trimmed(key: &str) -> String {
    key.trim().to_owned()
}
