//! Texts that end a quote, begin a line, open an expansion, or look like something else.

/// Texts that a careless writer, or a careless reader of what was written, takes for syntax.
pub(crate) const TEXTS: [&str; 61] = [
    // Lines.
    "x\ny",
    "x\r\ny",
    "x\n[Service]\nExecStart=/bin/canary",
    "x\n---\nkind: Pod",
    "x\n#cloud-config\nusers: []",
    "x\u{85}y",
    "x\u{2028}y",
    "x\u{2029}y",
    "x\\",
    "x\\\ny",
    // Quotes.
    "'",
    "\"",
    "x'y",
    "x\"y",
    "x' y: 'z",
    "x\", \"y\": \"z",
    "'; touch canary; '",
    "\"; touch canary; \"",
    // Expansions: of shells, systemd, cloud-config, Heat.
    "$",
    "$HOME",
    "${HOME}",
    "$(touch canary)",
    "`touch canary`",
    "$private_ipv4",
    "%",
    "%%",
    "%H",
    "%name%",
    "x;touch canary",
    "x&&touch canary",
    "x|touch canary",
    "x>canary",
    "--canary",
    "../../canary",
    "~",
    "*",
    // YAML, JSON, INI, Markdown.
    "#cloud-config",
    "x #y",
    "x: y",
    "- x",
    "{x: y}",
    "[x]",
    "&x",
    "!!int 1",
    "{\"x\": 1}",
    "[Service]",
    "x=y",
    "x | y",
    "`x`",
    // What the check looks for wherever it stands.
    "x 10.9.9.9",
    "x 10.9.9.0/24",
    "http://x:99",
    "quay.io/x:1",
    "/etc/kubernetes/x",
    // Unicode.
    "x\u{202e}y",
    "x\u{200b}y",
    "\u{feff}x",
    "1\u{ff10}.0.0.\u{0661}",
    "w\u{043e}rker",
    "x\u{0}y",
    "x\u{1b}[2J",
];

/// Plain words that some YAML reader takes for a value of another type.
pub(crate) const WORDS: [&str; 10] =
    ["null", "true", "yes", "off", "0x1f", "0o17", "1e3", "12e03", "007", "nan"];

/// Longer than any field takes.
pub(crate) fn long() -> String {
    "x".repeat(64 * 1024)
}
