//! README.md of the cluster: the whole way, in order.

use super::super::{Guide, corrections};
use super::steps::steps;
use crate::format::markdown::{Inline, Markdown};
use crate::profile::Bundles;
use crate::profile::corrections::section;

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
        .steps(steps(guide, Bundles::WithoutKeys))
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
