//! Reads both files back.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::check::{Typed, items, part, text, truth, typed_butane, typed_ignition};
use super::data_url::GZIP;
use super::{
    Config, Contents, Directory, DropIn, DropInName, File, Group, Hash, KernelArguments, Link,
    Mode, NodePath, Owner, Resource, Unit, Url, User, Variant,
};
use crate::format::finding::Finding;
use crate::format::systemd::UnitName;

impl Config {
    /// Reads a `config.bu`. Faults are those of [`check::butane`](super::check::butane), or say what
    /// a [`Config`] has no place for.
    pub fn from_butane(text: &str) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let (typed, variant) = typed_butane(text, &mut findings);
        read(typed, variant, findings)
    }

    /// Reads a `config.ign`, which does not say the variant. Faults are as for [`Self::from_butane`].
    pub fn from_ignition(text: &str, variant: Variant) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let typed = typed_ignition(text, &mut findings);
        read(typed, variant, findings)
    }
}

/// What is left of a config while it is read.
struct Left {
    /// Bytes that no file has taken yet, by place.
    contents: BTreeMap<String, Vec<u8>>,
    /// What a [`Config`] has no place for.
    findings: Vec<Finding>,
}

/// From a tree without faults. Hashes of contents that stand in the config are right then, and dropped.
fn read(typed: Typed, variant: Variant, findings: Vec<Finding>) -> Result<Config, Vec<Finding>> {
    if !findings.is_empty() {
        return Err(findings);
    }
    let Typed { tree, contents } = typed;
    let tree = &tree;
    let mut left = Left { contents, findings: Vec::new() };
    let to = &mut left;
    only(
        tree,
        "$",
        &["variant", "version", "ignition", "kernel_arguments", "passwd", "storage", "systemd"],
        to,
    );
    let (ignition, config) = (part(tree, "ignition"), part(part(tree, "ignition"), "config"));
    only(ignition, "$.ignition", &["config", ""], to);
    only(config, "$.ignition.config", &["merge"], to);
    let storage = part(tree, "storage");
    only(storage, "$.storage", &["directories", "files", "links"], to);
    let (kernel_arguments, passwd) = (part(tree, "kernel_arguments"), part(tree, "passwd"));
    let config = Config {
        variant,
        merge: list(config, "merge", "$.ignition.config", to, resource),
        kernel_arguments: KernelArguments {
            should_exist: texts(kernel_arguments, "should_exist"),
            should_not_exist: texts(kernel_arguments, "should_not_exist"),
        },
        groups: list(passwd, "groups", "$.passwd", to, |one, at, to| Some(group(one, at, to))),
        users: list(passwd, "users", "$.passwd", to, |one, at, to| Some(user(one, at, to))),
        directories: list(storage, "directories", "$.storage", to, directory),
        files: list(storage, "files", "$.storage", to, file),
        links: list(storage, "links", "$.storage", to, link),
        units: list(part(tree, "systemd"), "units", "$.systemd", to, unit),
    };
    if left.findings.is_empty() { Ok(config) } else { Err(left.findings) }
}

type One<T> = fn(&Value, &str, &mut Left) -> Option<T>;

/// Every item of the list under a key. One that cannot be read is reported.
fn list<T>(tree: &Value, key: &str, place: &str, left: &mut Left, one: One<T>) -> Vec<T> {
    let mut out = Vec::new();
    for (index, item) in items(tree, key).iter().enumerate() {
        let place = format!("{place}.{key}[{index}]");
        match one(item, &place, left) {
            Some(read) => out.push(read),
            None => left.findings.push(Finding::new(place, "is not read here")),
        }
    }
    out
}

/// Reports keys that nothing is made of.
fn only(tree: &Value, place: &str, keys: &[&str], left: &mut Left) {
    for (key, _) in tree.as_mapping().into_iter().flatten() {
        let key = key.as_str().unwrap_or_default();
        if !keys.contains(&key) {
            left.findings.push(Finding::new([place, ".", key].concat(), "is not read here"));
        }
    }
}

fn resource(tree: &Value, place: &str, left: &mut Left) -> Option<Resource> {
    only(tree, place, &["source", "compression", "verification"], left);
    let hash = match part(part(tree, "verification"), "hash").as_str() {
        Some(hash) => Some(Hash::new(hash).ok()?),
        None => None,
    };
    let gzip = text(tree, "compression") == GZIP;
    Some(Resource { url: Url::new(text(tree, "source")).ok()?, hash, gzip })
}

fn contents(tree: &Value, place: &str, left: &mut Left) -> Option<Contents> {
    match left.contents.remove(place) {
        Some(bytes) => {
            only(tree, place, &["inline", "source", "compression", "verification"], left);
            Some(Contents::Inline(bytes))
        }
        None => resource(tree, place, left).map(Contents::Remote),
    }
}

fn file(tree: &Value, place: &str, left: &mut Left) -> Option<File> {
    only(tree, place, &["path", "mode", "overwrite", "user", "group", "contents", "append"], left);
    let main = match tree.get("contents") {
        Some(main) => Some(contents(main, &[place, ".contents"].concat(), left)?),
        None => None,
    };
    Some(File {
        path: NodePath::new(text(tree, "path")).ok()?,
        mode: mode(tree),
        overwrite: truth(tree, "overwrite"),
        user: owner(tree, "user"),
        group: owner(tree, "group"),
        contents: main,
        append: list(tree, "append", place, left, contents),
    })
}

fn directory(tree: &Value, _: &str, _: &mut Left) -> Option<Directory> {
    Some(Directory {
        path: NodePath::new(text(tree, "path")).ok()?,
        mode: mode(tree),
        overwrite: truth(tree, "overwrite"),
        user: owner(tree, "user"),
        group: owner(tree, "group"),
    })
}

fn link(tree: &Value, _: &str, _: &mut Left) -> Option<Link> {
    Some(Link {
        path: NodePath::new(text(tree, "path")).ok()?,
        target: text(tree, "target").to_owned(),
        hard: truth(tree, "hard"),
        overwrite: truth(tree, "overwrite"),
        user: owner(tree, "user"),
        group: owner(tree, "group"),
    })
}

fn group(tree: &Value, place: &str, left: &mut Left) -> Group {
    only(tree, place, &["name", "gid", "password_hash", "system"], left);
    Group {
        name: text(tree, "name").to_owned(),
        gid: number(tree, "gid"),
        password_hash: some(tree, "password_hash"),
        system: truth(tree, "system"),
    }
}

fn user(tree: &Value, place: &str, left: &mut Left) -> User {
    let unread = ["should_exist", "ssh_authorized_keys_local"];
    for key in unread.into_iter().filter(|key| tree.get(key).is_some()) {
        left.findings.push(Finding::new([place, ".", key].concat(), "is not read here"));
    }
    User {
        name: text(tree, "name").to_owned(),
        ssh_authorized_keys: texts(tree, "ssh_authorized_keys"),
        password_hash: some(tree, "password_hash"),
        uid: number(tree, "uid"),
        gecos: some(tree, "gecos"),
        home_dir: some(tree, "home_dir"),
        no_create_home: truth(tree, "no_create_home"),
        primary_group: some(tree, "primary_group"),
        groups: texts(tree, "groups"),
        no_user_group: truth(tree, "no_user_group"),
        no_log_init: truth(tree, "no_log_init"),
        shell: some(tree, "shell"),
        system: truth(tree, "system"),
    }
}

fn unit(tree: &Value, place: &str, left: &mut Left) -> Option<Unit> {
    only(tree, place, &["name", "enabled", "mask", "contents", "dropins"], left);
    Some(Unit {
        name: UnitName::new(text(tree, "name")).ok()?,
        enabled: part(tree, "enabled").as_bool(),
        mask: truth(tree, "mask"),
        contents: text(tree, "contents").to_owned(),
        dropins: list(tree, "dropins", place, left, drop_in),
    })
}

fn drop_in(tree: &Value, place: &str, left: &mut Left) -> Option<DropIn> {
    only(tree, place, &["name", "contents"], left);
    let name = DropInName::new(text(tree, "name")).ok()?;
    Some(DropIn { name, contents: text(tree, "contents").to_owned() })
}

fn owner(tree: &Value, key: &str) -> Option<Owner> {
    let owner = part(tree, key);
    number(owner, "id").map(Owner::Id).or_else(|| some(owner, "name").map(Owner::Name))
}

fn mode(tree: &Value) -> Option<Mode> {
    number(tree, "mode").and_then(|bits| Mode::new(bits).ok())
}

fn number(tree: &Value, key: &str) -> Option<u32> {
    part(tree, key).as_u64().and_then(|number| u32::try_from(number).ok())
}

fn some(tree: &Value, key: &str) -> Option<String> {
    part(tree, key).as_str().map(str::to_owned)
}

fn texts(tree: &Value, key: &str) -> Vec<String> {
    items(tree, key).iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
