//! A link to the cluster, to be copied.

use std::rc::Rc;

use gloo::utils::window;
use yew::prelude::*;

use crate::copy::Copy;
use crate::menu::Menu;
use crate::share::{Fragment, fragment};

#[derive(Properties, PartialEq)]
struct Props {
    text: Rc<str>,
    preset: Option<&'static str>,
}

/// The link is made when it is wanted.
pub(crate) fn share_button(text: &Rc<str>, preset: Option<&'static str>) -> Html {
    html! {
        <Menu label="Share" class={classes!("share")}>
            <Link text={text.clone()} {preset} />
        </Menu>
    }
}

#[component]
fn Link(props: &Props) -> Html {
    let shown = use_node_ref();
    let made = (props.preset, props.text.clone());
    let link = use_memo(made, |(preset, text)| fragment(*preset, text));
    let keep_open = |event: MouseEvent| event.stop_propagation();
    html! {
        <div class="share-link" onclick={keep_open}>
            { match &*link {
                Ok(link) => html! {
                    <>
                        <p>{ "Whoever has this link has the cluster: it is in the address itself, and no server sees it." }</p>
                        <pre ref={shown.clone()} tabindex="0" role="region" aria-label="Link">{ address(link) }</pre>
                        <Copy text={address(link)} shown={shown.clone()} what={AttrValue::from("the link")} />
                        { for warnings(link).into_iter().map(|words| html! { <p class="finding warning">{ words }</p> }) }
                    </>
                },
                Err(why) => html! { <p class="finding error">{ why.to_string() }</p> },
            } }
        </div>
    }
}

fn address(link: &Fragment) -> String {
    let location = window().location();
    let page = location.href().unwrap_or_default();
    let page = page.split_once('#').map_or(page.as_str(), |(page, _)| page);
    [page, &link.text].concat()
}

fn warnings(link: &Fragment) -> Vec<String> {
    let names = |paths: &[kubecore::source::FieldPath]| {
        paths.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let mut warnings = Vec::new();
    if !link.secrets.is_empty() {
        warnings.push(["Secrets are not in it: ", &names(&link.secrets), "."].concat());
    }
    if !link.unknown.is_empty() {
        warnings.push(
            ["Not in it, as cluster.yaml has no place for it: ", &names(&link.unknown), "."]
                .concat(),
        );
    }
    if link.is_long() {
        warnings.push(
            "It is so long that some programs cut it. Sending the cluster.yaml is safer.".into(),
        );
    }
    warnings
}
