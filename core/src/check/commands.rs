//! Commands that units and pods run.

use serde_yaml::Value;

use super::subject::{Content, File};
use crate::format::systemd::{Section, argv};

/// A command with its arguments.
pub(super) struct Command<'a> {
    /// The file that says it.
    pub(super) path: &'a str,
    /// The program first; of a container, its image if it says no program.
    pub(super) words: Vec<String>,
    /// What it runs in.
    pub(super) image: Option<String>,
}

/// Every command of a bundle's units and manifests.
pub(super) fn of<'a>(files: &[File<'a>]) -> Vec<Command<'a>> {
    let mut commands = Vec::new();
    for File { artifact, content, .. } in files {
        let path = artifact.path.as_str();
        match &**content {
            Content::Unit(unit) => {
                let entries = unit.sections().iter().flat_map(Section::entries);
                let entries = entries.filter(|entry| entry.key().starts_with("Exec"));
                commands.extend(entries.filter_map(|entry| {
                    Some(Command { path, words: argv(entry.value())?, image: None })
                }));
            }
            Content::Tree(documents) => commands.extend(
                documents.iter().flat_map(containers).map(|container| in_pod(path, container)),
            ),
            Content::Env(_) | Content::CloudConfig(_) | Content::Other => {}
        }
    }
    commands
}

fn in_pod<'a>(path: &'a str, container: &Value) -> Command<'a> {
    let words = ["command", "args"].into_iter();
    let words = words.filter_map(|key| container.get(key)?.as_sequence()).flatten();
    let words = words.filter_map(Value::as_str).map(str::to_owned).collect();
    let image = container.get("image").and_then(Value::as_str).map(str::to_owned);
    Command { path, words, image }
}

/// Containers of a pod, or of what makes pods.
pub(super) fn containers(document: &Value) -> impl Iterator<Item = &Value> {
    let spec = pod(document);
    let lists = ["initContainers", "containers"].into_iter();
    lists.filter_map(move |key| spec?.get(key)?.as_sequence()).flatten()
}

/// The specification of a pod, or of those that an object makes.
pub(super) fn pod(document: &Value) -> Option<&Value> {
    let spec = document.get("spec")?;
    match spec.get("template") {
        Some(template) => template.get("spec"),
        None => Some(spec),
    }
}
