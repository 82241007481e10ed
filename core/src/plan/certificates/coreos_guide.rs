//! The guide's certificates: openssl.md, and for several control planes the page on high
//! availability.

use super::{Item, Kind, Kubeconfig, Part, Placed, Scope};
use crate::format::x509::{KeyForm, KeyKind, Names, Subject, Usages};
use crate::plan::{Node, Plan};
use crate::spec::Role;
use crate::spec::value::Host;

/// Where programs look for them.
pub(crate) const DIRECTORY: &str = "/etc/kubernetes/ssl";
const CA: &str = "ca";
const API_SERVER: &str = "apiserver";
const ADMIN: &str = "admin";

/// The authority, one pair for all API servers, one for each worker, one for the administrator.
pub(super) fn items(plan: &Plan) -> Vec<Item> {
    let pki = &plan.pki;
    let item = |id: String, kind: Kind, scope: Scope| Item {
        id,
        key: pki.key,
        form: KeyForm::Traditional,
        lasting: false,
        kind,
        scope,
    };
    let certificate = |subject: Subject, names: Names, usages: Usages| Kind::Certificate {
        authority: CA.into(),
        subject,
        names,
        usages,
        days: pki.certificate_days,
    };
    let ca = Kind::Authority { subject: Subject::named("kube-ca"), days: pki.ca_days };
    let api = certificate(Subject::named("kube-apiserver"), api_names(plan), Usages::SERVER);
    let admin = certificate(Subject::named("kube-admin"), Names::default(), Usages::CLIENT);
    let mut items = vec![
        Item { lasting: true, ..item(CA.into(), ca, Scope::Administrator) },
        // It also signs service-account tokens, which each API server must be able to check: all
        // have the same, and it stays.
        Item {
            lasting: true,
            key: if plan.release.signs_tokens_with_ecdsa() { pki.key } else { KeyKind::Rsa2048 },
            ..item(API_SERVER.into(), api, Scope::ControlPlanes)
        },
    ];
    items.extend(plan.of_role(Role::Worker).map(|node| {
        let names = Names { dns: Vec::new(), addresses: vec![node.ip] };
        // The kubelet serves with it, and is known to the API by it.
        let worker = certificate(Subject::named(node.name.as_str()), names, Usages::BOTH);
        item(worker_id(node), worker, Scope::Machine(node.name.clone()))
    }));
    items.push(item(ADMIN.into(), admin, Scope::Administrator));
    items
}

/// configure-kubectl.md, in one file.
pub(super) fn kubeconfig(plan: &Plan) -> Kubeconfig {
    Kubeconfig {
        path: "admin/kubeconfig".into(),
        cluster: plan.name.to_string(),
        server: plan.api.url(),
        user: format!("{}-admin", plan.name),
        authority: CA.into(),
        item: ADMIN.into(),
    }
}

pub(super) fn of_machine(node: &Node) -> Vec<Placed> {
    let placed = |id: &str, part: Part, file: String, link: Option<&'static str>| Placed {
        id: id.to_owned(),
        part,
        path: format!("{DIRECTORY}/{file}"),
        owner: "root:root",
        link,
    };
    let ca = placed(CA, Part::Trust, "ca.pem".into(), None);
    match node.role {
        Role::Etcd | Role::Overlord => Vec::new(),
        Role::ControlPlane => vec![
            ca,
            placed(API_SERVER, Part::Certificate, "apiserver.pem".into(), None),
            placed(API_SERVER, Part::Key, "apiserver-key.pem".into(), None),
        ],
        // Units name the links, so that they are alike on all workers.
        Role::Worker => {
            let (id, name) = (worker_id(node), &node.name);
            vec![
                ca,
                placed(&id, Part::Certificate, format!("{name}-worker.pem"), Some("worker.pem")),
                placed(&id, Part::Key, format!("{name}-worker-key.pem"), Some("worker-key.pem")),
            ]
        }
    }
}

/// As `generate-tls.sh` names them.
fn worker_id(node: &Node) -> String {
    format!("nodes/{0}/{0}-worker", node.name)
}

/// Every name and address at which somebody asks for the API. Addresses and names are told apart
/// (D-15), and every control plane is listed (the guide's page on high availability).
pub(crate) fn api_names(plan: &Plan) -> Names {
    let mut names = Names {
        dns: ["kubernetes", "kubernetes.default", "kubernetes.default.svc"]
            .map(String::from)
            .into(),
        addresses: vec![plan.network.api_service_ip],
    };
    names.dns.push(format!("kubernetes.default.svc.{}", plan.network.domain));
    for host in std::iter::once(&plan.api.host).chain(&plan.pki.api_sans) {
        match host {
            Host::Address(address) => push(&mut names.addresses, *address),
            Host::Name(name) => push(&mut names.dns, name.clone()),
        }
    }
    for address in &plan.api.control_planes {
        push(&mut names.addresses, *address);
    }
    names
}

fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}
