//! Variables: their readers ignore one that they do not know.

use super::flags::variable_of;
use super::found;
use super::subject::{Content, Subject};
use crate::diagnostic::Report;
use crate::format::systemd::Value;

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    for file in &subject.files {
        let path = file.artifact.path.as_str();
        let names: Vec<String> = match &*file.content {
            Content::Env(variables) => {
                variables.variables().map(|(name, _)| name.to_owned()).collect()
            }
            Content::Unit(unit) => unit
                .values("Service", "Environment")
                .filter_map(Value::words)
                .flatten()
                .filter_map(|word| Some(word.split_once('=')?.0.to_owned()))
                .collect(),
            Content::Tree(_) | Content::CloudConfig(_) | Content::Other => continue,
        };
        let unread = names.into_iter().filter(|name| {
            let by_program = variable_of(path, name, &subject.plan.system).unwrap_or(true);
            let by_script = script_of(subject, path).is_none_or(|script| script.contains(name));
            !(by_program && by_script)
        });
        for name in unread {
            found(report, subject.bundle, path, format_args!("sets {name}, which nobody reads"));
        }
    }
}

/// What reads the variables of a file that lies beside it: `admin/setup-kubectl.env` is read by `admin/setup-kubectl.sh`.
fn script_of<'a>(subject: &'a Subject<'_>, path: &str) -> Option<&'a str> {
    let stem = path.strip_suffix(".env")?;
    let script = subject.bundle.get(&[stem, ".sh"].concat())?;
    std::str::from_utf8(&script.bytes).ok()
}
