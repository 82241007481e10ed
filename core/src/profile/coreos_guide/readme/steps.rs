//! From nothing to a running cluster, in order.

use super::super::{Guide, once};
use super::node::keys;
use super::release_url;
use crate::plan::Node;
use crate::profile::readme::bring_up_all;
use crate::profile::{Bundles, Step};
use crate::spec::Role;

pub(in super::super) fn steps(guide: Guide<'_>, bundles: Bundles) -> Vec<Step> {
    let plan = guide.plan;
    let once = once::of(guide);
    let mut steps = vec![match bundles {
        Bundles::WithKeys if !guide.has_script() => keep_keys(),
        Bundles::WithKeys | Bundles::WithoutKeys => make_keys(guide),
    }];
    let of_role = |role| plan.of_role(role).collect::<Vec<_>>();
    let keys = |node: &Node| keys(guide, node);
    if !of_role(Role::Etcd).is_empty() {
        steps.push(bring_up_all("etcd members", &of_role(Role::Etcd), keys));
    }
    if once.network.is_some() {
        steps.push(
            Step::new()
                .text("From a machine that reaches etcd, set the pod network: ")
                .command("cluster/once.sh network")
                .text("."),
        );
    }
    steps.push(bring_up_all("control planes", &of_role(Role::ControlPlane), keys));
    if !once.namespaces.is_empty() {
        steps.push(
            Step::new()
                .text("On one control plane, make the namespaces: ")
                .command("cluster/once.sh namespaces")
                .text("."),
        );
    }
    if !of_role(Role::Worker).is_empty() {
        steps.push(bring_up_all("workers", &of_role(Role::Worker), keys));
    }
    steps.push(meet_the_api(guide));
    if plan.addons.kube_dns || plan.addons.dashboard {
        steps.push(
            Step::new()
                .text("Install the add-ons: ")
                .command(format_args!("{} create -f cluster/addons", kubectl(guide)))
                .text("."),
        );
    }
    if plan.addons.dashboard {
        steps.push(
            Step::new()
                .text("The dashboard is reached by ")
                .command(format_args!(
                    "{} port-forward --namespace=kube-system POD 9090",
                    kubectl(guide)
                ))
                .text(" at http://127.0.0.1:9090."),
        );
    }
    steps
}

fn make_keys(guide: Guide<'_>) -> Step {
    let step = Step::new();
    if guide.has_script() {
        return step
            .text("On your own machine, make the TLS assets: ")
            .command("sh cluster/generate-tls.sh tls")
            .text(". Each machine's own land in tls/nodes, beside what was rendered.");
    }
    step.text("On your own machine, where cluster.yaml lies, make the keys and certificates once: ")
        .command("kubecore-cli pki init cluster.yaml -d pki")
        .text("; then render with them: ")
        .command("kubecore-cli render cluster.yaml --pki pki -o out")
        .text(
            ". Each key is then in the bundle of its machine, as it is in downloads of the page that made keys. \
             A render without ",
        )
        .code("--pki")
        .text(" holds none.")
}

fn keep_keys() -> Step {
    Step::new()
        .text("The keys are made: each machine's are in its bundle, yours and the authority's in ")
        .code("cluster/admin")
        .text(". Keep these files closed, and take ")
        .code("cluster/admin/ca-key.pem")
        .text(" offline: it can make an administrator of anyone.")
}

fn meet_the_api(guide: Guide<'_>) -> Step {
    let step =
        Step::new().text("On your own machine, install kubectl from ").code(release_url(guide));
    let step = if guide.has_script() {
        step.text(" and introduce it to the cluster: ")
            .command("sh cluster/admin/setup-kubectl.sh tls")
    } else {
        step
    };
    step.text("; then ").command(format_args!("{} get nodes", kubectl(guide))).text(".")
}

/// The script makes the cluster kubectl's own; a kubeconfig has to be named.
fn kubectl(guide: Guide<'_>) -> &'static str {
    if guide.has_script() { "kubectl" } else { "kubectl --kubeconfig cluster/admin/kubeconfig" }
}
