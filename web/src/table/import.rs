//! Rows from comma-separated values.

use kubecore::document::Value;
use kubecore::spec::MAX_NODES;

use super::column::Column;
use super::csv::{self, Problem, Record};
use super::text;

/// The records of a pasted text: a heading of keys, or the columns in their order. All of them or
/// none. Whether a value is right is for the core to say.
pub(super) fn rows(text: &str, columns: &[Column]) -> Result<Vec<Value>, Vec<Problem>> {
    let records = csv::read(text).map_err(|problem| vec![problem])?;
    let (order, records) = match records.split_first() {
        Some((first, rest)) if is_heading(first, columns) => (heading(first, columns)?, rest),
        _ => (columns.iter().collect(), records.as_slice()),
    };
    if let Some(first) = records.get(MAX_NODES as usize) {
        let message = ["at most ", &MAX_NODES.to_string(), " rows at once"].concat();
        return Err(vec![Problem { line: first.line, column: 1, message }]);
    }
    let mut problems = Vec::new();
    let rows = records.iter().map(|record| row(record, &order, &mut problems)).collect();
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn row(record: &Record, order: &[&Column], problems: &mut Vec<Problem>) -> Value {
    let mut entries = Vec::new();
    for (index, cell) in record.cells.iter().enumerate() {
        let read = match order.get(index) {
            Some(column) => text::read(column.kind, cell).map(|value| (column.key, value)),
            None if cell.trim().is_empty() => continue,
            None => Err(["there are only ", &order.len().to_string(), " columns"].concat()),
        };
        match read {
            Ok((key, Some(value))) => entries.push((key.to_owned(), value)),
            Ok((_, None)) => {}
            Err(message) => {
                problems.push(Problem { line: record.line, column: index + 1, message });
            }
        }
    }
    Value::Map(entries)
}

/// One key is enough: no row of machines says `role`.
fn is_heading(record: &Record, columns: &[Column]) -> bool {
    record.cells.iter().any(|cell| find(cell, columns).is_some())
}

fn heading<'c>(record: &Record, columns: &'c [Column]) -> Result<Vec<&'c Column>, Vec<Problem>> {
    let mut order: Vec<&Column> = Vec::new();
    let mut problems = Vec::new();
    for (index, cell) in record.cells.iter().enumerate() {
        let message = match find(cell, columns) {
            Some(column) if order.iter().all(|other| other.key != column.key) => {
                order.push(column);
                continue;
            }
            Some(_) => "` is there twice",
            None => "` is no column",
        };
        let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
        let cell: String = cell.chars().take(40).collect();
        let message = ["`", &cell, message, ": the columns are ", &keys.join(", ")].concat();
        problems.push(Problem { line: record.line, column: index + 1, message });
    }
    if problems.is_empty() { Ok(order) } else { Err(problems) }
}

fn find<'c>(cell: &str, columns: &'c [Column]) -> Option<&'c Column> {
    let key = cell.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    columns.iter().find(|column| column.key == key)
}

#[cfg(test)]
mod tests {
    use kubecore::spec::Profile;

    use super::super::column::columns;
    use super::super::tests::record;
    use super::*;

    fn read(text: &str) -> Result<Vec<Value>, Vec<Problem>> {
        let (shape, path) = record("nodes");
        rows(text, &columns(&shape, &path, Profile::CoreosGuide))
    }

    fn map(entries: &[(&str, &str)]) -> Value {
        Value::Map(entries.iter().map(|(k, v)| ((*k).into(), Value::text(*v))).collect())
    }

    #[test]
    fn a_heading_orders_the_cells() {
        let wanted = vec![map(&[("ip", "10.0.0.1"), ("name", "a"), ("role", "worker")])];
        assert_eq!(read("IP;Name;Role\n10.0.0.1; a;worker\n"), Ok(wanted));
    }

    #[test]
    fn without_a_heading_the_columns_stand_in_their_order() {
        let wanted = vec![map(&[("name", "a"), ("role", "worker"), ("ip", "10.0.0.1")])];
        assert_eq!(read("a,worker,10.0.0.1,,"), Ok(wanted));
        let labels = read("a,,,\"x=1, y=2\",false").expect("labels");
        let wanted = map(&[("x", "1"), ("y", "2")]);
        assert_eq!(labels[0].get("labels"), Some(&wanted));
        assert_eq!(labels[0].get("schedulable"), Some(&Value::text("false")));
        assert_eq!(labels[0].get("role"), None);
    }

    #[test]
    fn a_formula_stays_what_it_is() {
        assert_eq!(
            read("=cmd,@b,+1"),
            Ok(vec![map(&[("name", "=cmd"), ("role", "@b"), ("ip", "+1")])])
        );
    }

    #[test]
    fn one_wrong_line_adds_nothing() {
        let places = |text| {
            let problems = read(text).expect_err(text);
            let all = problems.into_iter().map(|one| (one.line, one.column, one.message));
            all.collect::<Vec<_>>()
        };
        let found = places("name,role\na,worker\nb,worker,more\nc,worker,too,\"many\"\n");
        let where_ = found.iter().map(|(line, column, _)| (*line, *column));
        assert_eq!(where_.collect::<Vec<_>>(), [(3, 3), (4, 3), (4, 4)]);
        let heading = places("name,rule,name\na,b,c");
        assert!(
            heading[0].2.contains("`rule` is no column") && heading[0].2.contains("schedulable")
        );
        assert!(heading[1].2.contains("twice"));
        assert_eq!(places("a,worker,10.0.0.1,zone").len(), 1);
    }

    #[test]
    fn a_flood_is_refused() {
        assert_eq!(read(&"a\n".repeat(100_000)).expect("rows").len(), 100_000);
        let problems = read(&"a\n".repeat(100_001)).expect_err("too many");
        assert_eq!((problems.len(), problems[0].line), (1, 100_001));
    }
}
