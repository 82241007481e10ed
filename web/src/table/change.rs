//! What the buttons of a table do to its list.

use kubecore::document::{Edit, Value};

use super::column::Kind;
use super::list::List;
use super::next::Taken;
use super::words;

/// What a person does with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Add,
    Duplicate(usize),
    Remove(usize),
    Up(usize),
    Down(usize),
}

/// A change of the list, and what a person is told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    pub(super) edits: Vec<Edit>,
    /// What was done.
    pub(super) said: String,
    /// The row that has the focus then; `None` where there is no row to have it.
    pub(super) row: Option<usize>,
    /// How many rows there are then.
    pub(super) rows: usize,
}

/// What `deed` changes; `None` where there is nothing to do: the first row does not go up.
pub(super) fn change(list: &List, deed: Deed) -> Option<Change> {
    let rows = list.rows();
    match deed {
        Deed::Add => {
            let value = match rows.checked_sub(1) {
                Some(end) => like(list, end, Part::Choices),
                None => Value::Map(Vec::new()),
            };
            insert(list, rows, vec![value])
        }
        Deed::Duplicate(row) => insert(list, row + 1, vec![like(list, row, Part::All)]),
        Deed::Remove(row) => {
            let left = rows.checked_sub(1)?;
            let said = [&list.title(row), " removed, ", &words::rows(left), " left"].concat();
            // An empty list is not always the default that no list is.
            let path = list.path.clone();
            let path = if left == 0 { path } else { path.index(row) };
            let edits = vec![Edit::Remove { path }];
            Some(Change {
                edits,
                said,
                row: left.checked_sub(1).map(|last| row.min(last)),
                rows: left,
            })
        }
        Deed::Up(row) => shift(list, row, row.checked_sub(1)?),
        Deed::Down(row) => shift(list, row, Some(row + 1).filter(|to| *to < rows)?),
    }
}

/// Puts new rows before the one at `index`; the first of them has the focus then.
pub(super) fn insert(list: &List, index: usize, values: Vec<Value>) -> Option<Change> {
    let said = match (values.as_slice(), values.first()?.get("name")) {
        ([_], Some(Value::Text(name))) => [name, " added"].concat(),
        (all, _) => [&words::rows(all.len()), " added"].concat(),
    };
    let rows = list.rows() + values.len();
    let edits = values.into_iter().enumerate().map(|(at, value)| Edit::Insert {
        list: list.path.clone(),
        index: index + at,
        value,
    });
    Some(Change { edits: edits.collect(), said, row: Some(index), rows })
}

fn shift(list: &List, from: usize, to: usize) -> Option<Change> {
    let rows = list.rows();
    let place = [(to + 1).to_string(), rows.to_string()].join(" of ");
    let said = [&list.title(from), " is now row ", &place].concat();
    let edits = vec![Edit::Move { list: list.path.clone(), from, to }];
    (from < rows).then_some(Change { edits, said, row: Some(to), rows })
}

/// What a row takes from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All it has.
    All,
    /// What was chosen: the next machine is most often one of the same role.
    Choices,
}

/// A copy of a row with the next free name and address.
fn like(list: &List, row: usize, part: Part) -> Value {
    let Some(record) = list.record(row) else { return Value::Map(Vec::new()) };
    let taken = Taken::of(&list.document, &list.path);
    let Value::Map(entries) = record else { return Value::Map(Vec::new()) };
    let entries = entries.into_iter().filter_map(|(key, value)| {
        let kind = list.columns.iter().find(|column| column.key == key).map(|column| column.kind);
        let value = match (kind, value) {
            (Some(Kind::Text), Value::Text(name)) if key == "name" => {
                Value::Text(taken.next_name(&name))
            }
            (Some(Kind::Address), Value::Text(text)) => Value::Text(taken.next_addresses(&text)?),
            (kind, value) if part == Part::All || kind == Some(Kind::Choice) => value,
            _ => return None,
        };
        Some((key, value))
    });
    Value::Map(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::list;
    use super::*;

    const NODES: &str = "
nodes:
  - { name: controller-1, role: control-plane, ip: 192.168.100.11 }
  - { name: worker-1, role: worker, ip: 192.168.100.21 }
  - { name: worker-2, role: worker, ip: 192.168.100.22, labels: { zone: a }, odd: 1 }
pools:
  - { name: pool, role: worker, count: 3, first_ip: 192.168.100.24 }
";

    /// The names, the row that has the focus and the message after `deed`.
    fn after(path: &str, deed: Deed) -> (Vec<Value>, Option<usize>, String) {
        let list = list(NODES, path);
        let change = change(&list, deed).expect("a change");
        let document = list.document.edit(&change.edits).expect("edits");
        let items = match document.value(&list.path) {
            Some(Value::List(items)) => items,
            Some(other) => panic!("{other:?}"),
            None => Vec::new(),
        };
        assert_eq!(items.len(), change.rows);
        (items, change.row, change.said)
    }

    fn text<'v>(value: &'v Value, key: &str) -> &'v str {
        match value.get(key) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    #[test]
    fn a_copy_has_the_next_name_and_address() {
        let (items, row, said) = after("nodes", Deed::Duplicate(2));
        assert_eq!((row, said.as_str()), (Some(3), "worker-3 added"));
        assert_eq!(text(&items[3], "name"), "worker-3");
        assert_eq!(text(&items[3], "ip"), "192.168.100.23");
        assert_eq!(items[3].get("labels"), items[2].get("labels"));
        assert_eq!(text(&items[3], "odd"), "1", "what we do not know is copied too");
        let (items, row, _) = after("nodes", Deed::Duplicate(0));
        assert_eq!((text(&items[1], "name"), row), ("controller-2", Some(1)));
    }

    #[test]
    fn a_pool_goes_on_behind_its_last_machine() {
        let (items, ..) = after("pools", Deed::Duplicate(0));
        assert_eq!(text(&items[1], "first_ip"), "192.168.100.27");
        assert_eq!((text(&items[1], "name"), text(&items[1], "count")), ("pool-2", "3"));
    }

    #[test]
    fn a_new_row_has_the_last_ones_role_and_no_labels() {
        let (items, row, _) = after("nodes", Deed::Add);
        assert_eq!((text(&items[3], "role"), row), ("worker", Some(3)));
        assert_eq!(items[3].get("labels"), None);
        let (items, row, said) = after("weave.registries", Deed::Add);
        assert_eq!((items.len(), row, said.as_str()), (1, Some(0), "1 row added"));
    }

    #[test]
    fn the_neighbour_has_the_focus_after_a_removal() {
        let (items, row, said) = after("nodes", Deed::Remove(1));
        assert_eq!((text(&items[1], "name"), row), ("worker-2", Some(1)));
        assert_eq!(said, "worker-1 removed, 2 rows left");
        assert_eq!(after("nodes", Deed::Remove(2)).1, Some(1));
        assert_eq!(after("pools", Deed::Remove(0)).1, None);
    }

    #[test]
    fn rows_change_places_within_the_list() {
        let (items, row, said) = after("nodes", Deed::Up(2));
        assert_eq!((text(&items[1], "name"), row), ("worker-2", Some(1)));
        assert_eq!(said, "worker-2 is now row 2 of 3");
        assert_eq!(after("nodes", Deed::Down(0)).1, Some(1));
        let list = list(NODES, "nodes");
        assert_eq!(change(&list, Deed::Up(0)), None);
        assert_eq!(change(&list, Deed::Down(2)), None);
    }
}
