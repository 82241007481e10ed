//! A secret gets into the files that need it, and nowhere else.

use std::fs;

use kubecore::check;
use kubecore::compile;
use kubecore::diagnostic::frame;
use kubecore::document::{left_out, without_secrets};
use kubecore::profile::Renderer;
use kubecore::source::Source;
use kubecore_tests::cli::run_with_input;
use kubecore_tests::{ignition, tree};
use tempfile::tempdir;

const PASSWORD: &str = "pass-Phrase-of-the-mesh-0123";
const TOKEN: &str = "token-Of-The-registry-4567";

const JOIN_TOKEN: &str = "abc123.0123456789abcdef";

/// A cluster that machines join by a token.
fn spec_of_kubeadm(token: &str, rest: &str) -> String {
    format!(
        "kubecore: v1\nname: demo\nprofile: flatcar\nnodes:\n  \
         - {{ name: a, role: control-plane, ip: 192.168.4.101 }}\n  \
         - {{ name: b, role: worker, ip: 192.168.4.201 }}\n\
         flatcar:\n  mode: kubeadm\n  kubeadm_token: {token}\n{rest}"
    )
}

/// `extra` stands between the machines and the block with the secrets.
fn spec(extra: &str, password: &str) -> String {
    format!(
        "kubecore: v1\nname: demo\nprofile: weave\nnodes:\n  \
         - {{ name: master-1, role: control-plane, ip: 192.168.4.101 }}\n  \
         - {{ name: node-1, role: worker, ip: 192.168.4.201 }}\n{extra}weave:\n  \
         {password}\n  registries:\n    - {{ host: quay.io, user: org+robot, token: {TOKEN} }}\n"
    )
}

#[test]
fn only_files_of_root_hold_a_secret() {
    let source = Source::new("cluster.yaml", spec("", &format!("password: {PASSWORD}")));
    let compiled = compile(&source);
    let plan = compiled.plan.expect("the spec is right");
    assert!(!format!("{plan:?}").contains(PASSWORD), "the plan's Debug shows the password");
    let renderer = Renderer::new(&plan);
    let mut held = 0;
    for bundle in renderer.bundles() {
        assert!(check::check(&plan, &bundle).is_empty(), "{:?}", check::check(&plan, &bundle));
        for artifact in bundle.artifacts() {
            let text = String::from_utf8_lossy(&artifact.bytes);
            let auth = kubecore::format::dockercfg::auth("org+robot", TOKEN);
            if [PASSWORD, TOKEN, &auth].iter().any(|secret| text.contains(secret)) {
                held += 1;
                let (name, path, mode) = (bundle.name(), &artifact.path, artifact.mode);
                assert_eq!(mode, 0o600, "{name}/{path} holds a secret with mode {mode:o}");
            }
        }
    }
    assert!(held >= 4, "the secrets are in {held} files only: nobody could use them");
}

/// The copy of the spec lies beside them, and anybody may read that.
#[test]
fn the_copy_of_the_spec_holds_none() {
    let comment = format!("# password: {PASSWORD}\n#   token: {TOKEN}\n");
    let text = spec(&comment, &format!("password: {PASSWORD} # {PASSWORD}"));
    let scratch = tempdir().unwrap();
    let out = scratch.path().join("out");
    run_with_input(&["render", "-", "-o", out.to_str().unwrap()], text.as_bytes()).ends_with(0);
    for (path, file) in tree::read(&out) {
        let text = String::from_utf8_lossy(&file.bytes);
        let open = [PASSWORD, TOKEN].iter().any(|secret| text.contains(secret));
        assert!(!open || file.mode == 0o600, "{path} holds a secret with mode {:o}", file.mode);
    }
    let copy = fs::read_to_string(out.join("cluster.yaml")).unwrap();
    let (what, _) = left_out(&copy);
    let what = what.expect("it says that something is missing");
    assert!(what.contains("$.weave.password, $.weave.registries[0].token"), "{what}");
    assert!(copy.contains("quay.io"), "{copy}");
}

#[test]
fn no_message_shows_a_secret() {
    for (extra, password) in [
        // Beside, above and below what is wrong.
        ("", format!("password: {PASSWORD} and more $")),
        ("", format!("password: [{PASSWORD}]")),
        ("", format!("password: {{ {PASSWORD}: {PASSWORD} }}")),
        ("", format!("password: !{PASSWORD}")),
        ("", format!("password: *{PASSWORD}")),
        ("", format!("password: |\n    {PASSWORD}\n    {PASSWORD}")),
        ("", format!("password:\n    - {PASSWORD}")),
        ("", format!("password: \"{PASSWORD}")),
        ("", format!("{{ password: {PASSWORD}")),
        ("", format!("password: {PASSWORD}\n  password: {PASSWORD}")),
        ("\tbroken\n", format!("password: {PASSWORD}")),
        ("colour: blue\n", format!("password: {PASSWORD}\n  colour: blue")),
    ] {
        let source = Source::new("cluster.yaml", spec(extra, &password));
        let compiled = compile(&source);
        assert!(compiled.report.has_errors(), "{password} is refused");
        for diagnostic in compiled.report.diagnostics() {
            let said = format!("{}\n{diagnostic:?}", frame(&source, diagnostic));
            for secret in [PASSWORD, TOKEN] {
                assert!(!said.contains(secret), "shown for `{password}`:\n{said}");
            }
        }
    }
}

/// Whoever has it can make a machine one of the cluster.
#[test]
fn a_join_token_is_as_secret_as_a_key() {
    for (rest, holders) in [
        ("", vec!["rootfs/etc/kubernetes/kubeadm.yaml"]),
        // Ignition's file packs it.
        (
            "  keys: ignition\n",
            vec!["config.bu", "config.ign", "rootfs/etc/kubernetes/kubeadm.yaml"],
        ),
    ] {
        let source = Source::new("cluster.yaml", spec_of_kubeadm(JOIN_TOKEN, rest));
        let plan = compile(&source).plan.expect("the spec is right");
        assert!(!format!("{plan:?}").contains(JOIN_TOKEN), "the plan's Debug shows the token");
        for bundle in Renderer::new(&plan).bundles() {
            assert!(check::check(&plan, &bundle).is_empty(), "{:?}", check::check(&plan, &bundle));
            let mut found = Vec::new();
            for artifact in bundle.artifacts() {
                let contents = match artifact.path.as_ref() {
                    "config.ign" => ignition::files(&String::from_utf8_lossy(&artifact.bytes))
                        .into_values()
                        .map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
                        .collect(),
                    _ => String::from_utf8_lossy(&artifact.bytes).into_owned(),
                };
                if contents.contains(JOIN_TOKEN) {
                    assert_eq!(artifact.mode, 0o600, "{}/{}", bundle.name(), artifact.path);
                    found.push(artifact.path.clone());
                }
            }
            let wanted = if bundle.name() == "cluster" { &[][..] } else { &holders };
            assert_eq!(found, wanted, "{}", bundle.name());
        }
    }
}

#[test]
fn no_message_and_no_copy_shows_a_join_token() {
    // Each is wrong in its form; the last is no YAML.
    for token in ["abc123-0123456789abcdef", "[abc123.0123456789abcdef]", "\"abc123.0123456789ab"] {
        let text = spec_of_kubeadm(token, "");
        let source = Source::new("cluster.yaml", text.clone());
        let compiled = compile(&source);
        assert!(compiled.report.has_errors(), "{token} is refused");
        for diagnostic in compiled.report.diagnostics() {
            let said = format!("{}\n{diagnostic:?}", frame(&source, diagnostic));
            assert!(!said.contains("0123456789ab"), "shown for `{token}`:\n{said}");
        }
        assert!(!without_secrets(&text).contains("0123456789ab"), "{token}");
    }
}
