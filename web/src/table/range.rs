//! Many machines from a range of addresses.

use std::net::{IpAddr, Ipv4Addr};

use kubecore::spec::MAX_NODES;

use super::next::{Taken, count_on, numbered, plus};

/// Machines with numbered names and consecutive addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Machines {
    stem: String,
    number: u64,
    width: usize,
    /// The first one's address.
    first: IpAddr,
    /// Its address of the other family, where machines have two.
    second: Option<IpAddr>,
    /// How many there are.
    pub(super) count: u32,
}

/// What a person wrote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish<'a> {
    /// `worker-`, or `worker-5` for the first one's number.
    pub(super) name: &'a str,
    /// `192.168.100.21`, `192.168.100.21-120` or `192.168.100.21 - 192.168.100.60`; for machines of two
    /// families the same of the other behind a comma: `192.168.100.21-120,fd00::21`.
    pub(super) addresses: &'a str,
    /// How many; empty where the range says it.
    pub(super) count: &'a str,
}

/// The machines that are wished for; none of their names and addresses is taken. Otherwise, what to
/// write instead.
pub(super) fn machines(wish: Wish<'_>, taken: &Taken) -> Result<Machines, String> {
    let (one, other) = match wish.addresses.split_once(',') {
        Some((one, other)) => (ends(one)?, Some(ends(other)?)),
        None => (ends(wish.addresses)?, None),
    };
    let (first, second) = (one.0, other.map(|(first, _)| first));
    if second.is_some_and(|second| second.is_ipv4() == first.is_ipv4()) {
        return Err("write one address of IPv4 and one of IPv6, or one alone".into());
    }
    let mut spans = [Some(one), other].into_iter().flatten();
    let spans = spans.try_fold(None, |known, (first, last)| match (known, last) {
        (_, None) => Ok(known),
        (None, Some(last)) => span(first, last).map(Some),
        (Some(known), Some(last)) if span(first, last)? == known => Ok(Some(known)),
        (Some(_), Some(_)) => Err("the two ranges differ in how many addresses they have".into()),
    });
    let count = match (spans?, number(wish.count)?) {
        (Some(span), given) => {
            if given.is_some_and(|given| given != span) {
                let span = span.to_string();
                return Err(["the range has ", &span, " addresses: leave the count empty"].concat());
            }
            span
        }
        (None, Some(count)) => count,
        (None, None) => return Err("write how many, or the last address too".into()),
    };
    let (stem, number, width) = names(wish.name, taken)?;
    let machines = Machines { stem, number, width, first, second, count };
    machines.check(taken)?;
    Ok(machines)
}

impl Machines {
    /// The name without its number: that of a pool.
    pub(super) fn pool(&self) -> &str {
        self.stem.trim_end_matches('-')
    }

    /// Every name with its addresses, as a field holds them.
    pub(super) fn all(&self) -> impl Iterator<Item = (String, String)> + '_ {
        (0..self.count).map(|index| (self.name(index), self.addresses(index)))
    }

    /// The addresses of one of them, the first one's counted on.
    pub(super) fn addresses(&self, index: u32) -> String {
        let all: Vec<String> = self.ips(index).map(|ip| ip.to_string()).collect();
        all.join(",")
    }

    fn ips(&self, index: u32) -> impl Iterator<Item = IpAddr> {
        [Some(self.first), self.second].into_iter().flatten().filter_map(move |ip| plus(ip, index))
    }

    /// `worker-3 … worker-102, 192.168.100.23 … 192.168.100.122`
    pub(super) fn preview(&self) -> String {
        let end = self.count.saturating_sub(1);
        let ends: &[u32] = if end == 0 { &[0] } else { &[0, end] };
        let said = |of: &dyn Fn(u32) -> String| {
            ends.iter().map(|index| of(*index)).collect::<Vec<_>>().join(" … ")
        };
        [said(&|index| self.name(index)), said(&|index| self.addresses(index))].join(", ")
    }

    fn name(&self, index: u32) -> String {
        count_on(&self.stem, self.number.saturating_add(index.into()), self.width)
    }

    fn check(&self, taken: &Taken) -> Result<(), String> {
        let families = 1 + usize::from(self.second.is_some());
        if self.ips(self.count.saturating_sub(1)).count() < families {
            return Err("the addresses end before that many machines have one".into());
        }
        if self.number.checked_add(self.count.into()).is_none() {
            return Err("the names have too high a number".into());
        }
        for index in 0..self.count {
            let name = self.name(index);
            if taken.has_name(&name) {
                return Err(["the name ", &name, " is taken already"].concat());
            }
            if let Some(address) = self.ips(index).find(|address| taken.has(*address)) {
                let free = taken.next_address(address).map(|free| free.to_string());
                let free = free.map(|free| [", the next free address is ", &free].concat());
                let taken = [&address.to_string(), " is taken already"].concat();
                return Err([taken, free.unwrap_or_default()].concat());
            }
        }
        Ok(())
    }
}

/// The stem, the first number, and how many digits it has.
fn names(name: &str, taken: &Taken) -> Result<(String, u64, usize), String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("write what the names begin with".into());
    }
    if let Some((stem, number, width)) = numbered(name) {
        return Ok((stem.to_owned(), number, width));
    }
    let stem = if name.ends_with('-') { name.to_owned() } else { [name, "-"].concat() };
    let number = taken.last_number(&stem).saturating_add(1);
    Ok((stem, number, 0))
}

/// The first address, and the last if it is given; of IPv4 its last part will do.
fn ends(text: &str) -> Result<(IpAddr, Option<IpAddr>), String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("write the first address".into());
    }
    let (first, last) = match text.split_once(['-', '–', '…']) {
        Some((first, last)) => (first.trim(), Some(last.trim())),
        None => (text, None),
    };
    let first = address(first)?;
    let last = match (last, first) {
        (None, _) => None,
        (Some(part), IpAddr::V4(first)) if part.len() <= 3 && part.parse::<u8>().is_ok() => {
            let [a, b, c, _] = first.octets();
            let part = part.parse().unwrap_or_default();
            Some(IpAddr::V4(Ipv4Addr::new(a, b, c, part)))
        }
        (Some(last), _) => Some(address(last)?),
    };
    Ok((first, last))
}

fn address(text: &str) -> Result<IpAddr, String> {
    let example = "` is no address: write 192.168.100.21-120, or 192.168.100.21 - 192.168.100.60";
    text.parse().map_err(|_| ["`", &cut(text), example].concat())
}

/// The beginning of a text that may be long.
fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

fn span(first: IpAddr, last: IpAddr) -> Result<u32, String> {
    let between = match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) => {
            u32::from(last).checked_sub(u32::from(first)).map(u128::from)
        }
        (IpAddr::V6(first), IpAddr::V6(last)) => u128::from(last).checked_sub(first.into()),
        _ => return Err("one end of the range is IPv4, the other IPv6".into()),
    };
    let between = between.ok_or("the range ends before it begins")?;
    u32::try_from(between)
        .ok()
        .filter(|between| *between < MAX_NODES)
        .map(|n| n + 1)
        .ok_or_else(too_many)
}

fn number(text: &str) -> Result<Option<u32>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u64>() {
        Ok(0) | Err(_) => Err(["`", &cut(text), "` is no number of machines"].concat()),
        Ok(count) => {
            u32::try_from(count).ok().filter(|n| *n <= MAX_NODES).map(Some).ok_or_else(too_many)
        }
    }
}

fn too_many() -> String {
    ["at most ", &MAX_NODES.to_string(), " machines at once"].concat()
}

#[cfg(test)]
mod tests {
    use kubecore::document::Document;
    use kubecore::source::FieldPath;

    use super::*;

    const TAKEN: &str = "
nodes:
  - { name: worker-1, role: worker, ip: 192.168.100.21 }
  - { name: worker-2, role: worker, ip: 192.168.100.22 }
";

    fn ask(name: &str, addresses: &str, count: &str) -> Result<String, String> {
        let document = Document::read(TAKEN).expect("YAML");
        let taken = Taken::of(&document, &FieldPath::root().key("nodes"));
        machines(Wish { name, addresses, count }, &taken).map(|machines| {
            assert_eq!(machines.all().count(), machines.count as usize);
            machines.preview()
        })
    }

    #[test]
    fn names_and_addresses_count_on() {
        assert_eq!(
            ask("worker-", "192.168.100.23-122", "").as_deref(),
            Ok("worker-3 … worker-102, 192.168.100.23 … 192.168.100.122")
        );
        let same = ask("worker", "192.168.100.23 - 192.168.100.32", "");
        assert_eq!(same, ask("worker-", " 192.168.100.23 ", "10"));
        assert_eq!(
            ask("db-007", "10.0.0.255", "2").as_deref(),
            Ok("db-007 … db-008, 10.0.0.255 … 10.0.1.0")
        );
        assert_eq!(ask("a", "fd00::1-fd00::1", "").as_deref(), Ok("a-1, fd00::1"));
        assert_eq!(ask("a", "10.0.0.1–3", "3").as_deref(), Ok("a-1 … a-3, 10.0.0.1 … 10.0.0.3"));
    }

    #[test]
    fn machines_of_two_families_count_on_in_both() {
        let both = Ok("a-1 … a-3, 10.0.0.9,fd00::9 … 10.0.0.11,fd00::b");
        assert_eq!(ask("a", "10.0.0.9,fd00::9", "3").as_deref(), both);
        assert_eq!(ask("a", "10.0.0.9-11, fd00::9", "").as_deref(), both);
        assert_eq!(ask("a", "10.0.0.9,fd00::9 - fd00::b", "").as_deref(), both);
        assert_eq!(ask("a", "10.0.0.9-11,fd00::9-fd00::b", "3").as_deref(), both);
        let primary = ask("a", "fd00::9,10.0.0.9", "1");
        assert_eq!(primary.as_deref(), Ok("a-1, fd00::9,10.0.0.9"));
        let error = |addresses| ask("a", addresses, "2").expect_err(addresses);
        assert!(error("10.0.0.9,10.0.1.9").contains("one of IPv6"));
        assert!(error("10.0.0.1-2,fd00::1-fd00::3").contains("differ"));
        assert!(error("fd00::1,192.168.100.22").contains("192.168.100.22 is taken"));
        assert!(error("fd00::1,255.255.255.255").contains("end before"));
        assert!(error("10.0.0.1,").contains("first address"));
        assert!(error("10.0.0.1,fd00::1,fd00::2").contains("no address"));
    }

    #[test]
    fn what_is_taken_is_said() {
        let error = |name, addresses| ask(name, addresses, "").expect_err(name);
        assert!(error("a", "192.168.100.20-30").contains("192.168.100.21 is taken"));
        assert!(error("a", "192.168.100.20-30").contains("192.168.100.23"));
        assert!(error("worker-2", "10.0.0.1-9").contains("worker-2 is taken"));
    }

    #[test]
    fn what_cannot_be_says_why() {
        let cases = [
            ("a", "", "", "first address"),
            ("a", "10.0.0.1", "", "how many"),
            ("a", "10.0.0.9-3", "", "ends before"),
            ("a", "10.0.0.1-999", "", "`999` is no address"),
            ("a", "10.0.0.1-fd00::1", "", "IPv6"),
            ("a", "10.0.0.1-5", "7", "5 addresses"),
            ("a", "10.0.0.1", "0", "no number"),
            ("a", "10.0.0.1", "-1", "no number"),
            ("a", "10.0.0.1", "99999999999999999999999", "no number"),
            ("a", "10.0.0.1", "100001", "at most 100000"),
            ("a", "10.0.0.0-10.255.255.255", "", "at most 100000"),
            ("a", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "at most 100000"),
            ("a", "255.255.255.250", "10", "end before"),
            ("a18446744073709551615", "10.0.0.1", "2", "too high"),
            ("", "10.0.0.1", "2", "begin with"),
            ("a", "<script>", "2", "no address"),
        ];
        for (name, addresses, count, part) in cases {
            let said = ask(name, addresses, count).expect_err(addresses);
            assert!(said.contains(part), "{addresses} {count}: {said}");
        }
        let long = ask("a", &"x".repeat(1_000_000), "1").expect_err("x");
        assert!(long.len() < 200);
        assert!(ask("a", "10.0.0.1", "100000").is_ok());
    }
}
