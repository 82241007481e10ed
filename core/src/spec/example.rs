//! A `cluster.yaml` to start from, every default written out and explained.
//!
//! Comments come from the descriptions of the fields, values from the defaults: neither is said
//! here a second time.

use std::fmt::Write as _;

use super::decode::choice;
use super::defaults;
use super::draft::nth;
use super::shape::{FieldShape, RecordShape, Shape};
use super::{Profile, shape};

choice! {
    /// How many machines the example has.
    pub enum Topology {
        /// One machine that does everything: to try things out.
        Single = "single",
        /// One control plane and two workers.
        Small = "small",
        /// Three etcd members, three control planes behind a load balancer, three workers, network policy.
        HighAvailability = "ha",
    }
}

/// A complete, valid `cluster.yaml`.
pub fn example(profile: Profile, topology: Topology) -> String {
    let mut out = String::from(
        "# A cluster for kubecore. Values that equal the default may be left out.\n\
         # Check it with `kubecore-cli validate`, render it with `kubecore-cli render`.\n",
    );
    record(&mut out, &shape(), "", 0, &values(profile, topology));
    out
}

type Values = Vec<(&'static str, String)>;

fn record(out: &mut String, shape: &RecordShape, prefix: &str, depth: usize, values: &Values) {
    for field in &shape.fields {
        if depth == 0 {
            out.push('\n');
        }
        let path = if prefix.is_empty() {
            field.key.to_owned()
        } else {
            format!("{prefix}.{}", field.key)
        };
        one(out, field, &path, depth, values);
    }
}

fn one(out: &mut String, field: &FieldShape, path: &str, depth: usize, values: &Values) {
    let pad = "  ".repeat(depth);
    comment(out, field.doc, &pad);
    if let Shape::Choice(choices) = &field.shape {
        for choice in *choices {
            comment(out, &format!("- {}: {}", choice.word, choice.doc), &pad);
        }
    }
    let value = values.iter().find(|(key, _)| *key == path).map(|(_, value)| value);
    match (&field.shape, value) {
        (Shape::Record(shape), _) => {
            let _ = writeln!(out, "{pad}{}:", field.key);
            record(out, shape, path, depth + 1, values);
        }
        (_, Some(value)) if value.starts_with('\n') => {
            let _ = writeln!(out, "{pad}{}:{value}", field.key);
        }
        (_, Some(value)) => {
            let _ = writeln!(out, "{pad}{}: {value}", field.key);
        }
        (shape, None) => {
            let _ = writeln!(out, "{pad}# {}: {}", field.key, sample(shape));
        }
    }
}

/// What could stand in a field that the example leaves to its default.
fn sample(shape: &Shape) -> String {
    match shape {
        Shape::Text(text) => text.example.into(),
        Shape::Number { min, .. } => min.to_string(),
        Shape::Bool => "true".into(),
        Shape::Choice(choices) => choices.first().map_or("", |choice| choice.word).into(),
        Shape::Labels => "{ zone: a }".into(),
        Shape::List(element) => match element.as_ref() {
            Shape::Record(_) => "[]".into(),
            element => format!("[{}]", sample(element)),
        },
        Shape::Record(_) => String::new(),
    }
}

fn comment(out: &mut String, text: &str, pad: &str) {
    const WIDTH: usize = 96;
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && pad.len() + line.len() + word.len() + 3 > WIDTH {
            let _ = writeln!(out, "{pad}#{line}");
            line.clear();
            if text.starts_with("- ") {
                line.push_str("  ");
            }
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(out, "{pad}#{line}");
}

fn values(profile: Profile, topology: Topology) -> Values {
    let defaults = defaults::of(profile);
    let dns =
        nth(defaults.services, defaults::DNS_OFFSET).map(|ip| ip.to_string()).unwrap_or_default();
    let ha = topology == Topology::HighAvailability;
    let policy = if ha { "calico" } else { defaults::policy(defaults.provider).as_str() };
    let mut values = vec![
        ("kubecore", "v1".into()),
        ("name", "demo".into()),
        ("profile", profile.to_string()),
        ("kubernetes.version", defaults.version.to_string()),
        ("network.pods", defaults.pods.to_string()),
        ("network.services", defaults.services.to_string()),
        ("network.dns_service_ip", dns),
        ("network.domain", defaults.domain.to_string()),
        ("network.hosts", "[192.168.100.0/24]".into()),
        ("network.in_use", "[]".into()),
        ("network.provider", defaults.provider.to_string()),
        ("network.policy", policy.into()),
        ("nodes", nodes(topology)),
        ("addons.kube_dns", defaults.kube_dns.to_string()),
        ("addons.dashboard", defaults.dashboard.to_string()),
        ("pki.source", "openssl-script".into()),
        ("allow", "[]".into()),
        ("ssh_authorized_keys", "[]".into()),
    ];
    if ha {
        values.push(("api.host", "api.demo.example".into()));
    }
    match profile {
        Profile::CoreosGuide => values.extend([
            ("coreos_guide.edition", defaults::EDITION.to_string()),
            ("coreos_guide.pod_networking", defaults::POD_NETWORKING.to_string()),
            ("coreos_guide.os_version", defaults::OS_VERSION.to_string()),
            // YAML 1.1 programs read a bare `off` as false.
            ("coreos_guide.reboot_strategy", format!("\"{}\"", defaults::REBOOT_STRATEGY)),
            ("coreos_guide.kubelet.host_dns", defaults::HOST_DNS.to_string()),
            ("coreos_guide.kubelet.logging", defaults::LOGGING.to_string()),
            ("coreos_guide.kubelet.iscsi", defaults::ISCSI.to_string()),
            ("coreos_guide.kubelet.rbd", defaults::RBD.to_string()),
            ("coreos_guide.kubelet.keep_pod_ips", defaults::KEEP_POD_IPS.to_string()),
            ("coreos_guide.kubelet.runtime", defaults::RUNTIME.to_string()),
        ]),
    }
    values
}

fn nodes(topology: Topology) -> String {
    let groups: &[(&str, &str, u8, u8)] = match topology {
        Topology::Single => &[("machine", "control-plane", 11, 1)],
        Topology::Small => &[("controller", "control-plane", 11, 1), ("worker", "worker", 21, 2)],
        Topology::HighAvailability => &[
            ("etcd", "etcd", 31, 3),
            ("controller", "control-plane", 11, 3),
            ("worker", "worker", 21, 3),
        ],
    };
    let extra = if topology == Topology::Single { ", schedulable: true" } else { "" };
    let mut out = String::new();
    for (name, role, first, count) in groups {
        for n in 0..*count {
            let _ = write!(
                out,
                "\n  - {{ name: {name}-{}, role: {role}, ip: 192.168.100.{}{extra} }}",
                n + 1,
                first + n
            );
        }
    }
    out
}
