//! What people call a field: made from its key.

use super::shape::FieldShape;

/// Words of keys that are not written as they are: names, abbreviations, and keys that say less than
/// a heading should. Every other word is an ordinary one.
const WORDS: [(&str, &str); 33] = [
    ("addons", "Add-ons"),
    ("advertise", "advertisement"),
    ("allow", "Accepted diagnostics"),
    ("api", "API"),
    ("arch", "Architecture"),
    ("ca", "CA"),
    ("cidr", "CIDR"),
    ("coreos", "CoreOS"),
    ("corekube", "corekube"),
    ("dns", "DNS"),
    ("etcd", "etcd"),
    ("fleet", "fleet"),
    ("id", "ID"),
    ("ip", "IP"),
    ("ips", "IPs"),
    ("iscsi", "iSCSI"),
    ("install", "Installation"),
    ("kubeadm", "kubeadm"),
    ("kubecore", "Format version"),
    ("kubectl", "kubectl"),
    ("kubelet", "kubelet"),
    ("mode", "Control plane mode"),
    ("os", "OS"),
    ("pki", "Certificates"),
    ("proxy", "kube-proxy mode"),
    ("rackconnect", "RackConnect"),
    ("rbd", "RBD"),
    ("sans", "SANs"),
    ("sha256", "SHA-256"),
    ("ssh", "SSH"),
    ("sysext", "System extension"),
    ("url", "URL"),
    ("v6", "(IPv6)"),
];

/// First word of the names of Kubernetes' programs, which are written with a hyphen.
const PROGRAM: &str = "kube";

impl FieldShape {
    /// What people call the field, in sentence case: `dns_service_ip` is "DNS service IP". Names of
    /// programs stay as the programs are called: `kube_proxy` is "kube-proxy".
    pub fn label(&self) -> String {
        label(self.key)
    }
}

/// What people call a field of this key, wherever it stands.
pub fn label(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or_default();
    if first == PROGRAM {
        return key.replace('_', "-");
    }
    let mut label = match known(first) {
        Some(known) => known.to_owned(),
        None => capitalised(first),
    };
    for word in words {
        label.push(' ');
        label.push_str(known(word).unwrap_or(word));
    }
    label
}

fn known(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(part, _)| *part == word).map(|(_, written)| *written)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::spec::shape;
    use crate::spec::shape::{RecordShape, Shape};

    /// Every key of the format, and what a person would write in its place.
    const LABELS: &str = "
        addons: Add-ons
        admin_cidr: Admin CIDR
        allow: Accepted diagnostics
        api: API
        api_address: API address
        api_advertise: API advertisement
        api_interface: API interface
        api_port: API port
        api_sans: API SANs
        arch: Architecture
        backdate_minutes: Backdate minutes
        ca_days: CA days
        calico_tunnel: Calico tunnel
        certificate_days: Certificate days
        checksum: Checksum
        checksums: Checksums
        config_url: Config URL
        corekube: corekube
        coreos_guide: CoreOS guide
        count: Count
        dashboard: Dashboard
        discovery: Discovery
        dns_service_ip: DNS service IP
        domain: Domain
        download_url: Download URL
        edition: Edition
        email: Email
        endpoints: Endpoints
        environment: Environment
        etcd: etcd
        external_network: External network
        first_ip: First IP
        flatcar: Flatcar
        flavor: Flavor
        fleet_units: fleet units
        host: Host
        host_dns: Host DNS
        hosts: Hosts
        id: ID
        image: Image
        in_use: In use
        install: Installation
        ip: IP
        iscsi: iSCSI
        keep_pod_ips: Keep pod IPs
        key: Key
        key_name: Key name
        keys: Keys
        kube_apiserver: kube-apiserver
        kube_controller_manager: kube-controller-manager
        kube_dns: kube-dns
        kube_proxy: kube-proxy
        kube_scheduler: kube-scheduler
        kubeadm_token: kubeadm token
        kubecore: Format version
        kubectl: kubectl
        kubelet: kubelet
        kubernetes: Kubernetes
        labels: Labels
        layout: Layout
        leader_metadata: Leader metadata
        logging: Logging
        machines: Machines
        max_pods: Max pods
        mode: Control plane mode
        name: Name
        network: Network
        node_cidr_mask: Node CIDR mask
        node_cidr_mask_v6: Node CIDR mask (IPv6)
        node_ports: Node ports
        nodes: Nodes
        open_security_group: Open security group
        os: OS
        os_version: OS version
        overlord: Overlord
        password: Password
        peers: Peers
        pki: Certificates
        platform: Platform
        pod_networking: Pod networking
        pods: Pods
        policy: Policy
        pools: Pools
        profile: Profile
        provider: Provider
        proxy: kube-proxy mode
        rackconnect_network: RackConnect network
        rbd: RBD
        reboot_strategy: Reboot strategy
        registration: Registration
        registries: Registries
        role: Role
        runtime: Runtime
        schedulable: Schedulable
        services: Services
        sha256: SHA-256
        source: Source
        ssh_authorized_keys: SSH authorized keys
        subnet: Subnet
        sysext_checksum: System extension checksum
        token: Token
        update_group: Update group
        url: URL
        user: User
        version: Version
        weave: Weave
        worker_metadata: Worker metadata";

    fn collect(record: &RecordShape, labels: &mut BTreeMap<&'static str, String>) {
        for field in &record.fields {
            labels.insert(field.key, field.label());
            match &field.shape {
                Shape::Record(record) => collect(record, labels),
                Shape::List(element) => {
                    if let Shape::Record(record) = element.as_ref() {
                        collect(record, labels);
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_field_has_a_label_that_a_person_would_write() {
        let mut labels = BTreeMap::new();
        collect(&shape(), &mut labels);
        let found: Vec<String> =
            labels.iter().map(|(key, label)| format!("{key}: {label}")).collect();
        let wanted: Vec<&str> =
            LABELS.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(found, wanted);
        let used: BTreeSet<&str> = labels.keys().flat_map(|key| key.split('_')).collect();
        for (word, _) in WORDS {
            assert!(used.contains(word), "no key has the word {word}");
        }
    }
}
