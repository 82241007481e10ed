//! One value of a row, to be changed.

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use kubecore::document::Value;
use yew::prelude::*;

use super::column::{Column, Kind};
use super::line::Line;
use super::pick::Pick;

/// A value that a person has finished.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub(super) row: usize,
    pub(super) column: usize,
    /// Nothing for the default.
    pub(super) value: Option<Value>,
}

/// What a cell shows, and where it is.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    /// The column and the row, for those who do not see them.
    pub(super) label: AttrValue,
    pub(super) columns: Rc<Vec<Column>>,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) value: AttrValue,
    /// The worst of the findings that stand in the element `{id}-said`.
    pub(super) verdict: Option<Severity>,
    pub(super) write: Callback<Written>,
}

impl Props {
    /// What it is a value of.
    pub(super) fn of(&self) -> Option<&Column> {
        self.columns.get(self.column)
    }

    /// The element that says what is wrong.
    pub(super) fn said(&self) -> Option<String> {
        self.verdict.map(|_| [&self.id, "-said"].concat())
    }

    /// A warning is no mistake.
    pub(super) fn is_invalid(&self) -> bool {
        self.verdict == Some(Severity::Error)
    }
}

/// The element for a value.
pub(super) fn cell(props: Props) -> Html {
    match props.of().map(|column| column.kind) {
        Some(Kind::Choice | Kind::YesNo) => html! { <Pick ..props /> },
        _ => html! { <Line ..props /> },
    }
}
