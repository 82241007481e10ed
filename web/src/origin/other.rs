//! Other values for a field, of its own form.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use kubecore::document::Value;
use kubecore::plan::Plan;
use kubecore::spec::shape::{Shape, TextShape};

/// How far an address is moved: first to one nobody has, in most networks.
const AWAY: [u8; 5] = [43, 7, 1, 101, 13];

/// How far a range is moved, in ranges of its size.
const ALONG: [u8; 4] = [5, 1, 2, 60];

/// Values that are not `now`, the likeliest to be accepted first.
pub(super) fn values(
    shape: &Shape,
    now: Option<&Value>,
    plan: &Plan,
    offers: &dyn Fn(&str) -> bool,
) -> Vec<Value> {
    let text = match now {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let words: Vec<String> = match shape {
        Shape::Text(form) | Shape::Secret(form) => texts(text, form, plan),
        Shape::Number { min, max } => numbers(text, *min, *max),
        Shape::Bool => ["true", "false"].map(str::to_owned).into(),
        Shape::Choice(choices) => {
            let words = choices.iter().map(|choice| choice.word);
            words.filter(|word| offers(word)).map(str::to_owned).collect()
        }
        Shape::Labels => return labels(now),
        Shape::List(item) => {
            let items = values(item, None, plan, offers);
            return items.into_iter().map(|item| Value::List(vec![item])).collect();
        }
        Shape::Record(_) => Vec::new(),
    };
    words.into_iter().filter(|word| text != Some(word)).map(Value::Text).collect()
}

fn texts(now: Option<&str>, form: &TextShape, plan: &Plan) -> Vec<String> {
    let network = &plan.network;
    let example = form.example.to_owned();
    let mut others = if let Some(now) = now {
        near(now)
    // What the spec is silent about follows from the cluster: an address of services, a range
    // beside those in use, the release.
    } else if range(&example).is_some() {
        [network.pods, network.services]
            .iter()
            .flat_map(|net| near(&net.first().to_string()))
            .collect()
    } else if example.parse::<IpAddr>().is_ok() {
        near(&network.dns_service_ip.first().to_string())
    } else if release(&example).is_some() {
        near(&plan.release.to_string())
    } else {
        near(&example)
    };
    others.push(example);
    others
}

/// Values beside one, of the same form.
fn near(text: &str) -> Vec<String> {
    // One of each IP family: the first is moved.
    if let Some((first, second)) = text.split_once(',').filter(|(first, second)| {
        let is_one = |text: &str| range(text).is_some() || text.parse::<IpAddr>().is_ok();
        is_one(first) && is_one(second)
    }) {
        return near(first).into_iter().map(|first| [&first, ",", second].concat()).collect();
    }
    if let Some((address, length)) = range(text) {
        let moved = ALONG.iter().filter_map(|by| {
            let bits = if address.is_ipv4() { 32_u32 } else { 128 };
            let size = 1_u128.checked_shl(bits.checked_sub(length)?)?;
            Some(
                [shift(address, size.checked_mul(u128::from(*by))?)?, length.to_string()].join("/"),
            )
        });
        return moved.collect();
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        return AWAY.iter().filter_map(|by| shift(address, u128::from(*by))).collect();
    }
    if let Some((start, patch)) = release(text) {
        let others = [patch.checked_add(1), patch.checked_sub(1), patch.checked_add(2)];
        let others = others.into_iter().flatten();
        return others.map(|patch| [start, &patch.to_string()].concat()).collect();
    }
    let ends = text.char_indices().rev().find(|(_, c)| c.is_ascii_alphanumeric());
    let begins = text.char_indices().find(|(_, c)| c.is_ascii_alphanumeric());
    [ends, begins].into_iter().flatten().map(|at| replaced(text, at)).collect()
}

/// The text with another character at one place: a digit stays one, and so does a hexadecimal one.
fn replaced(text: &str, (at, c): (usize, char)) -> String {
    let other = match c {
        '7' => "8",
        '0'..='9' => "7",
        'e' => "f",
        _ => "e",
    };
    let (start, end) = text.split_at(at);
    [start, other, &end[c.len_utf8()..]].concat()
}

fn range(text: &str) -> Option<(IpAddr, u32)> {
    let (address, length) = text.split_once('/')?;
    Some((address.parse().ok()?, length.parse().ok()?))
}

fn shift(address: IpAddr, by: u128) -> Option<String> {
    Some(match address {
        IpAddr::V4(v4) => {
            Ipv4Addr::from_bits(v4.to_bits().checked_add(u32::try_from(by).ok()?)?).to_string()
        }
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits().checked_add(by)?).to_string(),
    })
}

/// `v1.4.` and `0` of v1.4.0.
fn release(text: &str) -> Option<(&str, u32)> {
    let numbers = text.strip_prefix('v').unwrap_or(text);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let three = numbers.split('.').count() == 3 && numbers.split('.').all(is_number);
    let (start, patch) = text.split_at(text.rfind('.')? + 1);
    three.then_some(start).zip(patch.parse().ok())
}

fn numbers(now: Option<&str>, min: u32, max: u32) -> Vec<String> {
    let candidates = match now.and_then(|now| now.parse::<u32>().ok()) {
        Some(now) => vec![now.checked_add(1), now.checked_sub(1)],
        None => [1, 20, 300, 8_000].map(|more| min.checked_add(more)).into(),
    };
    let within = candidates.into_iter().flatten().filter(|n| (min..=max).contains(n));
    within.map(|n| n.to_string()).collect()
}

/// One label with another value, or one that is not there.
fn labels(now: Option<&Value>) -> Vec<Value> {
    match now {
        Some(Value::Map(entries)) if !entries.is_empty() => {
            let changed = entries.iter().map(|(key, value)| {
                let text = match value {
                    Value::Text(text) => near(text).into_iter().next(),
                    _ => None,
                };
                (key.clone(), text.map_or_else(|| value.clone(), Value::Text))
            });
            vec![Value::Map(changed.collect())]
        }
        _ => vec![Value::Map(vec![("zone".to_owned(), Value::text("other"))])],
    }
}
