//! What is known only where a file is read.

use super::class::Class;
use super::pen::Pen;

/// The signs that variables begin with in units: the environment's, specifiers, and the holes of templates.
pub(super) const UNIT: &[char] = &['$', '%', '<'];

/// The sign in other files.
pub(super) const DOLLAR: &[char] = &['$'];

/// Takes `text`, which comes next, in one class but for its variables.
pub(super) fn take_with(pen: &mut Pen<'_>, text: &str, class: Class, signs: &[char]) {
    let mut left = text;
    while let Some(start) = left.find(signs) {
        let (before, from) = left.split_at(start);
        let variable = length(from);
        pen.take(before.len(), class);
        pen.take(variable.max(1), if variable == 0 { class } else { Class::Variable });
        left = from.get(variable.max(1)..).unwrap_or_default();
    }
    pen.take(left.len(), class);
}

/// The length of the variable that `text` begins with; 0 without one.
pub(super) fn length(text: &str) -> usize {
    let Some((sign, name)) = text.split_at_checked(1) else { return 0 };
    let inner = match sign {
        "$" => dollar(name),
        "%" => specifier(name),
        "<" => hole(name),
        _ => 0,
    };
    if inner == 0 { 0 } else { inner + 1 }
}

fn dollar(name: &str) -> usize {
    match name.bytes().next() {
        // Not beyond the next sign: a text of nothing but `${` would be looked through again and again.
        Some(b'{') => match name.find(['}', '$', ' ', '\n']) {
            Some(end) if name[end..].starts_with('}') => end + 1,
            _ => 0,
        },
        Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'!' | b'-' | b'$') => 1,
        _ => run(name, |b| b.is_ascii_alphanumeric() || b == b'_'),
    }
}

/// `%i`; `%%` is a per cent sign.
fn specifier(name: &str) -> usize {
    usize::from(name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// `<IP_ADDR>`
fn hole(name: &str) -> usize {
    match run(name, |b| b.is_ascii_uppercase() || b == b'_') {
        0 => 0,
        end if name[end..].starts_with('>') => end + 1,
        _ => 0,
    }
}

fn run(text: &str, is_part: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|b| is_part(*b)).count()
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn variables_end_where_their_reader_ends_them() {
        let whole = ["$NAME", "${NAME}", "${NAME:-x}", "$1", "$#", "%i", "%H", "<IP_ADDR>"];
        for variable in whole {
            assert_eq!(length(&format!("{variable}/more")), variable.len(), "{variable}");
        }
        for other in ["$", "$/", "${", "${a b}", "${${", "%", "%%", "%2F", "<", "<id>", "<ID", "é"]
        {
            assert_eq!(length(other), 0, "{other}");
        }
    }
}
