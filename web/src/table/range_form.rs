//! The form for many machines from a range.

use kubecore::document::{Edit, Value};
use kubecore::source::FieldPath;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::bulk::Props;
use super::change::{Change, insert};
use super::column::{Column, Kind};
use super::list::List;
use super::next::{Taken, numbered};
use super::range::{Machines, Wish, machines};
use super::words;

/// What is written in the form.
#[derive(Debug, Clone, Default, PartialEq)]
struct Form {
    name: String,
    role: String,
    addresses: String,
    count: String,
    /// Whether somebody asked for rows that cannot be.
    asked: bool,
}

/// One machine of the list after another, or a pool that says the same in a line.
#[component]
pub(super) fn RangeForm(props: &Props) -> Html {
    let Props { list, profile, done } = props;
    let form = use_state(|| begin(list));
    let taken = use_memo(list.clone(), |list| Taken::of(&list.document, &list.path));
    let wish = Wish { name: &form.name, addresses: &form.addresses, count: &form.count };
    let wanted = machines(wish, &taken);
    let field = |what: &'static str, label: &'static str, of: fn(&mut Form) -> &mut String| {
        let id = [&list.id(), "-range-", what].concat();
        let mut now = (*form).clone();
        let value = of(&mut now).clone();
        let form = form.clone();
        let oninput = move |event: InputEvent| {
            let mut next = (*form).clone();
            *of(&mut next) = event.target_unchecked_into::<HtmlInputElement>().value();
            next.asked = false;
            form.set(next);
        };
        html! {
            <label for={id.clone()}>{ label }<input {id} {value} {oninput} autocomplete="off" spellcheck="false"
                inputmode={(what == "count").then_some("numeric")} /></label>
        }
    };
    let give = |make: fn(&List, &Machines, &str) -> Option<Change>| {
        let (form, list, done) = (form.clone(), list.clone(), done.clone());
        let change = wanted.as_ref().ok().map(|wanted| (wanted.clone(), form.role.clone()));
        Callback::from(move |_: MouseEvent| {
            let change = change.as_ref().and_then(|(wanted, role)| make(&list, wanted, role));
            let mut next = (*form).clone();
            next.asked = change.is_none();
            if let Some(change) = change {
                // Asked for once more, they would be taken.
                (next.addresses, next.count) = Default::default();
                done.emit(change);
            }
            form.set(next);
        })
    };
    let is_pooled = list.path == FieldPath::root().key("nodes") && profile.has("pools");
    let wrong = form.asked && wanted.is_err();
    html! {
        <fieldset>
            <legend>{ "From a range" }</legend>
            <div class="table-fields">
                { field("name", "Names begin with", |form| &mut form.name) }
                { role(list, &form) }
                { field("addresses", "Addresses, first or first - last", |form| &mut form.addresses) }
                { field("count", "How many", |form| &mut form.count) }
            </div>
            <p class={if wrong { "table-refused" } else { "table-quiet" }} role={wrong.then_some("alert")}>
                { match &wanted {
                    Ok(wanted) => [&words::rows(wanted.count as usize), ": ", &wanted.preview()].concat(),
                    Err(why) => why.clone(),
                } }
            </p>
            <div class="table-bar">
                <button type="button" class="act" onclick={give(rows)}>{ "Add these" }</button>
                if is_pooled {
                    <button type="button" class="act" onclick={give(|list, wanted, role| Some(pool(list, wanted, role)))}>{ "Add as a pool" }</button>
                    <p class="table-quiet">{ "A pool says the same in one line, with names of its own numbering." }</p>
                }
            </div>
        </fieldset>
    }
}

/// The next machines after the last one.
fn begin(list: &List) -> Form {
    let Some(end) = list.rows().checked_sub(1) else { return Form::default() };
    let of = |wanted: fn(&Column) -> bool| {
        let column = list.columns.iter().find(|column| wanted(column));
        column.map(|column| list.text(end, column)).unwrap_or_default()
    };
    let taken = Taken::of(&list.document, &list.path);
    let next = taken.next_addresses(&of(|column| column.kind == Kind::Address));
    let name = of(|column| column.key == "name");
    Form {
        name: numbered(&name).map_or(name.as_str(), |(stem, ..)| stem).to_owned(),
        role: of(|column| column.key == "role"),
        addresses: next.unwrap_or_default(),
        count: "10".into(),
        asked: false,
    }
}

fn role(list: &List, form: &UseStateHandle<Form>) -> Html {
    let Some(column) = list.columns.iter().find(|column| column.key == "role") else {
        return Html::default();
    };
    let id = [&list.id(), "-range-role"].concat();
    let onchange = {
        let form = form.clone();
        move |event: Event| {
            let role = event.target_unchecked_into::<HtmlSelectElement>().value();
            form.set(Form { role, ..(*form).clone() });
        }
    };
    html! {
        <label for={id.clone()}>{ &column.label }
            <select {id} {onchange}>
                { for column.choices.iter().map(|choice| html! {
                    <option value={choice.word} selected={choice.word == form.role}>{ choice.word }</option>
                }) }
            </select>
        </label>
    }
}

fn rows(list: &List, wanted: &Machines, role: &str) -> Option<Change> {
    let address = list.columns.iter().find(|column| column.kind == Kind::Address)?.key;
    let rows = wanted
        .all()
        .map(|(name, ip)| record([("name", name), ("role", role.to_owned()), (address, ip)]));
    insert(list, list.rows(), rows.collect())
}

/// One more pool. The list stays as it is.
fn pool(list: &List, wanted: &Machines, role: &str) -> Change {
    let pools = FieldPath::root().key("pools");
    let count = wanted.count.to_string();
    let said = ["pool ", wanted.pool(), " of ", &count, " added"].concat();
    let value = record([
        ("name", wanted.pool().to_owned()),
        ("role", role.to_owned()),
        ("count", count),
        ("first_ip", wanted.addresses(0)),
    ]);
    let index = list.document.items(&pools);
    let edits = vec![Edit::Insert { list: pools, index, value }];
    Change { edits, said, row: None, rows: list.rows() }
}

/// What is not given is left out.
fn record<const N: usize>(entries: [(&str, String); N]) -> Value {
    let given = entries.into_iter().filter(|(_, value)| !value.is_empty());
    Value::Map(given.map(|(key, value)| (key.to_owned(), Value::Text(value))).collect())
}
