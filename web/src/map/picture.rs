//! The pictures: a row for each range, all on one line of addresses.

use kubecore::diagnostic::Severity;
use kubecore::network_map::{Kind, NetworkMap, Owner, Range};
use yew::prelude::*;

use super::axis::Extent;
use super::layout::{Crossed, Mark, Parts, Picture, Row};
use super::words;

/// The patterns that ranges are filled with. Attributes refer to them, as a style sheet would look
/// for them in itself.
pub(super) fn definitions() -> Html {
    let pattern = |id: &'static str, size: &'static str, path: &'static str| {
        html! {
            <pattern {id} class={id} width={size} height={size} patternUnits="userSpaceOnUse">
                <path class="map-paper" d={path} />
                <path d={path} />
            </pattern>
        }
    };
    let cross = "M-1 -1L9 9M-1 9L9 -1";
    html! {
        <svg class="map-definitions" width="0" height="0" aria-hidden="true">
            <defs>
                { pattern("map-hatched", "6", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5") }
                { pattern("map-error", "8", cross) }
                { pattern("map-warning", "8", cross) }
                { pattern("map-note", "8", cross) }
                { pattern("map-many", "4", "M0.5 0V4") }
            </defs>
        </svg>
    }
}

pub(super) fn picture(map: &NetworkMap, picture: &Picture<'_>) -> Html {
    let title = format!("{} addresses, in their order", picture.family);
    let names: Vec<String> = picture
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Range { range, .. } => Some(words::name(range)),
            Row::Slices { .. } | Row::Overlap { .. } => None,
        })
        .collect();
    let label = format!("{title}: {}. The tables below say all of it.", names.join(", "));
    html! {
        <figure key={picture.family}>
            <figcaption>{ title }</figcaption>
            <div role="img" aria-label={label}>
                { for picture.rows.iter().map(|row| self::row(map, row, &picture.gaps)) }
            </div>
        </figure>
    }
}

/// What the signs mean.
pub(super) fn legend() -> Html {
    let sign = |class: &'static str, fill: Option<&'static str>, what: &'static str| {
        html! {
            <li>
                <svg class="map-sign" width="24" height="12" aria-hidden="true">
                    <g {class}><rect class="map-bar" x="0.5" y="0.5" width="23" height="11" {fill} /></g>
                </svg>
                { what }
            </li>
        }
    };
    html! {
        <ul class="map-legend">
            { sign("map-ours", None, "the cluster’s own") }
            { sign("map-hosts", None, "machines’") }
            { sign("map-others", Some("url(#map-hatched)"), "others’") }
            { sign("map-crossed error", Some("url(#map-error)"), "shared") }
            <li>
                <svg class="map-sign" width="24" height="12" aria-hidden="true">
                    <line class="map-gap" x1="0" x2="100%" y1="6" y2="6" />
                </svg>
                { "nobody’s, cut short" }
            </li>
        </ul>
    }
}

fn row(map: &NetworkMap, row: &Row<'_>, gaps: &[Extent]) -> Html {
    let (class, words, drawing) = match row {
        Row::Range { range, bar, spots, crossed } => (
            class(range.kind),
            html! {
                <>
                    <span class="map-name">{ &range.name }</span>
                    { for range.net.map(|net| html! { <span class="map-net">{ net.to_string() }</span> }) }
                    <span class="map-span">{ words::span(range.first, range.last) }</span>
                    { for words::inside(range).map(|inside| html! { <span class="map-span">{ inside }</span> }) }
                </>
            },
            drawing(range, *bar, spots, crossed),
        ),
        Row::Slices { slices, bar, parts, .. } => (
            "map-slices",
            html! { <span class="map-span">{ words::slices(slices) }</span> },
            divided(*bar, parts),
        ),
        Row::Overlap { index, crossed } => {
            ("map-overlap", said(map, *index, crossed), cross(crossed, "2", "16"))
        }
    };
    html! {
        <div class={classes!("map-row", class)}>
            <div class="map-words">{ words }</div>
            <svg class="map-line" height="20" aria-hidden="true">
                <line class="map-axis" x1="0" x2="100%" y1="10" y2="10" />
                { for gaps.iter().map(|gap| html! {
                    <>
                        { rect("map-paper", None, *gap, "8", "4") }
                        <line class="map-gap" x1={percent(gap.start)} x2={percent(gap.start + gap.width)} y1="10" y2="10" />
                    </>
                }) }
                { drawing }
            </svg>
        </div>
    }
}

fn said(map: &NetworkMap, index: usize, crossed: &Crossed) -> Html {
    let Some(overlap) = map.overlaps.get(index) else { return Html::default() };
    html! {
        <>
            <span class={classes!("map-verdict", crossed.severity.as_str())}>{ words::verdict(overlap) }</span>
            <span class="map-span">{ words::overlap(map, overlap) }</span>
        </>
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Range(Owner::Pods | Owner::Services) => "map-ours",
        Kind::Range(Owner::Hosts) | Kind::Machines => "map-hosts",
        Kind::Range(Owner::InUse | Owner::Docker | Owner::LinkLocal) => "map-others",
        Kind::Subnet => "map-ours map-inner",
        Kind::Minions => "map-hosts map-inner",
    }
}

fn drawing(range: &Range, bar: Extent, spots: &[Mark], crossed: &[Crossed]) -> Html {
    let is_others = class(range.kind) == "map-others";
    html! {
        <>
            { rect("map-bar", is_others.then_some("url(#map-hatched)"), bar, "4", "12") }
            { for crossed.iter().map(|crossed| cross(crossed, "2", "16")) }
            { for spots.iter().map(|spot| {
                let class = if spot.wrong { "map-spot error" } else { "map-spot" };
                rect(class, None, spot.extent, "1", "18")
            }) }
        </>
    }
}

fn divided(bar: Extent, parts: &Parts) -> Html {
    let fill = parts.lines.is_empty().then_some("url(#map-many)");
    html! {
        <>
            { rect("map-taken", None, parts.taken, "6", "8") }
            { rect("map-skipped", Some("url(#map-hatched)"), parts.skipped, "6", "8") }
            { rect("map-frame", fill, bar, "6", "8") }
            { for parts.lines.iter().map(|at| html! {
                <line class="map-part" x1={percent(*at)} x2={percent(*at)} y1="6" y2="14" />
            }) }
        </>
    }
}

fn cross(crossed: &Crossed, y: &'static str, height: &'static str) -> Html {
    let fill = match crossed.severity {
        Severity::Error => "url(#map-error)",
        Severity::Warning => "url(#map-warning)",
        Severity::Note => "url(#map-note)",
    };
    html! {
        <g class={classes!("map-crossed", crossed.severity.as_str())}>
            { rect("map-frame", Some(fill), crossed.extent, y, height) }
        </g>
    }
}

fn rect(
    class: &'static str,
    fill: Option<&'static str>,
    extent: Extent,
    y: &'static str,
    height: &'static str,
) -> Html {
    let (x, width) = (percent(extent.start), percent(extent.width));
    html! { <rect {class} {fill} {x} {width} {y} {height} /> }
}

/// Hundredths of the line: it is as wide as there is room. Written by hand, as the standard library's way
/// to write a fraction takes 15 KB of a program that has no other use for it.
fn percent(place: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 100, times 100"
    )]
    let parts = (place * 100.0).round() as u32;
    format!("{}.{:02}%", parts / 100, parts % 100)
}
