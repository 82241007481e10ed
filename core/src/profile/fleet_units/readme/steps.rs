//! From nothing to a running cluster, in order.

use super::super::Document;
use super::super::download::url;
use crate::profile::Step;
use crate::profile::readme::{Keys, bring_up_all};
use crate::spec::Role;

pub(in super::super) fn steps(document: Document<'_>) -> Vec<Step> {
    let Document { plan, settings } = document;
    let leaders = plan.of_role(Role::ControlPlane).count();
    let mut steps = Vec::new();
    if settings.discovery.is_some() {
        steps.push(
            Step::new()
                .text("Make sure that the discovery URL is a new one, made for this cluster and for ")
                .text(format_args!("{leaders} {}: ", if leaders == 1 { "member" } else { "members" }))
                .command(format_args!("curl 'https://discovery.etcd.io/new?size={leaders}'"))
                .text(
                    " prints such a URL. With a larger size etcd waits for more members; beyond a smaller one \
                     leaders become proxies.",
                ),
        );
    }
    steps.push(bring_up(document, Role::ControlPlane, "leaders"));
    if plan.of_role(Role::Worker).next().is_some() {
        steps.push(bring_up(document, Role::Worker, "workers"));
    }
    if leaders > 1 {
        steps.push(
            Step::new()
                .text("Let ")
                .code(document.leader_endpoint())
                .text(" lead to port ")
                .code(settings.api_port)
                .text(" of every leader: by a load balancer, or a name with all their addresses."),
        );
    }
    steps.push(
        Step::new()
            .text("Copy the directory cluster to one of the machines and go on there, or stay where you are with ")
            .command("export FLEETCTL_TUNNEL=ADDRESS")
            .text(", an ssh agent that has your key, and a fleetctl no older than the machines'. ")
            .command("fleetctl list-machines")
            .text(" must show every machine with its metadata."),
    );
    steps.push(
        Step::new().text("Start Kubernetes: ").command("cluster/fleet.sh start").text(
            ". The first time each machine downloads its programs, which can take minutes; the script ends when every unit runs.",
        ),
    );
    steps.push(
        Step::new()
            .text("Install kubectl from ")
            .code(url(document, "kubectl"))
            .text("; then ")
            .command(format_args!("kubectl -s {} get nodes", document.api_url()))
            .text(" lists each machine that runs pods by its address, as Ready."),
    );
    if plan.addons.kube_dns {
        steps.push(
            Step::new()
                .text("Start DNS: ")
                .command(format_args!("kubectl -s {} create -f cluster/addons", document.api_url()))
                .text(". A pod then finds the API as ")
                .code(format_args!("kubernetes.default.svc.{}", plan.network.domain))
                .text("."),
        );
    }
    steps
}

fn bring_up(document: Document<'_>, role: Role, what: &'static str) -> Step {
    let nodes: Vec<_> = document.plan.of_role(role).collect();
    bring_up_all(what, &nodes, |_| Keys::None)
}
