//! From nothing to a running cluster, in order.

use super::super::Config;
use super::kubectl;
use crate::plan::Node;
use crate::profile::Step;
use crate::profile::readme::Keys;
use crate::spec::Role;

pub(in super::super) fn steps(config: Config<'_>) -> Vec<Step> {
    let plan = config.plan;
    let nodes = config.machines;
    let members = nodes.iter().filter(|node| node.etcd && node.role == Role::Worker);
    let rest = nodes.iter().filter(|node| !node.etcd && node.role == Role::Worker);
    let master = nodes.iter().filter(|node| node.role == Role::ControlPlane);
    let ip = plan.first_control_plane().map(|node| node.ip.to_string()).unwrap_or_default();
    let mut steps = vec![Step::new().text(
        "At your providers, let TCP and UDP 6783 in to each machine from the others, and SSH from you; close the rest.",
    )];
    steps.extend(bring_up(config, "Bring up the master, by its README.md: ", master));
    steps.extend(bring_up(
        config,
        "Without waiting for it, bring up the other etcd members: ",
        members,
    ));
    steps.extend(bring_up(config, "Bring up the other machines: ", rest));
    steps.push(
        Step::new()
            .text("Look at it from the master: ")
            .command(format_args!("ssh core@{ip}"))
            .text(", then ")
            .command("sudo /opt/bin/weave status")
            .text(" (it shows a connection to every other machine), ")
            .command(format_args!("etcdctl --peers {} cluster-health", plan.etcd.endpoint_list()))
            .text(" and ")
            .command(format_args!("{} get nodes", kubectl(config)))
            .text("."),
    );
    if plan.addons.kube_dns {
        steps.push(
            Step::new()
                .text("Install DNS: ")
                .command(format_args!("rsync -a cluster/addons core@{ip}:"))
                .text(", then on the master ")
                .command(format_args!("{} create -f addons", kubectl(config)))
                .text("."),
        );
    }
    steps.push(
        Step::new()
            .text("From your own machine, the API is at the other end of ")
            .command(format_args!("ssh -N -L 8080:{} core@{ip}", config.api()))
            .text(": ")
            .command("kubectl --server=http://127.0.0.1:8080 get nodes")
            .text("."),
    );
    steps
}

/// None if there is no such machine. User-data alone brings up machines that share one.
fn bring_up<'n>(
    config: Config<'_>,
    what: &'static str,
    nodes: impl Iterator<Item = &'n Node>,
) -> Option<Step> {
    let nodes: Vec<&Node> = nodes.collect();
    let keys = |_: &Node| (!config.shared()).then_some(Keys::None);
    (!nodes.is_empty()).then(|| Step::new().text(what).machines(&nodes, keys))
}
