use super::*;
use crate::job::places;

const SPEC: &str = include_str!("../../../examples/one-plus-two.yaml");
const CALICO: &str = include_str!("../../../examples/ha-calico.yaml");
const FLEET: &str = include_str!("../../../examples/fleet-units.yaml");
const WEAVE: &str = include_str!("../../../examples/weave.yaml");
const COREKUBE: &str = include_str!("../../../examples/corekube.yaml");

/// A bundle of a cluster, with every field tried.
struct Case {
    origin: Origin,
    bundle: Rc<Bundle>,
}

impl Case {
    fn new(text: &str, name: &str) -> Self {
        let plan: Rc<Plan> = job::judge(text).plan.expect("a plan").into();
        let index = places(&plan).iter().position(|place| place.label() == name).expect(name);
        let bundle: Rc<Bundle> = job::render_some(&plan, [index]).next().expect("a bundle").into();
        let document = Document::read(text).expect("YAML").into();
        let mut origin =
            Origin::new(&About { document: &document, plan: &plan, index, bundle: &bundle });
        while origin.busy() {
            origin.step(10);
        }
        Self { origin, bundle }
    }

    /// What every line with `part` in it comes from, of the files whose path ends so.
    fn of(&self, file: &str, part: &str) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for artifact in self.bundle.artifacts().iter().filter(|a| a.path.ends_with(file)) {
            let text = String::from_utf8_lossy(&artifact.bytes);
            for (line, _) in text.lines().enumerate().filter(|(_, line)| line.contains(part)) {
                let fields = self.origin.fields(&artifact.path, line);
                found.push(fields.iter().map(|trace| trace.field.to_string()).collect());
            }
        }
        assert!(!found.is_empty(), "no {part} in {file}");
        found
    }

    fn first(&self, file: &str, part: &str) -> String {
        let found = self.of(file, part);
        let firsts: Vec<&str> =
            found.iter().map(|fields| fields.first().map_or("nobody", String::as_str)).collect();
        assert!(firsts.iter().all(|first| *first == firsts[0]), "{part} in {file}: {found:?}");
        firsts[0].to_owned()
    }
}

const EXAMPLES: [&str; 6] =
    [SPEC, CALICO, FLEET, WEAVE, COREKUBE, include_str!("../../../examples/one-machine.yaml")];

#[test]
fn a_line_comes_first_from_the_field_that_says_it() {
    let worker = Case::new(SPEC, "worker-1");
    assert_eq!(worker.first("kubelet.service", "--cluster-dns"), "$.network.dns_service_ip");
    assert_eq!(worker.first("kubelet.service", "--cluster-domain"), "$.network.domain");
    assert_eq!(worker.first("kubelet.service", "--hostname-override"), "$.nodes[1].ip");
    let controller = Case::new(CALICO, "controller-1");
    assert_eq!(
        controller.first("kube-apiserver.yaml", "--service-cluster-ip-range"),
        "$.network.services"
    );
    assert_eq!(controller.first("kube-proxy.yaml", "image:"), "$.kubernetes.version");
    assert_eq!(
        Case::new(FLEET, "leader-1").first("cloud-config.yaml", "metadata"),
        "$.fleet_units.leader_metadata"
    );
    assert_eq!(
        Case::new(COREKUBE, "cluster").first("corekube-heat.yaml", "default: admin"),
        "$.corekube.key_name"
    );
}

#[test]
fn what_follows_from_two_fields_names_both() {
    let found = Case::new(SPEC, "worker-1").of("kubelet.service", "--cluster-dns");
    let wanted = ["$.network.dns_service_ip", "$.network.services"];
    assert!(found.iter().all(|fields| wanted.iter().all(|path| fields.iter().any(|f| f == path))));
}

#[test]
fn a_line_that_is_always_so_comes_from_nothing() {
    let stack = Case::new(COREKUBE, "cluster");
    assert_eq!(stack.first("corekube-heat.yaml", "heat_template_version"), "nobody");
    // The file is there because of what the machine does.
    let worker = Case::new(SPEC, "worker-1");
    assert_eq!(worker.first("kubelet.service", "[Install]"), "$.nodes[1].role");
}

/// Wherever a machine's own address stands, in a bundle of each kind of every example, it is known why.
#[test]
fn every_address_is_known() {
    for text in EXAMPLES {
        let plan = job::judge(text).plan.expect("a plan");
        let document = Document::read(text).expect("YAML");
        let places = places(&plan);
        let count = places.len();
        let some = places.iter().enumerate().filter(|(n, _)| *n == 0 || n + 3 > count);
        for (_, place) in some {
            let case = Case::new(text, place.label());
            let mut seen = 0;
            for (n, node) in plan.nodes().iter().enumerate() {
                let path = FieldPath::root().key("nodes").index(n).key("ip");
                let path = match document.scalar(&path) {
                    Some(_) => path,
                    None => FieldPath::root().key("pools").index(0).key("first_ip"),
                };
                let ip = node.ip.to_string();
                for file in case.bundle.artifacts().iter().filter(|file| file.path != SUMS) {
                    let text = String::from_utf8_lossy(&file.bytes);
                    for (line, _) in text.lines().enumerate().filter(|(_, line)| has(line, &ip)) {
                        let mut origin = case.origin.clone();
                        origin.ask(&file.path, line);
                        origin.step(1000);
                        let fields = origin.fields(&file.path, line);
                        let found = fields.iter().any(|trace| trace.field == path);
                        assert!(
                            found,
                            "{ip} in line {} of {} of {}",
                            line + 1,
                            file.path,
                            place.label()
                        );
                        seen += 1;
                    }
                }
            }
            assert!(
                seen > 0 || place.label() == "cluster" || plan.nodes().len() == 1,
                "{}",
                place.label()
            );
        }
    }
}

/// Not as a part of another address.
fn has(line: &str, ip: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit() && c != '.').any(|word| word == ip)
}

#[test]
fn a_field_names_its_lines() {
    let case = Case::new(SPEC, "worker-1");
    let dns = FieldPath::root().key("network").key("dns_service_ip");
    let trace = case.origin.trace(&dns).expect("known");
    assert!(trace.lines.len() > 1);
    for lines in &trace.lines {
        let path = case.origin.path(lines).expect("a file");
        let text = String::from_utf8_lossy(&case.bundle.get(path).expect(path).bytes).into_owned();
        for line in case.origin.lines(&dns, path) {
            let line = text.lines().nth(line).expect("a line");
            assert!(path == SUMS || line.contains("10.3.0.10"), "{path}: {line}");
        }
    }
    assert_eq!(case.origin.lines(&dns, "nonesuch"), Vec::<usize>::new());
}

#[test]
fn machines_far_down_are_looked_at_when_asked_for() {
    let nodes: Vec<String> = (1..=40)
        .map(|n| format!("  - {{ name: worker-{n}, role: worker, ip: 192.168.100.{} }}\n", 100 + n))
        .collect();
    let (head, _) = SPEC.split_once("  - { name: worker-1").expect("workers");
    let script = "pki: { source: openssl-script }\n";
    let mut case = Case::new(&[head, &nodes.concat(), script].concat(), "cluster");
    let field = FieldPath::root().key("nodes").index(31).key("ip");
    assert_eq!(case.origin.trace(&field), None);
    let bundle = case.bundle.clone();
    let place = |file: &kubecore::bundle::Artifact| {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        let line = text.lines().position(|line| has(line, "192.168.100.131"))?;
        Some((file.path.clone(), line))
    };
    let (path, line) = bundle.artifacts().iter().find_map(place).expect("its address");
    case.origin.ask(&path, line);
    assert!(case.origin.busy());
    case.origin.step(3);
    assert!(case.origin.trace(&field).is_some(), "what is in the line comes first");
}

#[test]
fn the_field_asked_for_is_tried_first() {
    let plan: Rc<Plan> = job::judge(SPEC).plan.expect("a plan").into();
    let bundle: Rc<Bundle> = job::render_some(&plan, [1]).next().expect("a bundle").into();
    let document = Document::read(SPEC).expect("YAML").into();
    let about = About { document: &document, plan: &plan, index: 1, bundle: &bundle };
    let mut origin = Origin::new(&about);
    let field = FieldPath::root().key("nodes").index(1).key("ip");
    origin.ask_field(&field);
    origin.step(1);
    assert!(origin.trace(&field).is_some());
    assert!(origin.busy());
    assert!(origin.is_of(&plan, &bundle));
    assert!(!origin.is_of(&Rc::new((*plan).clone()), &bundle));
}

/// Most fields of every example find another value that is accepted.
#[test]
fn most_fields_can_be_tried() {
    for (text, name) in
        [(SPEC, "worker-1"), (CALICO, "controller-1"), (FLEET, "leader-1"), (COREKUBE, "cluster")]
    {
        let Origin { known, found, .. } = Case::new(text, name).origin;
        let given = Document::read(text).expect("YAML");
        let untried: Vec<String> = known
            .iter()
            .filter(|field| found.iter().all(|trace| trace.field != **field))
            .filter(|field| given.scalar(field).is_some())
            .map(ToString::to_string)
            .filter(|field| !["$.kubecore", "$.network.hosts[0]"].contains(&field.as_str()))
            .filter(|field| !field.contains("].role") && !field.starts_with("$.network.in_use"))
            // What is accepted makes no line of any file.
            .filter(|field| !field.starts_with("$.allow["))
            .collect();
        assert!(untried.len() <= 1, "{name}: {untried:?}");
    }
}

#[test]
fn a_name_is_changed_wherever_it_is_called() {
    let case = Case::new(WEAVE, "iron-1");
    let name = FieldPath::root().key("nodes").index(3).key("name");
    assert!(case.origin.trace(&name).is_some_and(|trace| !trace.lines.is_empty()));
}

#[test]
fn fields_are_called_as_the_page_calls_them() {
    let document = Document::read(WEAVE).expect("YAML");
    let say = |path: FieldPath| label(&document, &path);
    let root = FieldPath::root;
    assert_eq!(say(root().key("network").key("dns_service_ip")), "Network › DNS service IP");
    assert_eq!(say(root().key("nodes").index(3).key("ip")), "Nodes › iron-1 › IP");
    assert_eq!(say(root().key("etcd").key("endpoints").index(0)), "etcd › Endpoints › 1");
}

/// A secret is tried like any other field; nothing but its place is kept.
#[test]
fn a_secret_is_not_kept() {
    let case = Case::new(WEAVE, "iron-1");
    let password = FieldPath::root().key("weave").key("password");
    let trace = case.origin.trace(&password).expect("known");
    assert!(case.origin.count(trace) > 0);
    assert!(!format!("{trace:?}").contains("0123456789abcdef"));
}

/// The first word that comes to mind is the default, which changes nothing.
#[test]
fn a_value_that_means_the_same_is_no_other() {
    let case = Case::new(SPEC, "worker-1");
    let dns = FieldPath::root().key("coreos_guide").key("kubelet").key("host_dns");
    assert!(case.origin.trace(&dns).is_some_and(|trace| case.origin.count(trace) > 0));
}
