//! The steps of every profile: commands that can be copied, of files that are there, as the READMEs
//! say them.

use kubecore::compile;
use kubecore::plan::Plan;
use kubecore::profile::{Bundles, Part, Step, steps};
use kubecore::source::Source;
use kubecore_tests::case::Case;
use kubecore_tests::tree::Tree;

/// Every case's plan and rendered files.
fn all() -> impl Iterator<Item = (String, Plan, Tree)> {
    Case::all().into_iter().map(|case| {
        let plan = compile(&Source::new("cluster.yaml", &case.text)).plan.unwrap();
        (case.name.clone(), plan, case.tree())
    })
}

fn text(tree: &Tree, path: &str) -> String {
    let file = tree.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(file.bytes.clone()).unwrap()
}

#[test]
fn commands_are_plain_lines() {
    for (name, plan, _) in all() {
        for bundles in [Bundles::WithoutKeys, Bundles::WithKeys] {
            let steps = steps(&plan, bundles);
            assert!(steps.len() > 2, "{name}: {steps:?}");
            for line in steps.iter().flat_map(Step::commands) {
                let clean = !line.contains(['\n', '\r', '`']) && line.trim() == line;
                assert!(
                    clean && !line.is_empty() && !line.starts_with(['$', '#']),
                    "{name}: {line}"
                );
                assert!(line.matches('\'').count() % 2 == 0, "{name}: {line}");
            }
        }
    }
}

#[test]
fn the_readmes_say_the_same() {
    for (name, plan, tree) in all() {
        let readme = text(&tree, "cluster/README.md");
        let all = steps(&plan, Bundles::WithoutKeys);
        let (_, list) = readme.split_once("## In this order\n\n").unwrap();
        let (list, _) = list.split_once("\n\n").unwrap();
        assert_eq!(list.lines().count(), all.len(), "{name}");
        for (line, step) in list.lines().zip(&all) {
            for part in &step.parts {
                if let Part::Code(said) | Part::Command(said) = part {
                    assert!(line.contains(&format!("`{said}`")), "{name}: {said}: {line}");
                }
            }
            for command in &step.behind {
                let said = plan.nodes().iter().any(|node| {
                    let readme = text(&tree, &format!("nodes/{}/README.md", node.name));
                    readme.lines().any(|line| line == command)
                });
                assert!(said, "{name}: no machine's README has: {command}");
            }
        }
    }
}

#[test]
fn files_of_commands_are_there() {
    let mut seen = 0;
    for (name, plan, tree) in all() {
        for line in steps(&plan, Bundles::WithKeys).iter().flat_map(Step::commands) {
            let words = line.split(' ').filter(|word| {
                (word.starts_with("cluster/") || word.starts_with("nodes/"))
                    // Only a render with keys has it.
                    && *word != "cluster/admin/kubeconfig"
            });
            for path in words {
                let folder = format!("{}/", path.trim_end_matches('/'));
                let is_there = tree.keys().any(|file| file == path || file.starts_with(&folder));
                assert!(is_there, "{name}: {line}: there is no {path}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn only_bundles_without_keys_need_keys_made() {
    for (name, plan, _) in all() {
        let (without, with) = (steps(&plan, Bundles::WithoutKeys), steps(&plan, Bundles::WithKeys));
        let makes = |steps: &[Step]| {
            steps.iter().flat_map(Step::commands).any(|line| line.contains("pki init"))
        };
        assert!(!makes(&with), "{name}");
        assert_eq!(without[1..], with[1..], "{name}: the rest of the way is the same");
        assert_eq!(makes(&without), without != with, "{name}");
    }
}
