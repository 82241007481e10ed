//! The form: every field of cluster.yaml, from the core's own description of them.

mod control;
mod field;
mod leaf;
mod section;

use std::rc::Rc;

use kubecore::document::Document;
use kubecore::source::FieldPath;
use kubecore::spec::shape::Shape;
use yew::prelude::*;

use crate::job::{Advice, Finding};
use crate::prose::prose;
use crate::state::{Action, Base, Jump};
use crate::table::{Entries, Table};
use field::{Field, said, take_back};
pub(crate) use leaf::id;
use leaf::{Group, Leaf, groups, is_foreign};
use section::Section;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) document: Rc<Document>,
    /// Whether the text is what `document` says; else the form waits.
    pub(crate) readable: bool,
    pub(crate) base: Base,
    pub(crate) findings: Rc<Vec<Finding>>,
    pub(crate) advice: Rc<Advice>,
    /// Where the person wants to go.
    pub(crate) jump: Option<Jump>,
    /// What stands below the fields of certificates.
    pub(crate) certificates: Html,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Form(props: &Props) -> Html {
    let groups = use_memo((), |()| groups());
    let one = |part: Section| section(props, part, &groups);
    html! {
        <form class="form" onsubmit={|event: SubmitEvent| event.prevent_default()} autocomplete="off">
            if !props.readable {
                <p class="waits" role="status">
                    { "The text is no YAML at the moment, so the form waits. Mend it in the tab Spec, or undo." }
                </p>
            }
            <fieldset class="all" disabled={!props.readable}>
                { for Section::ALL.into_iter().map(one) }
            </fieldset>
        </form>
    }
}

fn section(props: &Props, part: Section, groups: &[Group]) -> Html {
    let profile = props.advice.profile;
    let mine: Vec<(&Group, Vec<&Rc<Leaf>>)> = groups
        .iter()
        .filter(|group| !is_foreign(group, profile))
        .map(|group| (group, group.leaves.iter().filter(|leaf| shown(leaf, part)).collect()))
        .filter(|(_, leaves): &(_, Vec<_>)| !leaves.is_empty())
        .collect();
    let mine = if part == Section::Cluster { lists_last(mine) } else { mine };
    let changed: Vec<FieldPath> = mine
        .iter()
        .flat_map(|(_, leaves)| leaves)
        .filter(|leaf| props.base.differs(&props.document, &leaf.path))
        .map(|leaf| leaf.path.clone())
        .collect();
    let title = part.title(profile);
    html! {
        <section key={part.id()} class="section" aria-labelledby={part.id()}>
            <div class="section-head">
                <h2 id={part.id()} tabindex="-1">{ title }</h2>
                { reset(props, title, changed) }
            </div>
            { for mine.iter().map(|(group, leaves)| body(props, group, leaves)) }
            if part == Section::Certificates { { props.certificates.clone() } }
        </section>
    }
}

/// What a cluster begins with comes before what few give.
fn lists_last<'g>(
    groups: Vec<(&'g Group, Vec<&'g Rc<Leaf>>)>,
) -> Vec<(&'g Group, Vec<&'g Rc<Leaf>>)> {
    let is_list = |leaf: &&Rc<Leaf>| matches!(leaf.field.shape, Shape::List(_));
    let (mut values, mut lists) = (Vec::new(), Vec::new());
    for (group, leaves) in groups {
        let (of_many, of_one): (Vec<_>, Vec<_>) = leaves.into_iter().partition(is_list);
        values.push((group, of_one));
        lists.push((group, of_many));
    }
    lists.reverse();
    values.into_iter().chain(lists).collect()
}

/// The version of the format is the page's business.
fn shown(leaf: &Leaf, part: Section) -> bool {
    Section::of(&leaf.path) == part && leaf.name != "kubecore"
}

fn reset(props: &Props, title: &str, changed: Vec<FieldPath>) -> Html {
    if changed.is_empty() {
        return Html::default();
    }
    let base = props.base.clone();
    let words = match changed.len() {
        1 => "1 change".to_owned(),
        many => format!("{many} changes"),
    };
    let onclick = props.act.reform(move |_: MouseEvent| {
        Action::Edit(changed.iter().map(|path| base.reset(path)).collect())
    });
    html! {
        <button type="button" class="link" {onclick} aria-label={format!("{words}, take back in {title}")}>
            { format!("{words}, take back") }
        </button>
    }
}

/// A group inside a section has a frame and a heading of its own.
fn body(props: &Props, group: &Group, leaves: &[&Rc<Leaf>]) -> Html {
    let fields = leaves.iter().map(|leaf| field(props, leaf));
    match &group.label {
        Some(label) => html! {
            <fieldset class="group" id={id(&group.path)}>
                <legend>{ label }</legend>
                <p class="help">{ prose(group.doc) }</p>
                { for fields }
            </fieldset>
        },
        None => html! { <>{ for fields }</> },
    }
}

fn field(props: &Props, leaf: &Rc<Leaf>) -> Html {
    let Props { document, base, findings, advice, act, .. } = props;
    let own = |found: &&Finding| found.path.steps().starts_with(leaf.path.steps());
    let findings: Vec<Finding> = findings.iter().filter(own).cloned().collect();
    let idle = advice.idle.iter().find(|idle| idle.covers(&leaf.name)).map(|idle| idle.why);
    let changed = base.differs(document, &leaf.path);
    if let Shape::List(_) = &leaf.field.shape {
        return list(props, leaf, idle, changed);
    }
    html! {
        <Field
            key={leaf.name.clone()}
            leaf={leaf.clone()}
            profile={advice.profile}
            value={document.scalar(&leaf.path).map(|text| AttrValue::from(text.to_owned()))}
            default={advice.defaults.get(&*leaf.name).cloned().map(AttrValue::from)}
            fact={advice.facts.get(&leaf.path).cloned().map(AttrValue::from)}
            reset={changed.then(|| base.reset(&leaf.path))}
            {idle} {findings} act={act.clone()}
        />
    }
}

/// A list of records is a table, any other one value to a line.
fn list(props: &Props, leaf: &Rc<Leaf>, idle: Option<&'static str>, changed: bool) -> Html {
    let Props { document, base, findings, advice, act, jump, .. } = props;
    // Those of its values are said there; a table says its own, too.
    let own: Vec<Html> =
        findings.iter().filter(|found| found.path == leaf.path).map(said).collect();
    if idle.is_some() && document.items(&leaf.path) == 0 {
        return html! {
            <div class="field idle" key={leaf.name.clone()} id={leaf.id()} tabindex="-1">
                <h3>{ &leaf.label }</h3>
                <p class="reason">{ for idle.map(prose) }</p>
                <div class="said">{ for own }</div>
            </div>
        };
    }
    let help = [leaf.id().as_str(), "-help"].concat();
    let jump = jump.as_ref().filter(|jump| jump.path.steps().starts_with(leaf.path.steps()));
    let inside = |path: &FieldPath| path.parent().as_ref() == Some(&leaf.path);
    let facts = advice.facts.iter().filter(|(path, _)| inside(path)).map(|(_, fact)| fact);
    html! {
        <div class="field" key={leaf.name.clone()} id={leaf.id()} tabindex="-1">
            <div class="field-head">
                <h3>{ &leaf.label }</h3>
                { for changed.then(|| take_back(&leaf.label, base.reset(&leaf.path), act)) }
            </div>
            <p class="help" id={help.clone()}>{ prose(leaf.field.doc) }</p>
            if let Some(record) = &leaf.record {
                <Table shape={record.clone()} path={leaf.path.clone()} document={document.clone()}
                    findings={findings.clone()} profile={advice.profile} act={act.clone()}
                    jump={jump.map(|jump| (jump.number, jump.path.clone()))} />
            } else {
                <Entries label={leaf.label.clone()} path={leaf.path.clone()} document={document.clone()}
                    findings={findings.clone()} act={act.clone()} describedby={AttrValue::from(help)} />
                <div class="said">{ for own }</div>
            }
            <div class="facts">{ for facts.map(|fact| html! { <p class="fact">{ fact }</p> }) }</div>
            if let Some(idle) = idle { <p class="reason">{ prose(idle) }</p> }
        </div>
    }
}
