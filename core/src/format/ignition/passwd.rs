//! Users and groups.

/// One user. What is left out stays as the system's tools set it, or as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "Ignition's own switches, each for itself")]
pub struct User {
    /// The name, such as `core`.
    pub name: String,
    /// Public keys, one a line as in `authorized_keys`.
    pub ssh_authorized_keys: Vec<String>,
    /// A hash that crypt(5) makes; never the password.
    pub password_hash: Option<String>,
    /// The number.
    pub uid: Option<u32>,
    /// The full name.
    pub gecos: Option<String>,
    /// The home folder.
    pub home_dir: Option<String>,
    /// Makes no home folder.
    pub no_create_home: bool,
    /// The group that the user's files get.
    pub primary_group: Option<String>,
    /// Further groups.
    pub groups: Vec<String>,
    /// Makes no group with the user's name.
    pub no_user_group: bool,
    /// Leaves the user out of lastlog and faillog.
    pub no_log_init: bool,
    /// The program that a login starts.
    pub shell: Option<String>,
    /// Whether it is no person's.
    pub system: bool,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The number.
    pub gid: Option<u32>,
    /// A hash that crypt(5) makes.
    pub password_hash: Option<String>,
    /// Whether it is a group of the system.
    pub system: bool,
}
