//! The cases of `suite/`: a spec and the tree that it must give.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;

use kubecore::bundle::Bundle;
use kubecore::compile;
use kubecore::diagnostic::frame;
use kubecore::plan::Plan;
use kubecore::profile::Renderer;
use kubecore::source::Source;
use serde_yaml::Value;

use crate::settings::parse_yaml;
use crate::tree::{File, Tree};
use crate::{home, workspace};

/// One folder of `suite/`.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// Its `cluster.yaml`.
    pub text: String,
}

/// A machine as the spec has it, read here and not by the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Machine {
    /// Its name.
    pub name: String,
    /// `etcd`, `control-plane`, `worker` or `overlord`.
    pub role: String,
    /// Its address.
    pub ip: String,
    /// Its address of the other family, if it has one.
    pub second_ip: Option<String>,
}

impl Case {
    /// Every case, by name.
    pub fn all() -> Vec<Self> {
        let mut names: Vec<String> = fs::read_dir(home().join("suite"))
            .expect("the suite")
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert!(names.len() > 1, "the suite is empty");
        names.iter().map(|name| Self::named(name)).collect()
    }

    /// The cases of one profile.
    pub fn of(profile: &str) -> Vec<Self> {
        let all = Self::all().into_iter().filter(|case| case.profile() == profile);
        all.collect()
    }

    /// The specs of `examples/`, which have no goldens but must keep every rule.
    pub fn examples() -> Vec<Self> {
        let folder = workspace().join("examples");
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)
            .expect("the examples")
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "there are no examples");
        let read = |path: &PathBuf| Self {
            name: format!("examples/{}", path.file_stem().unwrap().display()),
            folder: folder.clone(),
            text: fs::read_to_string(path).unwrap(),
        };
        files.iter().map(read).collect()
    }

    /// The case `name`. A folder that holds goldens but no spec is a mistake.
    pub fn named(name: &str) -> Self {
        let folder = home().join("suite").join(name);
        let spec = folder.join("cluster.yaml");
        let text =
            fs::read_to_string(&spec).unwrap_or_else(|error| panic!("{}: {error}", spec.display()));
        Self { name: name.to_owned(), folder, text }
    }

    /// The bundles of every machine, then the cluster's.
    pub fn bundles(&self) -> Vec<Bundle> {
        self.compiled().unwrap_or_else(|frames| panic!("{}: not accepted\n{frames}", self.name))
    }

    /// As [`Self::bundles`]; what was said where the spec is refused.
    pub fn compiled(&self) -> Result<Vec<Bundle>, String> {
        let source = Source::new("cluster.yaml", self.text.clone());
        let compiled = compile(&source);
        let plan = compiled.plan.ok_or_else(|| {
            let found = compiled.report.diagnostics().iter();
            found.map(|d| frame(&source, d)).collect::<Vec<_>>().join("\n\n")
        })?;
        Ok(Renderer::new(&plan).bundles().collect())
    }

    /// The cluster as meant.
    pub fn plan(&self) -> Plan {
        let source = Source::new("cluster.yaml", self.text.clone());
        compile(&source).plan.unwrap_or_else(|| panic!("{}: not accepted", self.name))
    }

    /// The rendered cluster as a tree of files.
    pub fn tree(&self) -> Tree {
        tree_of(&self.bundles())
    }

    /// The value at `path` in the spec; `None` where it is silent.
    pub fn spec(&self, path: &str) -> Option<String> {
        let root = parse_yaml(&self.text).remove(0);
        let value = path.split('.').try_fold(root, |value, key| value.get(key).cloned())?;
        Some(match value {
            Value::String(text) => text,
            other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
        })
    }

    /// The profile.
    pub fn profile(&self) -> String {
        self.spec("profile").unwrap_or_else(|| "coreos-guide".to_owned())
    }

    /// The value at `path` in the profile's own block; `None` where it is silent.
    pub fn own(&self, path: &str) -> Option<String> {
        self.spec(&format!("{}.{path}", self.profile().replace('-', "_")))
    }

    /// The release of Kubernetes.
    pub fn version(&self) -> String {
        let default = match (self.profile().as_str(), self.published()) {
            ("fleet-units", _) => "v0.19.3",
            ("weave", _) => "v1.0.1",
            ("corekube", true) => "v0.7.1",
            ("flatcar", _) => "v1.36.4",
            _ => "v1.4.0",
        };
        self.spec("kubernetes.version").unwrap_or_else(|| default.to_owned())
    }

    /// Who connects pods: `flannel`, `calico`, `weave` or `none`.
    pub fn provider(&self) -> String {
        let default = if self.profile() == "weave" { "weave" } else { "flannel" };
        self.spec("network.provider").unwrap_or_else(|| default.to_owned())
    }

    /// Whether Calico runs.
    pub fn calico(&self) -> bool {
        self.provider() == "calico"
            || self.spec("network.policy").is_some_and(|policy| policy == "calico")
    }

    /// Whether the document's settings are rendered to the letter.
    pub fn published(&self) -> bool {
        self.own("edition").is_some_and(|edition| edition == "published")
    }

    /// Nodes, then the machines of pools.
    pub fn machines(&self) -> Vec<Machine> {
        let root = parse_yaml(&self.text).remove(0);
        let list =
            |key: &str| root.get(key).and_then(Value::as_sequence).cloned().unwrap_or_default();
        let text = |item: &Value, key: &str| {
            item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let machine = |name: String, item: &Value, addresses: Vec<String>| {
            let mut addresses = addresses.into_iter();
            Machine {
                name,
                role: text(item, "role"),
                ip: addresses.next().unwrap_or_default(),
                second_ip: addresses.next(),
            }
        };
        let nodes = list("nodes").into_iter().map(|node| {
            let addresses = text(&node, "ip").split(',').map(str::to_owned).collect();
            machine(text(&node, "name"), &node, addresses)
        });
        let pools = list("pools").into_iter().flat_map(|pool| {
            let count = u32::try_from(pool["count"].as_u64().expect("a count")).unwrap();
            let of = |number| {
                let first = text(&pool, "first_ip");
                let addresses = first.split(',').map(|first| after(first, number)).collect();
                machine(format!("{}-{:03}", text(&pool, "name"), number + 1), &pool, addresses)
            };
            (0..count).map(of).collect::<Vec<_>>()
        });
        nodes.chain(pools).collect()
    }

    /// The one address or name of the API: given, or that of the only control plane.
    pub fn api_host(&self) -> String {
        let first = || self.machines().into_iter().find(|machine| machine.role == "control-plane");
        self.spec("api.host").unwrap_or_else(|| first().expect("a control plane").ip)
    }

    /// Client URLs of etcd's members.
    pub fn etcd_endpoints(&self) -> Vec<String> {
        let root = parse_yaml(&self.text).remove(0);
        if let Some(given) =
            root.get("etcd").and_then(|etcd| etcd.get("endpoints")).and_then(Value::as_sequence)
        {
            return given.iter().map(|url| url.as_str().unwrap().to_owned()).collect();
        }
        let machines = self.machines();
        let own = machines.iter().any(|machine| machine.role == "etcd");
        let role = if own { "etcd" } else { "control-plane" };
        machines
            .iter()
            .filter(|m| m.role == role)
            .map(|m| format!("http://{}:2379", m.ip))
            .collect()
    }
}

/// The address so many after `first`.
fn after(first: &str, number: u32) -> String {
    match first.parse().expect("an address") {
        IpAddr::V4(first) => Ipv4Addr::from(u32::from(first) + number).to_string(),
        IpAddr::V6(first) => Ipv6Addr::from(u128::from(first) + u128::from(number)).to_string(),
    }
}

/// Bundles as one tree, as a directory or a zip would hold them.
pub fn tree_of(bundles: &[Bundle]) -> Tree {
    let mut tree = Tree::new();
    for bundle in bundles {
        for artifact in bundle.artifacts() {
            let path = format!("{}/{}", bundle.name(), artifact.path);
            let file = File { mode: artifact.mode, bytes: artifact.bytes.to_vec() };
            assert!(tree.insert(path.clone(), file).is_none(), "{path} is rendered twice");
        }
    }
    tree
}

/// What lies below `nodes/<machine>/rootfs`, by absolute path.
pub fn rootfs(tree: &Tree, machine: &str) -> Tree {
    below(tree, &format!("nodes/{machine}/rootfs"))
}

/// What lies below `prefix`, by the rest of the path, which begins with `/`.
pub fn below(tree: &Tree, prefix: &str) -> Tree {
    tree.iter()
        .filter_map(|(path, file)| Some((path.strip_prefix(prefix)?, file)))
        .filter(|(path, _)| path.starts_with('/'))
        .map(|(path, file)| (path.to_owned(), file.clone()))
        .collect()
}
