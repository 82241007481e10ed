//! What etcd, fleet and the API server answer; marks; and `overlord.yaml`.

use kubecore::overlord::wire::{api, etcd, fleet};
use kubecore::overlord::{Fleet, Mark, Registration, config};
use kubecore::source::Source;

use super::{Target, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "overlord",
    run,
    seeds: &[],
    form: as_it_is,
    lead: "",
    shapes: &[&[
        Shape::again("["),
        Shape::again("{\"node\":"),
        Shape::again("{\"nodes\":["),
        Shape::again("{},").after("{\"node\":{\"nodes\":[", "{}]}}"),
        Shape::again("{\"name\":\"a@b.service\",\"options\":[]},").after("{\"units\":[", "{}]}"),
        Shape::again("{\"metadata\":{}},").after("{\"items\":[", "{\"metadata\":{}}]}"),
        Shape::again("\\u0041").after("{\"message\":\"", "\"}"),
        Shape::again("http://a,").after("etcd:\n  urls: [", "]\n"),
    ]],
};

/// The answers that each reader knows, and one that it does not.
const STATUSES: [u16; 7] = [200, 201, 204, 404, 409, 412, 500];

fn run(input: &[u8]) {
    for status in STATUSES {
        drop((etcd::machines(status, input), etcd::marks(status, input), etcd::put(status, input)));
        let mut units = Fleet::new();
        drop(fleet::units(status, input, &mut units));
        drop(fleet::states(status, input, &mut units));
        for unit in units.values() {
            drop(fleet::still(status, input, unit.digest));
        }
        drop(fleet::put(status, input));
        for registration in [Registration::Minions, Registration::Nodes] {
            drop(api::nodes(registration, status, input));
        }
        drop(api::told(status, input));
    }
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(mark) = Mark::from_json(text) {
        assert_eq!(Mark::from_json(&mark.to_json()), Ok(mark));
    }
    let (config, report) = config::parse(&Source::new("overlord.yaml", text));
    assert_eq!(config.is_none(), report.has_errors());
}
