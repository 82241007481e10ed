//! README.md of the cluster: the whole way, in order.

use super::super::Cluster;
use super::steps::steps;
use crate::format::markdown::{Inline, Markdown};
use crate::profile::Bundles;

pub(in super::super) fn cluster(cluster: Cluster<'_>) -> String {
    let plan = cluster.plan;
    let pki = &plan.pki;
    Markdown::new()
        .heading(1, plan.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} machines; Kubernetes ", plan.nodes().len()))
                .code(plan.release.kubernetes())
                .text(", the API at ")
                .code(plan.api.url())
                .text(". Commands are run in the directory that holds cluster and nodes."),
        )
        .heading(2, "In this order")
        .steps(steps(cluster, Bundles::WithoutKeys))
        .heading(2, "Addresses")
        .table(
            ["", ""],
            [
                [Inline::from("Pods"), Inline::code_only(plan.network.pods)],
                [Inline::from("Services"), Inline::code_only(plan.network.services)],
                [Inline::from("The API as a service"), Inline::code_only(plan.network.api_service_ip)],
                [Inline::from("DNS"), Inline::code_only(plan.network.dns_service_ip)],
                [Inline::from("Domain"), Inline::code_only(&plan.network.domain)],
            ],
        )
        .heading(2, "Keep in mind")
        .list([
            Inline::new()
                .text("The authorities' keys in ")
                .code("cluster/admin")
                .text(" can make an administrator of anyone. Keep them offline")
                .text(if cluster.settings.kubeadm() {
                    "; kubeadm needs a copy on each control plane."
                } else {
                    ", and on no machine of the cluster."
                }),
            Inline::new()
                .text(format_args!(
                    "Certificates are valid for {} days, the authorities for {}; ",
                    pki.certificate_days, pki.ca_days
                ))
                .code("kubecore-cli pki status")
                .text(" counts the days that are left, ")
                .code("pki renew")
                .text(" makes them anew. Render again, and install the bundles that changed."),
            Inline::new()
                .text("Secrets are encrypted in etcd with a key that is made of ")
                .code("encryption-key.pem")
                .text(" in the PKI directory: whoever loses it loses them."),
            Inline::from(
                "A new release of Kubernetes goes to control planes first, one machine after the other, and never \
                 over a minor release.",
            ),
        ])
        .to_string()
}
