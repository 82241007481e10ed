//! Every image is one that the release's catalogue or the system's document names.

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::plan::{Plan, System};

/// Images of a plan, sorted.
#[derive(Debug, Clone)]
pub(super) struct Images(Vec<String>);

/// Where images come from, as they begin.
const REGISTRIES: [&str; 6] =
    ["calico/", "gcr.io/", "ghcr.io/", "quay.io/", "registry.k8s.io/", "docker.io/"];

/// What the documents of the old systems name, besides hyperkube.
const OLD: [&str; 19] = [
    "calico/kube-policy-controller:v0.2.0",
    "gcr.io/google_containers/etcd:2.0.9",
    "gcr.io/google_containers/exechealthz-amd64:1.1",
    "gcr.io/google_containers/exechealthz-amd64:1.2",
    "gcr.io/google_containers/exechealthz:1.0",
    "gcr.io/google_containers/kube-dnsmasq-amd64:1.3",
    "gcr.io/google_containers/kube-dnsmasq-amd64:1.4",
    "gcr.io/google_containers/kube2sky:1.11",
    "gcr.io/google_containers/kubedns-amd64:1.7",
    "gcr.io/google_containers/kubedns-amd64:1.8",
    "gcr.io/google_containers/kubernetes-dashboard-amd64:v1.4.0",
    "gcr.io/google_containers/kubernetes-dashboard-amd64:v1.4.1",
    "gcr.io/google_containers/skydns:2015-03-11-001",
    "gcr.io/google_containers/skydns:2015-10-13-8c72f8c",
    "quay.io/calico/leader-elector:v0.1.0",
    "quay.io/calico/node:v0.19.0",
    "quay.io/coreos/etcd",
    "quay.io/coreos/etcd:v0.4.6",
    "quay.io/coreos/flannel:0.5.5",
];

impl Images {
    /// Those that machines of `plan` may run.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut images: Vec<String> = match &plan.system {
            System::Flatcar(settings) => {
                let release = settings.release;
                let programs =
                    ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"];
                let version = plan.release.kubernetes();
                let programs =
                    programs.map(|name| format!("registry.k8s.io/{name}:{version}")).into_iter();
                let others = [
                    ("registry.k8s.io/coredns/coredns", release.core_dns()),
                    ("ghcr.io/flannel-io/flannel", release.flannel()),
                    ("ghcr.io/flannel-io/flannel-cni-plugin", release.flannel_cni_plugin()),
                    ("ghcr.io/kube-vip/kube-vip", release.kube_vip()),
                ];
                let others = others.map(|(name, version)| format!("{name}:v{version}"));
                let own = [release.etcd_image(), release.pause_image()];
                programs.chain(others).chain(own).collect()
            }
            _ => OLD.map(str::to_owned).into(),
        };
        images.push(format!("quay.io/coreos/hyperkube:{}", plan.release));
        images.sort_unstable();
        Self(images)
    }

    fn has(&self, image: &str) -> bool {
        // As rkt writes one.
        let image = image.strip_prefix("docker://").unwrap_or(image);
        self.0.binary_search_by(|known| known.as_str().cmp(image)).is_ok()
    }
}

pub(super) fn check(subject: &Subject<'_>, images: &Images, report: &mut Report) {
    for command in &subject.commands {
        let named = command.words.iter().map(String::as_str).filter(|word| is_image(word));
        for image in named.chain(command.image.as_deref()).filter(|image| !images.has(image)) {
            let what = format_args!("names the image {image}, which its release does not have");
            found(report, subject.bundle, command.path, what);
        }
    }
}

/// `quay.io/calico/node:v0.19.0`.
fn is_image(word: &str) -> bool {
    let word = word.strip_prefix("docker://").unwrap_or(word);
    REGISTRIES.iter().any(|registry| word.starts_with(registry))
}
