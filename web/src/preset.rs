//! Clusters to begin with.

use std::rc::Rc;

use yew::prelude::*;

use crate::job::Preset;
use crate::menu::Menu;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) presets: Rc<Vec<Rc<Preset>>>,
    /// The id of the one the cluster began as.
    pub(crate) current: Option<&'static str>,
    /// How many fields were changed since.
    pub(crate) changes: usize,
    pub(crate) act: Callback<Action>,
}

/// Asks before it takes changes away.
#[component]
pub(crate) fn Presets(props: &Props) -> Html {
    let Props { presets, current, changes, act } = props;
    let wanted = use_state(|| None::<Rc<Preset>>);
    let answer = {
        let (wanted, act) = (wanted.clone(), act.clone());
        move |goes: bool| {
            let (wanted, act) = (wanted.clone(), act.clone());
            move |_: MouseEvent| {
                if let Some(preset) = wanted.as_ref().filter(|_| goes) {
                    act.emit(Action::Begin(preset.clone()));
                }
                wanted.set(None);
            }
        }
    };
    html! {
        <>
            <Menu label="Preset" class={classes!("presets")}>
                <ul>
                    { for presets.iter().map(|preset| {
                        let is_current = *current == Some(preset.id);
                        let onclick = choose(preset, *changes, &wanted, act);
                        html! {
                            <li key={preset.id}>
                                <button type="button" aria-current={is_current.then_some("true")} {onclick}>
                                    <strong>{ &preset.title }</strong>
                                    <span>{ &preset.purpose }</span>
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            </Menu>
            if let Some(preset) = wanted.as_ref() {
                <div class="guard" role="alertdialog" aria-label="Changes would go">
                    <p>{ format!("You changed {}. “{}” replaces everything; undo brings it back.", fields(*changes), preset.title) }</p>
                    <button type="button" class="act main" onclick={answer(true)}>{ "Use the preset" }</button>
                    <button type="button" class="act" onclick={answer(false)}>{ "Keep mine" }</button>
                </div>
            }
        </>
    }
}

fn choose(
    preset: &Rc<Preset>,
    changes: usize,
    wanted: &UseStateHandle<Option<Rc<Preset>>>,
    act: &Callback<Action>,
) -> Callback<MouseEvent> {
    let (preset, wanted, act) = (preset.clone(), wanted.clone(), act.clone());
    Callback::from(move |_| match changes {
        0 => act.emit(Action::Begin(preset.clone())),
        _ => wanted.set(Some(preset.clone())),
    })
}

/// `1 field`, `3 fields`
pub(crate) fn fields(count: usize) -> String {
    if count == 1 { "1 field".into() } else { format!("{count} fields") }
}
