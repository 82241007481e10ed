//! From fields to lines, with no tree between them.

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Serialize};

use super::{Style, scalar};

/// A document under way.
pub(super) struct Writer {
    pub(super) out: String,
    style: Style,
}

impl Writer {
    pub(super) fn new(style: Style) -> Self {
        Self { out: String::new(), style }
    }

    /// Where the whole document stands.
    pub(super) fn document(&mut self) -> Slot<'_> {
        Slot { writer: self, place: Place::Document }
    }

    fn indent(&mut self, width: usize) {
        scalar::spaces(width, &mut self.out);
    }
}

/// Why something cannot be written.
#[derive(Debug)]
pub(super) struct Refused(String);

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

/// What stands before a value, and how the value's own lines are indented.
#[derive(Debug, Clone, Copy)]
enum Place {
    Document,
    /// Behind `key:`, in a mapping that is indented so.
    Entry {
        indent: usize,
        /// A text is quoted even where it need not be.
        quoted: bool,
        /// A number is a mode.
        octal: bool,
    },
    /// In a list that is indented so; its dash is not written yet.
    Item {
        indent: usize,
    },
    /// Before `:`.
    Key,
}

/// A place for one value.
pub(super) struct Slot<'w> {
    writer: &'w mut Writer,
    place: Place,
}

impl<'w> Slot<'w> {
    /// Writes what is no filled collection: `text` gets the indent that lines of its own would have.
    fn leaf(self, text: impl FnOnce(&mut String, usize)) {
        let Self { writer, place } = self;
        let indent = match place {
            Place::Document | Place::Key => 2,
            Place::Entry { indent, .. } => {
                writer.out.push(' ');
                indent + 2
            }
            Place::Item { indent } => {
                writer.indent(indent);
                writer.out.push_str("- ");
                indent + 2
            }
        };
        text(&mut writer.out, indent);
        if !matches!(place, Place::Key) {
            writer.out.push('\n');
        }
    }

    fn word(self, word: &str) {
        self.leaf(|out, _| out.push_str(word));
    }

    fn whole(self, number: impl Display) {
        self.leaf(|out, _| {
            let _ = write!(out, "{number}");
        });
    }

    fn collection(self) -> Collection<'w> {
        let Self { writer, place } = self;
        Collection { writer, place, begun: None, octal: false, quoted: false }
    }

    /// A mapping of one key, and the place behind that.
    fn under(self, key: &str) -> Result<Slot<'w>, Refused> {
        let mut map = self.collection();
        map.key(key)?;
        let place = map.entry();
        Ok(Slot { writer: map.writer, place })
    }
}

/// A mapping or a list. Before its first entry nothing of it is written, as one without entries is a leaf.
pub(super) struct Collection<'w> {
    writer: &'w mut Writer,
    place: Place,
    /// How its entries are indented.
    begun: Option<usize>,
    /// What [`Place::Entry`] has to know of the key that was last written.
    octal: bool,
    quoted: bool,
}

impl Collection<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let indent = match (self.begun, self.place) {
            (Some(indent), _) => indent,
            (None, Place::Document) => 0,
            (None, Place::Entry { indent, .. }) => {
                self.writer.out.push('\n');
                if self.writer.style.indent_lists { indent + 2 } else { indent }
            }
            (None, Place::Item { indent }) => {
                self.writer.indent(indent);
                self.writer.out.push_str("-\n");
                indent + 2
            }
            (None, Place::Key) => return Err(no_scalar()),
        };
        self.begun = Some(indent);
        value.serialize(Slot { writer: self.writer, place: Place::Item { indent } })
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        let indent = match (self.begun, self.place) {
            (Some(indent), _) => {
                self.writer.indent(indent);
                indent
            }
            (None, Place::Document) => 0,
            (None, Place::Entry { indent, .. }) => {
                self.writer.out.push('\n');
                self.writer.indent(indent + 2);
                indent + 2
            }
            // The first key stands on the line of the dash.
            (None, Place::Item { indent }) => {
                self.writer.indent(indent);
                self.writer.out.push_str("- ");
                indent + 2
            }
            (None, Place::Key) => return Err(no_scalar()),
        };
        self.begun = Some(indent);
        let out = &mut self.writer.out;
        let start = out.len();
        key.serialize(Slot { writer: self.writer, place: Place::Key })?;
        let Writer { out, style } = &mut *self.writer;
        let written = out.get(start..).unwrap_or_default();
        self.octal = style.octal_keys.contains(&written);
        self.quoted = style.quoted_keys.contains(&written);
        if written.len() > LONGEST_KEY {
            out.insert_str(start, "? ");
            out.push('\n');
            scalar::spaces(indent, out);
        }
        out.push(':');
        Ok(())
    }

    /// The place behind the key.
    fn entry(&self) -> Place {
        let Self { begun, octal, quoted, .. } = *self;
        Place::Entry { indent: begun.unwrap_or_default(), quoted, octal }
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let place = self.entry();
        value.serialize(Slot { writer: self.writer, place })
    }

    fn done(self, empty: &str) {
        if self.begun.is_none() {
            Slot { writer: self.writer, place: self.place }.word(empty);
        }
    }
}

/// A key that is not marked by `?` may take 1024 characters: YAML 1.2.2, section 8.2.2.
const LONGEST_KEY: usize = 1000;

fn no_scalar() -> Refused {
    Refused("a key that is no single value".to_owned())
}

fn no_whole() -> Refused {
    Refused("a number that is not whole".to_owned())
}

impl<'w> ser::Serializer for Slot<'w> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Collection<'w>;
    type SerializeTuple = Collection<'w>;
    type SerializeTupleStruct = Collection<'w>;
    type SerializeTupleVariant = Collection<'w>;
    type SerializeMap = Collection<'w>;
    type SerializeStruct = Collection<'w>;
    type SerializeStructVariant = Collection<'w>;

    fn serialize_bool(self, truth: bool) -> Result<(), Refused> {
        self.word(if truth { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Result<(), Refused> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), Refused> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), Refused> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<(), Refused> {
        match u64::try_from(number) {
            Ok(number) => return self.serialize_u64(number),
            Err(_) => self.whole(number),
        }
        Ok(())
    }

    fn serialize_u8(self, number: u8) -> Result<(), Refused> {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<(), Refused> {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<(), Refused> {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Refused> {
        match self.place {
            Place::Entry { octal: true, .. } => self.whole(format_args!("{number:04o}")),
            _ => self.whole(number),
        }
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Refused> {
        Err(no_whole())
    }

    fn serialize_f64(self, _: f64) -> Result<(), Refused> {
        Err(no_whole())
    }

    fn serialize_char(self, sign: char) -> Result<(), Refused> {
        self.serialize_str(sign.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Refused> {
        let (is_key, quoted) = match self.place {
            Place::Key => (true, false),
            Place::Entry { quoted, .. } => (false, quoted),
            Place::Document | Place::Item { .. } => (false, false),
        };
        self.leaf(|out, indent| {
            if !is_key && scalar::fits_block(text) {
                scalar::block(text, indent, out);
            } else if quoted || !scalar::is_plain(text) {
                scalar::quoted(text, out);
            } else {
                out.push_str(text);
            }
        });
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        Err(Refused("bytes that are no text".to_owned()))
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.word("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Refused> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    /// Where serde's YAML puts a tag, every format here has a key.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self.under(name)?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Collection<'w>, Refused> {
        Ok(self.collection())
    }

    fn serialize_tuple(self, _: usize) -> Result<Collection<'w>, Refused> {
        Ok(self.collection())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Collection<'w>, Refused> {
        Ok(self.collection())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Collection<'w>, Refused> {
        Ok(self.under(name)?.collection())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Collection<'w>, Refused> {
        Ok(self.collection())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Collection<'w>, Refused> {
        Ok(self.collection())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Collection<'w>, Refused> {
        Ok(self.under(name)?.collection())
    }
}

/// Both kinds of collection have several names in serde.
macro_rules! list {
    ($($kind:ident :: $add:ident),*) => {$(
        impl ser::$kind for Collection<'_> {
            type Ok = ();
            type Error = Refused;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.item(value)
            }

            fn end(self) -> Result<(), Refused> {
                self.done("[]");
                Ok(())
            }
        }
    )*};
}

list!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! record {
    ($($kind:ident),*) => {$(
        impl ser::$kind for Collection<'_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Refused> {
                self.key(key)?;
                self.value(value)
            }

            fn end(self) -> Result<(), Refused> {
                self.done("{}");
                Ok(())
            }
        }
    )*};
}

record!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Collection<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.value(value)
    }

    fn end(self) -> Result<(), Refused> {
        self.done("{}");
        Ok(())
    }
}
