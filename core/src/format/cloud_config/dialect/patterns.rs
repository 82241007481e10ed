//! The values that coreos-cloudinit's `valid:` tags allow, each with its regular expression.

/// `^(etcd-lock|reboot|off)$`
pub(super) fn reboot_strategy(text: &str) -> bool {
    ["etcd-lock", "reboot", "off"].contains(&text)
}

/// `^(on|off|readonly)$`
pub(super) fn proxy(text: &str) -> bool {
    ["on", "off", "readonly"].contains(&text)
}

/// coreos-cloudinit takes anything; etcd 2 does not.
pub(super) fn cluster_state(text: &str) -> bool {
    ["new", "existing"].contains(&text)
}

/// Any other value stops the whole run.
pub(super) fn manage_etc_hosts(text: &str) -> bool {
    text == "localhost"
}

/// `^(start|stop|restart|reload|try-restart|reload-or-restart|reload-or-try-restart)$`
pub(super) fn command(text: &str) -> bool {
    [
        "start",
        "stop",
        "restart",
        "reload",
        "try-restart",
        "reload-or-restart",
        "reload-or-try-restart",
    ]
    .contains(&text)
}

/// `^(base64|b64|gz|gzip|gz\+base64|gzip\+base64|gz\+b64|gzip\+b64)$`
pub(super) fn encoding(text: &str) -> bool {
    match text.strip_prefix("gzip+").or_else(|| text.strip_prefix("gz+")) {
        Some(inner) => ["base64", "b64"].contains(&inner),
        None => ["gz", "gzip", "base64", "b64"].contains(&text),
    }
}

/// `^0?[0-7]{3,4}$`, but without three digits alone: `420` is what a YAML tool makes of a bare
/// `0644`, and would be taken for `0420`.
pub(super) fn permissions(text: &str) -> bool {
    let digits = text.chars().all(|c| c.is_digit(8));
    digits && (text.len() == 4 || (text.len() == 5 && text.starts_with('0')))
}

/// `^((?i:sun|mon|tue|wed|thu|fri|sat|sun) )?0*([0-9]|1[0-9]|2[0-3]):0*([0-9]|[1-5][0-9])$`
pub(super) fn window_start(text: &str) -> bool {
    let time = match text.split_once(' ') {
        Some((day, time)) => {
            let day = day.to_ascii_lowercase();
            if !["sun", "mon", "tue", "wed", "thu", "fri", "sat"].contains(&day.as_str()) {
                return false;
            }
            time
        }
        None => text,
    };
    time.split_once(':').is_some_and(|(hour, minute)| below(hour, 24) && below(minute, 60))
}

/// `^[-+]?([0-9]*(\.[0-9]*)?[a-z]+)+$`
pub(super) fn window_length(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    // Each number, which may be empty, needs letters after it: at most one dot between letters.
    text.ends_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '.')
        && text
            .split(|c: char| c.is_ascii_lowercase())
            .all(|number| number.chars().filter(|c| *c == '.').count() <= 1)
}

fn below(digits: &str, limit: u32) -> bool {
    digits.chars().all(|c| c.is_ascii_digit())
        && digits.parse::<u32>().is_ok_and(|number| number < limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pattern: fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(pattern(text), "{text}");
        }
        for text in bad {
            assert!(!pattern(text), "{text}");
        }
    }

    #[test]
    fn patterns_hold() {
        holds(
            reboot_strategy,
            &["off", "etcd-lock", "reboot"],
            &["", "Off", "false", "best-effort"],
        );
        holds(command, &["start", "reload-or-try-restart"], &["", "enable", "start "]);
        holds(
            encoding,
            &["gz", "gzip", "b64", "base64", "gz+b64", "gzip+base64"],
            &["", "gz+gz", "b64+gz", "gzip+", "zip"],
        );
        holds(permissions, &["0644", "00644", "4755"], &["420", "0o644", "u+x", "644", "0888", ""]);
        holds(
            window_start,
            &["04:00", "Thu 23:59", "sun 0:0", "000:059"],
            &["24:00", "1:60", "Thursday 1:00", "1", ":", "Thu  1:00", "+1:00"],
        );
        holds(
            window_length,
            &["1h", "1h30m", "-1.5h", "h", ".h"],
            &["", "1", "1H", "1.5.5h", "1h2"],
        );
        holds(proxy, &["on", "off", "readonly"], &["", "On", "true"]);
        holds(cluster_state, &["new", "existing"], &["", "New", "old"]);
        holds(manage_etc_hosts, &["localhost"], &["true", ""]);
    }
}
