//! The open file, to be read and copied: what an edit changed in it, and the line somebody asks about.

mod lines;
mod painted;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use std::rc::Rc;

use gloo::utils::window as browser;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::copy::Copy;
use crate::window::{scroll_to, window};
use kubecore::hunks::Hunk;
use lines::Lines;
use painted::Painted;

/// The height of a line in pixels; viewer.css says so too.
const LINE: u32 = 20;

/// A file of no more lines is drawn whole, so that the browser can search in it.
const WHOLE: usize = 300;

/// A file of more lines is not wrapped: it would have to be drawn whole.
const WRAPS: usize = 5000;

/// What is drawn before anybody knows how high the viewer is.
const TALL: i32 = 1600;

/// What a [`Viewer`] shows.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) path: AttrValue,
    pub(crate) text: AttrValue,
    /// Where it is not as it was.
    #[prop_or_default]
    pub(crate) hunks: Rc<Vec<Hunk>>,
    /// The line somebody asks about, counted from 0.
    #[prop_or_default]
    pub(crate) picked: Option<usize>,
    /// The lines that the same field made, in order.
    #[prop_or_default]
    pub(crate) lines: Rc<Vec<usize>>,
    /// Whether to go to the first of these lines.
    #[prop_or_default]
    pub(crate) goes: bool,
    /// A person asks about a line.
    #[prop_or_default]
    pub(crate) pick: Callback<usize>,
}

#[component]
pub(crate) fn Viewer(props: &Props) -> Html {
    let Props { path, text, hunks, picked, lines, goes, pick } = props;
    let place = use_node_ref();
    // Until somebody says how it should be, it follows from the file.
    let wrapped = use_state(|| None::<bool>);
    let whole = use_state(|| false);
    let shown = use_state(|| window(0, TALL, LINE, usize::MAX));
    let painted = use_memo((path.clone(), text.clone()), |(path, text)| Painted::new(path, text));
    use_effect_with(path.clone(), {
        let (shown, whole) = (shown.clone(), whole.clone());
        move |_| {
            shown.set(window(0, TALL, LINE, usize::MAX));
            whole.set(false);
        }
    });
    let first = lines.first().copied().filter(|_| *goes);
    use_effect_with((path.clone(), first), {
        let place = place.clone();
        move |(_, first)| {
            if let Some(first) = first {
                show(&place, *first);
            }
        }
    });
    let wraps = wrapped.unwrap_or(painted.is_long()) && painted.len() <= WRAPS;
    let drawn =
        if wraps || *whole || painted.len() <= WHOLE { 0..painted.len() } else { (*shown).clone() };
    let toggle = Callback::from({
        let wrapped = wrapped.clone();
        move |_: MouseEvent| wrapped.set(Some(!wraps))
    });
    let draw_whole = Callback::from(move |()| whole.set(true));
    let onscroll = Callback::from({
        let shown = shown.clone();
        move |event: Event| {
            let pre = event.target_unchecked_into::<Element>();
            let now = window(pre.scroll_top(), pre.client_height().max(TALL / 2), LINE, usize::MAX);
            if *shown != now {
                shown.set(now);
            }
        }
    });
    let onclick = Callback::from({
        let pick = pick.clone();
        move |event: MouseEvent| {
            if let Some(line) = line_of(&event) {
                pick.emit(line);
            }
        }
    });
    let go = Callback::from({
        let (place, pick) = (place.clone(), pick.clone());
        move |line: usize| {
            show(&place, line);
            pick.emit(line);
        }
    });
    let onkeydown = Callback::from({
        let (go, count, picked, place) = (go.clone(), painted.len(), *picked, place.clone());
        move |event: KeyboardEvent| {
            let line = step(&event.key(), picked, || top(&place), count);
            if let Some(line) = line.filter(|_| !event.ctrl_key() && !event.alt_key()) {
                event.prevent_default();
                go.emit(line);
            }
        }
    });
    // By their keys, another file begins at its top, and nothing is said about the one before.
    html! {
        <div class="text viewer">
            <div class="head">
                <h2>{ for path.split_inclusive('/').map(|part| html! { <>{ part }<wbr /></> }) }</h2>
                { changed(hunks, *picked, &go) }
                <button class="act" aria-pressed={wraps.to_string()} disabled={painted.len() > WRAPS}
                    title={(painted.len() > WRAPS).then_some("This file is too long to be wrapped")} onclick={toggle}>{ "Wrap" }</button>
                <Copy key={&**path} text={text.clone()} shown={place.clone()} {draw_whole} />
            </div>
            <pre key={&**path} ref={place} class={wraps.then_some("wraps")} tabindex="0" role="region" aria-label={path} {onclick} {onscroll} {onkeydown}>
                <Lines {text} {painted} {drawn} {hunks} picked={*picked} {lines} />
            </pre>
        </div>
    }
}

/// How many lines changed, and the way to the next of them.
fn changed(hunks: &[Hunk], picked: Option<usize>, go: &Callback<usize>) -> Html {
    let count: usize = hunks.iter().map(|hunk| hunk.after.len().max(hunk.before.len())).sum();
    let starts = || hunks.iter().map(|hunk| hunk.after.start);
    let next = starts().find(|start| picked.is_none_or(|picked| *start > picked));
    let Some(next) = next.or_else(|| starts().next()) else { return Html::default() };
    let words = if count == 1 {
        "1 line changed"
    } else {
        &[&count.to_string(), " lines changed"].concat()
    };
    html! {
        <>
            <span class="changes">{ words }</span>
            <button class="act" onclick={go.reform(move |_| next)}>{ "Next change" }</button>
        </>
    }
}

/// The line a key goes to.
fn step(key: &str, picked: Option<usize>, top: impl Fn() -> usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, picked) {
        ("ArrowDown", Some(line)) => Some((line + 1).min(last)),
        ("ArrowUp", Some(line)) => Some(line.saturating_sub(1)),
        ("ArrowDown" | "ArrowUp", None) => Some(top().min(last)),
        ("Home", Some(_)) => Some(0),
        ("End", Some(_)) => Some(last),
        _ => None,
    }
}

/// The first line in sight.
fn top(place: &NodeRef) -> usize {
    let top = place.cast::<Element>().map(|pre| pre.scroll_top()).unwrap_or_default();
    usize::try_from(top).unwrap_or_default().div_ceil(LINE as usize)
}

/// Scrolls a line into sight, with a few around it.
fn show(place: &NodeRef, line: usize) {
    let Some(pre) = place.cast::<Element>() else { return };
    if pre.class_name() == "wraps" {
        let line = ["[data-line=\"", &(line + 1).to_string(), "\"]"].concat();
        if let Ok(Some(line)) = pre.query_selector(&line) {
            line.scroll_into_view_with_bool(false);
        }
    } else if let Some(top) =
        scroll_to(pre.scroll_top(), pre.client_height() - 3 * 20, LINE, line + 1)
    {
        pre.set_scroll_top(top);
    }
}

/// The line that was clicked, unless the click ends a selection of text.
fn line_of(event: &MouseEvent) -> Option<usize> {
    let selects = browser().get_selection().ok().flatten().is_some_and(|now| !now.is_collapsed());
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let line: usize =
        element.closest("[data-line]").ok()??.get_attribute("data-line")?.parse().ok()?;
    line.checked_sub(1).filter(|_| !selects)
}

#[cfg(test)]
mod step_tests {
    use super::step;

    #[test]
    fn keys_walk_from_line_to_line() {
        let from = |picked, key| step(key, picked, || 7, 10);
        assert_eq!((from(None, "ArrowDown"), from(None, "Home")), (Some(7), None));
        assert_eq!((from(Some(3), "ArrowDown"), from(Some(3), "ArrowUp")), (Some(4), Some(2)));
        assert_eq!((from(Some(9), "ArrowDown"), from(Some(0), "ArrowUp")), (Some(9), Some(0)));
        assert_eq!((from(Some(3), "Home"), from(Some(3), "End")), (Some(0), Some(9)));
        assert_eq!(step("ArrowDown", None, || 7, 0), None);
    }
}
