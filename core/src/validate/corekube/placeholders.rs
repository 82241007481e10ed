//! Heat fills `%name%` wherever it stands in what servers get, in the texts of users too.

use super::block;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::Field;
use crate::spec::draft::Draft;
use crate::spec::value::Word;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let spec = &draft.spec.corekube;
    let names: [(&'static str, &Field<Word>); 5] = [
        ("key_name", &spec.key_name),
        ("flavor", &spec.flavor),
        ("image", &spec.image),
        ("external_network", &spec.external_network),
        ("rackconnect_network", &spec.rackconnect_network),
    ];
    let mut refuse = |path: FieldPath, what: &str, help: &str| {
        let message = format!("{what} has more than one `%`");
        report.push(Diagnostic::new(Code::Placeholder, message).path(path).help(help));
    };
    for (key, field) in names {
        if let Some(name) = field.given().filter(|name| is_suspect(name.as_str())) {
            let help = "remove it here, and give it to the stack with --parameter";
            refuse(block(key), name.as_str(), help);
        }
    }
    for (index, key) in draft.spec.ssh_authorized_keys.items().iter().enumerate() {
        if key.given().is_some_and(|key| is_suspect(key.as_str())) {
            let path = FieldPath::root().key("ssh_authorized_keys").index(index);
            refuse(path, "the key's comment", "leave the signs out of the comment");
        }
    }
}

fn is_suspect(text: &str) -> bool {
    text.matches('%').count() > 1
}
