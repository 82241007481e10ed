//! Objects look as people write them.

use std::net::Ipv4Addr;

use super::*;

#[test]
fn a_static_pod() {
    let container = Container {
        name: "kube-apiserver".to_owned(),
        image: "quay.io/coreos/hyperkube:v1.4.0_coreos.0".to_owned(),
        command: ["/hyperkube", "apiserver", "--secure-port=443"].map(str::to_owned).to_vec(),
        env: vec![EnvVar::new("LEADER_ELECTION", "true")],
        ports: vec![ContainerPort::on_host("https", 443)],
        liveness_probe: Some(Probe {
            http_get: HttpGet {
                host: "127.0.0.1".to_owned(),
                path: "/healthz".to_owned(),
                port: 8080,
                scheme: None,
            },
            initial_delay_seconds: Some(15),
            timeout_seconds: Some(15),
            ..Probe::default()
        }),
        security_context: Some(SecurityContext::privileged()),
        volume_mounts: vec![VolumeMount::read_only("ssl-certs-host", "/etc/ssl/certs")],
        ..Container::default()
    };
    let pod = Pod::new(
        ObjectMeta::named("kube-apiserver", "kube-system"),
        PodSpec {
            host_network: true,
            containers: vec![container],
            volumes: vec![Volume::host_path("ssl-certs-host", "/usr/share/ca-certificates")],
            ..PodSpec::default()
        },
    );
    let expected = r#"apiVersion: v1
kind: Pod
metadata:
  name: kube-apiserver
  namespace: kube-system
spec:
  hostNetwork: true
  containers:
  - name: kube-apiserver
    image: quay.io/coreos/hyperkube:v1.4.0_coreos.0
    command:
    - /hyperkube
    - apiserver
    - --secure-port=443
    env:
    - name: LEADER_ELECTION
      value: "true"
    livenessProbe:
      httpGet:
        host: 127.0.0.1
        path: /healthz
        port: 8080
      initialDelaySeconds: 15
      timeoutSeconds: 15
    ports:
    - containerPort: 443
      hostPort: 443
      name: https
    securityContext:
      privileged: true
    volumeMounts:
    - mountPath: /etc/ssl/certs
      name: ssl-certs-host
      readOnly: true
  volumes:
  - name: ssl-certs-host
    hostPath:
      path: /usr/share/ca-certificates
"#;
    assert_eq!(pod.to_yaml(), expected);
}

#[test]
fn a_service() {
    let mut metadata = ObjectMeta::named("kube-dns", "kube-system");
    metadata.labels = labels([("kubernetes.io/cluster-service", "true"), ("k8s-app", "kube-dns")]);
    let service = Service::new(
        metadata,
        ServiceSpec {
            selector: labels([("k8s-app", "kube-dns")]),
            cluster_ip: Some(Ipv4Addr::new(10, 3, 0, 10).into()),
            ports: vec![ServicePort {
                name: "dns".to_owned(),
                port: 53,
                target_port: None,
                protocol: Some(Protocol::Udp),
            }],
            ..ServiceSpec::default()
        },
    );
    let expected = r#"apiVersion: v1
kind: Service
metadata:
  name: kube-dns
  namespace: kube-system
  labels:
    k8s-app: kube-dns
    kubernetes.io/cluster-service: "true"
spec:
  selector:
    k8s-app: kube-dns
  clusterIP: 10.3.0.10
  ports:
  - name: dns
    port: 53
    protocol: UDP
"#;
    assert_eq!(service.to_yaml(), expected);
}

#[test]
fn a_replication_controller() {
    let mut template = ObjectMeta { labels: labels([("version", "v19")]), ..ObjectMeta::default() };
    template.annotations = labels([("scheduler.alpha.kubernetes.io/critical-pod", "")]);
    let controller = ReplicationController::new(
        ObjectMeta::named("kube-dns-v19", "kube-system"),
        ReplicationControllerSpec {
            replicas: 1,
            selector: labels([("version", "v19")]),
            template: PodTemplate {
                metadata: template,
                spec: PodSpec {
                    dns_policy: Some(DnsPolicy::Default),
                    containers: vec![Container {
                        name: "kubedns".to_owned(),
                        image: "kubedns:1.7".to_owned(),
                        image_pull_policy: Some(PullPolicy::IfNotPresent),
                        args: vec!["--domain=cluster.local.".to_owned()],
                        resources: Some(Resources {
                            limits: labels([("memory", "170Mi")]),
                            requests: labels([("cpu", "100m"), ("memory", "70Mi")]),
                        }),
                        ports: vec![ContainerPort::in_pod("dns", 53, Protocol::Udp)],
                        ..Container::default()
                    }],
                    ..PodSpec::default()
                },
            },
        },
    );
    let expected = r#"apiVersion: v1
kind: ReplicationController
metadata:
  name: kube-dns-v19
  namespace: kube-system
spec:
  replicas: 1
  selector:
    version: v19
  template:
    metadata:
      labels:
        version: v19
      annotations:
        scheduler.alpha.kubernetes.io/critical-pod: ""
    spec:
      dnsPolicy: Default
      containers:
      - name: kubedns
        image: kubedns:1.7
        imagePullPolicy: IfNotPresent
        args:
        - --domain=cluster.local.
        resources:
          limits:
            memory: 170Mi
          requests:
            cpu: 100m
            memory: 70Mi
        ports:
        - containerPort: 53
          name: dns
          protocol: UDP
"#;
    assert_eq!(controller.to_yaml(), expected);
}

#[test]
fn a_hostile_name_stays_a_name() {
    let yaml = Pod::new(ObjectMeta::named("a\nkind: Job\n# ", ""), PodSpec::default()).to_yaml();
    let tree: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(tree["kind"], "Pod");
    assert_eq!(tree["metadata"]["name"], "a\nkind: Job\n# ");
}
