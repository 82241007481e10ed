//! The four variables that coreos-cloudinit replaces in a whole cloud-config before it reads it.

/// Longer names do not begin with shorter ones, so the order is free.
const VARIABLES: [&str; 4] = ["$public_ipv4", "$private_ipv4", "$public_ipv6", "$private_ipv6"];

/// What stands for the variables on one machine; empty where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Addresses {
    /// `$public_ipv4`
    pub public_ipv4: String,
    /// `$private_ipv4`
    pub private_ipv4: String,
    /// `$public_ipv6`
    pub public_ipv6: String,
    /// `$private_ipv6`
    pub private_ipv6: String,
}

/// Guards every variable by a backslash, which coreos-cloudinit takes off again.
///
/// This is done to the finished text, since the replacing is done to the whole text too, comments
/// and file contents included. A backslash that was there before stays.
pub fn escape(text: &str) -> String {
    VARIABLES.iter().fold(text.to_owned(), |text, variable| {
        if text.contains(variable) {
            text.replace(variable, &format!("\\{variable}"))
        } else {
            text
        }
    })
}

/// Does what coreos-cloudinit does to the text: replaces each variable that has no backslash
/// before it, then takes one backslash off the others.
///
/// The character before a variable belongs to the match, so the second of two variables side by
/// side stays. A variable ends at the end of its name: there is no word boundary.
pub fn apply(text: &str, addresses: &Addresses) -> String {
    let Addresses { public_ipv4, private_ipv4, public_ipv6, private_ipv6 } = addresses;
    let values = [public_ipv4, private_ipv4, public_ipv6, private_ipv6];
    VARIABLES.iter().zip(values).fold(text.to_owned(), |text, (variable, value)| {
        replace(&text, variable, value).replace(&format!("\\{variable}"), variable)
    })
}

fn replace(text: &str, variable: &str, value: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Where the last match ended: the character before it is used up.
    let mut used_up = false;
    while let Some((before, after)) = rest.split_once(variable) {
        out.push_str(before);
        let guarded = before.ends_with('\\') || (before.is_empty() && used_up);
        out.push_str(if guarded { variable } else { value });
        used_up = !guarded;
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        Addresses { private_ipv4: "10.0.0.1".to_owned(), ..Addresses::default() }
    }

    #[test]
    fn variables_are_replaced_with_all_their_traps() {
        for (text, expected) in [
            ("ip: $private_ipv4", "ip: 10.0.0.1"),
            ("$private_ipv4", "10.0.0.1"),
            ("$private_ipv4_old", "10.0.0.1_old"),
            ("$private_ipv4$private_ipv4", "10.0.0.1$private_ipv4"),
            ("$private_ipv4 $private_ipv4", "10.0.0.1 10.0.0.1"),
            ("$$private_ipv4", "$10.0.0.1"),
            ("a $public_ipv4:4001", "a :4001"),
            ("${private_ipv4} %H", "${private_ipv4} %H"),
            ("\\$private_ipv4", "$private_ipv4"),
        ] {
            assert_eq!(apply(text, &addresses()), expected);
        }
    }

    #[test]
    fn guarded_text_comes_out_as_it_went_in() {
        for text in [
            "$private_ipv4",
            "$private_ipv4$private_ipv4$public_ipv6",
            "\\$private_ipv4",
            "\\\\$private_ipv4",
            "$$private_ipv4_old",
            "# no variable: $private $ipv4",
        ] {
            assert_eq!(apply(&escape(text), &addresses()), text);
        }
    }
}
