//! Light or dark, as the system has it or as the person wants it.

use gloo::utils::document_element;
use yew::prelude::*;

use crate::storage::Shelf as _;
use crate::storage::browser::Local;

const KEY: &str = "kubecore.theme";

/// What can be chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// The one of the last visit.
    fn kept() -> Self {
        let kept = Local.get(KEY).ok().flatten();
        let named = |theme: &Self| kept.as_deref() == Some(theme.word());
        [Self::Light, Self::Dark].into_iter().find(named).unwrap_or_default()
    }

    fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Goes from one to the next.
#[component]
pub(crate) fn Themes() -> Html {
    let theme = use_state_eq(Theme::kept);
    use_effect_with(*theme, |theme| {
        // Without storage, it holds for this visit.
        let _ = Local.set(KEY, theme.word());
        let _ = document_element().set_attribute("data-theme", theme.word());
    });
    let onclick = {
        let theme = theme.clone();
        move |_: MouseEvent| theme.set(theme.next())
    };
    html! { <button type="button" class="act" {onclick}>{ ["Theme: ", theme.word()].concat() }</button> }
}
