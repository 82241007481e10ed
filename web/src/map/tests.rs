//! The layout of whole specs, and in a browser, the page's part that shows it.

use kubecore::network_map::{NetworkMap, network_map};
use kubecore::source::Source;
use kubecore::spec::parse;

use super::layout::{Picture, Row, pictures};

/// Pods in a network that is in use, a machine among them, and docker's range in services.
const TROUBLE: &str = "
network: { pods: 10.2.0.0/16, services: 172.17.0.0/24, in_use: [10.0.0.0/8], hosts: ['fd00::/64'] }
nodes: [{ name: a, role: control-plane, ip: 10.2.3.4 }, { name: b, role: worker, ip: 'fd00::1' }]
";

fn map(text: &str) -> NetworkMap {
    network_map(&parse(&Source::new("cluster.yaml", text)).spec.expect("YAML"))
}

/// What a row is about.
fn said(map: &NetworkMap, row: &Row<'_>) -> String {
    match row {
        Row::Range { range, .. } => range.name.clone(),
        Row::Slices { .. } => "its slices".into(),
        Row::Overlap { index, .. } => super::words::verdict(&map.overlaps[*index]),
    }
}

fn rows(map: &NetworkMap, picture: &Picture<'_>) -> Vec<String> {
    picture.rows.iter().map(|row| said(map, row)).collect()
}

#[test]
fn an_overlap_stands_below_both_of_its_ranges() {
    let map = map(TROUBLE);
    let pictures = pictures(&map);
    assert_eq!(pictures.iter().map(|picture| picture.family).collect::<Vec<_>>(), ["IPv4", "IPv6"]);
    assert_eq!(
        rows(&map, &pictures[0]),
        [
            "in use",
            "pods",
            "its slices",
            "error KC0207",
            "machines",
            "link-local",
            "docker’s bridge",
            "services",
            "warning KC0209"
        ]
    );
    assert_eq!(rows(&map, &pictures[1]), ["machine network", "link-local"]);
}

#[test]
fn each_family_has_its_own_slices() {
    let map = map("
profile: flatcar
network: { provider: flannel, pods: '10.244.0.0/20,fd00:10:244::/60', services: '10.96.0.0/16,fd00:10:96::/112' }
nodes: [{ name: a, role: control-plane, ip: '192.0.2.1,fd00::1' }, { name: b, role: worker, ip: '192.0.2.2,fd00::2' }]
");
    for picture in pictures(&map) {
        let slices = picture.rows.iter().find_map(|row| match row {
            Row::Slices { bar, parts, .. } => Some((bar, parts)),
            _ => None,
        });
        let (bar, parts) = slices.unwrap_or_else(|| panic!("{} has no slices", picture.family));
        assert!(parts.taken.width > 0.0 && parts.taken.width <= bar.width, "{}", picture.family);
        assert_eq!(parts.lines.len(), 15, "{}", picture.family);
        assert!(parts.lines.iter().all(|at| *at > bar.start && *at < bar.start + bar.width));
    }
}

#[test]
fn bars_lie_on_one_line() {
    let map = map(TROUBLE);
    let pictures = pictures(&map);
    let mut right = 0.0_f64;
    for row in &pictures[0].rows {
        let (Row::Range { bar, .. } | Row::Slices { bar, .. }) = row else { continue };
        assert!(bar.start >= 0.0 && bar.width > 1.0 && bar.start + bar.width < 100.01, "{row:?}");
        right = right.max(bar.start + bar.width);
    }
    assert!((right - 100.0).abs() < 0.01);
    let [Row::Range { crossed, .. }, Row::Range { bar, spots, crossed: pods, .. }, ..] =
        pictures[0].rows.as_slice()
    else {
        panic!("{:?}", pictures[0].rows)
    };
    // The whole of pods is shared, and a machine is in it.
    assert_eq!((crossed[0].extent, crossed), (*bar, pods));
    assert!(spots[0].wrong && spots[0].extent.start > bar.start);
}

#[test]
fn parts_are_told_apart_while_they_can_be() {
    let parts = |pods: &str| {
        let map =
            map(&format!("network: {{ pods: {pods} }}\nnodes: [{{ role: worker, ip: 1.2.3.4 }}]"));
        let pictures = pictures(&map);
        let found = pictures[0].rows.iter().find_map(|row| match row {
            Row::Slices { parts, bar, .. } => Some((parts.clone(), *bar)),
            _ => None,
        });
        found.expect("slices")
    };
    let (few, bar) = parts("10.2.0.0/20");
    assert_eq!(few.lines.len(), 15);
    assert!((few.skipped.width - bar.width / 16.0).abs() < 1e-6);
    assert!((few.taken.width - few.skipped.width).abs() < 1e-6);
    assert!((few.taken.start - few.lines[0]).abs() < 1e-6);
    assert_eq!(parts("10.0.0.0/8").0.lines.len(), 0);
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
async fn a_map_is_an_image_with_tables() {
    let place = gloo::utils::document().create_element("div").expect("div");
    gloo::utils::body().append_child(&place).expect("body");
    let props = super::Props { map: std::rc::Rc::new(map(TROUBLE)) };
    yew::Renderer::<super::NetworkMap>::with_root_and_props(place.clone(), props).render();
    gloo::timers::future::TimeoutFuture::new(50).await;
    let count = |selector: &str| place.query_selector_all(selector).expect(selector).length();
    assert_eq!(count("[role=img][aria-label]"), 2);
    assert_eq!(count(".map-row"), 11);
    assert_eq!(count("table > caption"), 2);
    assert_eq!(count("th:not([scope])"), 0);
    // One row of heads in each; 8 ranges, 2 overlaps.
    assert_eq!(count("tr"), 2 + 8 + 2);
    // The page's policy forbids both.
    assert_eq!(count("[style]") + count("script, style"), 0);
    // As HTML it would be there and not be drawn.
    let bar = place.query_selector("rect.map-bar").expect("selector").expect("bar");
    assert_eq!(bar.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
    place.remove();
}
