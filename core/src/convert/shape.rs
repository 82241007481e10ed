//! Keys and kinds, held against the dialect's tables.

use std::collections::BTreeMap;

use super::block::{normal, switch};
use super::outcome::Outcome;
use super::retired;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::cloud_config::dialect::tables::{Kind, TOP};
use crate::source::{Entry, FieldPath, Node, Span, Tree, Value};

/// Reports unknown keys, keys that come twice, values of the wrong kind, and values that
/// coreos-cloudinit refused.
///
/// Blocks of programs that are gone are not looked into: they are reported whole.
pub(super) fn check(tree: &Tree, out: &mut Outcome<'_>) {
    walk(&tree.root, tree.locate(&FieldPath::root()), FieldPath::root(), Kind::Map(TOP), out);
}

fn walk(node: &Node, span: Span, path: FieldPath, kind: Kind, out: &mut Outcome<'_>) {
    match (kind, &node.value) {
        // A zero value was an unset one.
        (_, Value::Null)
        | (Kind::Text | Kind::Path | Kind::Url | Kind::Int | Kind::Float, Value::Text(_)) => {}
        (Kind::Valid(is_valid), Value::Text(text)) => {
            if !text.is_empty() && !is_valid(text) {
                refuse_value(node, path, out);
            }
        }
        (Kind::Bool, Value::Text(text)) => {
            if switch(out.source(), node).is_none() {
                let found = format!("`{text}` is no switch, and counted as `false`");
                out.push(
                    Diagnostic::new(Code::NeverTaken, found)
                        .at(node.span)
                        .path(path)
                        .help("write `true` or `false`, without quotes"),
                );
            }
        }
        (Kind::Texts, Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, item.span, path.clone().index(index), Kind::Text, out);
            }
        }
        (Kind::Maps(fields), Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, item.span, path.clone().index(index), Kind::Map(fields), out);
            }
        }
        (Kind::Map(fields), Value::Map(entries)) => walk_entries(entries, &path, fields, out),
        (_, value) => {
            let want = match kind {
                Kind::Map(_) => "keys and values",
                Kind::Texts | Kind::Maps(_) => "a list",
                _ => "a single value",
            };
            let found = value.describe();
            out.push(
                Diagnostic::new(Code::NeverTaken, format!("this is {found}, and was ignored"))
                    .at(span)
                    .path(path)
                    .help(format!("write {want} here")),
            );
        }
    }
}

fn walk_entries(
    entries: &[Entry],
    path: &FieldPath,
    fields: &'static [(&'static str, Kind)],
    out: &mut Outcome<'_>,
) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for entry in entries {
        let key = normal(&entry.key);
        let here = path.clone().key(entry.key.clone());
        if let Some(first) = seen.insert(key.clone(), entry.key_span) {
            out.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    format!("key `{key}` stands here a second time"),
                )
                .at(entry.key_span)
                .path(here.clone())
                .related(first, "first given here")
                .help("`-` and `_` are the same in keys: keep one of the two"),
            );
        }
        match fields.iter().find(|(name, _)| *name == key) {
            Some(_) if retired::is_block(&here) => {}
            // How permissions may be written is told with what they mean.
            Some((name, Kind::Valid(_))) if *name == "permissions" => {
                walk(&entry.node, entry.key_span, here, Kind::Text, out);
            }
            Some((_, kind)) => walk(&entry.node, entry.key_span, here, *kind, out),
            None if imports_keys(&key, path) => import(entry, here, out),
            None => unknown(entry, here, fields, out),
        }
    }
}

fn refuse_value(node: &Node, path: FieldPath, out: &mut Outcome<'_>) {
    let Value::Text(text) = &node.value else { return };
    let key = path.to_string();
    let is = |end: &str| key.ends_with(end);
    let help = if is("command") {
        "write start, stop, restart, reload, try-restart, reload-or-restart or reload-or-try-restart"
    } else if is("strategy") {
        "write etcd-lock, reboot or \"off\""
    } else if is("encoding") {
        "write base64, gzip or gzip+base64, or leave it out"
    } else if is("start") {
        "write a time, or a day and a time: `04:00` or `Thu 04:00`"
    } else if is("length") {
        "write a length of time: `1h30m`"
    } else {
        "write `localhost`, the only value there is, or leave it out"
    };
    out.push(
        Diagnostic::new(Code::NeverTaken, format!("coreos-cloudinit refused the value `{text}`"))
            .at(node.span)
            .path(path)
            .help(help),
    );
}

/// Keys that coreos-cloudinit had until 1.4.1 deprecated them; the tables are without them.
const IMPORTS: [&str; 3] =
    ["coreos_ssh_import_github", "coreos_ssh_import_github_users", "coreos_ssh_import_url"];

fn imports_keys(key: &str, path: &FieldPath) -> bool {
    path.to_string().starts_with("$.users[") && IMPORTS.contains(&key)
}

fn import(entry: &Entry, path: FieldPath, out: &mut Outcome<'_>) {
    let from = match &entry.node.value {
        Value::Text(text) => format!(" of `{text}`"),
        _ => String::new(),
    };
    let help = if normal(&entry.key).contains("github") {
        "write them under `ssh_authorized_keys`: https://github.com/NAME.keys lists a user's"
    } else {
        "fetch them once, and write them under `ssh_authorized_keys`"
    };
    out.push(
        Diagnostic::new(Code::KeysImported, format!("the SSH keys{from} were fetched at boot"))
            .at(entry.key_span)
            .path(path)
            .help(help),
    );
}

/// Keys of cloud-init of other systems, with what to do instead.
const CLOUD_INIT: [(&str, &str); 9] = [
    ("runcmd", "a unit with `Type=oneshot` runs commands"),
    ("bootcmd", "a unit with `Type=oneshot` runs commands"),
    ("packages", "the image has no package manager: use containers or a sysext image"),
    ("timezone", "a unit with `ExecStart=/usr/bin/timedatectl set-timezone` sets it"),
    ("mounts", "a unit of the type `.mount` mounts a disk"),
    ("swap", "a unit of the type `.swap` uses a disk or file for swap"),
    ("ntp", "write /etc/systemd/timesyncd.conf"),
    ("sudo", "write a file in /etc/sudoers.d, or put the user into the group sudo"),
    ("lock_passwd", "without `passwd`, nobody can log in with a password"),
];

fn unknown(entry: &Entry, path: FieldPath, fields: &[(&'static str, Kind)], out: &mut Outcome<'_>) {
    let key = normal(&entry.key);
    let here = path.parent().map(|parent| parent.to_string()).unwrap_or_default();
    let help = if here == "$.coreos" && key == "write_files" {
        "move it to the top, beside `coreos`".to_owned()
    } else if let Some((_, help)) = CLOUD_INIT.iter().find(|(name, _)| *name == key) {
        (*help).to_owned()
    } else {
        let known: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        format!("remove it, or write one of {}", known.join(", "))
    };
    out.push(
        Diagnostic::new(
            Code::NeverRead,
            format!("coreos-cloudinit had no key `{}` here", entry.key),
        )
        .at(entry.key_span)
        .path(path)
        .help(help),
    );
}
