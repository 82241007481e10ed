//! What a machine boots from, and whether its platform takes so much.

use super::Cluster;
use crate::bundle::{PLAIN, PRIVATE};
use crate::diagnostic::{Code, Diagnostic};
use crate::format::ignition::budget::{Budget, Platform, Unpacking, Verdict, budget, pointer};
use crate::format::ignition::{Config, DataUrls, Url};
use crate::format::x509::KeyKind;
use crate::plan::certificates::{Part, of_machine};
use crate::plan::{ByRole, Node};
use crate::profile::bundle::Text;
use crate::profile::machine::{File, Machine, ignition};
use crate::source::FieldPath;
use crate::spec::{KeyDelivery, Role, UserDataPlatform};

/// Butane's file for people and Ignition's for the machine, which say the same; and where user-data
/// has no room for them, a small pair that names the large one. Keys are in them only where that was
/// chosen: then they are as secret as those.
pub(super) fn texts(
    cluster: Cluster<'_>,
    node: &Node,
    machine: &Machine,
    secrets: &[File],
    urls: &ByRole<DataUrls>,
) -> Vec<Text> {
    let with_keys = cluster.settings.keys == KeyDelivery::Ignition;
    let secrets = if with_keys { secrets } else { &[] };
    let config = config(cluster, machine, secrets);
    let mode = if secrets.is_empty() { PLAIN } else { PRIVATE };
    // Without the keys, which are in no other machine's.
    let urls =
        urls.of(node.role).get_or_init(|| DataUrls::of(&self::config(cluster, machine, &[])));
    let text = config.ignition_with(urls);
    let mut texts = Vec::new();
    if let Some(pointer) = to(cluster, node, &text) {
        texts.push(("pointer.bu", PLAIN, pointer.butane()));
        texts.push(("pointer.ign", PLAIN, pointer.ignition()));
    }
    texts.push(("config.bu", mode, config.butane()));
    texts.push(("config.ign", mode, text));
    texts
}

/// Which file of the bundle is the machine's user-data.
pub(super) fn name(cluster: Cluster<'_>) -> &'static str {
    if cluster.settings.config_url.is_some() { "pointer.ign" } else { "config.ign" }
}

/// Where a machine fetches its config from, where user-data only names it.
pub(super) fn url(cluster: Cluster<'_>, node: &Node) -> Option<String> {
    let base = cluster.settings.config_url.as_ref()?;
    Some(format!("{base}/{}.ign", node.name))
}

/// What there is to say of the user-data of `cluster`. One machine of a role stands for all: names and
/// addresses differ by a few bytes.
pub(super) fn findings(cluster: Cluster<'_>) -> Vec<Diagnostic> {
    let platform = platform(cluster.settings.platform);
    if budget(platform, &[]).limit.bytes.is_none() {
        return Vec::new();
    }
    let first = |role| cluster.plan.of_role(role).next();
    let found = [Role::Etcd, Role::ControlPlane, Role::Worker].into_iter().filter_map(first);
    found.filter_map(|node| finding(cluster, platform, node)).collect()
}

fn finding(cluster: Cluster<'_>, platform: Platform, node: &Node) -> Option<Diagnostic> {
    let (machine, _) = super::machine(cluster, node);
    let text = config(cluster, &machine, &[]).ignition();
    let bytes = match to(cluster, node, &text) {
        Some(pointer) => pointer.ignition().into_bytes(),
        None => [text, keys(cluster, node)].concat().into_bytes(),
    };
    let budget = budget(platform, &bytes);
    let path = FieldPath::root().key("flatcar").key("platform");
    let code = match budget.verdict() {
        Verdict::Fine => return None,
        // The second is taken if the reader does what the help says.
        Verdict::Near | Verdict::OverUnlessPacked => Code::UserDataNearLimit,
        Verdict::Over => Code::UserDataTooLarge,
    };
    let Budget { size, limit, .. } = budget;
    let most = limit.bytes?;
    // In whole KiB, as a byte more or less is nothing to act upon.
    let message = format!(
        "{} needs about {} KiB of user-data, and {} takes {}",
        node.name,
        size.div_ceil(1024),
        platform.name(),
        most.div_ceil(1024)
    );
    Some(Diagnostic::new(code, message).path(path).help(remedy(&budget)))
}

fn remedy(budget: &Budget) -> String {
    let serve = "serve the configs yourself, and name the place as `flatcar.config_url`";
    match (budget.verdict(), budget.limit.gzip) {
        (Verdict::OverUnlessPacked, Unpacking::Ignition) => {
            "give the machine `gzip --best config.ign`, which Ignition unpacks".into()
        }
        (Verdict::OverUnlessPacked, _) => {
            "give the machine `gzip --best config.ign`, with the encoding gzip+base64 declared"
                .into()
        }
        _ => serve.into(),
    }
}

/// What takes the place of keys that are not there yet: as many signs as those of their kind take, as
/// data URLs.
fn keys(cluster: Cluster<'_>, node: &Node) -> String {
    if cluster.settings.keys != KeyDelivery::Ignition {
        return String::new();
    }
    let rsa = cluster.plan.pki.key == KeyKind::Rsa2048;
    // Measured on rendered configs; a few per cent more or less are what the warning is for.
    let length = |part: Part| match (part, rsa) {
        (Part::Trust | Part::Certificate, false) => 830,
        (Part::Trust | Part::Certificate, true) => 1_310,
        (Part::Key, false) => 380,
        (Part::Key, true) => 2_000,
        (Part::Public, false) => 300,
        (Part::Public, true) => 550,
        (Part::Encryption, _) => 450,
    };
    let all: usize = of_machine(cluster.plan, node).iter().map(|placed| length(placed.part)).sum();
    "x".repeat(all)
}

fn config(cluster: Cluster<'_>, machine: &Machine, secrets: &[File]) -> Config {
    ignition(cluster.plan, machine, secrets, cluster.variant())
}

fn to(cluster: Cluster<'_>, node: &Node, text: &str) -> Option<Config> {
    Some(pointer(cluster.variant(), Url::new(url(cluster, node)?).ok()?, text))
}

fn platform(platform: UserDataPlatform) -> Platform {
    match platform {
        UserDataPlatform::Metal => Platform::Metal,
        UserDataPlatform::Akamai => Platform::Akamai,
        UserDataPlatform::Aws => Platform::Aws,
        UserDataPlatform::Azure => Platform::Azure,
        UserDataPlatform::Digitalocean => Platform::DigitalOcean,
        UserDataPlatform::Gcp => Platform::Gcp,
        UserDataPlatform::Hetzner => Platform::Hetzner,
        UserDataPlatform::Hyperv => Platform::HyperV,
        UserDataPlatform::Ibmcloud => Platform::IbmCloud,
        UserDataPlatform::Openstack => Platform::OpenStack,
        UserDataPlatform::Qemu => Platform::Qemu,
        UserDataPlatform::Vmware => Platform::Vmware,
    }
}
