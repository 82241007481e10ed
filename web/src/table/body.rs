//! The rows of a table, of a long one those in sight.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::cell::Written;
use super::change::Deed;
use super::list::List;
use super::messages::{Found, messages};
use super::row::{Table, row};
use super::window::{self as part, Part, View, parts};
use crate::job::Finding;

#[derive(Properties)]
pub(super) struct Props {
    pub(super) list: List,
    pub(super) findings: Rc<Vec<Finding>>,
    /// The row that has, or last had, the focus.
    pub(super) used: Option<usize>,
    /// The row that a person has just added, whose findings can wait.
    pub(super) fresh: Option<usize>,
    pub(super) write: Callback<Written>,
    pub(super) deed: Callback<Deed>,
    /// The focus is in this row; nothing for none.
    pub(super) enter: Callback<Option<usize>>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.findings == other.findings
            && (&self.list, self.used, self.fresh) == (&other.list, other.used, other.fresh)
            && (&self.write, &self.deed, &self.enter) == (&other.write, &other.deed, &other.enter)
    }
}

/// How high a row is before one was measured, in pixels.
const HEIGHT: i32 = 37;

/// Rows in sight before that was measured.
const ROOM: usize = 20;

/// Rows of one list are alike, and so are their heights: messages of a long list stand below it.
#[component]
pub(super) fn Body(props: &Props) -> Html {
    let Props { list, used, .. } = props;
    let rows = list.rows();
    let is_long = rows > part::ALL;
    let scroller = use_node_ref();
    let height = use_state_eq(|| HEIGHT);
    let view = use_state_eq(|| View { first: 0, room: ROOM });
    let measure = Callback::from({
        let (scroller, height, view) = (scroller.clone(), height.clone(), view.clone());
        move |()| {
            if let Some(element) = scroller.cast::<Element>() {
                let high = row_height(&element).unwrap_or(*height);
                height.set(high);
                view.set(seen(&element, high));
            }
        }
    });
    use_effect({
        let measure = measure.clone();
        move || {
            if is_long {
                measure.emit(());
            }
        }
    });
    // A narrow page has higher rows.
    use_effect_with(is_long, {
        let measure = measure.clone();
        move |is_long| {
            let listener =
                is_long.then(|| EventListener::new(&window(), "resize", move |_| measure.emit(())));
            move || drop(listener)
        }
    });
    let found = Found::of(&props.findings, &list.path).without(props.fresh);
    let table = Table { is_long, write: props.write.clone(), deed: props.deed.clone() };
    // Every element of it has a key, or Yew would make all anew once one is added, and none would
    // keep the focus.
    let mut body = Vec::new();
    let mut at = 0;
    for part in parts(rows, *view, *used) {
        match part {
            Part::Gap(rows) => {
                body.push(gap(at, rows, *height, list));
                at += rows;
            }
            Part::Rows(range) => {
                at = range.end;
                for index in range {
                    let found = found.row(index);
                    body.push(row(list, index, found, &table));
                    if !is_long && !found.is_empty() {
                        body.push(below(list, index, found));
                    }
                }
            }
        }
    }
    let onfocusin = props.enter.reform(|event: FocusEvent| row_of(event.target_dyn_into()));
    let onfocusout = props.enter.reform(|event: FocusEvent| {
        let to = event.related_target().and_then(|to| wasm_bindgen::JsCast::dyn_into(to).ok());
        row_of(to)
    });
    html! {
        <div class="table-scroll" ref={scroller} role="region" aria-label={["Table of ", &list.name()].concat()}
            tabindex={is_long.then_some("0")} onscroll={measure.reform(|_| ())} {onfocusin} {onfocusout}>
            <table role="table" aria-rowcount={is_long.then(|| (rows + 1).to_string())}>
                { heads(list) }
                <tbody role="rowgroup">{ for body }</tbody>
            </table>
        </div>
    }
}

/// What is said about a row of a short table.
fn below(list: &List, index: usize, found: &[&Finding]) -> Html {
    html! {
        <tr key={["said-", &index.to_string()].concat()} role="row" class="table-said">
            <td role="cell" colspan={columns(list)}>{ messages(list, index, found) }</td>
        </tr>
    }
}

fn heads(list: &List) -> Html {
    html! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                { for list.columns.iter().map(|column| html! {
                    <th role="columnheader" scope="col" class={column.key}
                        aria-describedby={super::help::id(list, column)}>{ column.label.clone() }</th>
                }) }
                <td role="cell" class="table-acts"></td>
            </tr>
        </thead>
    }
}

/// An attribute, as the page's policy forbids styles.
fn gap(begin: usize, rows: usize, height: i32, list: &List) -> Html {
    let high = i32::try_from(rows).unwrap_or(i32::MAX).saturating_mul(height).to_string();
    html! {
        <tr key={["gap-", &begin.to_string()].concat()} aria-hidden="true" class="table-gap">
            <td colspan={columns(list)} height={high}></td>
        </tr>
    }
}

fn columns(list: &List) -> String {
    (list.columns.len() + 1).to_string()
}

fn row_height(scroller: &Element) -> Option<i32> {
    let row = scroller.query_selector("[data-row]").ok().flatten()?;
    let high = wasm_bindgen::JsCast::dyn_into::<HtmlElement>(row).ok()?.offset_height();
    (high > 0).then_some(high)
}

fn seen(scroller: &Element, height: i32) -> View {
    let rows = |pixels: i32| usize::try_from(pixels / height.max(1)).unwrap_or_default();
    View { first: rows(scroller.scroll_top()), room: rows(scroller.client_height()) + 2 }
}

/// The row that an element is in.
fn row_of(element: Option<Element>) -> Option<usize> {
    let row = element?.closest("[data-row]").ok().flatten()?;
    row.get_attribute("data-row")?.parse().ok()
}
