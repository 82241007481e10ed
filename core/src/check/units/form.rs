//! Forms of values, as systemd reads them.

/// Whether `value` is of `form`: the name of one, or all words that may stand there.
pub(super) fn fits(form: &str, value: &str) -> bool {
    match form {
        "text" => true,
        "bool" => ["yes", "no", "true", "false", "on", "off", "1", "0"].contains(&value),
        "number" => value.bytes().all(|sign| sign.is_ascii_digit()) || value == "infinity",
        "time" => is_time(value),
        "path" => value.trim_start_matches(['-', '!', '|']).starts_with('/'),
        "command" => value.trim_start_matches(['-', '@', ':', '+', '!', '"']).starts_with('/'),
        "url" => value.split_ascii_whitespace().all(|url| {
            ["http://", "https://", "file:", "info:", "man:"]
                .iter()
                .any(|kind| url.starts_with(kind))
        }),
        "units" => value.split_ascii_whitespace().all(|name| {
            let kinds = [
                ".service", ".target", ".socket", ".path", ".mount", ".timer", ".slice", ".device",
            ];
            kinds.iter().any(|kind| name.ends_with(kind))
        }),
        "families" => value.split(' ').all(|word| word.starts_with("AF_")),
        words => words.split(' ').any(|word| word == value),
    }
}

/// `15`, `5min`, `1h 30s`, `infinity`; `0` is without an end.
fn is_time(value: &str) -> bool {
    const UNITS: [&str; 7] = ["", "us", "ms", "s", "min", "h", "d"];
    value == "infinity"
        || value.split_ascii_whitespace().all(|span| {
            let digits = span.trim_end_matches(|sign: char| sign.is_ascii_lowercase());
            let unit = span.strip_prefix(digits).unwrap_or_default();
            !digits.is_empty()
                && digits.bytes().all(|sign| sign.is_ascii_digit())
                && UNITS.contains(&unit)
        })
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn each_form_takes_its_own() {
        for (form, good, bad) in [
            ("bool", "yes", "maybe"),
            ("number", "65536", "many"),
            ("time", "5min", "5 years"),
            ("time", "1h 30s", "s"),
            ("path", "-/etc/environment", "etc/environment"),
            ("command", "-/usr/bin/mkdir -p /a", "mkdir -p /a"),
            ("url", "https://kubernetes.io/", "kubernetes.io"),
            ("units", "a.service b.target", "a"),
            ("families", "AF_UNIX AF_INET", "INET"),
            ("simple oneshot", "oneshot", "once"),
        ] {
            assert!(fits(form, good), "{form}: {good}");
            assert!(!fits(form, bad), "{form}: {bad}");
        }
    }
}
