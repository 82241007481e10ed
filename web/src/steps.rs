//! What to do with the files, step by step.

use std::rc::Rc;

use kubecore::plan::Plan;
use kubecore::profile::{Bundles, Part, Step, steps};
use yew::prelude::*;

use crate::copy::Copy;
use crate::menu::focus_on;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) plan: Rc<Plan>,
    pub(crate) bundles: Bundles,
}

/// One step is in hand; all can be read and printed.
#[component]
pub(crate) fn Steps(props: &Props) -> Html {
    let made = (props.plan.clone(), props.bundles);
    let steps = use_memo(made, |(plan, bundles)| steps(plan, *bundles));
    let at = use_state_eq(|| 0_usize);
    let last = steps.len().saturating_sub(1);
    let here = (*at).min(last);
    let go = |to: usize| {
        let at = at.clone();
        move |_: MouseEvent| {
            at.set(to);
            focus_on(&id(to));
        }
    };
    html! {
        <section class="steps" aria-labelledby="steps-title">
            <h2 id="steps-title">{ "What to do with the files" }</h2>
            <p class="help">{ "Unpack the download of everything, and run commands in the directory that holds cluster and nodes, unless a step says where." }</p>
            <ol>
                { for steps.iter().enumerate().map(|(index, one)| {
                    let current = (index == here).then_some("step");
                    html! {
                        <li key={index} id={id(index)} aria-current={current} tabindex="-1">
                            { step(index, one) }
                        </li>
                    }
                }) }
            </ol>
            <div class="steps-go" role="group" aria-label="Go through the steps">
                <button type="button" class="act" disabled={here == 0} onclick={go(here.saturating_sub(1))}>{ "Back" }</button>
                <p role="status">{ format!("Step {} of {}", here + 1, steps.len()) }</p>
                <button type="button" class="act main" disabled={here == last} onclick={go((here + 1).min(last))}>{ "Next" }</button>
            </div>
        </section>
    }
}

fn id(index: usize) -> String {
    format!("step-{}", index + 1)
}

fn step(index: usize, step: &Step) -> Html {
    let commands: Vec<&str> = step.commands().collect();
    html! {
        <>
            <label class="step-done"><input type="checkbox" /><span class="unseen">{ "Done" }</span></label>
            <p>{ for step.parts.iter().map(part) }</p>
            if !commands.is_empty() {
                <Commands number={index + 1} text={commands.join("\n")} />
            }
        </>
    }
}

fn part(part: &Part) -> Html {
    match part {
        Part::Text(text) => html! { text },
        Part::Code(text) | Part::Command(text) => html! { <code>{ text }</code> },
    }
}

#[derive(Properties, PartialEq)]
struct CommandsProps {
    /// The step's, as people count.
    number: usize,
    text: AttrValue,
}

#[component]
fn Commands(props: &CommandsProps) -> Html {
    let shown = use_node_ref();
    let what = AttrValue::from(["commands of step ", &props.number.to_string()].concat());
    html! {
        <div class="commands">
            <pre ref={shown.clone()} tabindex="0" role="region" aria-label={&what}>{ &props.text }</pre>
            <Copy text={props.text.clone()} {shown} {what} />
        </div>
    }
}
