//! The work outlives the tab: what the browser keeps, what a link brings, and the way back through
//! the views.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::navigation::{Target, browser as navigation, target};
use crate::notice::{Answer, Notice, changed};
use crate::share::{self, Shared};
use crate::state::{Action, State, View};
use crate::storage::browser::{Local, listen};
use crate::storage::{Keeper, Stored, Trouble};

/// How long work must rest before it is kept, in milliseconds.
const REST: u32 = 300;

/// The preset that the page begins with: several machines, and nothing special.
const FIRST: &str = "flatcar-small";

/// The one who keeps this tab's work.
pub(crate) type Kept = Rc<RefCell<Keeper<Local>>>;

/// What the page begins with.
pub(crate) struct Beginning {
    pub(crate) state: State,
    pub(crate) notice: Option<Notice>,
}

/// What was kept at the last visit, or a preset; what a link holds, unless that would hide work.
pub(crate) fn begin(kept: &Kept) -> Beginning {
    let mut state = State::new(FIRST);
    let mut notice = None;
    match kept.borrow_mut().load() {
        Ok(Some(loaded)) => {
            state = State::resume(&loaded.preset, &loaded.text);
            state.view = View::of(&loaded.view).unwrap_or_default();
            notice = loaded.secrets.as_deref().map(left_out);
        }
        Ok(None) => {}
        Err(trouble) => notice = Some(Notice::Said(trouble.to_string())),
    }
    match target(&navigation::fragment()) {
        Target::Page => {}
        Target::View(word) => state.view = View::of(word).unwrap_or(state.view),
        Target::Link(link) => match share::open(link) {
            Ok(shared) if !state.is_worked_on() || *state.text == *shared.text => {
                notice = Some(opened(&shared));
                state = state.after(Action::Open(Box::new(shared)));
            }
            Ok(shared) => notice = Some(Notice::Link(Box::new(shared))),
            Err(refused) => notice = Some(Notice::Said(refused.to_string())),
        },
    }
    navigation::replace(state.view.word());
    Beginning { state, notice }
}

/// What is missing in a copy of the work.
pub(crate) fn left_out(secrets: &str) -> Notice {
    Notice::Said(["Secrets are kept nowhere: write them again (", secrets, ")."].concat())
}

fn opened(shared: &Shared) -> Notice {
    Notice::Said(["This cluster is a link’s. It ", &changed(shared), "."].concat())
}

/// Keeps the work, and listens to what happens around it.
#[hook]
pub(crate) fn use_session(
    state: &State,
    kept: &Kept,
    notice: &UseStateHandle<Option<Notice>>,
    act: &Callback<Action>,
) {
    let work = (state.text.clone(), state.base.preset, state.view);
    use_effect_with(work, {
        let (kept, notice) = (kept.clone(), notice.clone());
        move |(text, preset, view)| {
            let (text, preset, view) = (text.clone(), preset.unwrap_or_default(), view.word());
            navigation::push(view);
            let rest = Timeout::new(REST, move || {
                let trouble = kept.borrow_mut().keep(&Stored { text: &text, preset, view });
                if let Some(trouble) = trouble {
                    notice.set(Some(told(trouble)));
                }
            });
            move || drop(rest)
        }
    });
    use_effect_with((), {
        let (kept, notice, act) = (kept.clone(), notice.clone(), act.clone());
        move |()| {
            let other_tabs = listen({
                let notice = notice.clone();
                move || {
                    if kept.borrow().is_elsewhere() {
                        notice.set(Some(Notice::Elsewhere));
                    }
                }
            });
            let back = navigation::listen(move |fragment| match target(fragment) {
                Target::View(word) => {
                    if let Some(view) = View::of(word) {
                        act.emit(Action::Look(view));
                    }
                }
                Target::Link(link) => notice.set(Some(match share::open(link) {
                    Ok(shared) => Notice::Link(Box::new(shared)),
                    Err(refused) => Notice::Said(refused.to_string()),
                })),
                Target::Page => {}
            });
            move || drop((other_tabs, back))
        }
    });
}

fn told(trouble: Trouble) -> Notice {
    match trouble {
        Trouble::Elsewhere => Notice::Elsewhere,
        other => Notice::Said(other.to_string()),
    }
}

/// Does what the person answered to a notice.
pub(crate) fn answer(
    notice: &Notice,
    answer: Answer,
    state: &State,
    kept: &Kept,
    act: &Callback<Action>,
) -> Option<Notice> {
    let view = state.view.word();
    match (notice, answer) {
        (Notice::Link(shared), _) => {
            navigation::replace(view);
            (answer == Answer::Take).then(|| act.emit(Action::Open(shared.clone())));
            None
        }
        (Notice::Elsewhere, Answer::Take) => match kept.borrow_mut().load() {
            Ok(loaded) => {
                let loaded = loaded?;
                act.emit(Action::Load(loaded.text));
                loaded.secrets.as_deref().map(left_out)
            }
            Err(trouble) => Some(told(trouble)),
        },
        (Notice::Elsewhere, Answer::Keep) => {
            let (text, preset) = (&*state.text, state.base.preset.unwrap_or_default());
            kept.borrow_mut().insist(&Stored { text, preset, view }).map(told)
        }
        (Notice::Said(_), _) => None,
    }
}
