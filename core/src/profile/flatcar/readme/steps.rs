//! From nothing to a running cluster, in order.

use super::super::{Cluster, user_data};
use crate::plan::Node;
use crate::plan::flatcar::PodNetwork;
use crate::profile::readme::{Keys, bring_up_all};
use crate::profile::{Bundles, Step};
use crate::spec::{KeyDelivery, Role};

pub(in super::super) fn steps(cluster: Cluster<'_>, bundles: Bundles) -> Vec<Step> {
    let plan = cluster.plan;
    let of_role = |role| plan.of_role(role).collect::<Vec<&Node>>();
    let keys = |_: &Node| Keys::InBundle;
    let mut steps = vec![match bundles {
        Bundles::WithKeys => keep_keys(),
        Bundles::WithoutKeys => make_keys(),
    }];
    steps.push(
        Step::new()
            .text("Boot each machine with ")
            .code(user_data::name(cluster))
            .text(match cluster.settings.keys {
                KeyDelivery::Bundle => {
                    " of its bundle as user-data. It sets itself up, and waits for its keys."
                }
                KeyDelivery::Ignition => {
                    " of its bundle as user-data. It sets itself up, with the keys that are in it."
                }
            }),
    );
    if let (None, true) = (&cluster.settings.vip, of_role(Role::ControlPlane).len() > 1) {
        steps.push(
            Step::new().text("Let ").code(plan.api.url()).text(
                " lead to port 6443 of every control plane: by your load balancer, or by DNS.",
            ),
        );
    }
    for (role, what) in [
        (Role::Etcd, "etcd members"),
        (Role::ControlPlane, "control planes"),
        (Role::Worker, "workers"),
    ] {
        let machines = of_role(role);
        if !machines.is_empty() {
            steps.push(bring_up_all(what, &machines, keys));
        }
    }
    steps.push(
        Step::new()
            .text("On your own machine, with kubectl of this release or the one before: ")
            .command("kubectl --kubeconfig cluster/admin/kubeconfig get nodes")
            .text("."),
    );
    if cluster.settings.network == PodNetwork::Own {
        steps.push(
            Step::new()
                .text("Install the pod network that you bring; until then nodes are not Ready."),
        );
    }
    steps
}

fn make_keys() -> Step {
    Step::new()
        .text("On your own machine, where cluster.yaml lies, make the keys and certificates once: ")
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
        .text("The keys are made: each machine's are in its bundle, yours and the authorities' in ")
        .code("cluster/admin")
        .text(". Keep these files closed, and take the authorities' keys offline: they can make an administrator of anyone.")
}
