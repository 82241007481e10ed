//! Light or dark, as the system has it or as the person wants it.

use gloo::utils::document_element;
use yew::prelude::*;

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
    let theme = use_state_eq(Theme::default);
    use_effect_with(*theme, |theme| {
        let _ = document_element().set_attribute("data-theme", theme.word());
    });
    let onclick = {
        let theme = theme.clone();
        move |_: MouseEvent| theme.set(theme.next())
    };
    html! { <button type="button" class="act" {onclick}>{ ["Theme: ", theme.word()].concat() }</button> }
}
