//! `generate-tls.sh` makes the guide's certificates: the right names in them, keys closed, nothing made twice.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use kubecore_tests::assert_none;
use kubecore_tests::case::below;
use kubecore_tests::made::Made;
use kubecore_tests::settings::extension;
use kubecore_tests::tree;

/// An address as the API's, a name, and a load balancer's address.
const CASES: [&str; 3] = ["published", "ha-calico", "external-etcd-lb"];

#[test]
fn each_machine_gets_its_own_assets_and_closed_keys() {
    for made in CASES.iter().filter_map(|case| Made::of(case)) {
        let (name, tls) = (&made.case.name, made.tls());
        for machine in made.case.machines() {
            let own = |file: &str| format!("/{}-{file}", machine.name);
            let wanted = match machine.role.as_str() {
                "control-plane" => {
                    ["/ca.pem", "/apiserver.pem", "/apiserver-key.pem"].map(str::to_owned).to_vec()
                }
                "worker" => vec!["/ca.pem".to_owned(), own("worker.pem"), own("worker-key.pem")],
                _ => Vec::new(),
            };
            let files = below(&tls, &format!("nodes/{}", machine.name));
            let pem: BTreeSet<&String> =
                files.keys().filter(|path| extension(path) == "pem").collect();
            assert_eq!(pem, wanted.iter().collect(), "{name}: {}", machine.name);
        }
        for (path, file) in &tls {
            let is_key = file.bytes.windows(11).any(|window| window == b"PRIVATE KEY");
            assert_eq!(is_key, path.ends_with("-key.pem"), "{name}: {path}");
            if is_key {
                assert_eq!(file.mode, 0o600, "{name}: {path}");
            }
        }
        for path in ["ca.pem", "ca-key.pem", "admin.pem", "admin-key.pem"] {
            assert!(tls.contains_key(path), "{name}: {path}");
        }
    }
}

#[test]
fn the_api_servers_certificate_carries_every_name_in_use() {
    for made in CASES.iter().filter_map(|case| Made::of(case)) {
        let host = made.case.api_host();
        let kind = if host.parse::<std::net::IpAddr>().is_ok() { "IP Address" } else { "DNS" };
        for machine in made.case.machines().iter().filter(|machine| machine.role == "control-plane")
        {
            let certificate = made.asset(&machine.name, "apiserver.pem");
            let names = names(&certificate);
            let mut wanted: BTreeSet<String> =
                ["", ".default", ".default.svc", ".default.svc.cluster.local"]
                    .map(|rest| format!("DNS:kubernetes{rest}"))
                    .into();
            wanted.extend(["IP Address:10.3.0.1".to_owned(), format!("{kind}:{host}")]);
            let control_planes =
                made.case.machines().into_iter().filter(|m| m.role == "control-plane");
            wanted.extend(control_planes.map(|m| format!("IP Address:{}", m.ip)));
            assert_eq!(names, wanted, "{}", made.case.name);
            assert_subject(&certificate, "kube-apiserver");
            verify(&made, &certificate);
        }
    }
}

#[test]
fn a_workers_certificate_carries_its_address() {
    for made in CASES.iter().filter_map(|case| Made::of(case)) {
        for machine in made.case.machines().iter().filter(|machine| machine.role == "worker") {
            let certificate = made.asset(&machine.name, "worker.pem");
            assert_eq!(
                names(&certificate),
                BTreeSet::from([format!("IP Address:{}", machine.ip)]),
                "{}",
                made.case.name
            );
            assert_subject(&certificate, &machine.name);
            verify(&made, &certificate);
            let shown = show(&certificate);
            // No extended key usage: the kubelet serves with it and asks the API with it.
            assert!(shown.contains("CA:FALSE") && !shown.contains("Extended Key Usage"), "{shown}");
            assert!(shown.contains("Public-Key: (2048 bit)"), "{shown}");
        }
    }
}

/// Service account tokens are signed with the API server's key: with a key of its own, each control plane would
/// refuse the others' tokens.
#[test]
fn control_planes_share_one_key() {
    let Some(made) = Made::of("ha-calico") else { return };
    let control_planes =
        made.case.machines().into_iter().filter(|machine| machine.role == "control-plane");
    let keys: BTreeSet<Vec<u8>> = control_planes
        .map(|machine| fs::read(made.asset(&machine.name, "apiserver-key.pem")).unwrap())
        .collect();
    assert_eq!(keys.len(), 1);
}

#[test]
fn a_second_run_keeps_what_exists_and_adds_what_is_missing() {
    let Some(made) = Made::of("ha-calico") else { return };
    let before = made.tls();
    made.generate();
    assert_none("nothing is missing", &tree::compare(&before, &made.tls()));
    fs::remove_dir_all(made.path("tls/nodes/worker-2")).unwrap();
    made.generate();
    let after = made.tls();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (path, file) in &after {
        assert_eq!(file.mode, before[path].mode, "{path}");
        let may_differ = path.contains("worker-2") || extension(path) == "srl";
        assert!(may_differ || *file == before[path], "{path} was made anew");
    }
    verify(&made, &made.asset("worker-2", "worker.pem"));
}

/// The subject alternative names, as openssl shows them.
fn names(certificate: &Path) -> BTreeSet<String> {
    let shown = show(certificate);
    let line = shown.lines().skip_while(|line| !line.contains("Subject Alternative Name")).nth(1);
    line.unwrap_or_else(|| panic!("no names\n{shown}"))
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect()
}

fn assert_subject(certificate: &Path, name: &str) {
    let subject = openssl(&[
        "x509",
        "-noout",
        "-subject",
        "-nameopt",
        "RFC2253",
        "-in",
        certificate.to_str().unwrap(),
    ]);
    assert_eq!(subject.trim(), format!("subject=CN={name}"));
}

fn show(certificate: &Path) -> String {
    openssl(&["x509", "-noout", "-text", "-in", certificate.to_str().unwrap()])
}

fn verify(made: &Made, certificate: &Path) {
    openssl(&[
        "verify",
        "-CAfile",
        made.path("tls/ca.pem").to_str().unwrap(),
        certificate.to_str().unwrap(),
    ]);
}

fn openssl(arguments: &[&str]) -> String {
    let output = Command::new("openssl").args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
