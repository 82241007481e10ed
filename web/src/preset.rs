//! Clusters to begin with.

use kubecore::spec::{Preset, presets};
use yew::prelude::*;

use crate::menu::Menu;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The id of the one the cluster began as.
    pub(crate) current: Option<&'static str>,
    /// How many fields were changed since.
    pub(crate) changes: usize,
    pub(crate) act: Callback<Action>,
}

/// Asks before it takes changes away.
#[component]
pub(crate) fn Presets(props: &Props) -> Html {
    let Props { current, changes, act } = props;
    let wanted = use_state(|| None::<&'static Preset>);
    let answer = {
        let (wanted, act) = (wanted.clone(), act.clone());
        move |goes: bool| {
            let (wanted, act) = (wanted.clone(), act.clone());
            move |_: MouseEvent| {
                if let Some(preset) = wanted.filter(|_| goes) {
                    act.emit(Action::Begin(preset));
                }
                wanted.set(None);
            }
        }
    };
    html! {
        <>
            <Menu label="Preset" class={classes!("presets")}>
                <ul>
                    { for presets().iter().map(|preset| {
                        let is_current = *current == Some(preset.id);
                        let onclick = choose(preset, *changes, &wanted, act);
                        html! {
                            <li key={preset.id}>
                                <button type="button" aria-current={is_current.then_some("true")} {onclick}>
                                    <strong>{ preset.title }</strong>
                                    <span>{ preset.purpose }</span>
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            </Menu>
            if let Some(preset) = *wanted {
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
    preset: &'static Preset,
    changes: usize,
    wanted: &UseStateHandle<Option<&'static Preset>>,
    act: &Callback<Action>,
) -> Callback<MouseEvent> {
    let (wanted, act) = (wanted.clone(), act.clone());
    Callback::from(move |_| match changes {
        0 => act.emit(Action::Begin(preset)),
        _ => wanted.set(Some(preset)),
    })
}

/// `1 field`, `3 fields`
pub(crate) fn fields(count: usize) -> String {
    if count == 1 { "1 field".into() } else { format!("{count} fields") }
}
