//! Certificates and keys.

use super::class::Class;
use super::pen::Pen;

pub(super) fn paint(pen: &mut Pen<'_>) {
    while pen.next().is_some() {
        let is_marker = pen.rest().starts_with("-----");
        pen.take_line(if is_marker { Class::Title } else { Class::Plain });
    }
}
