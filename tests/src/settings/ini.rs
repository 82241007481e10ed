//! openssl's configuration files.

use super::Setting;

pub(super) fn settings(text: &str) -> Vec<Setting> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if let Some(name) = line.strip_prefix('[') {
            name.strip_suffix(']').expect("a section ends with ]").trim().clone_into(&mut section);
        } else {
            let (key, value) =
                line.split_once('=').unwrap_or_else(|| panic!("no assignment: {line}"));
            found.push((format!("{section}.{}", key.trim()), value.trim().to_owned()));
        }
    }
    found
}
