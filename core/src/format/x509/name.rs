//! Distinguished names, as people read them.

use std::fmt::Write as _;

use der::asn1::{ObjectIdentifier, PrintableStringRef, TeletexStringRef, Utf8StringRef};
use der::{Any, Tag, Tagged as _};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::Name;

/// commonName and organizationName, RFC 5280, appendix A.1.
pub(super) const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
pub(super) const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

/// The short names of RFC 4514, section 3. The library has a list of all names there are, which is
/// half as large as the page's program.
const SHORT: [(&str, &str); 9] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.6", "C"),
    ("2.5.4.9", "STREET"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("0.9.2342.19200300.100.1.1", "UID"),
];

/// As RFC 4514 writes it: the last part first. What would command a terminal, or turn the line
/// around, is spelt out, as messages have it in them.
pub(super) fn shown(name: &Name) -> String {
    let sets: Vec<String> =
        name.iter_rdn().map(|set| set.iter().map(part).collect::<Vec<_>>().join("+")).collect();
    sets.into_iter().rev().collect::<Vec<_>>().join(",")
}

/// Every part of this kind that is text.
pub(super) fn parts(name: &Name, oid: ObjectIdentifier) -> Vec<String> {
    name.iter().filter(|part| part.oid == oid).filter_map(|part| text(&part.value)).collect()
}

fn part(AttributeTypeAndValue { oid, value }: &AttributeTypeAndValue) -> String {
    let dotted = oid.to_string();
    let short = SHORT.iter().find(|(known, _)| *known == dotted).map(|(_, short)| *short);
    let mut out = format!("{}=", short.unwrap_or(&dotted));
    if let Some(text) = text(value) {
        escape(&mut out, &text);
    } else {
        out.push('#');
        for byte in value.value() {
            let _ = write!(out, "{byte:02x}");
        }
    }
    out
}

fn text(value: &Any) -> Option<String> {
    let text = match value.tag() {
        Tag::Utf8String => value.decode_as::<Utf8StringRef<'_>>().ok()?.as_str().to_owned(),
        Tag::PrintableString => {
            value.decode_as::<PrintableStringRef<'_>>().ok()?.as_str().to_owned()
        }
        Tag::TeletexString => value.decode_as::<TeletexStringRef<'_>>().ok()?.as_str().to_owned(),
        Tag::Ia5String => {
            value.decode_as::<der::asn1::Ia5StringRef<'_>>().ok()?.as_str().to_owned()
        }
        _ => return None,
    };
    Some(text)
}

fn escape(out: &mut String, text: &str) {
    for (at, c) in text.chars().enumerate() {
        match c {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' => out.extend(['\\', c]),
            '#' if at == 0 => out.push_str("\\#"),
            _ if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() => out.push(c),
            _ => out.extend(c.escape_unicode()),
        }
    }
}
