//! Resource types and their properties, as openstack/heat names them in `heat/engine/resources`.

use serde_yaml::Value;

use super::{call, each, entries, items, part, user_data};
use crate::format::finding::Finding;

/// What a property holds.
#[derive(Clone, Copy)]
enum Shape {
    /// A value, or a list of values.
    Value,
    /// A mapping.
    Map(Fields),
    /// A list of mappings.
    Maps(Fields),
    /// A resource without name: type and properties.
    Resource,
}

/// Whether a property must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Must,
    May,
}

type Fields = &'static [(&'static str, Need, Shape)];

use Need::{May, Must};
use Shape::{Map, Maps};

const V: Shape = Shape::Value;

const TYPES: [(&str, Fields); 14] = [
    ("OS::Nova::Server", SERVER),
    (
        "OS::Heat::ResourceGroup",
        &[("count", Must, V), ("index_var", May, V), ("resource_def", Must, Shape::Resource)],
    ),
    ("OS::Heat::RandomString", &[("length", May, V)]),
    ("OS::Heat::WaitConditionHandle", &[]),
    ("OS::Heat::WaitCondition", &[("handle", Must, V), ("timeout", Must, V), ("count", May, V)]),
    ("OS::Neutron::Net", &[("name", May, V)]),
    ("OS::Neutron::Subnet", SUBNET),
    ("OS::Neutron::Router", &[("name", May, V), ("external_gateway_info", May, Map(GATEWAY))]),
    ("OS::Neutron::RouterInterface", &[("router", Must, V), ("subnet", Must, V)]),
    ("OS::Neutron::Port", PORT),
    ("OS::Neutron::FloatingIP", &[("floating_network", Must, V)]),
    ("OS::Neutron::FloatingIPAssociation", &[("floatingip_id", Must, V), ("port_id", Must, V)]),
    (
        "OS::Neutron::SecurityGroup",
        &[("name", May, V), ("description", May, V), ("rules", May, Maps(RULE))],
    ),
    ("Rackspace::Cloud::Network", &[("label", Must, V), ("cidr", Must, V)]),
];

const SERVER: Fields = &[
    ("name", May, V),
    ("image", Must, V),
    ("flavor", Must, V),
    ("key_name", May, V),
    ("networks", May, Maps(&[("network", May, V), ("port", May, V), ("uuid", May, V)])),
    ("security_groups", May, V),
    ("config_drive", May, V),
    ("user_data_format", Must, V),
    ("user_data_update_policy", May, V),
    ("user_data", Must, V),
];

const SUBNET: Fields = &[
    ("name", May, V),
    ("network", Must, V),
    ("cidr", Must, V),
    ("gateway_ip", May, V),
    ("allocation_pools", May, Maps(&[("start", Must, V), ("end", Must, V)])),
    ("dns_nameservers", May, V),
];

const GATEWAY: Fields = &[("network", Must, V), ("enable_snat", May, V)];

const PORT: Fields = &[
    ("name", May, V),
    ("network", Must, V),
    ("fixed_ips", May, Maps(&[("subnet", May, V), ("ip_address", May, V)])),
    ("security_groups", May, V),
    ("allowed_address_pairs", May, Maps(&[("ip_address", Must, V)])),
];

const RULE: Fields = &[
    ("direction", May, V),
    ("ethertype", May, V),
    ("protocol", May, V),
    ("port_range_min", May, V),
    ("port_range_max", May, V),
    ("remote_mode", May, V),
    ("remote_ip_prefix", May, V),
];

/// Checks a resource: its type, the names of its properties, and what does not go together.
pub(super) fn check(resource: &Value, path: &str, findings: &mut Vec<Finding>) {
    let kind = resource.get("type").and_then(Value::as_str).unwrap_or_default();
    for (key, _) in entries(resource) {
        if !["type", "depends_on", "properties"].contains(&key) {
            findings.push(Finding::new(path, format!("`{key}` is no key of a resource")));
        }
    }
    let Some((_, properties)) = TYPES.iter().find(|(name, _)| *name == kind) else {
        findings.push(Finding::new(path, format!("`{kind}` is no known type")));
        return;
    };
    let given = part(resource, "properties");
    fields(given, properties, &format!("{path}.properties"), findings);
    if kind == "OS::Nova::Server" {
        server(given, path, findings);
    }
}

fn fields(tree: &Value, known: Fields, path: &str, findings: &mut Vec<Finding>) {
    for (name, value) in entries(tree) {
        let path = format!("{path}.{name}");
        let Some((_, _, shape)) = known.iter().find(|(field, ..)| *field == name) else {
            findings.push(Finding::new(path, "is no known property"));
            continue;
        };
        match shape {
            _ if call(value).is_some() => {}
            Shape::Value => {}
            Map(inner) => fields(value, inner, &path, findings),
            Maps(inner) => {
                each(value, &path, &mut |item, path| fields(item, inner, path, findings));
            }
            Shape::Resource => check(value, &path, findings),
        }
    }
    for (name, need, _) in known {
        if *need == Must && tree.get(*name).is_none() {
            findings.push(Finding::new(path, format!("`{name}` is missing")));
        }
    }
}

fn server(properties: &Value, path: &str, findings: &mut Vec<Finding>) {
    let has_port = items(part(properties, "networks")).any(|card| card.get("port").is_some());
    if has_port && properties.get("security_groups").is_some() {
        let message = "security groups of a server with a port belong to the port";
        findings.push(Finding::new(path, message));
    }
    if let Some(data) = properties.get("user_data") {
        user_data::check(data, &format!("{path}.properties.user_data"), findings);
    }
}
