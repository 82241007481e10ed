//! The keys of both files with their types, as Ignition 3.4.0 orders them.
//!
//! Sources: `config/v3_4/types/schema.go` of coreos/ignition 2.26; `base/v0_5/schema.go` and
//! `config/fcos/v1_5/schema.go` of coreos/butane 0.29.

/// One key, as each of the files calls it; empty where a file does not have it.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) butane: &'static str,
    pub(super) ignition: &'static str,
    pub(super) kind: Kind,
}

/// What stands behind a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    Bool,
    /// A whole number from 0, of 32 bits.
    Int,
    /// Permission bits, which Butane writes in octal.
    Mode,
    Texts,
    Map(&'static [Field]),
    Maps(&'static [Field]),
    /// Something that is fetched, or in Butane's file the text itself.
    Resource,
    Resources,
    /// Of the variant `fcos` alone; nothing that we write, so nothing below is looked at.
    Fcos,
}

use Kind::{Bool, Fcos, Int, Map, Maps, Mode, Resource, Resources, Text, Texts};

impl Kind {
    /// The keys of the mapping, or of each mapping in the list.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Map(fields) | Maps(fields) => fields,
            Resource | Resources => RESOURCE,
            _ => &[],
        }
    }

    /// The type, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Text => "text",
            Bool => "true or false",
            Int => "a whole number, at least 0 and below 2^32",
            Mode => "a mode, such as 0644 in Butane's file and 420 in Ignition's",
            Texts => "a list of texts",
            Map(_) | Resource | Fcos => "a mapping",
            Maps(_) | Resources => "a list of mappings",
        }
    }
}

impl Field {
    /// The key in a file.
    pub(super) fn name(&self, is_butane: bool) -> &'static str {
        if is_butane { self.butane } else { self.ignition }
    }
}

const fn both(butane: &'static str, ignition: &'static str, kind: Kind) -> Field {
    Field { butane, ignition, kind }
}

const fn same(name: &'static str, kind: Kind) -> Field {
    both(name, name, kind)
}

const fn butane(name: &'static str, kind: Kind) -> Field {
    both(name, "", kind)
}

/// Both files. Butane says its own version beside its variant; Ignition's stands in `ignition`.
pub(super) const TOP: &[Field] = &[
    butane("variant", Text),
    butane("version", Text),
    same("ignition", Map(IGNITION)),
    both("kernel_arguments", "kernelArguments", Map(KERNEL_ARGUMENTS)),
    same("passwd", Map(PASSWD)),
    same("storage", Map(STORAGE)),
    same("systemd", Map(&[same("units", Maps(UNIT))])),
    butane("boot_device", Fcos),
    butane("grub", Fcos),
];

const IGNITION: &[Field] = &[
    same("config", Map(&[same("merge", Resources), same("replace", Resource)])),
    same(
        "proxy",
        Map(&[
            both("http_proxy", "httpProxy", Text),
            both("https_proxy", "httpsProxy", Text),
            both("no_proxy", "noProxy", Texts),
        ]),
    ),
    same(
        "security",
        Map(&[same(
            "tls",
            Map(&[both("certificate_authorities", "certificateAuthorities", Resources)]),
        )]),
    ),
    same(
        "timeouts",
        Map(&[
            both("http_response_headers", "httpResponseHeaders", Int),
            both("http_total", "httpTotal", Int),
        ]),
    ),
    both("", "version", Text),
];

const KERNEL_ARGUMENTS: &[Field] = &[
    both("should_exist", "shouldExist", Texts),
    both("should_not_exist", "shouldNotExist", Texts),
];

const PASSWD: &[Field] = &[same("groups", Maps(GROUP)), same("users", Maps(USER))];

const GROUP: &[Field] = &[
    same("gid", Int),
    same("name", Text),
    both("password_hash", "passwordHash", Text),
    both("should_exist", "shouldExist", Bool),
    same("system", Bool),
];

const USER: &[Field] = &[
    same("gecos", Text),
    same("groups", Texts),
    both("home_dir", "homeDir", Text),
    same("name", Text),
    both("no_create_home", "noCreateHome", Bool),
    both("no_log_init", "noLogInit", Bool),
    both("no_user_group", "noUserGroup", Bool),
    both("password_hash", "passwordHash", Text),
    both("primary_group", "primaryGroup", Text),
    both("ssh_authorized_keys", "sshAuthorizedKeys", Texts),
    butane("ssh_authorized_keys_local", Texts),
    same("shell", Text),
    both("should_exist", "shouldExist", Bool),
    same("system", Bool),
    same("uid", Int),
];

const STORAGE: &[Field] = &[
    same("directories", Maps(DIRECTORY)),
    same("disks", Maps(DISK)),
    same("files", Maps(FILE)),
    same("filesystems", Maps(FILE_SYSTEM)),
    same("links", Maps(LINK)),
    same("luks", Maps(LUKS)),
    same("raid", Maps(RAID)),
    butane("trees", Maps(&[same("local", Text), same("path", Text)])),
];

const OWNER: &[Field] = &[same("id", Int), same("name", Text)];

const DIRECTORY: &[Field] = &[
    same("group", Map(OWNER)),
    same("overwrite", Bool),
    same("path", Text),
    same("user", Map(OWNER)),
    same("mode", Mode),
];

const FILE: &[Field] = &[
    same("group", Map(OWNER)),
    same("overwrite", Bool),
    same("path", Text),
    same("user", Map(OWNER)),
    same("append", Resources),
    same("contents", Resource),
    same("mode", Mode),
];

const LINK: &[Field] = &[
    same("group", Map(OWNER)),
    same("overwrite", Bool),
    same("path", Text),
    same("user", Map(OWNER)),
    same("hard", Bool),
    same("target", Text),
];

const RESOURCE: &[Field] = &[
    same("compression", Text),
    both("http_headers", "httpHeaders", Maps(&[same("name", Text), same("value", Text)])),
    same("source", Text),
    butane("inline", Text),
    butane("local", Text),
    same("verification", Map(&[same("hash", Text)])),
];

const UNIT: &[Field] = &[
    same("contents", Text),
    butane("contents_local", Text),
    same("dropins", Maps(DROP_IN)),
    same("enabled", Bool),
    same("mask", Bool),
    same("name", Text),
];

const DROP_IN: &[Field] =
    &[same("contents", Text), butane("contents_local", Text), same("name", Text)];

const DISK: &[Field] = &[
    same("device", Text),
    same("partitions", Maps(PARTITION)),
    both("wipe_table", "wipeTable", Bool),
];

const PARTITION: &[Field] = &[
    same("guid", Text),
    same("label", Text),
    same("number", Int),
    same("resize", Bool),
    both("should_exist", "shouldExist", Bool),
    both("size_mib", "sizeMiB", Int),
    both("start_mib", "startMiB", Int),
    both("type_guid", "typeGuid", Text),
    both("wipe_partition_entry", "wipePartitionEntry", Bool),
];

const FILE_SYSTEM: &[Field] = &[
    same("device", Text),
    same("format", Text),
    same("label", Text),
    both("mount_options", "mountOptions", Texts),
    same("options", Texts),
    same("path", Text),
    same("uuid", Text),
    both("wipe_filesystem", "wipeFilesystem", Bool),
    butane("with_mount_unit", Bool),
];

const LUKS: &[Field] = &[
    same("clevis", Map(CLEVIS)),
    same("device", Text),
    same("discard", Bool),
    both("key_file", "keyFile", Resource),
    same("label", Text),
    same("name", Text),
    both("open_options", "openOptions", Texts),
    same("options", Texts),
    same("uuid", Text),
    both("wipe_volume", "wipeVolume", Bool),
];

const CLEVIS: &[Field] = &[
    same(
        "custom",
        Map(&[
            same("config", Text),
            both("needs_network", "needsNetwork", Bool),
            same("pin", Text),
        ]),
    ),
    same("tang", Maps(&[same("advertisement", Text), same("thumbprint", Text), same("url", Text)])),
    same("threshold", Int),
    same("tpm2", Bool),
];

const RAID: &[Field] = &[
    same("devices", Texts),
    same("level", Text),
    same("name", Text),
    same("options", Texts),
    same("spares", Int),
];
