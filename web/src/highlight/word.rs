//! Words that a format itself knows.

/// Whether a value is a number or a boolean. An address is neither.
pub(super) fn is_word(value: &str) -> bool {
    is_number(value)
        || matches!(value, "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "~")
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn an_address_is_no_number() {
        assert!(["0", "-1", "10250", "1.5", "true", "off", "null"].into_iter().all(is_word));
        let others = ["", "-", ".", "1.", "10.0.0.1", "v1", "20min", "0x", "4 GB", "True story"];
        assert!(!others.into_iter().any(is_word));
    }
}
