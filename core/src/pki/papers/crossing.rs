//! [`Papers`] on their way from one program to another.

use std::net::IpAddr;

use zeroize::Zeroizing;

use super::{About, Found, Paper, Papers, Texts};
use crate::format::frames::{Reader, Writer};
use crate::format::x509::{KeyKind, Names, Statement, Usages};

impl Papers {
    /// Writes all of it, private keys too.
    pub fn write(&self, to: &mut Writer) {
        for (id, paper) in &self.papers {
            to.option(Some(id));
            to.option(paper.found.key.map(word));
            to.flag(paper.found.certificate.is_some());
            if let Some(statement) = &paper.found.certificate {
                write_statement(statement, to);
            }
            to.flag(paper.requested);
            to.flag(paper.texts.is_some());
            if let Some(texts) = &paper.texts {
                write_texts(texts, to);
            }
        }
        to.option(None);
    }

    /// Reads what [`Self::write`] wrote; `None` of anything else.
    pub fn read(from: &mut Reader<'_>) -> Option<Self> {
        let mut papers = Self::default();
        while let Some(id) = from.option()? {
            let key = match from.option()? {
                Some(text) => Some(kind(text)?),
                None => None,
            };
            let certificate = if from.flag()? { Some(read_statement(from)?) } else { None };
            let requested = from.flag()?;
            let texts = if from.flag()? { Some(read_texts(from)?) } else { None };
            let paper = Paper { found: Found { key, certificate }, requested, texts };
            papers.papers.insert(id.to_owned(), paper);
        }
        Some(papers)
    }
}

fn word(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::EcdsaP256 => "ecdsa-p256",
        KeyKind::Rsa2048 => "rsa-2048",
    }
}

fn kind(word: &str) -> Option<KeyKind> {
    [KeyKind::EcdsaP256, KeyKind::Rsa2048].into_iter().find(|kind| self::word(*kind) == word)
}

fn write_statement(statement: &Statement, to: &mut Writer) {
    let Statement { subject, common_names, organizations, names, usages } = statement;
    let addresses: Vec<String> = names.addresses.iter().map(ToString::to_string).collect();
    to.text(subject);
    for list in [common_names, organizations, &names.dns, &addresses] {
        to.list(list.iter().map(String::as_str));
    }
    to.flag(usages.server);
    to.flag(usages.client);
}

fn read_statement(from: &mut Reader<'_>) -> Option<Statement> {
    let subject = from.text()?.to_owned();
    let (common_names, organizations, dns) = (from.list()?, from.list()?, from.list()?);
    let mut addresses: Vec<IpAddr> = Vec::new();
    for address in from.list()? {
        addresses.push(address.parse().ok()?);
    }
    let usages = Usages { server: from.flag()?, client: from.flag()? };
    let names = Names { dns, addresses };
    Some(Statement { subject, common_names, organizations, names, usages })
}

fn write_texts(texts: &Texts, to: &mut Writer) {
    let Texts { trust, certificate, key, public, encryption, about } = texts;
    for text in [trust, certificate, public] {
        to.text(text);
    }
    for secret in [key, encryption] {
        to.option(secret.as_ref().map(|secret| secret.as_str()));
    }
    to.flag(about.is_some());
    if let Some(About { subject, names, until, serial }) = about {
        for text in [subject, names, until, serial] {
            to.text(text);
        }
    }
}

fn read_texts(from: &mut Reader<'_>) -> Option<Texts> {
    let mut text = || from.text().map(str::to_owned);
    let (trust, certificate, public) = (text()?, text()?, text()?);
    let mut secret = || Some(from.option()?.map(|text| Zeroizing::new(text.to_owned())));
    let (key, encryption) = (secret()?, secret()?);
    let mut about = None;
    if from.flag()? {
        let mut text = || from.text().map(str::to_owned);
        about = Some(About { subject: text()?, names: text()?, until: text()?, serial: text()? });
    }
    Some(Texts { trust, certificate, key, public, encryption, about })
}
