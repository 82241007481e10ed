//! What the core found in the rows of a list, in its own words.

use std::collections::BTreeMap;

use kubecore::diagnostic::Severity;
use kubecore::source::{FieldPath, Step};
use yew::prelude::*;

use super::list::List;
use crate::job::Finding;

/// The findings of a list.
#[derive(Debug, Default)]
pub(super) struct Found<'f> {
    /// Of the list itself.
    pub(super) list: Vec<&'f Finding>,
    /// Of its rows, by their place.
    pub(super) rows: BTreeMap<usize, Vec<&'f Finding>>,
}

impl<'f> Found<'f> {
    /// Those of the list at `path`.
    pub(super) fn of(findings: &'f [Finding], path: &FieldPath) -> Self {
        let mut found = Self::default();
        for finding in findings {
            match finding.path.steps().strip_prefix(path.steps()) {
                Some([]) => found.list.push(finding),
                Some([Step::Index(row), ..]) => found.rows.entry(*row).or_default().push(finding),
                _ => {}
            }
        }
        found
    }

    /// All but those of a row.
    pub(super) fn without(mut self, row: Option<usize>) -> Self {
        if let Some(row) = row {
            self.rows.remove(&row);
        }
        self
    }

    /// Those of a row.
    pub(super) fn row(&self, row: usize) -> &[&'f Finding] {
        self.rows.get(&row).map(Vec::as_slice).unwrap_or_default()
    }

    /// The next row with one after `row`, or the first of all.
    pub(super) fn next(&self, row: Option<usize>) -> Option<usize> {
        let after = row.and_then(|row| self.rows.range(row + 1..).next());
        after.or_else(|| self.rows.first_key_value()).map(|(row, _)| *row)
    }
}

/// The worst of `found`.
pub(super) fn worst(found: &[&Finding]) -> Option<Severity> {
    found.iter().map(|finding| finding.severity).min()
}

/// The key of a finding's field in its row; nothing if it is of the whole row.
pub(super) fn key<'f>(finding: &'f Finding, list: &FieldPath) -> Option<&'f str> {
    match finding.path.steps().get(list.steps().len() + 1) {
        Some(Step::Key(key)) => Some(key),
        _ => None,
    }
}

/// All that is said about a row, one paragraph for each of its cells.
pub(super) fn messages(list: &List, row: usize, found: &[&Finding]) -> Html {
    let of = |key: Option<&str>| -> Vec<&Finding> {
        found.iter().copied().filter(|finding| self::key(finding, &list.path) == key).collect()
    };
    let cells = list.columns.iter().filter_map(|column| {
        let found = of(Some(column.key));
        (!found.is_empty()).then(|| paragraph(&list.said(row, column.key), &column.label, &found))
    });
    let known = |key: &str| list.columns.iter().any(|column| column.key == key);
    let rest: Vec<&Finding> = found
        .iter()
        .copied()
        .filter(|finding| !key(finding, &list.path).is_some_and(known))
        .collect();
    html! {
        <>
            { for cells }
            if !rest.is_empty() {
                { paragraph(&list.said(row, "row"), &list.title(row), &rest) }
            }
        </>
    }
}

/// Findings of one thing.
pub(super) fn paragraph(id: &str, label: &str, found: &[&Finding]) -> Html {
    html! {
        <p id={id.to_owned()} class="table-message">
            <b>{ label.to_owned() }</b>
            { for found.iter().map(|finding| {
                let severity = finding.severity.as_str();
                html! {
                    <span>
                        <strong class={severity}>{ [" ", severity, " ", finding.code.as_str()].concat() }</strong>
                        { [": ", &finding.message, ". "].concat() }
                        <span class="table-quiet">{ &finding.help }</span>
                    </span>
                }
            }) }
        </p>
    }
}
