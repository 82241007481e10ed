//! All addresses of a cluster in one picture, and the same in tables.

mod axis;
mod layout;
mod picture;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::rc::Rc;

use kubecore::network_map::NetworkMap as Map;
use yew::prelude::*;

/// What the map is of.
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// What `kubecore::network_map` says of the text.
    pub map: Rc<Map>,
}

/// The picture is one image to those who do not see it; the tables say what it shows.
#[component]
pub fn NetworkMap(props: &Props) -> Html {
    let map = &*props.map;
    html! {
        <section class="map" aria-label="Network map">
            { picture::definitions() }
            { for layout::pictures(map).iter().map(|one| picture::picture(map, one)) }
            { picture::legend() }
            if map.more > 0 {
                <p class="map-more">{ format!("{} more ranges are not shown.", map.more) }</p>
            }
            { table::overlaps(map) }
            { table::ranges(map) }
        </section>
    }
}
