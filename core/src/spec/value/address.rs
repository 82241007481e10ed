//! Addresses and ranges, as strict as the strictest program that will read them.

use std::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

impl FromText for IpAddr {
    const SHAPE: TextShape =
        TextShape { form: "an IP address", pattern: "^[0-9A-Fa-f.:]+$", example: "172.17.4.101" };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not = |help: &str| {
            Problem::new(Code::NotAnAddress, format!("`{text}` is not an IP address"), help)
        };
        match text.parse::<Self>() {
            Ok(Self::V6(v6)) if is_mapped(v6) => {
                Err(not("write the IPv4 address itself, not its IPv6-mapped form"))
            }
            Ok(address) => Ok(address),
            Err(_) if text.contains('/') => Err(not("write the address alone, without a prefix")),
            Err(_) if text.contains("://") => Err(not("write the address alone, without a scheme")),
            Err(_) if has_leading_zero(text) => {
                Err(not("write the octets without leading zeros: some programs read them as octal"))
            }
            Err(_) if text.contains('%') => Err(not("write the address without a zone")),
            Err(_) => {
                Err(not("write four numbers from 0 to 255 joined by dots, such as 172.17.4.101"))
            }
        }
    }
}

impl FromText for IpNet {
    const SHAPE: TextShape = TextShape {
        form: "a CIDR",
        pattern: "^[0-9A-Fa-f.:]+/[0-9]{1,3}$",
        example: "10.2.0.0/16",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not =
            |help: String| Problem::new(Code::NotACidr, format!("`{text}` is not a CIDR"), help);
        let Some((address, prefix)) = text.split_once('/') else {
            return Err(not(match text.parse::<IpAddr>() {
                Ok(IpAddr::V4(_)) => format!("add the prefix length, such as {text}/24"),
                Ok(IpAddr::V6(_)) => format!("add the prefix length, such as {text}/64"),
                Err(_) => {
                    "write an address, a slash and a prefix length, such as 10.2.0.0/16".into()
                }
            }));
        };
        let address = IpAddr::from_text(address).map_err(|problem| not(problem.help))?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let digits = prefix.bytes().all(|b| b.is_ascii_digit())
            && !(prefix.len() > 1 && prefix.starts_with('0'));
        let prefix = prefix.parse::<u8>().ok().filter(|_| digits);
        let net = prefix
            .and_then(|prefix| Self::new(address, prefix).ok())
            .ok_or_else(|| not(format!("the prefix length is a number from 0 to {longest}")))?;
        if net.addr() != net.network() {
            return Err(Problem::new(
                Code::HostBits,
                format!("{net} has host bits set"),
                format!("write {}", net.trunc()),
            ));
        }
        Ok(net)
    }
}

text_leaf!(IpAddr, IpNet);

fn is_mapped(address: Ipv6Addr) -> bool {
    address.to_ipv4_mapped().is_some()
}

fn has_leading_zero(text: &str) -> bool {
    text.split('.').count() == 4
        && text
            .split('.')
            .all(|octet| !octet.is_empty() && octet.bytes().all(|b| b.is_ascii_digit()))
        && text.split('.').any(|octet| octet.len() > 1 && octet.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T: FromText>(text: &str) -> Option<Code> {
        T::from_text(text).err().map(|problem| problem.code)
    }

    #[test]
    fn ranges() {
        for good in ["10.2.0.0/16", "0.0.0.0/0", "10.0.0.1/32", "fd00::/48", "::/0"] {
            assert_eq!(code::<IpNet>(good), None, "{good}");
        }
        for bad in [
            "",
            "/",
            "10.2.0.0",
            "10.2.0.0/",
            "10.2.0.0/33",
            "10.2.0.0/-1",
            "10.2.0.0/+8",
            "10.2.0.0/08",
            "10.2.0.0/16/8",
            "10.2.0/16",
            "010.2.0.0/16",
            "299.2.0.0/16",
            "fd00::/129",
            "::ffff:10.0.0.0/104",
            "10.2.0.0/ 16",
            " 10.2.0.0/16",
            "fe80::%eth0/64",
            "10.2.0.0/٣",
            "10.2.0.0/256",
        ] {
            assert_eq!(code::<IpNet>(bad), Some(Code::NotACidr), "{bad}");
        }
        for bits in ["10.2.0.5/16", "10.0.0.1/31", "fd00::1/64", "128.0.0.0/0"] {
            assert_eq!(code::<IpNet>(bits), Some(Code::HostBits), "{bits}");
        }
    }

    #[test]
    fn addresses() {
        for good in ["172.17.4.101", "::", "fd00::1"] {
            assert_eq!(code::<IpAddr>(good), None, "{good}");
        }
        for bad in [
            "",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.04",
            "256.1.1.1",
            "::ffff:1.2.3.4",
            "fe80::1%eth0",
            "1.2.3.4/24",
            "0x7f.1.1.1",
        ] {
            assert_eq!(code::<IpAddr>(bad), Some(Code::NotAnAddress), "{bad}");
        }
    }
}
