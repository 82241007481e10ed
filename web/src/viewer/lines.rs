//! The lines of a file in colours, a line an element.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use super::painted::Painted;
use crate::highlight::{Class, Kind};
use crate::window::space;
use kubecore::hunks::Hunk;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) text: AttrValue,
    pub(super) painted: Rc<Painted>,
    /// Those to draw, counted from 0.
    pub(super) drawn: Range<usize>,
    pub(super) hunks: Rc<Vec<Hunk>>,
    pub(super) picked: Option<usize>,
    pub(super) lines: Rc<Vec<usize>>,
}

/// A component, so that it is drawn only when something about it is new.
#[component]
pub(super) fn Lines(props: &Props) -> Html {
    let Props { painted, drawn, .. } = props;
    let drawn = drawn.start.min(painted.len())..drawn.end.min(painted.len());
    html! {
        <code class={(painted.kind == Kind::Markdown).then_some("prose")}>
            if drawn.start > 0 { { space(drawn.start, super::LINE) } }
            { for drawn.clone().map(|n| line(props, n)) }
            if drawn.end < painted.len() { { space(painted.len() - drawn.end, super::LINE) } }
        </code>
    }
}

fn line(props: &Props, n: usize) -> Html {
    let spans = props.painted.line(n).iter().map(|(class, range)| span(&props.text, *class, range));
    let class = classes!(
        "line",
        change(&props.hunks, n, props.painted.len()),
        (props.picked == Some(n)).then_some("picked"),
        props.lines.binary_search(&n).is_ok().then_some("alike"),
    );
    html! { <span {class} data-line={(n + 1).to_string()}>{ for spans }</span> }
}

/// What happened to a line: the class that draws it.
fn change(hunks: &[Hunk], n: usize, count: usize) -> Option<&'static str> {
    let next = hunks.partition_point(|hunk| hunk.after.end <= n && hunk.after.start < n);
    let hunk = hunks.get(next)?;
    if hunk.after.contains(&n) {
        Some(if hunk.before.is_empty() { "added" } else { "changed" })
    } else if hunk.after.is_empty() && hunk.after.start == n {
        Some("cut")
    } else if hunk.after.is_empty() && hunk.after.start == count && n + 1 == count {
        Some("cut-after")
    } else {
        None
    }
}

fn span(text: &str, class: Class, range: &Range<usize>) -> Html {
    let text = text.get(range.clone()).unwrap_or_default().to_owned();
    match class.name() {
        Some(class) => html! { <span {class}>{ text }</span> },
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kubecore::hunks::hunks;

    fn changes(before: &str, after: &str) -> Vec<Option<&'static str>> {
        let hunks = hunks(before, after);
        let count = after.lines().count();
        (0..count).map(|n| change(&hunks, n, count)).collect()
    }

    #[test]
    fn every_line_says_what_happened_to_it() {
        assert_eq!(changes("a\nb\nc\n", "a\nx\nc\n"), [None, Some("changed"), None]);
        assert_eq!(changes("a\nc\n", "a\nb\nc\n"), [None, Some("added"), None]);
        assert_eq!(changes("a\nb\nc\n", "a\nc\n"), [None, Some("cut")]);
        assert_eq!(changes("a\nb\nc\n", "a\nb\n"), [None, Some("cut-after")]);
        assert_eq!(changes("x\na\nb\n", "a\nb\n"), [Some("cut"), None]);
        assert_eq!(
            changes("a\nb\nc\nd\ne\n", "b\nc\nD\ne\nf\n"),
            [Some("cut"), None, Some("changed"), None, Some("added")]
        );
    }
}
