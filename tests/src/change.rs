//! One change of a value in a spec.
//!
//! A field goes by its path: `network.pods`, `nodes[worker-1].ip`, `weave.registries[0].token`. Items of a list
//! go by their `name`, or by their place.

use serde_yaml::{Mapping, Value};

use crate::settings::parse_yaml;

/// The spec `text` with `value` (YAML) at `path`; `None` takes the field away. What is missing on the way is made.
pub fn set(text: &str, path: &str, value: Option<&str>) -> String {
    let mut root = parse_yaml(text).remove(0);
    let steps = steps(path);
    let (last, way) = steps.split_last().expect("a path is not empty");
    let parent = way.iter().fold(&mut root, |value, step| enter(value, step));
    match (last, value) {
        (Step::Key(key), None) => {
            let removed = parent.as_mapping_mut().and_then(|map| map.remove(key.as_str()));
            assert!(removed.is_some(), "{path}: there is nothing to take away");
        }
        (step, Some(value)) => *enter(parent, step) = parse_yaml(value).remove(0),
        (Step::Item(_), None) => panic!("{path}: items of a list are not taken away"),
    }
    serde_yaml::to_string(&root).expect("a spec can be written")
}

/// The value at `path`; `None` where the spec is silent.
pub fn get(text: &str, path: &str) -> Option<Value> {
    let root = parse_yaml(text).remove(0);
    steps(path).iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key.as_str()).cloned(),
        Step::Item(name) => {
            let items = value.as_sequence()?;
            items.get(place(items, name)?).cloned()
        }
    })
}

/// The field as the spec's description has it: `nodes.ip` for `nodes[worker-1].ip`.
pub fn field(path: &str) -> String {
    let keys = steps(path).into_iter().filter_map(|step| match step {
        Step::Key(key) => Some(key),
        Step::Item(_) => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

enum Step {
    Key(String),
    Item(String),
}

fn steps(path: &str) -> Vec<Step> {
    let parts = path.split('.').flat_map(|part| {
        let (key, item) = part.split_once('[').map_or((part, None), |(key, rest)| {
            (key, Some(rest.strip_suffix(']').expect("a bracket is closed")))
        });
        let key = Step::Key(key.to_owned());
        std::iter::once(key).chain(item.map(|item| Step::Item(item.to_owned())))
    });
    parts.collect()
}

fn enter<'v>(value: &'v mut Value, step: &Step) -> &'v mut Value {
    match step {
        Step::Key(key) => {
            if value.is_null() {
                *value = Value::Mapping(Mapping::new());
            }
            let map = value.as_mapping_mut().expect("a group of fields");
            map.entry(key.as_str().into()).or_insert(Value::Null)
        }
        Step::Item(name) => {
            if value.is_null() {
                *value = Value::Sequence(Vec::new());
            }
            let items = value.as_sequence_mut().expect("a list");
            let place = place(items, name).unwrap_or_else(|| {
                items.push(Mapping::from_iter([("name".into(), name.as_str().into())]).into());
                items.len() - 1
            });
            &mut items[place]
        }
    }
}

fn place(items: &[Value], name: &str) -> Option<usize> {
    let named = |item: &Value| item.get("name").and_then(Value::as_str) == Some(name);
    let number = name.parse().ok().filter(|number| *number < items.len());
    items.iter().position(named).or(number)
}

#[cfg(test)]
mod tests {
    use super::{field, get, set};

    const SPEC: &str = "name: a\nnodes:\n- name: x\n  ip: 10.0.0.1\n- name: y\n  ip: 10.0.0.2\n";

    #[test]
    fn one_value_changes() {
        let changed = set(SPEC, "nodes[y].ip", Some("10.0.0.3"));
        assert_eq!(changed, SPEC.replace("0.2", "0.3"));
        assert_eq!(get(&changed, "nodes[y].ip").unwrap(), "10.0.0.3");
        assert_eq!(set(SPEC, "nodes[1].ip", Some("10.0.0.3")), changed);
        assert_eq!(set(SPEC, "name", None), &SPEC[8..]);
    }

    #[test]
    fn the_way_is_made() {
        let changed = set("name: a\n", "b.c[x].d", Some("[1, 2]"));
        assert_eq!(changed, "name: a\nb:\n  c:\n  - name: x\n    d:\n    - 1\n    - 2\n");
        assert_eq!(get("name: a\n", "b.c[x].d"), None);
        assert_eq!(field("b.c[x].d"), "b.c.d");
    }
}
