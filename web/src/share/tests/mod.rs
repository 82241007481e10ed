mod corpus;
mod hostile;

use kubecore::bundle::sha256;
use kubecore::compile;
use kubecore::diagnostic::Severity;
use kubecore::source::Source;
use kubecore::spec::{Profile, topologies};

use super::*;

const SMALL: &str = "coreos-guide-small";
const SECRET: &str = "pass-Phrase-of-the-mesh-0123";

fn text_of(preset: &str) -> &'static str {
    Base::of(preset).unwrap().text
}

fn opened(link: &str) -> Value {
    Document::read(&open(link).unwrap().text).unwrap().root()
}

/// What the links of this version begin from, for ever. A line is added with each new preset, none
/// is changed.
const FROZEN: [(&str, &str); 11] = [
    ("coreos-guide-single", "c68022b9c5ee4038ffdc74e4d58cdd4a24af4ec8c4e39e41aac8b099b31d714d"),
    ("coreos-guide-small", "67b7cd7a0539f7ccafa617f04a5b62a8891a52b244e81414791b950333ce4fe7"),
    ("coreos-guide-ha", "79429a03ab2c297cdb6477a83128e010d0a4547e5eda83f4dbe5b575c1e79aba"),
    ("fleet-units-small", "a8a66a541e449a20b10df49d86e4d81ca87e86dc2f5328577d8d396832c86d44"),
    ("fleet-units-ha", "23c4d094bd49f439563de9e2d4f0375a091592f55c2f67098513b546c63f8dc9"),
    ("weave-small", "f595b6136b5c9b6a6502360471c33b76868a3662a83f95774dc35b692d401d3f"),
    ("corekube-small", "5c36e69c1cd7dd0e2a841c9e31a81e8b370fc51717567f46729fdbaa37971977"),
    ("flatcar-single", "03db765abc78d232036f5bb8ed01a6a1959b5a287b76c3b6c1eb60a38bd092b9"),
    ("flatcar-small", "ebb5f1c69a827979df7b896dc07ba173c57fdfff0672be6c2f060a742467b406"),
    ("flatcar-ha", "7b3c7b197c5133f4a6afbd95081dfcc6bcd48d4418e2d70992dea862470e73fc"),
    ("empty", "1dd9b4fa75f8bcbdbe222a07083e73f26b756f75be7edcdf45e69b4445496b18"),
];

#[test]
fn bases_never_change() {
    let now: Vec<(&str, String)> = Base::ALL
        .iter()
        .chain([&Base::EMPTY])
        .map(|base| (base.id, sha256(base.text.as_bytes())))
        .collect();
    let frozen: Vec<(&str, String)> = FROZEN.map(|(id, hash)| (id, hash.to_owned())).to_vec();
    let lines: Vec<String> =
        now.iter().map(|(id, hash)| format!("    (\"{id}\", \"{hash}\"),")).collect();
    assert_eq!(now, frozen, "old links would change; before the first:\n{}", lines.join("\n"));
}

#[test]
fn every_profile_and_topology_has_a_base() {
    for profile in Profile::ALL {
        for topology in topologies(*profile) {
            let id = format!("{}-{}", profile.as_str(), topology.as_str());
            assert!(Base::of(&id).is_some(), "no base for links from {id}");
        }
    }
}

#[test]
fn bases_are_right_and_hold_only_what_links_can() {
    for base in Base::ALL {
        let report = compile(&Source::new(base.id, base.text)).report;
        let bad = report.diagnostics().iter().filter(|d| d.severity == Severity::Error);
        assert_eq!(bad.map(|d| &d.message).collect::<Vec<_>>(), [""; 0], "{}", base.id);
    }
    for base in Base::ALL.iter().chain([&Base::EMPTY]) {
        assert_eq!(Fields::of(&base.root()).value, base.root(), "{}", base.id);
    }
}

#[test]
fn without_a_change_a_link_is_the_preset() {
    let link = fragment(Some(SMALL), text_of(SMALL)).unwrap();
    assert_eq!(link.text, "#v1.coreos-guide-small");
    let shared = open(&link.text).unwrap();
    assert_eq!((shared.preset, shared.text.as_str()), (Some(SMALL), text_of(SMALL)));
    assert!(shared.changed.is_empty());
}

#[test]
fn a_change_is_short_and_told() {
    let text = text_of(SMALL).replace("name: demo", "name: other");
    let link = fragment(Some(SMALL), &text).unwrap();
    assert!(link.text.len() < 70, "{}", link.text);
    assert!(!link.is_long());
    let shared = open(&link.text).unwrap();
    assert_eq!(shared.changed, [FieldPath::root().key("name")]);
    assert_eq!(Document::read(&shared.text).unwrap().root(), Document::read(&text).unwrap().root());
}

#[test]
fn a_preset_without_a_base_is_no_obstacle() {
    for preset in [None, Some("of-tomorrow"), Some("")] {
        let link = fragment(preset, text_of(SMALL)).unwrap();
        assert!(link.text.starts_with("#v1.empty."), "{}", link.text);
        let shared = open(&link.text).unwrap();
        assert_eq!(shared.preset, None);
        assert_eq!(opened(&link.text), Base::of(SMALL).unwrap().root());
    }
}

#[test]
fn no_secret_and_nothing_unknown_is_in_a_link() {
    let text = format!(
        "kubecore: v1\nname: demo\nprofile: weave\n# {SECRET}\nelsewhere: {{ key: {SECRET} }}\n\
         name2: {SECRET}\napi: {SECRET}\nnetwork: {{ pods: {{ a: {SECRET} }}, domain: \"a\\n{SECRET}\" }}\n\
         nodes: [{SECRET}, {{ name: a, labels: {{ ok: fine, bad: [{SECRET}] }} }}]\n\
         weave:\n  password: {SECRET}\n  registries:\n  - {{ host: quay.io, token: {SECRET} }}\n\
         \x20 - {{ host: gcr.io, token: [{SECRET}] }}\n\
         flatcar: {{ kubeadm_token: {SECRET} }}\n"
    );
    let link = fragment(None, &text).unwrap();
    let shared = open(&link.text).unwrap();
    assert!(!shared.text.contains(SECRET), "{}", shared.text);
    let paths = |paths: &[FieldPath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    let secrets = [
        "$.weave.password",
        "$.weave.registries[0].token",
        "$.weave.registries[1].token",
        "$.flatcar.kubeadm_token",
    ];
    assert_eq!(paths(&link.secrets), secrets);
    let unknown = [
        "$.elsewhere",
        "$.name2",
        "$.api",
        "$.network.pods",
        "$.network.domain",
        "$.nodes[0]",
        "$.nodes[1].labels.bad",
    ];
    assert_eq!(paths(&link.unknown), unknown);
    assert!(shared.text.contains("gcr.io") && shared.text.contains("fine"), "{}", shared.text);
}

#[test]
fn what_is_no_yaml_has_no_link() {
    for text in ["", "nodes: [", "- a", "just words"] {
        assert_eq!(fragment(Some(SMALL), text), Err(Unshareable::NotYaml), "{text:?}");
    }
}

/// Names that no packing makes short.
fn many(nodes: u32) -> String {
    let mut text = String::from("kubecore: v1\nname: many\nnodes:\n");
    for node in 0..nodes {
        let name = sha256(&node.to_le_bytes());
        text.push_str("  - { name: ");
        text.push_str(&name[..40]);
        text.push_str(", role: worker }\n");
    }
    text
}

#[test]
fn long_links_are_told_and_longer_ones_are_none() {
    assert!(!fragment(None, &many(100)).unwrap().is_long());
    let long = fragment(None, &many(500)).unwrap();
    assert!(long.is_long());
    assert_eq!(opened(&long.text), Document::read(&many(500)).unwrap().root());
    assert!(matches!(fragment(None, &many(5_000)), Err(Unshareable::TooLong(_))));
}

#[test]
fn many_changes_are_put_together() {
    let labels = |value: &str| {
        (0..1_500).fold("kubecore: v1\napi:\n".to_owned(), |text, n| {
            text + &format!("    l{n}: {value}\n")
        })
    };
    let (from, to) = (labels("a"), labels("b"));
    let root = |text: &str| Document::read(text).unwrap().root();
    let link = link(&Base::EMPTY, &root(&from), &root(&to));
    let (_, packed) = link.rsplit_once('.').unwrap();
    assert!(code::read(&pack::unpack(packed).unwrap()).unwrap().len() <= 2);
}

#[test]
fn other_fragments_are_no_links() {
    for fragment in ["", "#", "#files", "#network", "#v", "#v.", "#v1", "#version.2", "#vx.y"] {
        assert!(!is_link(fragment), "{fragment}");
        assert_eq!(open(fragment), Err(Refused::NotALink), "{fragment}");
    }
    for fragment in ["v1.x", "#v2.", " #v10.a.b\n"] {
        assert!(is_link(fragment), "{fragment}");
    }
}
