//! A config as a tree of Butane's keys, which either file is written from.

use serde_yaml::{Mapping, Value};

use super::data_url::{self, DataUrls};
use super::{Config, Contents, Directory, DropIn, File, Group, Link, Owner, Resource, Unit, User};

/// Which of the two files a tree is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'u> {
    /// Text stands in it as text.
    Butane,
    /// All contents are URLs, some of which may be made already.
    Ignition(&'u DataUrls),
}

/// The keys that both files share, in the order that people read them in.
pub(super) fn shared(config: &Config, form: Form<'_>) -> Map {
    let Config {
        variant: _,
        merge,
        kernel_arguments,
        groups,
        users,
        directories,
        files,
        links,
        units,
    } = config;
    Map::new()
        .map("ignition", Map::new().map("config", Map::new().list("merge", merge, resource)))
        .map(
            "kernel_arguments",
            Map::new()
                .texts("should_exist", &kernel_arguments.should_exist)
                .texts("should_not_exist", &kernel_arguments.should_not_exist),
        )
        .map("passwd", Map::new().list("groups", groups, group).list("users", users, user))
        .map(
            "storage",
            Map::new()
                .list("directories", directories, directory)
                .list("files", files, |one| file(one, form))
                .list("links", links, link),
        )
        .map("systemd", Map::new().list("units", units, unit))
}

fn resource(resource: &Resource) -> Map {
    let Resource { url, hash, gzip } = resource;
    Map::new()
        .text("source", url.as_str())
        .some("compression", gzip.then_some(data_url::GZIP))
        .map("verification", Map::new().some("hash", hash.map(|hash| hash.to_string())))
}

/// Butane takes text alone. Other bytes it passes on as we give them.
fn contents(contents: &Contents, form: Form<'_>) -> Map {
    match contents {
        Contents::Remote(remote) => resource(remote),
        Contents::Inline(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if matches!(form, Form::Butane) => Map::new().text("inline", text),
            _ => {
                let known = match form {
                    Form::Ignition(urls) => urls.get(bytes),
                    Form::Butane => None,
                };
                match known {
                    Some(url) => source(url),
                    None => source(&data_url::encode(bytes)),
                }
            }
        },
    }
}

fn source((url, gzip): &(String, bool)) -> Map {
    let compression = if *gzip { data_url::GZIP } else { "" };
    Map::new().text("source", url).text("compression", compression)
}

fn file(file: &File, form: Form<'_>) -> Map {
    let File { path, mode, overwrite, user, group, contents: main, append } = file;
    let map = Map::new()
        .text("path", path.as_str())
        .some("mode", mode.map(super::Mode::bits))
        // Ignition refuses it without contents.
        .truth("overwrite", *overwrite && main.is_some())
        .owner("user", user.as_ref())
        .owner("group", group.as_ref());
    let map = match main {
        Some(main) => map.map("contents", contents(main, form)),
        None => map,
    };
    map.list("append", append, |one| contents(one, form))
}

fn directory(directory: &Directory) -> Map {
    let Directory { path, mode, overwrite, user, group } = directory;
    Map::new()
        .text("path", path.as_str())
        .some("mode", mode.map(super::Mode::bits))
        .truth("overwrite", *overwrite)
        .owner("user", user.as_ref())
        .owner("group", group.as_ref())
}

fn link(link: &Link) -> Map {
    let Link { path, target, hard, overwrite, user, group } = link;
    Map::new()
        .text("path", path.as_str())
        .text("target", target)
        .truth("hard", *hard)
        .truth("overwrite", *overwrite)
        // Ignored for a hard link, with a warning.
        .owner("user", user.as_ref().filter(|_| !hard))
        .owner("group", group.as_ref().filter(|_| !hard))
}

fn group(group: &Group) -> Map {
    let Group { name, gid, password_hash, system } = group;
    Map::new()
        .text("name", name)
        .some("gid", *gid)
        .some("password_hash", password_hash.as_deref())
        .truth("system", *system)
}

fn user(user: &User) -> Map {
    Map::new()
        .text("name", &user.name)
        .some("uid", user.uid)
        .some("gecos", user.gecos.as_deref())
        .some("home_dir", user.home_dir.as_deref())
        .truth("no_create_home", user.no_create_home)
        .some("primary_group", user.primary_group.as_deref())
        .texts("groups", &user.groups)
        .truth("no_user_group", user.no_user_group)
        .truth("no_log_init", user.no_log_init)
        .some("shell", user.shell.as_deref())
        .truth("system", user.system)
        .some("password_hash", user.password_hash.as_deref())
        .texts("ssh_authorized_keys", &user.ssh_authorized_keys)
}

fn unit(unit: &Unit) -> Map {
    let Unit { name, enabled, mask, contents, dropins } = unit;
    Map::new()
        .text("name", name.as_str())
        .some("enabled", *enabled)
        .truth("mask", *mask)
        .some("contents", Some(contents.as_str()).filter(|text| !text.is_empty()))
        .list("dropins", dropins, |DropIn { name, contents }| {
            Map::new()
                .text("name", name.as_str())
                .some("contents", Some(contents.as_str()).filter(|text| !text.is_empty()))
        })
}

/// A mapping as it is put together; what says nothing is left out.
#[derive(Debug)]
pub(super) struct Map(Mapping);

impl Map {
    pub(super) fn new() -> Self {
        Self(Mapping::new())
    }

    pub(super) fn value(self) -> Value {
        Value::Mapping(self.0)
    }

    /// Adds the entries of another behind these.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn text(self, key: &'static str, text: &str) -> Self {
        self.put(key, Value::from(text))
    }

    fn some(self, key: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value.into()),
            None => self,
        }
    }

    fn truth(self, key: &'static str, truth: bool) -> Self {
        self.some(key, truth.then_some(true))
    }

    fn texts(self, key: &'static str, texts: &[String]) -> Self {
        let list: Vec<Value> = texts.iter().map(|text| Value::from(text.as_str())).collect();
        if list.is_empty() { self } else { self.put(key, Value::Sequence(list)) }
    }

    fn map(self, key: &'static str, map: Self) -> Self {
        if map.0.is_empty() { self } else { self.put(key, map.value()) }
    }

    fn list<T>(self, key: &'static str, items: &[T], one: impl Fn(&T) -> Self) -> Self {
        let list: Vec<Value> = items.iter().map(|item| one(item).value()).collect();
        if list.is_empty() { self } else { self.put(key, Value::Sequence(list)) }
    }

    fn owner(self, key: &'static str, owner: Option<&Owner>) -> Self {
        match owner {
            Some(Owner::Id(id)) => self.map(key, Self::new().some("id", Some(*id))),
            Some(Owner::Name(name)) => self.map(key, Self::new().text("name", name)),
            None => self,
        }
    }

    fn put(mut self, key: &'static str, value: Value) -> Self {
        self.0.insert(Value::from(key), value);
        self
    }
}
