//! A machine's and the stack's bundle.

use super::{Stack, guestbook, heat, overlord, readme, units};
use crate::bundle::{Artifact, Bundle, PLAIN, PROGRAM};
use crate::format::env_file::EnvFile;
use crate::plan::Node;
use crate::profile::addons::kube_dns::{self, KubeDns, Version};
use crate::profile::alike::Alike;
use crate::profile::bundle::{Around, Assets, node as bundle};
use crate::profile::machine::Machine;

pub(super) fn node(stack: Stack<'_>, node: &Node, machine: &Machine, alike: &Alike) -> Bundle {
    let readme = readme::node(stack, node, machine);
    bundle(stack.plan, node, machine, Around { alike, readme, tls: Assets::default() })
}

pub(super) fn cluster(stack: Stack<'_>) -> Bundle {
    let mut artifacts =
        vec![Artifact::new("corekube-heat.yaml", PLAIN, heat::template(stack).to_string())];
    artifacts.push(Artifact::new("overlord/conf.json", PLAIN, overlord::conf(stack)));
    artifacts.extend(
        units::templates(stack).into_iter().map(|(name, text)| {
            Artifact::new(format!("overlord/unit_templates/{name}"), PLAIN, text)
        }),
    );
    artifacts.extend(start_units(stack));
    artifacts.extend(guestbook::artifacts(stack));
    artifacts.extend(dns(stack));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(stack)));
    Bundle::new("cluster", artifacts)
}

/// The units for machines whose ids are known, and the script that starts them in their order.
fn start_units(stack: Stack<'_>) -> Vec<Artifact> {
    let filled = units::filled(stack);
    let order: Vec<String> =
        filled.iter().map(|unit| format!("{}={}", unit.name, unit.state)).collect();
    let machines: Vec<String> = stack
        .plan
        .nodes()
        .iter()
        .filter_map(|node| Some(format!("{}={}", stack.settings.id(&node.name)?, node.ip)))
        .collect();
    let variables = EnvFile::new()
        .set("KUBECORE_MACHINES", machines.join(" "))
        .set("KUBECORE_UNITS", order.join(" "));
    let mut artifacts: Vec<Artifact> = filled
        .into_iter()
        .map(|unit| Artifact::new(format!("units/{}", unit.name), PLAIN, unit.text))
        .collect();
    artifacts.push(Artifact::new(
        "start-units.sh",
        PROGRAM,
        include_str!("../../../data/corekube/start-units.sh"),
    ));
    artifacts.push(Artifact::new("start-units.env", PLAIN, variables.to_string()));
    artifacts
}

/// Without service accounts kube-dns has to be told where the API is.
fn dns(stack: Stack<'_>) -> Vec<Artifact> {
    if !stack.plan.addons.kube_dns {
        return Vec::new();
    }
    let api_url = units::api_on_master(stack);
    let dns =
        KubeDns { network: &stack.plan.network, version: Version::V20, api_url: Some(&api_url) };
    kube_dns::files(dns)
        .into_iter()
        .map(|(name, text)| Artifact::new(format!("addons/{name}"), PLAIN, text))
        .collect()
}
