//! Addresses and how many there are, for people.

use std::net::IpAddr;

/// `10.2.0.0 – 10.2.255.255`; an address alone where both are one.
pub fn span(first: IpAddr, last: IpAddr) -> String {
    if first == last { first.to_string() } else { format!("{first} – {last}") }
}

/// `65 536`, with no-break spaces; beyond what anybody reads, a power of two.
pub fn count(number: u128) -> String {
    const LEGIBLE: u128 = 1 << 40;
    if number >= LEGIBLE {
        let about = if number.is_power_of_two() { "" } else { "about " };
        let power = number.ilog2();
        let half = u32::from(number >> (power - 1) == 3);
        return format!("{about}2^{}", power + half);
    }
    let digits = number.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push('\u{a0}');
        }
        said.push(digit);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn numbers_are_grouped_until_nobody_reads_them() {
        let said = [1, 999, 1_000, 65_536, 1 << 24, 1 << 80, (1 << 80) - 1, u128::MAX].map(count);
        let wanted =
            ["1", "999", "1 000", "65 536", "16 777 216", "2^80", "about 2^80", "about 2^128"];
        assert_eq!(said.map(|number| number.replace('\u{a0}', " ")), wanted);
    }
}
