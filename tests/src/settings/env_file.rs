//! Files of `KEY=VALUE` lines.

use super::Setting;

pub(super) fn settings(text: &str) -> Vec<Setting> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(assignment).collect()
}

fn assignment(line: &str) -> Setting {
    let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("no assignment: {line}"));
    let value = ['\'', '"']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value);
    (key.to_owned(), value.to_owned())
}
