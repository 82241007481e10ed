//! A corpus of faults, with the words of coreos-cloudinit where it has some.

use super::check;

fn findings(body: &str) -> Vec<String> {
    check(&format!("#cloud-config\n{body}")).iter().map(ToString::to_string).collect()
}

#[test]
fn the_header_is_the_first_line() {
    for bad in
        ["", "\n#cloud-config\n", "# cloud-config\n", " #cloud-config\n", "#cloud-config x\n"]
    {
        let found = check(bad);
        assert_eq!(found.len(), 1, "{bad:?}");
        assert_eq!(found[0].message, "must be \"#cloud-config\" or begin with \"#!\"");
    }
    for good in ["#cloud-config", "#cloud-config  \r\n", "#cloud-config\n---\nhostname: a\n"] {
        assert_eq!(check(good), [], "{good:?}");
    }
}

#[test]
fn each_fault_is_found() {
    for (body, expected) in [
        ("hostnam: a\n", "warning: unrecognized key \"hostnam\" ($.hostnam)"),
        (
            "coreos:\n  units:\n  - {name: a.service, drop-ins: []}\n",
            "warning: unrecognized key \"drop-ins\" ($.coreos.units[0].drop-ins)",
        ),
        ("hostname: [a]\n", "warning: incorrect type for \"hostname\" (want string) ($.hostname)"),
        (
            "ssh_authorized_keys: a\n",
            "warning: incorrect type for \"ssh_authorized_keys\" (want []string) ($.ssh_authorized_keys)",
        ),
        (
            "write_files: {path: /a}\n",
            "warning: incorrect type for \"write_files\" (want []struct) ($.write_files)",
        ),
        ("coreos: []\n", "warning: incorrect type for \"coreos\" (want struct) ($.coreos)"),
        (
            "coreos:\n  units:\n  - {name: a.service, mask: 'yes'}\n",
            "warning: incorrect type for \"mask\" (want bool) ($.coreos.units[0].mask)",
        ),
        (
            "coreos: {update: {reboot_strategy: false}}\n",
            "warning: incorrect type for \"reboot_strategy\" (want string) ($.coreos.update.reboot_strategy)",
        ),
        (
            "coreos: {update: {reboot_strategy: never}}\n",
            "error: invalid value never ($.coreos.update.reboot_strategy)",
        ),
        (
            "write_files:\n- {path: /a, permissions: 420}\n",
            "warning: incorrect type for \"permissions\" (want string) ($.write_files[0].permissions)",
        ),
        (
            "write_files:\n- {path: /a, permissions: '420'}\n",
            "error: invalid value 420 ($.write_files[0].permissions)",
        ),
        (
            "write_files:\n- {path: /usr/bin/a}\n",
            "error: file cannot be written to a read-only filesystem ($.write_files[0].path)",
        ),
        ("write_files:\n- {path: a}\n", "error: a path must be absolute ($.write_files[0].path)"),
        (
            "coreos:\n  units:\n  - {name: a.service, command: go}\n",
            "error: invalid value go ($.coreos.units[0].command)",
        ),
        (
            "coreos:\n  units:\n  - {command: start}\n",
            "error: a unit without a name is skipped ($.coreos.units[0])",
        ),
        (
            "coreos:\n  units:\n  - {name: a.network, command: start}\n",
            "error: the command of a network unit is ignored ($.coreos.units[0])",
        ),
        (
            "coreos:\n  units:\n  - {name: a.service, enable: true, content: '[Service]'}\n",
            "error: enable has no effect without [Install] ($.coreos.units[0])",
        ),
        (
            "coreos:\n  units:\n  - {name: a.service, content: 'A=1'}\n",
            "error: no unit file: line 1: an assignment before the first section ($.coreos.units[0].content)",
        ),
        (
            "coreos:\n  units:\n  - {name: a.service, drop_ins: [{name: a, content: '[Unit]'}]}\n",
            "error: systemd reads only drop-ins that end in .conf ($.coreos.units[0].drop_ins[0])",
        ),
        (
            "coreos:\n  units:\n  - {name: a.service, drop_ins: [{name: a.conf}]}\n",
            "error: a drop-in without content is skipped ($.coreos.units[0].drop_ins[0])",
        ),
        ("hostname: \u{fdd0}a\u{fddf}\n", "error: holds a hole that no later program fills ($)"),
    ] {
        assert_eq!(findings(body), [expected], "{body}");
    }
}

#[test]
fn each_fault_of_a_program_s_block_is_found() {
    for (body, expected) in [
        (
            "coreos: {etcd2: {proxy: true}}\n",
            "warning: incorrect type for \"proxy\" (want string) ($.coreos.etcd2.proxy)",
        ),
        ("coreos: {etcd2: {proxy: 'yes'}}\n", "error: invalid value yes ($.coreos.etcd2.proxy)"),
        (
            "coreos: {etcd2: {initial_cluster_state: old}}\n",
            "error: invalid value old ($.coreos.etcd2.initial_cluster_state)",
        ),
        (
            "coreos: {etcd2: {election_timeout: '2500'}}\n",
            "warning: incorrect type for \"election_timeout\" (want int) ($.coreos.etcd2.election_timeout)",
        ),
        (
            "coreos: {etcd2: {election_timeout: 2.5}}\n",
            "warning: incorrect type for \"election_timeout\" (want int) ($.coreos.etcd2.election_timeout)",
        ),
        (
            "coreos: {etcd2: {heartbeat_interval: 0}}\n",
            "error: zero counts as unset ($.coreos.etcd2.heartbeat_interval)",
        ),
        (
            "coreos: {etcd2: {peer_addr: 'a:1'}}\n",
            "warning: unrecognized key \"peer_addr\" ($.coreos.etcd2.peer_addr)",
        ),
        (
            "coreos: {etcd: {listen_client_urls: 'http://a:1'}}\n",
            "warning: unrecognized key \"listen_client_urls\" ($.coreos.etcd.listen_client_urls)",
        ),
        (
            "coreos: {etcd: {discovery: 10.0.0.1}}\n",
            "warning: discovery URL is not valid ($.coreos.etcd.discovery)",
        ),
        (
            "coreos: {fleet: {etcd_request_timeout: fast}}\n",
            "warning: incorrect type for \"etcd_request_timeout\" (want float64) ($.coreos.fleet.etcd_request_timeout)",
        ),
    ] {
        assert_eq!(findings(body), [expected], "{body}");
    }
}

#[test]
fn a_misplaced_write_files_is_named() {
    assert_eq!(
        findings("coreos: {write_files: []}\n"),
        [
            "warning: unrecognized key \"write_files\" ($.coreos.write_files)",
            "error: write_files doesn't belong under coreos ($.coreos.write_files)",
        ]
    );
}

#[test]
fn bad_yaml_is_one_finding() {
    for body in
        ["a: [\n", "hostname: a\nhostname: b\n", "hostname: a\n---\nhostname: b\n", "\ta: b\n"]
    {
        assert_eq!(findings(body).len(), 1, "{body:?}");
    }
}

#[test]
fn the_system_s_own_units_may_be_enabled() {
    let body = "coreos:\n  units:\n  - {name: flanneld.service, enable: true, command: start}\n";
    assert_eq!(findings(body), Vec::<String>::new());
}
