//! A corpus of faults.

use super::*;

const SOUND: &str = r#"heat_template_version: "2018-08-31"
description: A cluster
parameters:
  count: {type: number, default: 3, constraints: [{range: {min: 1, max: 12}}]}
resources:
  net: {type: OS::Neutron::Net, properties: {name: inside}}
  handle: {type: OS::Heat::WaitConditionHandle}
  done:
    type: OS::Heat::WaitCondition
    depends_on: net
    properties: {handle: {get_resource: handle}, timeout: 600}
  group:
    type: OS::Heat::ResourceGroup
    depends_on: done
    properties:
      count: {get_param: count}
      resource_def:
        type: OS::Nova::Server
        properties:
          name: node-%index%
          image: CoreOS
          flavor: m1.small
          networks: [{network: {get_resource: net}}]
          user_data_format: RAW
          user_data:
            str_replace_strict:
              params: {"%stack%": {get_param: "OS::stack_name"}}
              template: |
                #cloud-config
                # %stack%ab%index% 100%%done%% %i%H
                hostname: a
outputs:
  nodes: {value: {get_attr: [group, name]}}
"#;

#[test]
fn a_sound_template_has_no_faults() {
    assert_eq!(check(SOUND), []);
}

#[test]
fn each_fault_of_the_whole_and_of_parameters_is_found() {
    finds(&[
        (
            "\"2018-08-31\"",
            "2018-08-31x",
            "$.heat_template_version: is no known version, written as text",
        ),
        (
            "2018-08-31",
            "2013-05-23",
            "$.resources.group.properties.resource_def.properties.user_data: str_replace_strict is not in 2013-05-23",
        ),
        ("outputs:", "conditions: {}\noutputs:", "$.conditions: is no section of a template"),
        (
            "type: number",
            "type: integer",
            "$.parameters.count: `integer` is no type of a parameter",
        ),
        ("default: 3", "default: '3'", "$.parameters.count: the default is no number"),
        ("default: 3", "default: 13", "$.parameters.count: the default fails `range`"),
        ("default: 3", "value: 3", "$.parameters.count: `value` is no key of a parameter"),
        (
            "range: {min: 1",
            "range: {min: 13",
            "$.parameters.count: `range` has no room between its bounds",
        ),
        ("range: {", "length: {", "$.parameters.count: `length` is not for a number"),
        ("range: {", "between: {", "$.parameters.count: `between` is no constraint"),
        (
            "resources:\n",
            "  other: {type: string}\nresources:\n",
            "$.parameters.other: is used nowhere",
        ),
        (
            "resources:\n",
            "parameter_groups: [{label: a, parameters: [x]}]\nresources:\n",
            "$.parameter_groups[0]: there is no parameter `x`",
        ),
        (
            "resources:\n",
            "parameter_groups: [{label: a, parameters: [count, count]}]\nresources:\n",
            "$.parameter_groups[0]: `count` is in a group twice",
        ),
    ]);
}

#[test]
fn each_fault_of_resources_and_texts_is_found() {
    finds(&[
        (
            "OS::Neutron::Net,",
            "OS::Neutron::Network,",
            "$.resources.net: `OS::Neutron::Network` is no known type",
        ),
        (
            "{name: inside}",
            "{label: inside}",
            "$.resources.net.properties.label: is no known property",
        ),
        (", timeout: 600", "", "$.resources.done.properties: `timeout` is missing"),
        (
            "[{network: {get",
            "[{net: {get",
            "$.resources.group.properties.resource_def.properties.networks[0].net: is no known property",
        ),
        (
            "networks: [{network: {get_resource: net}}]",
            "networks: [{port: {get_resource: net}}]\n          security_groups: [a]",
            "$.resources.group.properties.resource_def: security groups of a server with a port belong to the port",
        ),
        ("get_param: count", "get_param: counts", "$.parameters.count: is used nowhere"),
        (
            "{get_resource: handle}",
            "{get_resource: handles}",
            "$.resources.done.properties.handle: there is no resource `handles`",
        ),
        (
            "depends_on: net",
            "depends_on: [nets]",
            "$.resources.done.depends_on: there is no resource `nets`",
        ),
        ("[group, name]", "[groups, name]", "$.outputs.nodes.value: there is no resource `groups`"),
        ("{value: {get_attr", "{values: {get_attr", "$.outputs.nodes: has no value"),
        (
            "handle: {type: OS::Heat::WaitConditionHandle}",
            "handle: {type: OS::Heat::WaitConditionHandle, depends_on: done}",
            "$.resources: these wait for each other: done, handle",
        ),
        (
            "# %stack%",
            "# ",
            "$.resources.group.properties.resource_def.properties.user_data: `%stack%` is not in the template of str_replace_strict",
        ),
        (
            "node-%index%",
            "node-%number%",
            "$.resources.group.properties.resource_def.properties.name: nothing replaces `%number%`",
        ),
        (
            "name: inside",
            "name: inside-%index%",
            "$.resources.net.properties.name: nothing replaces `%index%`",
        ),
        (
            "depends_on: done",
            "depends_on: net",
            "$.resources.done: holds nothing back: nothing depends on it",
        ),
        (
            "hostname: a",
            "host: a",
            "$.resources.group.properties.resource_def.properties.user_data: warning: unrecognized key \"host\" ($.host)",
        ),
        ("A cluster", "A \u{fdd1}x\u{fddf} cluster", "$: holds a hole that nothing fills"),
    ]);
}

/// Replaces a piece of [`SOUND`] and looks for the fault.
fn finds(cases: &[(&str, &str, &str)]) {
    for (from, to, expected) in cases {
        assert!(SOUND.contains(from), "{from}");
        let found: Vec<String> =
            check(&SOUND.replace(from, to)).iter().map(ToString::to_string).collect();
        assert!(found.contains(&(*expected).to_owned()), "{to}: {found:?}");
        assert!(found.len() <= 2, "{to}: {found:?}");
    }
}

#[test]
fn sizes_are_bounded() {
    let long = |bytes: usize| check(&SOUND.replace("100%%", &"x".repeat(bytes)));
    assert_eq!(long(49_000), []);
    assert_eq!(long(49_200).len(), 1);
    assert_eq!(check(&" ".repeat(LONGEST_TEMPLATE + 1)).len(), 1);
}
