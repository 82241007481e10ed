//! README.md of the cluster: the whole way, in order.

use super::super::{Guide, corrections, once};
use super::release_url;
use crate::format::markdown::{Inline, Markdown};
use crate::profile::corrections::section;
use crate::profile::readme::bring_up_all;
use crate::spec::Role;

pub(in super::super) fn cluster(guide: Guide<'_>) -> String {
    let plan = guide.plan;
    let document = Markdown::new()
        .heading(1, plan.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} machines; Kubernetes ", plan.nodes().len()))
                .code(plan.release)
                .text(", the API at ")
                .code(plan.api.url())
                .text(". Commands are run in the directory that holds cluster and nodes."),
        )
        .heading(2, "In this order")
        .steps(steps(guide))
        .heading(2, "Addresses")
        .table(
            ["", ""],
            [
                [Inline::from("Pods"), Inline::code_only(plan.network.pods)],
                [Inline::from("Services"), Inline::code_only(plan.network.services)],
                [Inline::from("The API as a service"), Inline::code_only(plan.network.api_service_ip)],
                [Inline::from("DNS"), Inline::code_only(plan.network.dns_service_ip)],
                [Inline::from("Domain"), Inline::code_only(&plan.network.domain)],
                [Inline::from("etcd"), Inline::code_only(plan.etcd.endpoint_list())],
            ],
        )
        .heading(2, "Keep in mind")
        .list([
            Inline::from("etcd and the API's local port speak plain HTTP: keep these networks to yourself."),
            Inline::new()
                .code("ca-key.pem")
                .text(" can make an administrator of anyone. Keep it offline, and never on a machine of the cluster."),
            lifetimes(guide),
            changes(guide),
        ]);
    let repairs = section(&corrections::of_cluster(guide).collect::<Vec<_>>());
    format!("{document}{repairs}")
}

fn steps(guide: Guide<'_>) -> Vec<Inline> {
    let plan = guide.plan;
    let once = once::of(guide);
    let mut steps = vec![make_keys(guide)];
    let names = |role| plan.of_role(role).map(|node| node.name.as_str()).collect::<Vec<_>>();
    if !names(Role::Etcd).is_empty() {
        steps.push(bring_up_all("etcd members", &names(Role::Etcd)));
    }
    if once.network.is_some() {
        steps.push(
            Inline::new()
                .text("From a machine that reaches etcd, set the pod network: ")
                .code("cluster/once.sh network")
                .text("."),
        );
    }
    steps.push(bring_up_all("control planes", &names(Role::ControlPlane)));
    if !once.namespaces.is_empty() {
        steps.push(
            Inline::new()
                .text("On one control plane, make the namespaces: ")
                .code("cluster/once.sh namespaces")
                .text("."),
        );
    }
    if !names(Role::Worker).is_empty() {
        steps.push(bring_up_all("workers", &names(Role::Worker)));
    }
    steps.push(meet_the_api(guide));
    if plan.addons.kube_dns || plan.addons.dashboard {
        steps.push(
            Inline::new()
                .text("Install the add-ons: ")
                .code(format_args!("{} create -f cluster/addons", kubectl(guide)))
                .text("."),
        );
    }
    if plan.addons.dashboard {
        steps.push(
            Inline::new()
                .text("The dashboard is reached by ")
                .code(format_args!(
                    "{} port-forward --namespace=kube-system POD 9090",
                    kubectl(guide)
                ))
                .text(" at http://127.0.0.1:9090."),
        );
    }
    steps
}

fn make_keys(guide: Guide<'_>) -> Inline {
    let step = Inline::new();
    if guide.has_script() {
        return step
            .text("On your own machine, make the TLS assets: ")
            .code("sh cluster/generate-tls.sh tls")
            .text(". Each machine's own land in tls/nodes, beside what was rendered.");
    }
    step.text("On your own machine, where cluster.yaml lies, make the keys and certificates once: ")
        .code("kubecore-cli pki init cluster.yaml -d pki")
        .text("; then render with them: ")
        .code("kubecore-cli render cluster.yaml --pki pki -o out")
        .text(
            ". Each key is then in the bundle of its machine, as it is in downloads of the page that made keys. \
             A render without ",
        )
        .code("--pki")
        .text(" holds none.")
}

fn meet_the_api(guide: Guide<'_>) -> Inline {
    let step =
        Inline::new().text("On your own machine, install kubectl from ").code(release_url(guide));
    let step = if guide.has_script() {
        step.text(" and introduce it to the cluster: ")
            .code("sh cluster/admin/setup-kubectl.sh tls")
    } else {
        step
    };
    step.text("; then ").code(format_args!("{} get nodes", kubectl(guide))).text(".")
}

/// The script makes the cluster kubectl's own; a kubeconfig has to be named.
fn kubectl(guide: Guide<'_>) -> &'static str {
    if guide.has_script() { "kubectl" } else { "kubectl --kubeconfig cluster/admin/kubeconfig" }
}

fn lifetimes(guide: Guide<'_>) -> Inline {
    if guide.has_script() {
        return Inline::from("Certificates are valid for a year, the CA for 10 000 days.");
    }
    let pki = &guide.plan.pki;
    Inline::new()
        .text(format_args!(
            "Certificates are valid for {} days, the CA for {}; ",
            pki.certificate_days, pki.ca_days
        ))
        .code("kubecore-cli pki status")
        .text(" counts the days that are left, ")
        .code("pki renew")
        .text(" makes them anew.")
}

fn changes(guide: Guide<'_>) -> Inline {
    let text = Inline::new();
    let text = if guide.has_script() {
        text.text("After a change in cluster.yaml render again, run ")
            .code("generate-tls.sh")
            .text(" again (it keeps what is still right)")
    } else {
        text.text("After a change in cluster.yaml run ").code("pki init").text(
            " again (it keeps what is there, and says if something no longer fits), render again,",
        )
    };
    text.text(
        " and run each changed machine's install.sh. \
         Pod and service ranges of a running cluster cannot be changed.",
    )
}
