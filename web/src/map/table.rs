//! What the pictures show, in tables.

use kubecore::network_map::{NetworkMap, Range};
use yew::prelude::*;

use super::words;

/// Nothing where no two ranges share addresses.
pub(super) fn overlaps(map: &NetworkMap) -> Html {
    if map.overlaps.is_empty() {
        return Html::default();
    }
    let rows = map.overlaps.iter().map(|overlap| {
        let name = |index: usize| map.ranges.get(index).map(words::name).unwrap_or_default();
        let common = overlap.common;
        let why = overlap.code.map(|code| format!(": {}", code.title())).unwrap_or_default();
        let shared = words::span(common.network(), common.broadcast());
        let finding = format!("{}{why}", words::verdict(overlap));
        [name(overlap.a), name(overlap.b), shared, finding].map(Html::from)
    });
    let heads = ["Range", "Other range", "Shared", "Finding"];
    table("Addresses that two ranges share", heads, rows)
}

/// Every range with what lies in it.
pub(super) fn ranges(map: &NetworkMap) -> Html {
    let rows = map.ranges.iter().map(|range| {
        [
            range.name.clone().into(),
            range.net.map(|net| net.to_string().into()).unwrap_or_default(),
            range.first.to_string().into(),
            range.last.to_string().into(),
            words::count(range.addresses()).into(),
            inside(range),
            words::origin(range).into(),
        ]
    });
    let heads = ["Range", "CIDR", "First", "Last", "Addresses", "In it", "From"];
    table("Every range, in the order of addresses", heads, rows)
}

fn inside(range: &Range) -> Html {
    let slices = range.slices.as_ref().map(words::slices);
    let more = (range.more > 0).then(|| format!("and {} more", words::machines(range.more)));
    let said: Vec<String> =
        slices.into_iter().chain(range.spots.iter().map(words::spot)).chain(more).collect();
    if said.is_empty() {
        return Html::default();
    }
    html! { <ul>{ for said.into_iter().map(|one| html! { <li>{ one }</li> }) }</ul> }
}

/// In a narrow pane each row is a list of its cells, with their heads before them. The roles are
/// those that browsers then take away.
fn table<const N: usize>(
    caption: &'static str,
    heads: [&'static str; N],
    rows: impl Iterator<Item = [Html; N]>,
) -> Html {
    let head = |head| html! { <th role="columnheader" scope="col">{ head }</th> };
    let row = |cells: [Html; N]| {
        let cells = heads.into_iter().zip(cells).enumerate().map(|(at, (head, cell))| match at {
            0 => html! { <th role="rowheader" scope="row">{ cell }</th> },
            _ if cell == Html::default() => html! { <td role="cell"></td> },
            _ => html! { <td role="cell" data-head={head}><div>{ cell }</div></td> },
        });
        html! { <tr role="row">{ for cells }</tr> }
    };
    html! {
        <div class="map-table" role="region" aria-label={caption} tabindex="0">
            <table role="table">
                <caption>{ caption }</caption>
                <thead role="rowgroup"><tr role="row">{ for heads.map(head) }</tr></thead>
                <tbody role="rowgroup">{ for rows.map(row) }</tbody>
            </table>
        </div>
    }
}
