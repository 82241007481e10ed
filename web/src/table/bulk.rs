//! Many rows at once.

use kubecore::spec::Profile;
use yew::prelude::*;

use super::change::Change;
use super::column::Kind;
use super::list::List;
use super::paste_form::PasteForm;
use super::range_form::RangeForm;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) list: List,
    pub(super) profile: Profile,
    /// Where new rows go.
    pub(super) done: Callback<Change>,
}

/// A range is offered where a row is one machine. What the forms begin with follows from the list as
/// it is when they are opened.
#[component]
pub(super) fn Bulk(props: &Props) -> Html {
    let is_open = use_state(|| false);
    let ontoggle = Callback::from({
        let is_open = is_open.clone();
        move |event: Event| {
            let details = event.target_unchecked_into::<web_sys::Element>();
            is_open.set(details.has_attribute("open"));
        }
    });
    let columns = &props.list.columns;
    let has = |key: &str| columns.iter().any(|column| column.key == key);
    let is_machine =
        has("name") && !has("count") && columns.iter().any(|column| column.kind == Kind::Address);
    html! {
        <details class="table-bulk" {ontoggle}>
            <summary>{ "Add many" }</summary>
            if *is_open {
                if is_machine {
                    <RangeForm list={props.list.clone()} profile={props.profile} done={props.done.clone()} />
                }
                <PasteForm list={props.list.clone()} done={props.done.clone()} />
            }
        </details>
    }
}
