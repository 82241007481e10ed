//! What has no sensible default.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::Field;
use crate::spec::draft::{Draft, Origin};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let spec = draft.spec;
    let root = FieldPath::root();
    if spec.kubecore.is_absent() {
        report.push(missing(
            root.clone().key("kubecore"),
            "kubecore",
            "write `kubecore: v1` as the first line",
        ));
    }
    if spec.name.is_absent() {
        report.push(missing(
            root.clone().key("name"),
            "name",
            "name the cluster, such as `name: demo`",
        ));
    }
    if spec.nodes.is_absent() && spec.pools.is_absent() {
        report.push(missing(
            root.key("nodes"),
            "nodes",
            "list the machines, such as `nodes: [{ name: controller-1, role: control-plane, ip: 172.17.4.101 }]`",
        ));
    }
    for (index, node) in spec.nodes.items().iter().enumerate() {
        let at = Origin::Node(index).path();
        field(report, &node.name, &at, "name", "name the machine");
        field(report, &node.role, &at, "role", "say what it does: etcd, control-plane or worker");
        field(report, &node.ip, &at, "ip", "give the machine's address");
    }
    for (index, pool) in spec.pools.items().iter().enumerate() {
        let at = Origin::Pool(index).path();
        field(report, &pool.name, &at, "name", "give the first part of the machines' names");
        field(report, &pool.role, &at, "role", "say what they do: etcd, control-plane or worker");
        field(report, &pool.count, &at, "count", "say how many machines");
        field(report, &pool.first_ip, &at, "first_ip", "give the first machine's address");
    }
}

fn field<T>(report: &mut Report, field: &Field<T>, at: &FieldPath, key: &'static str, help: &str) {
    if field.is_absent() {
        report.push(missing(at.clone().key(key), key, help));
    }
}

fn missing(path: FieldPath, key: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::Missing, format!("`{key}` is missing")).path(path).help(help)
}
