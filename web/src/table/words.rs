//! What the table says.

/// A key as a heading: `first_ip` is "First IP".
pub(super) fn label(key: &str) -> String {
    let words: Vec<String> =
        key.split('_').enumerate().map(|(at, word)| heading(at, word)).collect();
    words.join(" ")
}

fn heading(at: usize, word: &str) -> String {
    if matches!(word, "ip" | "id" | "dns" | "api" | "cidr" | "ssh" | "url") {
        return word.to_ascii_uppercase();
    }
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if at == 0 => [first.to_ascii_uppercase()].into_iter().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// `1 row`, `12 rows`
pub(super) fn rows(count: usize) -> String {
    match count {
        1 => "1 row".into(),
        many => [&many.to_string(), " rows"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_becomes_a_heading() {
        assert_eq!(label("first_ip"), "First IP");
        assert_eq!(label("name"), "Name");
        assert_eq!(label("dns_service_ip"), "DNS service IP");
    }
}
