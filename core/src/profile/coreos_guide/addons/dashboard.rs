//! The Kubernetes dashboard.

use super::super::Guide;

use crate::format::kubernetes::{
    Container, ContainerPort, HttpGet, Manifest, ObjectMeta, PodSpec, PodTemplate, Probe,
    ReplicationController, ReplicationControllerSpec, Resources, Service, ServicePort, ServiceSpec,
    labels,
};
use crate::profile::addons::{CLUSTER_SERVICE, KUBE_SYSTEM, critical};

const APP: (&str, &str) = ("k8s-app", "kubernetes-dashboard");
const PORT: u16 = 9090;

pub(super) fn files(guide: Guide<'_>) -> Vec<(&'static str, String)> {
    // D-16: 1.4.1 came with the guide's next edition.
    let version = if guide.settings.corrected() { "v1.4.1" } else { "v1.4.0" };
    vec![
        ("kube-dashboard-rc.yaml", controller(version).to_yaml()),
        ("kube-dashboard-svc.yaml", service().to_yaml()),
    ]
}

fn controller(version: &'static str) -> ReplicationController {
    let all = labels([APP, ("version", version), CLUSTER_SERVICE]);
    let quantities = || labels([("cpu", "100m"), ("memory", "50Mi")]);
    let container = Container {
        name: "kubernetes-dashboard".into(),
        image: format!("gcr.io/google_containers/kubernetes-dashboard-amd64:{version}"),
        resources: Some(Resources { limits: quantities(), requests: quantities() }),
        ports: vec![ContainerPort { container_port: PORT, ..ContainerPort::default() }],
        liveness_probe: Some(Probe {
            http_get: HttpGet { path: "/".into(), port: PORT, ..HttpGet::default() },
            initial_delay_seconds: Some(30),
            timeout_seconds: Some(30),
            ..Probe::default()
        }),
        ..Container::default()
    };
    ReplicationController::new(
        ObjectMeta {
            labels: all.clone(),
            ..ObjectMeta::named(format!("kubernetes-dashboard-{version}"), KUBE_SYSTEM)
        },
        ReplicationControllerSpec {
            replicas: 1,
            selector: labels([APP]),
            template: PodTemplate {
                metadata: ObjectMeta {
                    labels: all,
                    annotations: critical(),
                    ..ObjectMeta::default()
                },
                spec: PodSpec { containers: vec![container], ..PodSpec::default() },
            },
        },
    )
}

fn service() -> Service {
    Service::new(
        ObjectMeta {
            labels: labels([APP, CLUSTER_SERVICE]),
            ..ObjectMeta::named("kubernetes-dashboard", KUBE_SYSTEM)
        },
        ServiceSpec {
            selector: labels([APP]),
            ports: vec![ServicePort {
                port: 80,
                target_port: Some(PORT),
                ..ServicePort::default()
            }],
            ..ServiceSpec::default()
        },
    )
}
