//! How long each function of a WebAssembly program is, and what it is called.
//!
//! Source: WebAssembly core specification 2.0, sections 5.5 and 7.4.1.

use std::collections::BTreeMap;

/// A program's parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Module {
    /// Its length without what is not shipped: names, what else is said of it, and what wasm-bindgen takes away.
    pub(super) length: u64,
    /// Symbol and length of each function that is in it.
    pub(super) functions: Vec<(String, u64)>,
    /// What memory begins with.
    pub(super) data: u64,
}

/// The section of what is seen from outside: a line for each description, and few besides.
const EXPORTS: u8 = 7;

/// How functions begin that tell wasm-bindgen what the others take and give, and that it then removes.
const DESCRIPTION: &str = "__wbindgen_describe";

/// `None` for what is no program, or has parts that rustc does not write.
pub(super) fn read(bytes: &[u8]) -> Option<Module> {
    let mut file = Reader(bytes.strip_prefix(b"\0asm\x01\0\0\0")?);
    let (mut imported, mut lengths, mut names) = (0, Vec::new(), BTreeMap::new());
    let mut module = Module::default();
    while !file.0.is_empty() {
        let (kind, mut section) = file.section()?;
        module.length += if kind == 0 || kind == EXPORTS { 0 } else { section.0.len() as u64 };
        match kind {
            0 if section.text()? == "name" => names = functions(section)?,
            2 => imported = imports(section)?,
            10 => {
                for _ in 0..section.number()? {
                    let length = section.number()?;
                    section.skip(length)?;
                    lengths.push(length);
                }
            }
            11 => module.data = section.0.len() as u64,
            _ => {}
        }
    }
    let function = |(index, length): (u64, u64)| {
        let name = names.get(&(imported + index));
        (name.cloned().unwrap_or_else(|| "a function without a name".to_owned()), length)
    };
    let all = (0..).zip(lengths).map(function);
    let (removed, kept): (Vec<_>, Vec<_>) =
        all.partition(|(name, _)| name.starts_with(DESCRIPTION));
    module.functions = kept;
    module.length -= removed.iter().map(|(_, length)| length).sum::<u64>();
    Some(module)
}

/// How many functions come from outside: they are counted first.
fn imports(mut section: Reader<'_>) -> Option<u64> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                functions += 1;
                section.number()?;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => section.skip(2)?,
            _ => return None,
        }
    }
    Some(functions)
}

/// The names of functions in the section of names.
fn functions(mut section: Reader<'_>) -> Option<BTreeMap<u64, String>> {
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let (kind, mut part) = section.section()?;
        if kind == 1 {
            for _ in 0..part.number()? {
                let index = part.number()?;
                names.insert(index, part.text()?.to_owned());
            }
        }
    }
    Some(names)
}

/// What is yet to be read.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// LEB128, without a sign.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: u64) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    fn skip(&mut self, length: u64) -> Option<()> {
        self.take(length).map(drop)
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// Its kind, and what is in it.
    fn section(&mut self) -> Option<(u8, Self)> {
        let kind = self.byte()?;
        let length = self.number()?;
        Some((kind, Self(self.take(length)?)))
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One function from outside, called `in`, and two of its own.
    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x0e\x02\x01m\x01i\x00\x00\x01m\x01g\x03\x7f\x00\
        \x0a\x09\x02\x02\x00\x0b\x04\x00\x01\x01\x0b\
        \x0b\x05\x01\x01\x02ab\
        \x00\x14\x04name\x01\x0d\x03\x00\x02in\x01\x01f\x02\x03g::";

    #[test]
    fn functions_have_their_names_and_lengths() {
        let module = read(PROGRAM).unwrap();
        assert_eq!(module.functions, [("f".to_owned(), 2), ("g::".to_owned(), 4)]);
        assert_eq!((module.data, module.length), (5, 14 + 9 + 5));
    }

    #[test]
    fn what_wasm_bindgen_takes_away_is_not_counted() {
        const DESCRIBED: &[u8] = b"\0asm\x01\0\0\0\
            \x07\x05\x01\x01d\x00\x00\
            \x0a\x09\x02\x02\x00\x0b\x04\x00\x01\x01\x0b\
            \x00\x20\x04name\x01\x19\x02\x00\x13__wbindgen_describe\x01\x01f";
        let module = read(DESCRIBED).unwrap();
        assert_eq!(module.functions, [("f".to_owned(), 4)]);
        assert_eq!(module.length, 9 - 2);
    }

    #[test]
    fn what_is_cut_off_is_nothing() {
        assert_eq!(read(b"\0asm"), None);
        assert_eq!(read(&PROGRAM[..PROGRAM.len() - 1]), None);
        assert_eq!(read(b"\0asm\x01\0\0\0"), Some(Module::default()));
    }
}
