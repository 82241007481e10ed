//! A config as a tree of Butane's keys, which either file is written from.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::data_url::{self, DataUrls};
use super::{Config, Contents, Directory, DropIn, File, Group, Link, Owner, Resource, Unit, User};
use crate::format::gzip::Gzip;

/// Which of the two files a tree is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'u> {
    /// Text stands in it as text.
    Butane,
    /// All contents are URLs, which are in one of these.
    Ignition([&'u DataUrls; 2]),
}

/// The keys that both files share, in the order that people read them in.
pub(super) fn shared<'c>(config: &'c Config, form: Form<'c>) -> Map<'c> {
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

fn resource(resource: &Resource) -> Map<'_> {
    let Resource { url, hash, gzip } = resource;
    Map::new()
        .text("source", url.as_str())
        .some("compression", gzip.then_some(data_url::GZIP))
        .map("verification", Map::new().some("hash", hash.map(|hash| hash.to_string())))
}

/// Butane takes text alone. Other bytes it passes on as we give them.
fn contents<'c>(contents: &'c Contents, form: Form<'c>) -> Map<'c> {
    match contents {
        Contents::Remote(remote) => resource(remote),
        Contents::Inline(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if matches!(form, Form::Butane) => Map::new().text("inline", text),
            _ => {
                let known = match form {
                    Form::Ignition(urls) => urls.into_iter().find_map(|urls| urls.get(bytes)),
                    Form::Butane => None,
                };
                if let Some((url, gzip)) = known {
                    source(url.as_str().into(), *gzip)
                } else {
                    let (url, gzip) = data_url::encode(bytes, &mut Gzip::default());
                    source(url.into(), gzip)
                }
            }
        },
    }
}

fn source(url: Cow<'_, str>, gzip: bool) -> Map<'_> {
    let compression = if gzip { data_url::GZIP } else { "" };
    Map::new().text("source", url).text("compression", compression)
}

fn file<'c>(file: &'c File, form: Form<'c>) -> Map<'c> {
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

fn directory(directory: &Directory) -> Map<'_> {
    let Directory { path, mode, overwrite, user, group } = directory;
    Map::new()
        .text("path", path.as_str())
        .some("mode", mode.map(super::Mode::bits))
        .truth("overwrite", *overwrite)
        .owner("user", user.as_ref())
        .owner("group", group.as_ref())
}

fn link(link: &Link) -> Map<'_> {
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

fn group(group: &Group) -> Map<'_> {
    let Group { name, gid, password_hash, system } = group;
    Map::new()
        .text("name", name)
        .some("gid", *gid)
        .some("password_hash", password_hash.as_deref())
        .truth("system", *system)
}

fn user(user: &User) -> Map<'_> {
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

fn unit(unit: &Unit) -> Map<'_> {
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

/// A mapping as it is put together; what says nothing is left out. It borrows what it can: contents are most
/// of a config.
#[derive(Debug)]
pub(super) struct Map<'c>(Vec<(&'static str, Node<'c>)>);

/// What stands behind a key, or in a list.
#[derive(Debug)]
pub(super) enum Node<'c> {
    Text(Cow<'c, str>),
    Number(u32),
    Truth(bool),
    List(Vec<Node<'c>>),
    Map(Map<'c>),
}

impl<'c> Map<'c> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// What stands under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'c>> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, node)| node)
    }

    /// Adds the entries of another behind these.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn text(self, key: &'static str, text: impl Into<Cow<'c, str>>) -> Self {
        self.put(key, Node::Text(text.into()))
    }

    fn some(self, key: &'static str, value: Option<impl Into<Node<'c>>>) -> Self {
        match value {
            Some(value) => self.put(key, value.into()),
            None => self,
        }
    }

    fn truth(self, key: &'static str, truth: bool) -> Self {
        self.some(key, truth.then_some(true))
    }

    fn texts(self, key: &'static str, texts: &'c [String]) -> Self {
        let list: Vec<Node<'_>> = texts.iter().map(|text| text.as_str().into()).collect();
        if list.is_empty() { self } else { self.put(key, Node::List(list)) }
    }

    fn map(self, key: &'static str, map: Self) -> Self {
        if map.0.is_empty() { self } else { self.put(key, Node::Map(map)) }
    }

    fn list<T>(self, key: &'static str, items: &'c [T], one: impl Fn(&'c T) -> Self) -> Self {
        let list: Vec<Node<'_>> = items.iter().map(|item| Node::Map(one(item))).collect();
        if list.is_empty() { self } else { self.put(key, Node::List(list)) }
    }

    fn owner(self, key: &'static str, owner: Option<&'c Owner>) -> Self {
        match owner {
            Some(Owner::Id(id)) => self.map(key, Self::new().some("id", Some(*id))),
            Some(Owner::Name(name)) => self.map(key, Self::new().text("name", name)),
            None => self,
        }
    }

    fn put(mut self, key: &'static str, node: Node<'c>) -> Self {
        self.0.push((key, node));
        self
    }
}

impl<'c> From<&'c str> for Node<'c> {
    fn from(text: &'c str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Node<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<u32> for Node<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Node<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl Serialize for Map<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, node)| (key, node)))
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::List(list) => serializer.collect_seq(list),
            Self::Map(map) => map.serialize(serializer),
        }
    }
}
