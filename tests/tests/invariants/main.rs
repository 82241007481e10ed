//! What holds for every machine of every case, whatever its options: the cross-checks that a person would make
//! by hand before trusting a set of files with a cluster.

mod addresses;
mod cloud_configs;
mod cluster;
mod corekube;
mod faults;
mod files;
mod flatcar;
mod fleet_units;
mod matrix;
mod place;
mod programs;
mod units;
mod weave;

use faults::named;
use kubecore_tests::case::rootfs;
use matrix::Matrix;
use place::{Place, Rule, ask, hold, hold_everywhere};

#[test]
fn each_role_has_its_files_and_no_others() {
    hold(files::files_of_the_role);
}

#[test]
fn every_path_that_is_named_exists() {
    hold(files::named_paths_exist);
}

#[test]
fn no_placeholder_is_left() {
    hold(files::no_placeholder);
}

#[test]
fn control_planes_never_name_the_common_api_address() {
    hold(addresses::no_common_api_address);
}

#[test]
fn no_machine_names_the_first_service_address() {
    hold(addresses::no_first_service_address);
}

#[test]
fn a_machine_has_one_name_everywhere() {
    hold(addresses::one_name_everywhere);
}

#[test]
fn control_planes_ask_themselves_and_workers_the_common_address() {
    hold(addresses::the_right_api);
}

#[test]
fn etcd_is_asked_where_it_is() {
    hold(addresses::the_right_etcd);
}

#[test]
fn every_image_of_kubernetes_is_of_one_release() {
    hold(programs::one_release);
}

#[test]
fn pods_are_networked_by_cni_or_by_docker_never_by_half_of_both() {
    hold(programs::cni_or_docker);
}

#[test]
fn every_manifest_is_a_pod() {
    hold(programs::manifests_are_pods);
}

#[test]
fn every_flag_exists_in_the_release() {
    hold_everywhere(programs::flags_exist);
}

#[test]
fn every_variable_of_etcd_and_flannel_is_a_flag_of_theirs() {
    hold_everywhere(programs::variables_are_flags);
}

#[test]
fn every_line_of_a_unit_is_whole() {
    hold_everywhere(units::lines_are_whole);
}

#[test]
fn every_unit_that_is_named_exists() {
    hold_everywhere(units::named_units_exist);
}

#[test]
fn every_variable_of_a_command_is_set() {
    hold_everywhere(units::variables_are_set);
}

/// What holds on every machine of coreos-guide, and what holds everywhere.
const COREOS_GUIDE: &[(&str, Rule)] = &named![
    files::files_of_the_role,
    files::named_paths_exist,
    files::no_placeholder,
    addresses::no_common_api_address,
    addresses::no_first_service_address,
    addresses::one_name_everywhere,
    addresses::the_right_api,
    addresses::the_right_etcd,
    programs::one_release,
    programs::cni_or_docker,
    programs::manifests_are_pods,
    programs::flags_exist,
    programs::variables_are_flags,
    units::lines_are_whole,
    units::named_units_exist,
    units::variables_are_set,
];

/// What holds on every machine of every profile.
const EVERYWHERE: &[(&str, Rule)] = &named![
    programs::flags_exist,
    programs::variables_are_flags,
    units::lines_are_whole,
    units::named_units_exist,
    units::variables_are_set,
];

#[test]
fn every_combination_of_coreos_guide_is_refused_or_keeps_every_rule() {
    matrix::hold(&Matrix {
        base: "{ kubecore: v1, name: matrix, profile: coreos-guide, network: { hosts: [192.168.4.0/24] }, nodes: [\
               { name: etcd-1, role: etcd, ip: 192.168.4.51 }, \
               { name: controller-1, role: control-plane, ip: 192.168.4.101 }, \
               { name: worker-1, role: worker, ip: 192.168.4.201 }] }",
        options: &[
            ("network.provider", &["flannel", "calico", "none"]),
            ("network.policy", &["none", "calico"]),
            ("kubernetes.version", &["v1.4.0_coreos.0", "v1.2.4", "v1.3.6", "v1.5.4"]),
            ("coreos_guide.edition", &["corrected", "published"]),
            ("coreos_guide.pod_networking", &["docker-bridge", "cni"]),
            ("coreos_guide.os_version", &["1185.3.0", "1353.8.0"]),
            ("coreos_guide.kubelet.runtime", &["docker", "rkt"]),
        ],
        least: 60,
        rules: COREOS_GUIDE,
        whole: &[],
    });
}

#[test]
fn every_combination_of_fleet_units_is_refused_or_keeps_every_rule() {
    matrix::hold(&Matrix {
        base: "{ kubecore: v1, name: matrix, profile: fleet-units, network: { hosts: [192.168.4.0/24] }, nodes: [\
               { name: leader-1, role: control-plane, ip: 192.168.4.101 }, \
               { name: worker-1, role: worker, ip: 192.168.4.201 }] }",
        options: &[
            ("kubernetes.version", &["", "v1.0.1", "v1.1.7"]),
            ("fleet_units.edition", &["corrected", "published"]),
            (
                "fleet_units.discovery",
                &["", "\"https://discovery.etcd.io/0123456789abcdef0123456789abcdef\""],
            ),
            ("fleet_units.api_port", &["", "8080"]),
            ("addons.kube_dns", &["", "true", "false"]),
        ],
        least: 16,
        rules: EVERYWHERE,
        whole: fleet_units::RULES,
    });
}

#[test]
fn every_combination_of_weave_is_refused_or_keeps_every_rule() {
    matrix::hold(&Matrix {
        base: "{ kubecore: v1, name: matrix, profile: weave, network: { hosts: [192.168.4.0/24] }, nodes: [\
               { name: master-1, role: control-plane, ip: 192.168.4.101 }, \
               { name: node-1, role: worker, ip: 192.168.4.201 }, \
               { name: node-2, role: worker, ip: 192.168.4.202 }] }",
        options: &[
            ("kubernetes.version", &["", "v1.1.7"]),
            ("weave.edition", &["corrected", "published"]),
            ("weave.layout", &["per-machine", "shared"]),
            ("weave.registration", &["kubelet", "script"]),
            ("weave.password", &["", "a-password-of-30-characters-00"]),
            (
                "weave.registries",
                &["", "[{ host: quay.io, user: example+robot, token: token-for-tests }]"],
            ),
            ("addons.kube_dns", &["", "false"]),
        ],
        least: 32,
        rules: EVERYWHERE,
        whole: weave::RULES,
    });
}

#[test]
fn every_combination_of_corekube_is_refused_or_keeps_every_rule() {
    matrix::hold(&Matrix {
        base: "{ kubecore: v1, name: matrix, profile: corekube, nodes: [\
               { name: discovery, role: etcd, ip: 10.10.10.11 }, \
               { name: overlord, role: overlord, ip: 10.10.10.12 }, \
               { name: master, role: control-plane, ip: 10.10.10.13 }, \
               { name: minion-0, role: worker, ip: 10.10.10.14 }] }",
        options: &[
            ("corekube.edition", &["corrected", "published"]),
            ("corekube.platform", &["openstack", "rackspace", "rackconnect-v3"]),
            ("corekube.admin_cidr", &["", "192.0.2.0/24"]),
            ("corekube.open_security_group", &["", "true"]),
            (
                "corekube.machines",
                &["", "[{ name: minion-0, id: a43295d4ed574a45a6f91b86baea0093 }]"],
            ),
            ("addons.kube_dns", &["", "false"]),
        ],
        least: 12,
        rules: EVERYWHERE,
        whole: corekube::RULES,
    });
}

#[test]
fn each_rule_notices_its_faults() {
    let names = COREOS_GUIDE.iter().map(|(name, _)| *name);
    faults::notice("coreos-guide", names, |wanted, case, tree| {
        let rule = COREOS_GUIDE.iter().find(|(name, _)| faults::last(name) == wanted);
        let (_, rule) = rule.unwrap_or_else(|| panic!("there is no rule {wanted}"));
        let machines = case.machines();
        let places = machines.iter().map(|machine| Place {
            case,
            machine,
            files: rootfs(tree, &machine.name),
        });
        places.flat_map(|place| ask(*rule, &place).0).collect()
    });
}
