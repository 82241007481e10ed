//! What holds for every machine of every case, whatever its options: the cross-checks that a person would make
//! by hand before trusting a set of files with a cluster.

mod addresses;
mod files;
mod matrix;
mod place;
mod programs;

use kubecore_tests::case::{Case, rootfs};
use place::{Place, Rule, ask, hold};

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
    hold(programs::flags_exist);
}

#[test]
fn every_variable_of_etcd_and_flannel_is_a_flag_of_theirs() {
    hold(programs::variables_are_flags);
}

#[test]
fn every_combination_of_options_is_refused_or_keeps_every_rule() {
    matrix::hold(&[
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
    ]);
}

/// A fault that is put into a file of the case ha-calico, and the rule that must notice it.
struct Fault {
    rule: Rule,
    machine: &'static str,
    path: &'static str,
    from: &'static str,
    to: &'static str,
}

const KUBELET: &str = "/etc/systemd/system/kubelet.service";
const API_SERVER: &str = "/etc/kubernetes/manifests/kube-apiserver.yaml";
const CNI: &str = "/etc/kubernetes/cni/net.d/10-calico.conf";

const FAULTS: &[Fault] = &[
    Fault { rule: files::files_of_the_role, machine: "worker-1", path: KUBELET, from: "", to: "" },
    Fault {
        rule: files::named_paths_exist,
        machine: "worker-1",
        path: KUBELET,
        from: "worker-kubeconfig.yaml",
        to: "kubeconfig.yaml",
    },
    Fault {
        rule: files::named_paths_exist,
        machine: "worker-1",
        path: KUBELET,
        from: "ssl/worker.pem",
        to: "ssl/apiserver.pem",
    },
    Fault {
        rule: files::no_placeholder,
        machine: "worker-1",
        path: KUBELET,
        from: "192.168.4.201",
        to: "${ADVERTISE_IP}",
    },
    Fault {
        rule: addresses::no_common_api_address,
        machine: "controller-1",
        path: API_SERVER,
        from: "192.168.4.101",
        to: "api.ha.example",
    },
    Fault {
        rule: addresses::no_first_service_address,
        machine: "worker-1",
        path: KUBELET,
        from: "10.3.0.10",
        to: "10.3.0.1",
    },
    Fault {
        rule: addresses::one_name_everywhere,
        machine: "worker-1",
        path: KUBELET,
        from: "192.168.4.201",
        to: "192.168.4.202",
    },
    Fault {
        rule: addresses::one_name_everywhere,
        machine: "worker-1",
        path: CNI,
        from: "192.168.4.201",
        to: "worker-1",
    },
    Fault {
        rule: addresses::one_name_everywhere,
        machine: "controller-1",
        path: API_SERVER,
        from: "--advertise-address=192.168.4.101",
        to: "--allow-privileged=true",
    },
    Fault {
        rule: addresses::the_right_api,
        machine: "worker-1",
        path: KUBELET,
        from: "https://",
        to: "http://",
    },
    Fault {
        rule: addresses::the_right_api,
        machine: "worker-1",
        path: CNI,
        from: ":443",
        to: ":443:443",
    },
    Fault {
        rule: addresses::the_right_api,
        machine: "controller-1",
        path: KUBELET,
        from: "127.0.0.1:8080",
        to: "127.0.0.1:8081",
    },
    Fault {
        rule: addresses::the_right_etcd,
        machine: "controller-1",
        path: API_SERVER,
        from: "http://192.168.4.52:2379,",
        to: "",
    },
    Fault {
        rule: addresses::the_right_etcd,
        machine: "worker-1",
        path: CNI,
        from: ":2379\"",
        to: ":2379/\"",
    },
    Fault {
        rule: programs::one_release,
        machine: "controller-1",
        path: API_SERVER,
        from: "v1.4.0",
        to: "v1.4.1",
    },
    Fault {
        rule: programs::one_release,
        machine: "controller-1",
        path: KUBELET,
        from: "KUBELET_VERSION",
        to: "KUBELET_RELEASE",
    },
    Fault {
        rule: programs::cni_or_docker,
        machine: "worker-1",
        path: KUBELET,
        from: "--network-plugin=cni",
        to: "--network-plugin=",
    },
    Fault { rule: programs::cni_or_docker, machine: "worker-1", path: CNI, from: "", to: "" },
    Fault {
        rule: programs::manifests_are_pods,
        machine: "controller-1",
        path: API_SERVER,
        from: "kind: Pod",
        to: "kind: DaemonSet",
    },
    Fault {
        rule: programs::manifests_are_pods,
        machine: "controller-1",
        path: "/etc/kubernetes/manifests/policy-controller.yaml",
        from: "\"true\"",
        to: "true",
    },
    Fault {
        rule: programs::flags_exist,
        machine: "controller-1",
        path: API_SERVER,
        from: "--etcd-servers",
        to: "--etcd-server",
    },
    Fault {
        rule: programs::flags_exist,
        machine: "worker-1",
        path: KUBELET,
        from: "--register-node=true",
        to: "--register-node",
    },
    Fault {
        rule: programs::variables_are_flags,
        machine: "worker-1",
        path: "/etc/flannel/options.env",
        from: "FLANNELD_IFACE",
        to: "FLANNELD_INTERFACE",
    },
    Fault {
        rule: programs::variables_are_flags,
        machine: "etcd-1",
        path: "/etc/systemd/system/etcd2.service.d/40-listen-address.conf",
        from: "ETCD_LISTEN_PEER_URLS",
        to: "ETCD_PEER_URLS",
    },
];

/// Faults with nothing to replace remove the file.
#[test]
fn each_rule_notices_its_faults() {
    let case = Case::named("ha-calico");
    let (tree, machines) = (case.tree(), case.machines());
    for Fault { rule, machine, path, from, to } in FAULTS {
        let machine = machines.iter().find(|m| m.name == *machine).unwrap();
        let mut place = Place { case: &case, machine, files: rootfs(&tree, &machine.name) };
        let before = place.files[*path].text().to_owned();
        assert!(before.contains(from), "{path} has no {from}");
        if from.is_empty() {
            place.files.remove(*path);
        } else {
            place.files.get_mut(*path).unwrap().bytes = before.replace(from, to).into_bytes();
        }
        assert!(
            !ask(*rule, &place).0.is_empty(),
            "{}: {path}: {from} -> {to} goes unnoticed",
            machine.name
        );
    }
}
