//! The machines, and what runs on them.

mod group;

use std::rc::Rc;

use kubecore::plan::Plan;
use yew::prelude::*;

use crate::job::Place;
use crate::state::{Action, View};
use group::{Group, Kind, Member, groups, shared};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) plan: Rc<Plan>,
    pub(crate) act: Callback<Action>,
}

/// A row for each role, a box for machines that run the same.
#[component]
pub(crate) fn Topology(props: &Props) -> Html {
    let groups = use_memo(props.plan.clone(), |plan| (groups(plan), shared(plan)));
    let (groups, shared) = &*groups;
    html! {
        <section class="topology" aria-label="Topology">
            { for groups.iter().map(|group| machines(group, &props.act)) }
            if !shared.is_empty() {
                <div class="box cluster-box">
                    <h2>{ "In the cluster" }</h2>
                    { for Kind::ALL.into_iter().map(|kind| running(kind, shared.get(&kind))) }
                </div>
            }
        </section>
    }
}

fn machines(group: &Group, act: &Callback<Action>) -> Html {
    let count = group.members.len() + group.more;
    let role = group.role.as_str();
    let title = if count == 1 { role.to_owned() } else { format!("{role} × {count}") };
    html! {
        <div class={classes!("box", role)}>
            <h2>{ title }</h2>
            <ul class="machines">
                { for group.members.iter().map(|member| machine(member, act)) }
                if group.more > 0 { <li>{ format!("and {} more", group.more) }</li> }
            </ul>
            { for Kind::ALL.into_iter().map(|kind| running(kind, group.runs.get(&kind))) }
        </div>
    }
}

/// Leads to the machine's files.
fn machine(member: &Member, act: &Callback<Action>) -> Html {
    let name = member.name.clone();
    let act = act.clone();
    let onclick = move |_: MouseEvent| {
        act.emit(Action::OpenBundle(Place::Node(name.clone())));
        act.emit(Action::Look(View::Files));
    };
    html! {
        <li key={member.name.clone()}>
            <button type="button" class="link" {onclick}>{ &member.name }</button>{ " " }<span>{ &member.ip }</span>
        </li>
    }
}

fn running(kind: Kind, names: Option<&Vec<String>>) -> Html {
    let Some(names) = names else { return Html::default() };
    html! {
        <>
            <h3>{ kind.label() }</h3>
            <ul class="runs">{ for names.iter().map(|name| html! { <li key={name.clone()}>{ name }</li> }) }</ul>
        </>
    }
}
