//! What a value is given with: a text field, a choice, a number.

use std::rc::Rc;

use kubecore::spec::Profile;
use kubecore::spec::shape::{Choice, Shape};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::leaf::Leaf;
use crate::prose::prose;

/// What can be given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Text { example: &'static str },
    Secret,
    Number,
    Words(Rc<[Word]>),
}

/// A word to choose.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) value: &'static str,
    pub(crate) label: &'static str,
    /// What it means.
    pub(crate) doc: &'static str,
    /// Whether the profile knows it.
    pub(crate) offered: bool,
}

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
    pub(crate) kind: Kind,
    pub(crate) value: Option<AttrValue>,
    pub(crate) default: Option<AttrValue>,
    pub(crate) disabled: bool,
    pub(crate) invalid: bool,
    pub(crate) described: AttrValue,
    pub(crate) change: Callback<String>,
}

/// The kind of a field's control.
pub(crate) fn kind(leaf: &Leaf, profile: Profile) -> Kind {
    match &leaf.field.shape {
        Shape::Choice(choices) => Kind::Words(words(leaf, choices, profile)),
        Shape::Bool => Kind::Words(Rc::new([
            Word { value: "true", label: "yes", doc: "", offered: true },
            Word { value: "false", label: "no", doc: "", offered: true },
        ])),
        Shape::Number { .. } => Kind::Number,
        Shape::Secret(_) => Kind::Secret,
        Shape::Text(text) => Kind::Text { example: text.example },
        Shape::List(_) | Shape::Labels | Shape::Record(_) => Kind::Text { example: "" },
    }
}

fn words(leaf: &Leaf, choices: &[Choice], profile: Profile) -> Rc<[Word]> {
    let word = |choice: &Choice| Word {
        value: choice.word,
        label: choice.word,
        doc: choice.doc,
        offered: profile.offers(&leaf.name, choice.word),
    };
    choices.iter().map(word).collect()
}

/// The element for a value.
pub(crate) fn control(props: &Props) -> Html {
    match &props.kind {
        Kind::Words(words) => select(props, words),
        Kind::Text { example } => {
            let shown = props.default.clone();
            let example = || AttrValue::from(["e.g. ", example].concat());
            input(props, "text", None, shown.unwrap_or_else(example))
        }
        Kind::Number => {
            input(props, "text", Some("numeric"), props.default.clone().unwrap_or_default())
        }
        Kind::Secret => html! { <Covered ..props.clone() /> },
    }
}

fn input(
    props: &Props,
    kind: &'static str,
    mode: Option<&'static str>,
    placeholder: AttrValue,
) -> Html {
    let oninput = props
        .change
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <input id={props.id.clone()} type={kind} inputmode={mode} {placeholder} {oninput}
            value={props.value.clone().unwrap_or_default()}
            disabled={props.disabled} aria-invalid={props.invalid.then_some("true")}
            aria-describedby={props.described.clone()}
            spellcheck="false" autocapitalize="off" autocomplete="off" />
    }
}

/// A value that is shown only to whom asks to see it.
#[component]
fn Covered(props: &Props) -> Html {
    let shown = use_state_eq(|| false);
    let onclick = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(!*shown)
    };
    html! {
        <div class="covered">
            { input(props, if *shown { "text" } else { "password" }, None, AttrValue::default()) }
            <button type="button" class="act" aria-pressed={shown.to_string()} {onclick}>{ "Show" }</button>
        </div>
    }
}

fn select(props: &Props, words: &[Word]) -> Html {
    let onchange = props
        .change
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let value = props.value.as_deref();
    let known = |text: &str| words.iter().find(|word| word.value == text);
    let label = |text: &str| known(text).map_or(text.to_owned(), |word| word.label.to_owned());
    let silent = match &props.default {
        Some(default) => format!("{} (default)", label(default)),
        None => "not set".into(),
    };
    let in_force = value.or(props.default.as_deref());
    let doc = in_force.and_then(known).map(|word| word.doc).filter(|doc| !doc.is_empty());
    html! {
        <>
            <select id={props.id.clone()} {onchange} disabled={props.disabled}
                aria-invalid={props.invalid.then_some("true")} aria-describedby={props.described.clone()}>
                <option value="" selected={value.is_none()}>{ silent }</option>
                if let Some(other) = value.filter(|text| known(text).is_none()) {
                    <option value={other.to_owned()} selected=true>{ other }</option>
                }
                { for words.iter().map(|word| {
                    let selected = value == Some(word.value);
                    html! {
                        <option value={word.value} {selected} disabled={!word.offered && !selected}>{ word.label }</option>
                    }
                }) }
            </select>
            if let Some(doc) = doc { <p class="means">{ prose(doc) }</p> }
        </>
    }
}
