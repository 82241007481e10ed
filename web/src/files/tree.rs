//! The tree of machines, folders and files. However long it is, only the rows in sight are on the page, so the focus
//! stays on the tree, which names its active row.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::find::Find;
use super::keyboard::{self, Step};
use super::paths::Paths;
use super::rows::{self, Kind, Row, Tree};
use crate::job::Place;
use crate::marks::{Change, Marks};
use crate::shortcuts::FIND;
use crate::state::{Action, Files};
use crate::window::{scroll_to, space, window};

/// The height of a row in pixels; files.css says so too.
const ROW: u32 = 28;

/// What is drawn before anybody knows how high the tree is.
const TALL: i32 = 1200;

/// So many bundles are looked at in one go for their paths.
const BUNDLES: usize = 8;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Files,
    pub(crate) marks: Marks,
    /// Where to say which bundle is the first in sight.
    pub(crate) in_sight: Rc<Cell<usize>>,
    pub(crate) act: Callback<Action>,
}

/// Which row: its bundle, and its path in it.
type At = (usize, Rc<str>);

#[component]
pub(crate) fn FileTree(props: &Props) -> Html {
    let Props { files, marks, in_sight, act } = props;
    let open = files.index();
    let typed = use_state(String::new);
    let closed = use_state(BTreeSet::<Rc<str>>::new);
    let shut = use_state(|| false);
    let active = use_state(|| None::<At>);
    let shown = use_state(|| window(0, TALL, ROW, usize::MAX));
    let place = use_node_ref();
    let find = Find::new(&typed);
    let paths = use_paths(files, !find.is_empty());
    let rows = use_memo(
        (
            files.bundle.clone(),
            files.places.clone(),
            marks.clone(),
            closed.clone(),
            *shut,
            find,
            paths,
        ),
        |(bundle, places, marks, closed, shut, find, paths)| {
            let there = bundle.artifacts().iter().map(|file| (file.path.as_str(), true));
            let gone = marks.gone().iter().map(|path| (path.as_str(), false));
            let tree = Tree {
                names: places.iter().map(Place::label).collect(),
                open: (!shut || !find.is_empty()).then(|| (open, there.chain(gone).collect())),
                closed,
            };
            if find.is_empty() { rows::rows(&tree) } else { rows::found(&tree, paths, find) }
        },
    );
    in_sight.set(rows.get(shown.start).map_or(0, |row| row.bundle));
    let current: At = (open, files.path.as_str().into());
    let at = {
        let position = |wanted: &At| {
            rows.iter().position(|row| row.bundle == wanted.0 && row.path == wanted.1)
        };
        active.as_ref().and_then(position).or_else(|| position(&current)).unwrap_or_default()
    };

    let use_row = {
        let (rows, files, act) = (rows.clone(), files.clone(), act.clone());
        let (closed, shut, active, finds) =
            (closed.clone(), shut.clone(), active.clone(), !typed.is_empty());
        Callback::from(move |at: usize| {
            let Some(row) = rows.get(at) else { return };
            active.set(Some((row.bundle, row.path.clone())));
            let own = row.bundle == open;
            if !own
                && row.kind != Kind::Gone
                && let Some(place) = files.places.get(row.bundle)
            {
                act.emit(Action::OpenBundle(place.clone()));
                shut.set(false);
            }
            match row.kind {
                Kind::Bundle { open } if own && !finds => shut.set(open),
                Kind::Folder { open } => {
                    let mut folders = (*closed).clone();
                    if open {
                        folders.insert(row.path.clone())
                    } else {
                        folders.remove(&row.path)
                    };
                    closed.set(folders);
                }
                Kind::File => act.emit(Action::OpenFile(row.path.to_string())),
                Kind::Bundle { .. } | Kind::Gone => {}
            }
        })
    };
    let onclick = Callback::from({
        let use_row = use_row.clone();
        move |event: MouseEvent| {
            if let Some(at) = row_of(&event) {
                use_row.emit(at);
            }
        }
    });
    let onscroll = Callback::from({
        let shown = shown.clone();
        move |event: Event| {
            let tree = event.target_unchecked_into::<Element>();
            let now =
                window(tree.scroll_top(), tree.client_height().max(TALL / 2), ROW, usize::MAX);
            if *shown != now {
                shown.set(now);
            }
        }
    });
    let onkeydown = Callback::from({
        let (rows, files, use_row, active, place) =
            (rows.clone(), files.clone(), use_row.clone(), active.clone(), place.clone());
        move |event: KeyboardEvent| {
            let Some(tree) = place.cast::<Element>() else { return };
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let page = usize::try_from(tree.client_height()).unwrap_or_default() / ROW as usize;
            let key = event.key();
            let step = keyboard::step(&rows, at, &key, page.max(1)).or_else(|| {
                let letter = key.chars().count() == 1 && key != "/";
                let names = || rows.iter().map(|row| name(row, &files)).collect::<Vec<_>>();
                letter.then(|| keyboard::named(at, &key, &names())).flatten().map(Step::To)
            });
            match step {
                Some(Step::Use(at)) => use_row.emit(at),
                Some(Step::To(at)) => {
                    let Some(row) = rows.get(at) else { return };
                    active.set(Some((row.bundle, row.path.clone())));
                    let (top, height) = (tree.scroll_top(), tree.client_height());
                    if let Some(top) = scroll_to(top, height, ROW, at) {
                        tree.set_scroll_top(top);
                    }
                }
                None => return,
            }
            event.prevent_default();
        }
    });
    let oninput = Callback::from({
        let (typed, active) = (typed.clone(), active.clone());
        move |event: InputEvent| {
            active.set(None);
            typed.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        }
    });
    let in_field = Callback::from({
        let (rows, place) = (rows.clone(), place.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" => {
                if let Some(tree) = place.cast::<web_sys::HtmlElement>() {
                    // It fails for no element of this page.
                    let _ = tree.focus();
                }
                event.prevent_default();
            }
            "Enter" => {
                let file = rows.iter().position(|row| row.kind == Kind::File);
                if let Some(at) = file {
                    use_row.emit(at);
                }
            }
            _ => {}
        }
    });

    let drawn = shown.start.min(rows.len())..shown.end.min(rows.len());
    let active_id = drawn.contains(&at).then(|| id(at));
    html! {
        <div class="tree-side">
            <input id={FIND} class="find" type="search" placeholder="Find a file" aria-label="Find a file" aria-keyshortcuts="/"
                autocomplete="off" spellcheck="false" value={(*typed).clone()} {oninput} onkeydown={in_field} />
            { summary(&rows, !typed.is_empty(), marks, act) }
            <div ref={place} class="tree" role="tree" aria-label="Files" tabindex="0" aria-activedescendant={active_id} {onclick} {onscroll} {onkeydown}>
                { space(drawn.start, ROW) }
                { for part(&rows, &drawn).iter().zip(drawn.clone()).map(|(row, n)| {
                    let is_open = row.bundle == open && *row.path == files.path;
                    draw(row, n, name(row, files), State { active: n == at, open: is_open, found: !typed.is_empty() }, mark(row, open, marks))
                }) }
                { space(rows.len() - drawn.end, ROW) }
            </div>
        </div>
    }
}

/// What is looked for is known a few bundles at a time.
#[hook]
fn use_paths(files: &Files, wanted: bool) -> Paths {
    let paths = use_state(Paths::default);
    use_effect_with((files.plan.clone(), wanted, paths.known()), {
        let paths = paths.clone();
        move |(plan, wanted, _)| {
            let (plan, more) = (plan.clone(), *wanted && paths.busy(plan));
            let step = more.then(|| {
                Timeout::new(0, move || {
                    let mut next = (*paths).clone();
                    next.step(&plan, BUNDLES);
                    paths.set(next);
                })
            });
            move || drop(step)
        }
    });
    (*paths).clone()
}

#[derive(Clone, Copy)]
struct State {
    active: bool,
    /// Its file is the one that is shown.
    open: bool,
    /// It stands there because somebody looked for it.
    found: bool,
}

fn draw(row: &Row, n: usize, name: &str, state: State, mark: Html) -> Html {
    let kind = match row.kind {
        Kind::Bundle { .. } => "bundle",
        Kind::Folder { .. } => "folder",
        Kind::File => "file",
        Kind::Gone => "gone",
    };
    let level = ["level-1", "level-2", "level-3", "level-4", "level-5"];
    let level = level.get(row.level - 1).copied().unwrap_or("level-6");
    html! {
        <div key={[&row.bundle.to_string(), "/", &row.path].concat()} id={id(n)} role="treeitem" data-row={n.to_string()}
            class={classes!("row", kind, level, state.active.then_some("active"))}
            aria-level={row.level.to_string()} aria-posinset={row.set.0.to_string()} aria-setsize={row.set.1.to_string()}
            aria-expanded={row.open().map(|open| open.to_string())} aria-selected={state.open.to_string()} title={title(row)}>
            <span class="name">{ name }</span>
            if state.found && row.level > 1 && !row.folder().is_empty() { <span class="where">{ row.folder() }</span> }
            { mark }
        </div>
    }
}

/// The sign of a change. The words are for who does not see it.
fn mark(row: &Row, open: usize, marks: &Marks) -> Html {
    let change = (row.bundle == open).then(|| marks.change(&row.path)).flatten();
    match (row.kind, change) {
        (Kind::Bundle { .. }, _) => match marks.count(row.bundle) {
            0 => Html::default(),
            count => {
                html! { <span class="mark">{ count }<span class="unseen">{ " changed" }</span></span> }
            }
        },
        (Kind::File, Some(Change::New)) => html! { <span class="mark">{ "new" }</span> },
        (Kind::File, Some(Change::Changed)) => {
            html! { <span class="mark"><span class="unseen">{ "changed" }</span></span> }
        }
        (Kind::Gone, _) => html! { <span class="mark">{ "gone" }</span> },
        _ => Html::default(),
    }
}

/// What was found, or what changed.
fn summary(rows: &[Row], finds: bool, marks: &Marks, act: &Callback<Action>) -> Html {
    let (files, bundles) = marks.total();
    let words = if finds {
        let files = rows.iter().filter(|row| row.kind == Kind::File).count();
        let more = counted(rows.iter().filter(|row| row.level == 1).count(), "bundle");
        [&counted(files, "file"), " in ", &more].concat()
    } else if marks.any() {
        let sofar = if marks.busy() { " so far" } else { "" };
        [&counted(files as usize, "file"), " changed in ", &counted(bundles, "bundle"), sofar]
            .concat()
    } else {
        String::new()
    };
    html! {
        <div class="tree-summary">
            <p role="status">{ words }</p>
            if marks.any() && !finds {
                <button class="act" onclick={act.reform(|_| Action::See)}>{ "Mark as seen" }</button>
            }
        </div>
    }
}

fn counted(count: usize, word: &str) -> String {
    [count.to_string().as_str(), " ", word, if count == 1 { "" } else { "s" }].concat()
}

fn name<'n>(row: &'n Row, files: &'n Files) -> &'n str {
    match row.kind {
        Kind::Bundle { .. } => files.places.get(row.bundle).map(Place::label).unwrap_or_default(),
        Kind::Folder { .. } | Kind::File | Kind::Gone => row.name(),
    }
}

fn title(row: &Row) -> Option<String> {
    (row.level > 1).then(|| row.path.to_string())
}

fn id(row: usize) -> String {
    ["row-", &row.to_string()].concat()
}

fn part<'r>(rows: &'r [Row], drawn: &Range<usize>) -> &'r [Row] {
    rows.get(drawn.clone()).unwrap_or_default()
}

fn row_of(event: &MouseEvent) -> Option<usize> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}
