//! A link that holds a cluster: `#v1.<base>.<changes>`.
//!
//! Only what differs from a [`Base`] is in it, so that a link of a few changed fields fits into a
//! message, and only what `cluster.yaml` has a place for: no secret, no unknown key, no comment. It
//! stands behind the `#` of an address, which browsers do not send to any server.
//!
//! `<changes>` are edits (`code`), packed by zlib and written in base64url (`pack`); without a
//! change, it and its dot are left out. A link of a version keeps its meaning for ever: what must
//! change gets a new version, and this one is still read.
//!
//! ```
//! use kubecore_web::share::{fragment, open};
//!
//! let link = fragment(Some("coreos-guide-small"), "kubecore: v1\nname: mine\n").unwrap();
//! assert!(link.text.starts_with("#v1.coreos-guide-small."));
//! let shared = open(&link.text).unwrap();
//! assert!(shared.text.contains("name: mine"));
//! ```

mod base;
mod code;
mod fault;
mod fields;
mod pack;

pub use base::Base;
pub use fault::{Refused, Unshareable};

use kubecore::document::{Document, Edit, Value, differences};
use kubecore::source::FieldPath;

use fields::Fields;

/// What a link of this version begins with, behind the `#`.
const VERSION: &str = "v1.";

/// The longest link that is made or opened, in characters.
pub const LONGEST: usize = 64 * 1024;

/// Longer links are cut by some programs that pass them on, in characters.
const LONG: usize = 8_000;

/// The most edits a link holds. More are put together, a key at the top each.
const MOST_EDITS: usize = 1_000;

/// How many edits are made one by one in the base's text, which keeps its layout. Each costs a look
/// at the whole text.
const FEW_EDITS: usize = 50;

/// A link to a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// It, from the `#` on.
    pub text: String,
    /// The secrets that are not in it: whoever opens it writes their own.
    pub secrets: Vec<FieldPath>,
    /// What else is not in it, as `cluster.yaml` has no place for it.
    pub unknown: Vec<FieldPath>,
}

impl Fragment {
    /// Whether some programs would cut it: sending the file is safer.
    pub fn is_long(&self) -> bool {
        self.text.len() > LONG
    }
}

/// What a link held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// What it began from; `None` for nothing.
    pub preset: Option<&'static str>,
    /// The `cluster.yaml`.
    pub text: String,
    /// Where it differs from what it began from. To be shown: a stranger chose these values, and
    /// among them can be keys that may log in and addresses that programs come from.
    pub changed: Vec<FieldPath>,
}

/// A link to what `text` says, as it differs from the preset of this id. An id without a [`Base`],
/// or none, gives a link with everything in it.
pub fn fragment(preset: Option<&str>, text: &str) -> Result<Fragment, Unshareable> {
    let document = Document::read(text).ok_or(Unshareable::NotYaml)?;
    let base = preset.and_then(Base::of).unwrap_or(&Base::EMPTY);
    let Fields { value, secrets, unknown } = Fields::of(&document.root());
    let text = link(base, &base.root(), &value);
    if text.len() > LONGEST {
        return Err(Unshareable::TooLong(text.len()));
    }
    Ok(Fragment { text, secrets, unknown })
}

fn link(base: &Base, from: &Value, to: &Value) -> String {
    let mut edits = differences(from, to);
    if edits.len() > MOST_EDITS {
        edits = coarse(from, to);
    }
    let mut text = String::from("#");
    text.push_str(VERSION);
    text.push_str(base.id);
    if !edits.is_empty() {
        text.push('.');
        text.push_str(&pack::pack(&code::write(&edits)));
    }
    text
}

/// Whether a fragment, with or without its `#`, means to be a link of any version.
pub fn is_link(fragment: &str) -> bool {
    version(bare(fragment)).is_some()
}

/// The cluster that a link holds. Nothing else is done: whoever opens a link decides whether it
/// takes the place of their own work.
pub fn open(fragment: &str) -> Result<Shared, Refused> {
    let link = bare(fragment);
    if link.len() > LONGEST {
        return Err(Refused::TooMuch);
    }
    let rest = match version(link) {
        None => return Err(Refused::NotALink),
        Some(_) => link.strip_prefix(VERSION).ok_or(Refused::OtherVersion)?,
    };
    let (id, packed) = match rest.split_once('.') {
        Some((id, packed)) => (id, Some(packed)),
        None => (rest, None),
    };
    let base = Base::of(id).ok_or(Refused::OtherPreset)?;
    let edits = match packed {
        Some(packed) => code::read(&pack::unpack(packed)?)?,
        None => Vec::new(),
    };
    let from = base.root();
    let mut to = from.clone();
    for edit in &edits {
        edit.apply(&mut to).ok_or(Refused::Damaged)?;
    }
    if let Some(path) = Fields::of(&to).secrets.into_iter().next() {
        return Err(Refused::Secret(path));
    }
    let changed = differences(&from, &to);
    let text = written(base, &from, &to, &changed).ok_or(Refused::Damaged)?;
    let changed = changed.into_iter().map(place).collect();
    Ok(Shared { preset: base.preset(), text, changed })
}

fn written(base: &Base, from: &Value, to: &Value, edits: &[Edit]) -> Option<String> {
    let document = Document::read(base.text)?;
    let edited = if edits.len() > FEW_EDITS {
        document.edit(&coarse(from, to))?
    } else {
        document.edit(edits)?
    };
    Some(if edits.is_empty() { base.text.to_owned() } else { edited.text().to_owned() })
}

/// The edits that make `to` of `from`, one for each key at the top.
fn coarse(from: &Value, to: &Value) -> Vec<Edit> {
    let (Value::Map(before), Value::Map(after)) = (from, to) else { return Vec::new() };
    let path = |key: &str| FieldPath::root().key(key.to_owned());
    let gone = before.iter().filter(|(key, _)| to.get(key).is_none());
    let new = after.iter().filter(|(key, value)| from.get(key) != Some(value));
    gone.map(|(key, _)| Edit::Remove { path: path(key) })
        .chain(new.map(|(key, value)| Edit::Set { path: path(key), value: value.clone() }))
        .collect()
}

fn place(edit: Edit) -> FieldPath {
    match edit {
        Edit::Set { path, .. } | Edit::Remove { path } => path,
        Edit::Insert { list, index, .. } | Edit::Move { list, to: index, .. } => list.index(index),
    }
}

fn bare(fragment: &str) -> &str {
    let fragment = fragment.trim();
    fragment.strip_prefix('#').unwrap_or(fragment)
}

/// The version's number: `v1.…` has `1`.
fn version(bare: &str) -> Option<&str> {
    let (number, _) = bare.strip_prefix('v')?.split_once('.')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests;
