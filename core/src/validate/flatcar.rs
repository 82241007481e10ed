//! What only the profile `flatcar` asks for.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Machine};
use crate::spec::value::{Host, KubernetesVersion};
use crate::spec::{
    ApiAddress, ControlPlaneMode, Field, FlatcarOs, Install, KeyDelivery, PkiSource, Policy,
    Provider, RebootStrategy, Role, defaults,
};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    install(draft, report);
    kubeadm(draft, report);
    api_address(draft, report);
    policy(draft, report);
    calico(draft, report);
    keys(draft, report);
    machines(draft, report);
    if draft.spec.flatcar.reboot_strategy.given() == Some(&RebootStrategy::EtcdLock) {
        report.push(
            conflict(own("reboot_strategy"), "the lock needs etcd's API v2, which etcd 3.6 ended")
                .help("write `off`, and let a program such as Kured reboot machines one at a time"),
        );
    }
}

fn own(key: &'static str) -> FieldPath {
    FieldPath::root().key("flatcar").key(key)
}

fn conflict(path: FieldPath, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Conflict, message).path(path)
}

fn missing(key: &'static str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::Missing, format!("`{key}` is missing: {why}")).path(own(key))
}

fn install(draft: &Draft<'_>, report: &mut Report) {
    let block = &draft.spec.flatcar;
    if block.install.or(defaults::INSTALL) != Some(Install::Sysext) {
        return;
    }
    if block.sysext_checksum.is_absent() {
        let release = draft.version.map(KubernetesVersion::release).unwrap_or_default();
        report.push(
            missing("sysext_checksum", "machines take no image that nobody vouches for").help(
                format!(
                    "copy it from https://github.com/flatcar/sysext-bakery/releases/download/kubernetes-{release}/SHA256SUMS"
                ),
            ),
        );
    }
    if block.os.given() == Some(&FlatcarOs::FedoraCoreos) {
        report.push(
            conflict(
                own("install"),
                "Fedora CoreOS has no systemd-sysupdate to keep the image up to date",
            )
            .related_path(own("os"), "Fedora CoreOS is chosen here")
            .help("write `install: binaries`"),
        );
    }
}

fn kubeadm(draft: &Draft<'_>, report: &mut Report) {
    let block = &draft.spec.flatcar;
    if block.mode.given() != Some(&ControlPlaneMode::Kubeadm) {
        return;
    }
    match &block.kubeadm_token {
        Field::Absent => report.push(
            missing("kubeadm_token", "machines join the cluster by it")
                .help("write what `kubeadm token generate` prints, or six and sixteen random letters and digits with a dot between"),
        ),
        Field::Given(token) if !is_join_token(token.expose()) => report.push(
            Diagnostic::new(Code::NotAJoinToken, "the join token has another form")
                .path(own("kubeadm_token"))
                .help("write six characters, a dot and sixteen characters, all of a-z and 0-9"),
        ),
        Field::Given(_) | Field::Invalid => {}
    }
    if block.api_address.given() == Some(&ApiAddress::KubeVip) {
        report.push(
            conflict(
                own("api_address"),
                "kubeadm waits for the API's address, and kube-vip for the kubeconfig that kubeadm makes",
            )
            .related_path(own("mode"), "kubeadm is chosen here")
            .help("write `api_address: external`, or `mode: static-pods`"),
        );
    }
    if let Some(machine) = draft.of_role(Role::Etcd).next() {
        report.push(
            conflict(machine.origin.path().key("role"), "kubeadm sets etcd up on control planes")
                .related_path(own("mode"), "kubeadm is chosen here")
                .help("remove the machines of the role etcd, or write `mode: static-pods`"),
        );
    }
}

/// As kubeadm asks for (`cmd/kubeadm/app/apis/bootstraptoken`, `BootstrapTokenPattern`).
fn is_join_token(token: &str) -> bool {
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    token.split_once('.').is_some_and(|(id, secret)| {
        id.len() == 6 && secret.len() == 16 && plain(id) && plain(secret)
    })
}

fn api_address(draft: &Draft<'_>, report: &mut Report) {
    if draft.spec.flatcar.api_address.given() != Some(&ApiAddress::KubeVip) {
        return;
    }
    let path = FieldPath::root().key("api").key("host");
    let chosen =
        |found: Diagnostic| found.related_path(own("api_address"), "kube-vip is chosen here");
    match &draft.spec.api.host {
        Field::Absent => report.push(chosen(
            Diagnostic::new(Code::VipNeeded, "the control planes have no address to hand over")
                .path(path)
                .help("set `api.host` to a free address of the machines' network"),
        )),
        Field::Given(host @ Host::Name(_)) => report.push(chosen(
            Diagnostic::new(Code::VipNeeded, format!("`api.host` is the name {host}"))
                .path(path)
                .help("write the address itself; the name may stand in `pki.api_sans`"),
        )),
        // The rules of addresses look at the address itself.
        Field::Given(Host::Address(_)) | Field::Invalid => {}
    }
}

fn policy(draft: &Draft<'_>, report: &mut Report) {
    if draft.provider == Some(Provider::Flannel) && draft.policy == Some(Policy::Calico) {
        report.push(
            Diagnostic::new(Code::NetworkMode, "Calico's policy over flannel is not rendered here")
                .path(FieldPath::root().key("network").key("policy"))
                .help("write `provider: calico`, which connects pods and enforces policy, or remove `policy`"),
        );
    }
}

/// Calico v3.32 reads how pods of IPv6 are connected only beside those of IPv4
/// (`node/pkg/lifecycle/startup/startup.go`).
fn calico(draft: &Draft<'_>, report: &mut Report) {
    let alone = draft.pods.is_some_and(|pods| pods.v4().is_none());
    if draft.provider == Some(Provider::Calico) && alone {
        report.push(
            conflict(
                FieldPath::root().key("network").key("provider"),
                "Calico is not rendered for IPv6 alone",
            )
            .related_path(FieldPath::root().key("network").key("pods"), "pods have IPv6 alone")
            .help("add an IPv4 range to `pods` and `services`, or write `provider: flannel`"),
        );
    }
}

fn keys(draft: &Draft<'_>, report: &mut Report) {
    if draft.spec.flatcar.keys.given() == Some(&KeyDelivery::Ignition) {
        report.push(
            Diagnostic::new(Code::KeysInUserData, "private keys become part of user-data")
                .path(own("keys"))
                .help("write `keys: bundle` and install the bundles, or accept it: add KC1103 to `allow`"),
        );
    }
    if draft.spec.pki.source.given() == Some(&PkiSource::OpensslScript) {
        report.push(
            conflict(
                FieldPath::root().key("pki").key("source"),
                "the guide's script makes one authority, and this profile needs three",
            )
            .help("remove it: `kubecore-cli pki init` makes the certificates"),
        );
    }
}

fn machines(draft: &Draft<'_>, report: &mut Report) {
    let mut told = Vec::new();
    for machine in &draft.machines {
        for found in [long_name(machine), label(machine)].into_iter().flatten() {
            // A pool that is wrong is wrong once.
            let key = (machine.origin, found.code);
            if !machine.origin.is_pool() || !told.contains(&key) {
                told.push(key);
                report.push(found);
            }
        }
    }
}

/// Certificates name a kubelet `system:node:NAME`, and have 64 characters for it (RFC 5280,
/// `ub-common-name`).
const LONGEST_NAME: usize = 64 - "system:node:".len();

fn long_name(machine: &Machine<'_>) -> Option<Diagnostic> {
    let name = machine.name.as_ref().filter(|name| name.as_str().len() > LONGEST_NAME)?;
    Some(
        Diagnostic::new(
            Code::NameTooLong,
            format!("{name} is too long for the kubelet's certificate"),
        )
        .path(machine.origin.name())
        .help(format!("use at most {LONGEST_NAME} characters")),
    )
}

fn label(machine: &Machine<'_>) -> Option<Diagnostic> {
    let key = &machine.labels?.0.iter().find(|(key, _)| !may_set(key))?.0;
    Some(
        Diagnostic::new(
            Code::LabelRefused,
            format!("a kubelet may not give itself the label {key}"),
        )
        .path(machine.origin.path().key("labels"))
        .help("choose a prefix of your own, or node.kubernetes.io/; or label the node by kubectl"),
    )
}

/// What kubelets may set of Kubernetes' own labels (`pkg/kubelet/apis/well_known_labels.go`).
fn may_set(key: &str) -> bool {
    const KNOWN: [&str; 10] = [
        "kubernetes.io/hostname",
        "kubernetes.io/os",
        "kubernetes.io/arch",
        "topology.kubernetes.io/zone",
        "topology.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region",
        "node.kubernetes.io/instance-type",
        "beta.kubernetes.io/instance-type",
        "beta.kubernetes.io/os",
    ];
    let Some((prefix, _)) = key.split_once('/') else { return true };
    let within = |domain: &str| {
        prefix == domain || prefix.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
    };
    !(within("kubernetes.io") || within("k8s.io"))
        || KNOWN.contains(&key)
        || within("node.kubernetes.io")
        || within("kubelet.kubernetes.io")
}
