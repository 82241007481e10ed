//! Names and addresses that are still free.

use std::collections::BTreeSet;
use std::net::IpAddr;

use kubecore::document::{Document, Value};
use kubecore::source::FieldPath;

/// The names and addresses that a list of records has already.
#[derive(Debug, Default)]
pub(super) struct Taken {
    names: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
    /// First and last address of rows that stand for many machines.
    spans: Vec<(IpAddr, IpAddr)>,
    /// The names of machines that the rows of another list can speak of.
    machines: Vec<String>,
}

impl Taken {
    /// Of the list at `path`. Machines and pools share one set of addresses.
    pub(super) fn of(document: &Document, path: &FieldPath) -> Self {
        let [nodes, pools] = ["nodes", "pools"].map(|key| FieldPath::root().key(key));
        let mut taken = Self::default();
        if [&nodes, &pools].contains(&path) {
            taken.read(document, &nodes);
            taken.read(document, &pools);
        } else {
            taken.read(document, path);
            let machines = records(document, &nodes);
            taken.machines = machines.iter().filter_map(|one| text(one, "name").cloned()).collect();
        }
        taken
    }

    fn read(&mut self, document: &Document, path: &FieldPath) {
        for record in records(document, path) {
            let count = count(&record);
            let Value::Map(entries) = record else { continue };
            for (key, value) in entries {
                let Value::Text(text) = value else { continue };
                if key == "name" {
                    self.names.insert(text);
                    continue;
                }
                // A machine may have an address of each family.
                for address in text.split(',').filter_map(|address| address.parse().ok()) {
                    self.take(address, count);
                }
            }
        }
    }

    fn take(&mut self, first: IpAddr, count: u32) {
        match plus(first, count.saturating_sub(1)) {
            Some(last) if count > 1 => self.spans.push((first, last)),
            _ => {
                self.addresses.insert(first);
            }
        }
    }

    /// The list has a row of this name.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The list has a machine at this address.
    pub(super) fn has(&self, address: IpAddr) -> bool {
        self.addresses.contains(&address) || self.span(address).is_some()
    }

    fn span(&self, address: IpAddr) -> Option<IpAddr> {
        let within = |(first, last): &&(IpAddr, IpAddr)| (*first..=*last).contains(&address);
        self.spans.iter().find(within).map(|(_, last)| *last)
    }

    /// The next free name after `name`: the number at its end counts on. Where rows speak of
    /// machines, the first machine that none speaks of yet.
    pub(super) fn next_name(&self, name: &str) -> String {
        if self.machines.iter().any(|machine| machine == name)
            && let Some(machine) = self.machines.iter().find(|machine| !self.has_name(machine))
        {
            return machine.clone();
        }
        let (stem, number, width) = numbered(name).unwrap_or((name, 1, 0));
        let stem = if stem == name { [name, "-"].concat() } else { stem.to_owned() };
        let mut free =
            (number.saturating_add(1)..=u64::MAX).map(|number| count_on(&stem, number, width));
        free.find(|name| !self.has_name(name)).unwrap_or_else(|| name.to_owned())
    }

    /// The next free address after `address`; `None` where there is none.
    pub(super) fn next_address(&self, address: IpAddr) -> Option<IpAddr> {
        let mut next = plus(address, 1)?;
        loop {
            if let Some(last) = self.span(next) {
                next = plus(last, 1)?;
            } else if self.addresses.contains(&next) {
                next = plus(next, 1)?;
            } else {
                return Some(next);
            }
        }
    }

    /// The same of an address, or of two joined by a comma.
    pub(super) fn next_addresses(&self, text: &str) -> Option<String> {
        let next = |address: &str| Some(self.next_address(address.parse().ok()?)?.to_string());
        let all: Option<Vec<String>> = text.split(',').map(next).collect();
        all.map(|all| all.join(","))
    }

    /// The highest number of a name that begins with `stem`; 0 where there is none.
    pub(super) fn last_number(&self, stem: &str) -> u64 {
        let numbers = self.names.iter().filter_map(|name| {
            let (other, number, _) = numbered(name)?;
            (other == stem).then_some(number)
        });
        numbers.max().unwrap_or_default()
    }
}

/// How many machines a record stands for.
fn count(record: &Value) -> u32 {
    text(record, "count").and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// A name's stem, the number at its end, and how many digits that has; `None` without one.
pub(super) fn numbered(name: &str) -> Option<(&str, u64, usize)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.get(stem.len()..)?;
    // A stem alone is a name already; more digits than a number holds are no number.
    Some((stem, digits.parse().ok()?, digits.len()))
}

/// A name with a number of at least `width` digits.
pub(super) fn count_on(stem: &str, number: u64, width: usize) -> String {
    let digits = number.to_string();
    let zeros = "0".repeat(width.saturating_sub(digits.len()));
    [stem, &zeros, &digits].concat()
}

/// The address `count` further on; `None` beyond the last of all.
pub(super) fn plus(address: IpAddr, count: u32) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => IpAddr::V4(u32::from(address).checked_add(count)?.into()),
        IpAddr::V6(address) => IpAddr::V6(u128::from(address).checked_add(count.into())?.into()),
    })
}

fn records(document: &Document, path: &FieldPath) -> Vec<Value> {
    match document.value(path) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

fn text<'v>(record: &'v Value, key: &str) -> Option<&'v String> {
    match record.get(key)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: &str = "
nodes:
  - { name: controller-1, role: control-plane, ip: 192.168.100.11 }
  - { name: worker-1, role: worker, ip: 192.168.100.21 }
  - { name: worker-3, role: worker, ip: 192.168.100.22 }
pools: [{ name: worker, role: worker, count: 10, first_ip: 192.168.100.24 }]
weave: { machines: [{ name: worker-1 }] }
";

    fn taken(list: &str) -> Taken {
        let document = Document::read(MIXED).expect("YAML");
        let path = list.split('.').fold(FieldPath::root(), |path, key| path.key(key.to_owned()));
        Taken::of(&document, &path)
    }

    #[test]
    fn a_name_counts_on_to_the_next_free_number() {
        let taken = taken("nodes");
        assert_eq!(taken.next_name("worker-1"), "worker-2");
        assert_eq!(taken.next_name("worker-2"), "worker-4");
        assert_eq!(taken.next_name("db-009"), "db-010");
        assert_eq!(taken.next_name("master"), "master-2");
        assert_eq!(taken.next_name("7"), "8");
        assert_eq!(taken.next_name("é9"), "é10");
        assert_eq!(taken.last_number("worker-"), 3);
    }

    #[test]
    fn hostile_names_have_a_next_one_too() {
        let taken = taken("nodes");
        let long = ["n", &"9".repeat(40)].concat();
        assert_eq!(taken.next_name(&long), [&long, "-2"].concat());
        assert_eq!(taken.next_name(""), "-2");
        let last = ["n", &u64::MAX.to_string()].concat();
        assert_eq!(taken.next_name(&last), last, "there is no higher number");
    }

    #[test]
    fn an_address_counts_on_past_machines_and_pools() {
        let taken = taken("pools");
        let next =
            |text: &str| taken.next_address(text.parse().expect(text)).map(|ip| ip.to_string());
        assert_eq!(next("192.168.100.20").as_deref(), Some("192.168.100.23"));
        assert_eq!(next("192.168.100.23").as_deref(), Some("192.168.100.34"));
        assert_eq!(next("10.0.0.255").as_deref(), Some("10.0.1.0"));
        assert_eq!(next("fd00::ffff").as_deref(), Some("fd00::1:0"));
        assert_eq!(next("255.255.255.255"), None);
        assert!(taken.has("192.168.100.33".parse().expect("address")));
    }

    #[test]
    fn two_addresses_count_on_each_by_itself() {
        let text =
            "nodes: [{ name: a, ip: '10.0.0.1,fd00::1' }, { name: b, ip: '10.0.0.2,fd00::9' }]\n";
        let document = Document::read(text).expect("YAML");
        let taken = Taken::of(&document, &FieldPath::root().key("nodes"));
        assert_eq!(taken.next_addresses("10.0.0.1,fd00::1").as_deref(), Some("10.0.0.3,fd00::2"));
        assert_eq!(taken.next_addresses("fd00::8").as_deref(), Some("fd00::a"));
        assert_eq!(taken.next_addresses("10.0.0.1,"), None);
    }

    #[test]
    fn rows_that_speak_of_machines_go_on_to_the_next_machine() {
        assert_eq!(taken("weave.machines").next_name("worker-1"), "controller-1");
        assert_eq!(taken("weave.machines").next_name("other"), "other-2");
    }
}
