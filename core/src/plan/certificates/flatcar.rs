//! The certificates of the profile `flatcar`: three authorities, and for each machine its own, by
//! the names and in the places of kubeadm's (kubernetes/website, "PKI certificates and
//! requirements").
//!
//! More is each machine's own than there: no key is on two machines but that of service-account
//! tokens, which every API server must be able to check, and the one that encrypts secrets in etcd.

use super::coreos_guide::api_names;
use super::{Item, Kind, Kubeconfig, Part, Placed, Scope};
use crate::format::x509::{KeyForm, KeyKind, Names, Subject, Usages};
use crate::plan::flatcar::Settings;
use crate::plan::{Node, Plan};
use crate::spec::Role;

/// Where programs look for them.
pub(crate) const DIRECTORY: &str = "/etc/kubernetes/pki";

/// Names of users and of groups, which permissions are bound to.
pub(crate) const ADMINISTRATORS: &str = "kubeadm:cluster-admins";
pub(crate) const KUBELET_CLIENT: &str = "kube-apiserver-kubelet-client";
pub(crate) const FRONT_PROXY_CLIENT: &str = "front-proxy-client";
pub(crate) const KUBE_VIP: &str = "kubecore:kube-vip";
/// Members of it are asked nothing (kubernetes/website, "Using RBAC Authorization").
const MASTERS: &str = "system:masters";

const CA: &str = "ca";
const ETCD_CA: &str = "etcd/ca";
const FRONT_PROXY_CA: &str = "front-proxy-ca";
const SERVICE_ACCOUNTS: &str = "sa";
const ENCRYPTION: &str = "encryption";
const ADMIN: &str = "admin";

/// Authorities first, then what all control planes have, then each machine's own.
pub(super) fn items(plan: &Plan, settings: &Settings) -> Vec<Item> {
    let list = List { plan };
    let mut items = vec![
        list.authority(CA, "kubernetes-ca"),
        list.authority(ETCD_CA, "etcd-ca"),
        list.authority(FRONT_PROXY_CA, "kubernetes-front-proxy-ca"),
        list.shared(SERVICE_ACCOUNTS, plan.pki.key, Kind::KeyPair),
    ];
    items.push(Item {
        scope: Scope::Administrator,
        ..list.item(ADMIN.into(), list.client(CA, member("kubernetes-admin", ADMINISTRATORS)))
    });
    if settings.kubeadm() {
        // It makes the rest.
        return items;
    }
    let encryption = list.shared(ENCRYPTION, KeyKind::EcdsaP256, Kind::Encryption);
    // The form whose sum is the secret.
    items.push(Item { form: KeyForm::Pkcs8, ..encryption });
    for node in plan.nodes() {
        items.extend(own(plan, settings, node).into_iter().map(|own| list.machine(node, own)));
    }
    items
}

/// What kubectl is given.
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

/// The files of one machine.
pub(super) fn of_machine(plan: &Plan, settings: &Settings, node: &Node) -> Vec<Placed> {
    let mut files = Vec::new();
    let mut put = |id: &str, part: Part, file: String| {
        files.push(Placed {
            id: id.to_owned(),
            part,
            path: format!("{DIRECTORY}/{file}"),
            owner: "root:root",
            link: None,
        });
    };
    if node.role.runs_kubernetes() {
        put(CA, Part::Trust, "ca.crt".into());
    }
    if settings.kubeadm() {
        if node.role == Role::ControlPlane {
            put(CA, Part::Key, "ca.key".into());
            for id in [ETCD_CA, FRONT_PROXY_CA] {
                put(id, Part::Certificate, format!("{id}.crt"));
                put(id, Part::Key, format!("{id}.key"));
            }
            put(SERVICE_ACCOUNTS, Part::Key, "sa.key".into());
            put(SERVICE_ACCOUNTS, Part::Public, "sa.pub".into());
        }
        return files;
    }
    if node.etcd || node.role == Role::ControlPlane {
        put(ETCD_CA, Part::Trust, "etcd/ca.crt".into());
    }
    if node.role == Role::ControlPlane {
        put(FRONT_PROXY_CA, Part::Trust, "front-proxy-ca.crt".into());
        put(SERVICE_ACCOUNTS, Part::Key, "sa.key".into());
        put(SERVICE_ACCOUNTS, Part::Public, "sa.pub".into());
        put(ENCRYPTION, Part::Encryption, "encryption.yaml".into());
    }
    for Own { name, .. } in own(plan, settings, node) {
        let id = id(node, name);
        put(&id, Part::Certificate, format!("{name}.crt"));
        put(&id, Part::Key, format!("{name}.key"));
    }
    files
}

/// A certificate that one machine has.
struct Own {
    /// The beginning of its files' names, below [`DIRECTORY`].
    name: &'static str,
    authority: &'static str,
    subject: Subject,
    names: Names,
    usages: Usages,
}

fn own(plan: &Plan, settings: &Settings, node: &Node) -> Vec<Own> {
    let client = |name, authority, subject| Own {
        name,
        authority,
        subject,
        names: Names::default(),
        usages: Usages::CLIENT,
    };
    let mut list = Vec::new();
    if node.role.runs_kubernetes() {
        let user = member(format!("system:node:{}", node.name), "system:nodes");
        list.push(client("kubelet-client", CA, user));
        // The API server checks it, as it is given the authority.
        list.push(Own {
            names: machine_names(node),
            usages: Usages::SERVER,
            ..client("kubelet", CA, member(format!("system:node:{}", node.name), "system:nodes"))
        });
    }
    if node.role == Role::ControlPlane {
        list.push(Own {
            names: server_names(plan, node),
            usages: Usages::SERVER,
            ..client("apiserver", CA, Subject::named("kube-apiserver"))
        });
        let clients = [
            (KUBELET_CLIENT_FILE, CA, KUBELET_CLIENT),
            ("apiserver-etcd-client", ETCD_CA, "kube-apiserver-etcd-client"),
            ("front-proxy-client", FRONT_PROXY_CA, FRONT_PROXY_CLIENT),
            ("controller-manager", CA, "system:kube-controller-manager"),
            ("scheduler", CA, "system:kube-scheduler"),
        ];
        list.extend(
            clients.map(|(name, authority, user)| client(name, authority, Subject::named(user))),
        );
        if settings.vip.is_some() {
            list.push(client("kube-vip", CA, Subject::named(KUBE_VIP)));
        }
        if plan.first_control_plane() == Some(node) {
            // Nobody has a right before the first bindings are there, so one user must need none.
            list.push(client("bootstrap", CA, member("kubecore:bootstrap", MASTERS)));
        }
    }
    if node.etcd {
        let pair = |name: &'static str| Own {
            names: member_names(node),
            usages: Usages::BOTH,
            ..client(name, ETCD_CA, Subject::named(node.name.as_str()))
        };
        list.extend([pair("etcd/server"), pair("etcd/peer")]);
        let healthcheck = Subject::named("kube-etcd-healthcheck-client");
        list.push(client("etcd/healthcheck-client", ETCD_CA, healthcheck));
    }
    list
}

const KUBELET_CLIENT_FILE: &str = "apiserver-kubelet-client";

fn id(node: &Node, name: &str) -> String {
    format!("nodes/{}/{name}", node.name)
}

fn member(user: impl Into<String>, group: &str) -> Subject {
    Subject { organization: group.to_owned(), ..Subject::named(user) }
}

fn machine_names(node: &Node) -> Names {
    Names { dns: vec![node.name.to_string()], addresses: vec![node.ip] }
}

/// etcd's own machine asks it by its loopback addresses, too.
fn member_names(node: &Node) -> Names {
    let mut names = machine_names(node);
    names.dns.push("localhost".into());
    names.addresses.extend(LOOPBACK);
    names
}

/// The machine's own, besides those of the whole API.
fn server_names(plan: &Plan, node: &Node) -> Names {
    let mut names = api_names(plan);
    if !names.dns.contains(&node.name.to_string()) {
        names.dns.push(node.name.to_string());
    }
    names.dns.push("localhost".into());
    names.addresses.retain(|ip| !plan.api.control_planes.contains(ip) || *ip == node.ip);
    names.addresses.extend(LOOPBACK);
    names
}

const LOOPBACK: [std::net::IpAddr; 2] = [
    std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
    std::net::IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
];

struct List<'p> {
    plan: &'p Plan,
}

impl List<'_> {
    fn item(&self, id: String, kind: Kind) -> Item {
        Item {
            id,
            key: self.plan.pki.key,
            // API servers read keys of tokens in no other form (kubernetes/kubernetes#141774).
            form: KeyForm::Traditional,
            lasting: false,
            kind,
            scope: Scope::ControlPlanes,
        }
    }

    fn authority(&self, id: &str, name: &str) -> Item {
        let kind = Kind::Authority { subject: Subject::named(name), days: self.plan.pki.ca_days };
        Item { lasting: true, scope: Scope::Administrator, ..self.item(id.into(), kind) }
    }

    fn shared(&self, id: &str, key: KeyKind, kind: Kind) -> Item {
        Item { lasting: true, key, ..self.item(id.into(), kind) }
    }

    fn client(&self, authority: &str, subject: Subject) -> Kind {
        Kind::Certificate {
            authority: authority.into(),
            subject,
            names: Names::default(),
            usages: Usages::CLIENT,
            days: self.plan.pki.certificate_days,
        }
    }

    fn machine(&self, node: &Node, own: Own) -> Item {
        let kind = Kind::Certificate {
            authority: own.authority.into(),
            subject: own.subject,
            names: own.names,
            usages: own.usages,
            days: self.plan.pki.certificate_days,
        };
        Item { scope: Scope::Machine(node.name.clone()), ..self.item(id(node, own.name), kind) }
    }
}
