//! Here-documents.

use crate::highlight::class::Class;
use crate::highlight::pen::Pen;
use crate::highlight::string;

/// A here-document that is yet to come.
pub(super) struct Document<'t> {
    /// The line that ends it.
    end: &'t str,
    /// Whether tabs before a line do not count.
    tabs: bool,
}

/// Takes what begins with `<`, which is a here-document only sometimes.
pub(super) fn begin<'t>(pen: &mut Pen<'t>) -> Option<Document<'t>> {
    let rest = pen.rest();
    let signs = rest.bytes().take_while(|b| *b == b'<').count();
    pen.take(signs, Class::Operator);
    if signs != 2 {
        return None;
    }
    let tabs = pen.next() == Some('-');
    pen.take(usize::from(tabs), Class::Operator);
    pen.take_while(Class::Plain, |c| matches!(c, ' ' | '\t'));
    let rest = pen.rest();
    let (length, end) = if rest.starts_with(['"', '\'']) {
        let length = string::length(rest);
        (length, rest.get(1..length - 1).unwrap_or_default())
    } else {
        let start = usize::from(rest.starts_with('\\'));
        let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
        let length = rest[start..].find(ends).map_or(rest.len(), |end| end + start);
        (length, &rest[start..length])
    };
    pen.take(length, Class::Operator);
    (!end.is_empty()).then_some(Document { end, tabs })
}

impl Document<'_> {
    /// Takes its lines, and the one that ends it.
    pub(super) fn take(self, pen: &mut Pen<'_>) {
        while pen.next().is_some() {
            let line = pen.line();
            let said = if self.tabs { line.trim_start_matches('\t') } else { line };
            let ends = said == self.end;
            pen.take_line(if ends { Class::Operator } else { Class::Text });
            if ends {
                return;
            }
        }
    }
}
