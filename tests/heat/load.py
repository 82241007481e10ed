"""Loads templates as Heat itself does, without a cloud, and prints what it finds as JSON.

    load.py TEMPLATE...

For each template: "errors", in Heat's own words; "user_data", what each server would be told, with every function
resolved and each member of a group on its own; "unused", parameters that nothing asks for. What only a cloud could
say is made up: attributes of resources have values of their kind, and a key pair or an image of any name exists.
"""

import json
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from oslo_config import cfg  # noqa: E402

from heat.common import context, template_format  # noqa: E402
from heat.engine import attributes, constraints, environment, function, node_data  # noqa: E402
from heat.engine import properties, resource, resources, stack, stk_defn  # noqa: E402
from heat.engine import template, translation  # noqa: E402
from heat.engine.resources.openstack.heat import resource_group  # noqa: E402
from heat.engine.resources.openstack.nova import server  # noqa: E402


def main():
    prepare()
    json.dump({path: load(path) for path in sys.argv[1:]}, sys.stdout, indent=1, sort_keys=True)


def load(path):
    found = {"errors": [], "user_data": {}, "unused": []}
    try:
        with open(path, encoding="utf-8") as file:
            parsed = template.Template(template_format.parse(file.read()))
        parsed.env = environment.Environment({"parameters": given(parsed)})
        made = stack.Stack(context.RequestContext(), "loaded", parsed)
        made.validate()
        settle(made)
        for group in groups(made):
            group.validate()
            found["user_data"].update(user_data(group))
        found["user_data"].update(user_data(made))
        found["unused"] = unused(parsed)
        for output in made.outputs.values():
            output.get_value()
    except Exception as error:  # Heat's errors have no common base.
        found["errors"].append(f"{type(error).__name__}: {error}")
    return found


def given(parsed):
    """A value for each parameter without default, as an operator would give it."""
    values = {"string": "given", "number": 1, "boolean": True, "json": {}, "comma_delimited_list": []}
    schemata = parsed.param_schemata().items()
    return {name: values[schema.type.lower()] for name, schema in schemata if schema.required}


def settle(made):
    """Makes every resource one that exists."""
    for name, made_resource in made.resources.items():
        names = [*made_resource.attributes_schema, "show"]
        if made_resource.type() == "OS::Heat::ResourceGroup":
            # Any attribute of its members is one of the group.
            names += made.env.get_class(made_resource.properties["resource_def"]["type"]).attributes_schema
        data = node_data.NodeData(1, name, "uuid", f"{name}-id", Attributes(names), "CREATE", "COMPLETE")
        stk_defn.update_resource_data(made.defn, name, data)


def groups(made):
    """The stacks that resource groups make of their members."""
    for name, group in made.resources.items():
        if group.type() == "OS::Heat::ResourceGroup":
            yield stack.Stack(made.context, name, group.child_template(), nested_depth=1)


def user_data(made):
    prefix = f"{made.name}-" if made.nested_depth else ""
    servers = {n: s for n, s in made.resources.items() if s.type() == "OS::Nova::Server"}
    return {prefix + name: found.properties["user_data"] for name, found in servers.items()}


def unused(parsed):
    asked = set()

    def walk(value):
        if isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, dict):
            name = value.get("get_param")
            asked.add(name[0] if isinstance(name, list) else name)
            for inner in value.values():
                walk(inner)

    walk(dict(parsed.t))
    return sorted(set(parsed.param_schemata()) - asked)


class CloudNetwork(resource.Resource):
    """Rackspace::Cloud::Network, as Heat had it in contrib/rackspace until 2018."""

    properties_schema = {
        "label": properties.Schema(
            properties.Schema.STRING, required=True, constraints=[constraints.Length(min=3, max=64)]
        ),
        "cidr": properties.Schema(
            properties.Schema.STRING, required=True, constraints=[constraints.CustomConstraint("net_cidr")]
        ),
    }
    attributes_schema = {"cidr": attributes.Schema(), "label": attributes.Schema()}


class Met:
    """A constraint that only a cloud can judge."""

    def validate(self, value, context, template=None):
        return True


class Networks(dict):
    """Addresses by network, whatever the networks are called."""

    def __getitem__(self, name):
        return ["10.0.0.9"]


class Attributes(dict):
    """What `get_attr` finds: for each attribute that the type has, a value of its kind."""

    KINDS = {
        "addresses": Networks(),
        "curl_cli": "curl -i -X POST -H 'X-Auth-Token: t' https://heat.example/v1/signal",
        "fixed_ips": [{"ip_address": "10.0.0.9", "subnet_id": "inside"}],
        "networks": Networks(),
        "value": "0123456789abcdef0123456789abcdef",
    }

    def __init__(self, names):
        super().__init__((name, self.KINDS.get(name, "10.0.0.9")) for name in names)

    def __getitem__(self, key):
        name, *path = key if isinstance(key, tuple) else (key,)
        value = super().__getitem__(name)
        for step in path:
            value = value if isinstance(value, str) else value[step]
        return value


def prepare():
    cfg.CONF([], project="heat")
    resources.initialise()
    world = resources.global_env()
    world.register_class("Rackspace::Cloud::Network", CloudNetwork)
    for name, constraint in list(world.constraints.items()):
        if constraint.__module__.startswith("heat.engine.clients"):
            world.constraints[name] = Met
    # Whether a service is there is a question about a cloud.
    resource.Resource.is_service_available = classmethod(lambda cls, context: (True, None))
    # Names stay names: only a cloud knows the ids.
    translation.resolve_and_find = lambda value, *_, **__: function.resolve(value)
    server.Server._validate_image_flavor = lambda self, image, flavor: None
    # No member of a group was there before, so none was taken out.
    resource_group.ResourceGroup._name_skiplist = lambda self: set()


if __name__ == "__main__":
    main()
