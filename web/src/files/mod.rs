//! The files of all machines, and the open one.

pub mod find;
pub mod keyboard;
pub mod paths;
pub mod rows;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod tree;

use std::cell::Cell;
use std::rc::Rc;

use gloo::render::request_animation_frame;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::marks::Marks;
use crate::origin::bar::bar;
use crate::origin::{Asked, Question};
use crate::state::{Action, Files};
use crate::viewer::Viewer;
use tree::FileTree;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Files,
    pub(crate) current: bool,
    pub(crate) marks: Marks,
    pub(crate) asked: Asked,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Browser(props: &Props) -> Html {
    let Props { files, current, marks, asked, act } = props;
    let in_sight = use_memo((), |()| Rc::new(Cell::new(0)));
    use_moments(marks, asked, &in_sight, act);
    html! {
        <section class="files" aria-label="Files">
            if !current {
                <p class="bar" role="status">{ "These are the files of the last text without errors." }</p>
            }
            <FileTree files={files.clone()} marks={marks.clone()} in_sight={(*in_sight).clone()} act={act.clone()} />
            <File files={files.clone()} marks={marks.clone()} asked={asked.clone()} act={act.clone()} />
            { bar(asked, act) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FileProps {
    files: Files,
    marks: Marks,
    asked: Asked,
    act: Callback<Action>,
}

/// A component, so that its text is compared and coloured only when something about it is new.
#[component]
fn File(props: &FileProps) -> Html {
    let FileProps { files, marks, asked, act } = props;
    let path: AttrValue = files.path.clone().into();
    let text = use_memo((files.bundle.clone(), path.clone()), |_| AttrValue::from(files.text()));
    let hunks = use_memo((text.clone(), path.clone(), marks.clone()), |(text, path, marks)| {
        marks.hunks(path, text)
    });
    let lines = use_memo((asked.clone(), path.clone()), |(asked, path)| asked.lines(path));
    let pick = act.reform({
        let path = files.path.clone();
        move |line| Action::Ask(Question::Line { path: path.clone(), line })
    });
    let goes = matches!(asked.question(), Some(Question::Field(_)));
    html! {
        <Viewer {path} text={(*text).clone()} {hunks} picked={asked.line(&files.path)} {lines} {goes} {pick} />
    }
}

/// What is not urgent is done a step at a time, once what is new was drawn.
#[hook]
fn use_moments(marks: &Marks, asked: &Asked, in_sight: &Rc<Cell<usize>>, act: &Callback<Action>) {
    use_effect_with((marks.clone(), asked.clone()), {
        let (in_sight, act) = (in_sight.clone(), act.clone());
        move |(marks, asked)| {
            let more = marks.busy() || asked.busy();
            // A frame is asked for before it is drawn, and what it sets off comes after.
            let step = move |_| {
                Timeout::new(0, move || act.emit(Action::Proceed(in_sight.get()))).forget();
            };
            let frame = more.then(|| request_animation_frame(step));
            move || drop(frame)
        }
    });
}
