//! The table of settings that the guide gives.

use crate::settings::Setting;

/// One row: where a setting stands and what it is.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Roles whose machines have it, or `cluster`.
    pub roles: Vec<String>,
    /// `always`, `calico` or `no-calico`.
    pub when: String,
    /// Absolute path on the machine; a path in the bundle for `cluster`.
    pub file: String,
    /// The setting.
    pub setting: Setting,
}

/// Reads a table: tab-separated, `#` begins a comment line.
pub fn read(table: &str) -> Vec<Fact> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(row).collect()
}

fn row(line: &str) -> Fact {
    let cells: Vec<&str> = line.split('\t').collect();
    let [roles, when, file, key, value] = cells[..] else {
        panic!("not five cells: {line:?}");
    };
    assert!(matches!(when, "always" | "calico" | "no-calico"), "unknown condition {when:?}");
    let roles: Vec<String> = roles.split(',').map(str::to_owned).collect();
    let known = ["etcd", "control-plane", "worker", "cluster"];
    assert!(roles.iter().all(|role| known.contains(&role.as_str())), "unknown role in {line:?}");
    Fact {
        roles,
        when: when.to_owned(),
        file: file.to_owned(),
        setting: (key.to_owned(), value.to_owned()),
    }
}
