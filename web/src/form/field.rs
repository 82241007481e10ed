//! One field: its name, its value, what it means and what follows from it.

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use kubecore::document::{Edit, Value};
use kubecore::spec::Profile;
use yew::prelude::*;

use super::control::{self, Kind, control};
use super::leaf::Leaf;
use crate::job::Finding;
use crate::prose::prose;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) leaf: Rc<Leaf>,
    pub(crate) profile: Profile,
    /// As written; `None` where the text is silent.
    pub(crate) value: Option<AttrValue>,
    /// What holds where the text is silent.
    pub(crate) default: Option<AttrValue>,
    /// What follows from it, a line for each of its ranges.
    pub(crate) fact: Option<AttrValue>,
    /// Why it has no effect.
    pub(crate) idle: Option<&'static str>,
    pub(crate) findings: Vec<Finding>,
    /// What takes it back to what the cluster began with; `None` where it is that.
    pub(crate) reset: Option<Edit>,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Field(props: &Props) -> Html {
    let Props { leaf, value, default, fact, idle, findings, reset, act, .. } = props;
    // Nothing turns red while a person types there for the first time.
    let typing = use_state_eq(|| false);
    let was_fine = use_mut_ref(|| true);
    let quiet = *typing && *was_fine.borrow();
    let kind =
        use_memo((leaf.clone(), props.profile), |(leaf, profile)| control::kind(leaf, *profile));
    let id = leaf.id();
    let help_id = [&id, "-help"].concat();
    let said_id = [&id, "-said"].concat();

    let change = use_callback((leaf.clone(), act.clone()), |text: String, (leaf, act)| {
        act.emit(Action::Edit(vec![edit(leaf, text)]));
    });
    let onfocusin = {
        let (was_fine, fine) = (was_fine.clone(), findings.is_empty());
        move |_: FocusEvent| *was_fine.borrow_mut() = fine
    };
    let oninput = {
        let typing = typing.clone();
        move |_: InputEvent| typing.set(true)
    };
    let onfocusout = move |_: FocusEvent| typing.set(false);

    let worst = findings.iter().map(|found| found.severity).min().filter(|_| !quiet);
    // A choice says so itself.
    let chip = value.is_none() && default.is_some() && !matches!(*kind, Kind::Words(_));
    html! {
        <div class={classes!("field", worst.map(Severity::as_str), idle.is_some().then_some("idle"))}
            {onfocusin} {oninput} {onfocusout}>
            <div class="field-head">
                <label for={id.clone()}>{ &leaf.label }</label>
                if chip { <span class="chip">{ "default" }</span> }
                { for reset.clone().map(|reset| take_back(&leaf.label, reset, act)) }
            </div>
            <p id={help_id.clone()} class="help">{ prose(leaf.field.doc) }</p>
            { control(&control::Props {
                id: id.clone().into(),
                kind: (*kind).clone(),
                value: value.clone(),
                default: default.clone(),
                disabled: idle.is_some() && value.is_none(),
                invalid: worst == Some(Severity::Error),
                described: [&help_id, " ", &said_id].concat().into(),
                change,
            }) }
            <div id={said_id} class="said">
                if let Some(idle) = idle { <p class="reason">{ prose(idle) }</p> }
                { for fact.iter().flat_map(|fact| fact.lines()).map(|fact| html! { <p class="fact">{ fact }</p> }) }
                if !quiet { { for findings.iter().map(said) } }
            </div>
        </div>
    }
}

/// A finding in the core's words.
pub(super) fn said(found: &Finding) -> Html {
    html! {
        <p class={classes!("finding", found.severity.as_str())}>
            <strong>{ format!("{} {}", found.severity.as_str(), found.code) }</strong>
            { " " }{ prose(&found.message) }
            if !found.help.is_empty() { <span class="hint">{ prose(&found.help) }</span> }
        </p>
    }
}

fn edit(leaf: &Leaf, text: String) -> Edit {
    let path = leaf.path.clone();
    if text.is_empty() {
        Edit::Remove { path }
    } else {
        Edit::Set { path, value: Value::Text(text) }
    }
}

/// The button that takes a field back to what the cluster began with.
pub(super) fn take_back(label: &str, reset: Edit, act: &Callback<Action>) -> Html {
    let onclick = act.reform(move |_: MouseEvent| Action::Edit(vec![reset.clone()]));
    let label = ["take back ", label].concat();
    html! { <button type="button" class="link" {onclick} aria-label={label}>{ "take back" }</button> }
}
