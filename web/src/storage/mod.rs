//! What the browser keeps of one's work until the next visit. Secrets are not kept, nor are keys.
//!
//! The text is kept as it is under `kubecore.text`, for a page that cannot start has nothing else to
//! read it with.
//!
//! ```
//! # use std::{cell::RefCell, collections::BTreeMap};
//! # use kubecore_web::storage::{Keeper, Shelf, Stored, Trouble};
//! # #[derive(Default)] struct Memory(RefCell<BTreeMap<String, String>>);
//! # impl Shelf for Memory {
//! #     fn get(&self, key: &str) -> Result<Option<String>, Trouble> { Ok(self.0.borrow().get(key).cloned()) }
//! #     fn set(&self, key: &str, value: &str) -> Result<(), Trouble> { self.0.borrow_mut().insert(key.into(), value.into()); Ok(()) }
//! # }
//! let mut keeper = Keeper::new(Memory::default()); // browser::Local in a page
//! assert_eq!(keeper.load(), Ok(None));
//! let text = "kubecore: v1\nweave: { password: abc }\n";
//! // After each change, once typing pauses; the first time something is in the way, it says so.
//! let trouble = keeper.keep(&Stored { text, preset: "weave-small", view: "files" });
//! assert_eq!(trouble, None);
//! let loaded = keeper.load().unwrap().unwrap();
//! assert_eq!(loaded.secrets.as_deref(), Some("$.weave.password"));
//! ```

pub mod browser;
mod trouble;

pub use trouble::Trouble;

use kubecore::document::{left_out, without_secrets};

/// The keys under which it is kept. Other pages of the same host can have keys of their own.
const VERSION: &str = "kubecore.version";
const TEXT: &str = "kubecore.text";
const PRESET: &str = "kubecore.preset";
const VIEW: &str = "kubecore.view";

/// How it is kept: what another version keeps is left alone.
const THIS_VERSION: &str = "1";

/// Keeps texts by keys, as a browser does.
pub trait Shelf {
    /// What is there.
    fn get(&self, key: &str) -> Result<Option<String>, Trouble>;
    /// Puts something there.
    fn set(&self, key: &str, value: &str) -> Result<(), Trouble>;
}

/// What is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored<'s> {
    /// The `cluster.yaml`, with its secrets: they are left out here.
    pub text: &'s str,
    /// The preset it began from; empty for none.
    pub preset: &'s str,
    /// What is looked at.
    pub view: &'s str,
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The `cluster.yaml`.
    pub text: String,
    /// The secrets that are missing in it: fields, or other words.
    pub secrets: Option<String>,
    /// The preset it began from; empty for none.
    pub preset: String,
    /// What was looked at; empty if nobody knows.
    pub view: String,
}

/// Keeps the work of one tab, and never writes over another's.
#[derive(Debug)]
pub struct Keeper<S> {
    shelf: S,
    /// The kept text that this tab has last seen or written.
    seen: Option<String>,
    /// What was in the way the last time.
    told: Option<Trouble>,
}

impl<S: Shelf> Keeper<S> {
    /// For the one tab. What is there is not looked at.
    pub fn new(shelf: S) -> Self {
        Self { shelf, seen: None, told: None }
    }

    /// What is kept, at the start, or because another tab has changed it and the person wants it.
    pub fn load(&mut self) -> Result<Option<Loaded>, Trouble> {
        let loaded = self.read();
        if let Err(trouble) = loaded {
            self.told = Some(trouble);
        }
        loaded
    }

    fn read(&mut self) -> Result<Option<Loaded>, Trouble> {
        self.same_version()?;
        self.seen = self.shelf.get(TEXT)?;
        let Some(copy) = &self.seen else { return Ok(None) };
        let (secrets, text) = left_out(copy);
        Ok(Some(Loaded {
            text: text.to_owned(),
            secrets: secrets.map(str::to_owned),
            preset: self.shelf.get(PRESET)?.unwrap_or_default(),
            view: self.shelf.get(VIEW)?.unwrap_or_default(),
        }))
    }

    /// Keeps the work, unless another tab has kept something in the meantime. What is in the way is
    /// told once, until it is something else.
    pub fn keep(&mut self, work: &Stored<'_>) -> Option<Trouble> {
        let trouble = self.check().and_then(|()| self.write(work)).err();
        let before = std::mem::replace(&mut self.told, trouble);
        trouble.filter(|trouble| before != Some(*trouble))
    }

    /// Keeps the work in any case: the person was asked, and prefers this tab's.
    pub fn insist(&mut self, work: &Stored<'_>) -> Option<Trouble> {
        self.told = self.same_version().and_then(|()| self.write(work)).err();
        self.told
    }

    /// Whether the kept text is another tab's, which a person is told when they hear of it.
    pub fn is_elsewhere(&self) -> bool {
        self.check() == Err(Trouble::Elsewhere)
    }

    fn check(&self) -> Result<(), Trouble> {
        self.same_version()?;
        let there = self.shelf.get(TEXT)?;
        if there.is_some() && there != self.seen { Err(Trouble::Elsewhere) } else { Ok(()) }
    }

    fn same_version(&self) -> Result<(), Trouble> {
        match self.shelf.get(VERSION)? {
            Some(version) if version != THIS_VERSION => Err(Trouble::OtherVersion),
            _ => Ok(()),
        }
    }

    fn write(&mut self, work: &Stored<'_>) -> Result<(), Trouble> {
        let copy = without_secrets(work.text);
        self.shelf.set(VERSION, THIS_VERSION)?;
        if self.seen.as_ref() != Some(&copy) || self.shelf.get(TEXT)?.as_ref() != Some(&copy) {
            self.shelf.set(TEXT, &copy)?;
            self.seen = Some(copy);
        }
        self.shelf.set(PRESET, work.preset)?;
        self.shelf.set(VIEW, work.view)
    }
}

#[cfg(test)]
mod tests;
