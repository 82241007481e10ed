//! The four variables that coreos-cloudinit replaces in a whole cloud-config before it reads it.
//!
//! Comments, units and the contents of files count as well. Who wants the address writes the
//! [`Hole`], such as [`PRIVATE_IPV4`]; the letters `$private_ipv4` from anywhere else stay letters.
//! A variable is empty where coreos-cloudinit knows no address, as on an OpenStack config drive.

use std::borrow::Cow;

use crate::format::hole::{self, Filler, Hole};

/// `$private_ipv4`: the machine's address inside.
pub const PRIVATE_IPV4: Hole = Hole::new(Filler::CloudInit, "private_ipv4");
/// `$public_ipv4`: the machine's address outside.
pub const PUBLIC_IPV4: Hole = Hole::new(Filler::CloudInit, "public_ipv4");

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

/// Makes the finished text of a cloud-config ready for the replacing: letters that look like a
/// variable are guarded by a backslash, which coreos-cloudinit takes off again, and then holes
/// become variables.
///
/// A backslash that was there before stays. A hole stays a mark where coreos-cloudinit would not
/// replace it: behind a backslash, or side by side with the same hole.
pub fn escape(text: &str) -> String {
    let guarded = VARIABLES.iter().fold(text.to_owned(), |text, variable| {
        if text.contains(variable) {
            text.replace(variable, &format!("\\{variable}"))
        } else {
            text
        }
    });
    hole::fill(&guarded, Filler::CloudInit, |name, before| {
        let variable = Filler::CloudInit.spelled(name);
        let used_up = before.strip_suffix(&variable).is_some_and(|b| !b.ends_with('\\'));
        let is_replaced = VARIABLES.contains(&variable.as_str());
        (is_replaced && !used_up && !before.ends_with('\\')).then_some(variable)
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

/// The text with `\$private_ipv4` as the letters that it stands for, and variables as they are.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !VARIABLES.iter().any(|variable| text.contains(&["\\", variable].concat())) {
        return text.into();
    }
    let [public_ipv4, private_ipv4, public_ipv6, private_ipv6] = VARIABLES.map(str::to_owned);
    apply(text, &Addresses { public_ipv4, private_ipv4, public_ipv6, private_ipv6 }).into()
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
    fn holes_are_replaced_and_look_alikes_are_not() {
        let (private, public) = (PRIVATE_IPV4, PUBLIC_IPV4);
        let addresses = Addresses { public_ipv4: "1.2.3.4".to_owned(), ..addresses() };
        for (text, expected) in [
            (format!("{private}"), "10.0.0.1"),
            (
                format!("http://{private}:2379,http://{private}:4001"),
                "http://10.0.0.1:2379,http://10.0.0.1:4001",
            ),
            (format!("{private}_old"), "10.0.0.1_old"),
            (format!("{public}{private}"), "1.2.3.410.0.0.1"),
            (format!("$private_ipv4{private}$private_ipv4"), "$private_ipv410.0.0.1$private_ipv4"),
            (format!("\\$private_ipv4 {private}"), "\\$private_ipv4 10.0.0.1"),
            (format!("${private}"), "$10.0.0.1"),
            (format!("$public_ip{private}v4"), "$public_ip10.0.0.1v4"),
        ] {
            assert_eq!(apply(&escape(&text), &addresses), expected);
        }
    }

    #[test]
    fn a_hole_that_would_not_be_replaced_stays_a_mark() {
        let unknown = Hole::new(Filler::CloudInit, "hostname");
        for text in [
            format!("\\{PRIVATE_IPV4}"),
            format!("{PRIVATE_IPV4}{PRIVATE_IPV4}"),
            format!("$private_ipv4\\{PRIVATE_IPV4}"),
            format!("{unknown}"),
        ] {
            assert!(escape(&text).contains(hole::is_mark), "{text}");
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
