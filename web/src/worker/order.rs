//! What is asked for, and what comes back. Private keys are in both: they cross as bytes that are
//! overwritten, never as text of JavaScript, which stays in memory for as long as the browser likes.

use std::collections::BTreeMap;

use kubecore::format::frames::{Reader, Writer};
use kubecore::order;
use kubecore::pki::{Files, Papers, Pki};
use kubecore::plan::certificates::Certificates;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Asks for whatever `list` names that is not in `files`, or does not fit any more.
#[derive(Serialize, Deserialize)]
pub struct Order {
    /// What the cluster needs.
    pub list: Certificates,
    /// Files of its PKI directory, all of them text.
    files: Texts,
}

/// What was made.
#[derive(Clone)]
pub struct Issued {
    /// Everything there is now of what was listed.
    pub papers: Papers,
    /// The files of the PKI directory that are new or changed.
    changes: Texts,
}

type Texts = BTreeMap<String, Zeroizing<String>>;

impl Order {
    /// Of what was made so far, there is `files`.
    pub fn new(list: Certificates, files: &Files) -> Self {
        Self { list, files: texts(files) }
    }

    /// The keys and certificates there are.
    pub(super) fn pki(&self) -> Result<Pki, String> {
        if self.files.is_empty() {
            return Ok(Pki::new());
        }
        Pki::read(&self.list, &files(&self.files)).map_err(|problems| {
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        })
    }
}

impl Issued {
    /// As the page keeps it.
    pub fn new(list: &Certificates, issued: &kubecore::pki::Issued) -> Self {
        Self { papers: issued.pki.papers(list), changes: texts(&issued.changes) }
    }

    /// The files of the PKI directory that are new or changed.
    pub fn changes(&self) -> Files {
        files(&self.changes)
    }

    /// As bytes, for the page.
    pub(super) fn write(&self) -> Zeroizing<Vec<u8>> {
        let mut writer = Writer::default();
        self.papers.write(&mut writer);
        for (path, text) in &self.changes {
            writer.text(path);
            writer.text(text);
        }
        writer.finish()
    }

    /// From the worker.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let papers = Papers::read(&mut reader)?;
        let mut changes = Texts::new();
        while !reader.is_done() {
            let path = reader.text()?.to_owned();
            changes.insert(path, Zeroizing::new(reader.text()?.to_owned()));
        }
        Some(Self { papers, changes })
    }
}

/// Names, and no key.
impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Order").field(&self.files.keys()).finish()
    }
}

/// Names, and no key.
impl std::fmt::Debug for Issued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Issued").field(&self.changes.keys()).finish()
    }
}

/// As bytes, for the worker. JSON, of which the page has the writer anyway; the reader is large, and only
/// the worker has it.
pub(super) fn write(order: &Order) -> Result<Zeroizing<Vec<u8>>, String> {
    serde_json::to_vec(order).map(Zeroizing::new).map_err(|why| why.to_string())
}

/// From the page.
pub(super) fn read(bytes: &[u8]) -> Result<Order, String> {
    serde_json::from_slice(bytes).map_err(|why| why.to_string())
}

fn texts(files: &Files) -> Texts {
    let text = |bytes: &[u8]| Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
    order::map(files.iter().map(|(path, bytes)| (path.clone(), text(bytes))))
}

fn files(texts: &Texts) -> Files {
    let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
    order::map(texts.iter().map(|(path, text)| (path.clone(), bytes(text))))
}

#[cfg(test)]
mod tests {
    use kubecore::pki::Issuer;

    use super::*;
    use crate::job;
    use crate::keys::tests::{Counting, SPEC};

    fn list() -> Certificates {
        let plan = job::judge(SPEC).plan.expect("the spec is good");
        job::certificates(&plan).expect("it has certificates")
    }

    #[test]
    fn what_is_made_crosses_unchanged() {
        let list = list();
        let made = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut Counting(0)).unwrap();
        let issued = Issued::new(&list, &made);
        let crossed = Issued::read(&issued.write()).unwrap();
        assert_eq!(crossed.papers, issued.papers);
        assert_eq!(crossed.changes(), made.changes);
        assert!(crossed.papers.ready(&list).is_ok());
        assert!(!format!("{crossed:?}").contains("PRIVATE"));
    }

    #[test]
    fn an_order_says_what_there_is() {
        let list = list();
        let made = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut Counting(0)).unwrap();
        let order = read(&write(&Order::new(list.clone(), &made.changes)).unwrap()).unwrap();
        assert_eq!(order.list, list);
        assert_eq!(order.pki().unwrap(), made.pki);
        assert_eq!(Order::new(list, &Files::new()).pki().unwrap(), Pki::new());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let list = list();
        let made = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut Counting(0)).unwrap();
        let mut files = made.changes;
        files.insert("ca.pem".into(), Zeroizing::new(b"nothing".to_vec()));
        let why = Order::new(list, &files).pki().unwrap_err();
        assert!(why.contains("ca.pem"), "{why}");
        assert!(read(b"{").is_err());
        assert!(Issued::read(b"{").is_none());
    }
}
