//! A member of etcd as it was rendered, run here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use kubecore::plan::Plan;
use kubecore::plan::certificates::{Certificates, Kind, Part, of_machine};
use kubecore_tests::case::{Case, rootfs};
use kubecore_tests::flags;
use kubecore_tests::pki::{Made, issue, plan, today};
use kubecore_tests::settings::{parse_yaml, split_words, unit_entries};
use kubecore_tests::tree::{self, Tree};
use tempfile::TempDir;

use crate::client::Pair;

/// A case, and keys for it whose certificates name loopback addresses.
pub(crate) struct Cluster {
    case: Case,
    plan: Plan,
    /// What was made.
    pub(crate) list: Certificates,
    made: Made,
    scratch: TempDir,
}

/// A running member, which ends with the test.
pub(crate) struct Member {
    /// The machine's name.
    pub(crate) name: String,
    /// Where clients ask.
    pub(crate) clients: Vec<SocketAddr>,
    /// Where peers do.
    pub(crate) peers: Vec<SocketAddr>,
    /// Flags that this etcd does not have yet, sorted.
    pub(crate) left_out: Vec<String>,
    log: PathBuf,
    process: Child,
}

impl Cluster {
    pub(crate) fn of(case: &Case) -> Self {
        // As fast to make as they are alike to etcd.
        let text = case.text.replace("key: rsa-2048", "key: ecdsa-p256");
        let plan = plan(&Case { text, ..case.clone() });
        let mut list = Certificates::of(&plan);
        for item in &mut list.items {
            let owner = item.id.strip_prefix("nodes/").and_then(|id| id.split('/').next());
            let owner =
                owner.and_then(|name| plan.nodes().iter().find(|n| n.name.as_str() == name));
            if let (Kind::Certificate { names, .. }, Some(owner)) = (&mut item.kind, owner) {
                let own = ipv4(owner.ip);
                names
                    .addresses
                    .iter_mut()
                    .for_each(|address| *address = on_loopback(*address, own));
            }
        }
        let made = issue(&list, &case.name, today());
        let scratch = tempfile::tempdir().expect("a scratch folder");
        Self { case: case.clone(), plan, list, made, scratch }
    }

    /// The pair of that name.
    pub(crate) fn pair(&self, id: &str) -> Pair {
        Pair::new(&self.made, id)
    }

    /// Each machine's pair of that name, with its id.
    pub(crate) fn pairs(&self, name: &str) -> Vec<(String, Pair)> {
        let end = format!("/{name}");
        let found = self.list.items.iter().filter(|item| item.id.ends_with(&end));
        found.map(|item| (item.id.clone(), self.pair(&item.id))).collect()
    }

    /// Places each member's files and starts it.
    pub(crate) fn start(&self) -> Vec<Member> {
        let tree = self.case.tree();
        let nodes = self.plan.nodes().iter();
        let members = nodes.filter_map(|node| {
            let files = rootfs(&tree, node.name.as_str());
            let root = self.scratch.path().join(node.name.as_str());
            let words = command(&files, &root)?;
            self.place(node.name.as_str(), &root);
            credentials(&files, &root);
            Some(start(node.name.as_str(), &root, &words, ipv4(node.ip)))
        });
        members.collect()
    }

    /// The machine's keys and certificates, each at its place below `root`.
    fn place(&self, name: &str, root: &Path) {
        let node = self.plan.nodes().iter().find(|node| node.name.as_str() == name);
        let placed = of_machine(&self.plan, node.expect("a machine of the plan"));
        let files = placed.into_iter().filter_map(|placed| {
            let (file, mode) = match placed.part {
                Part::Key => (format!("{}-key.pem", placed.id), 0o600),
                Part::Certificate | Part::Trust => (format!("{}.pem", placed.id), 0o644),
                _ => return None,
            };
            let bytes = self.made.files[&file].bytes.clone();
            Some((placed.path, tree::File { mode, bytes }))
        });
        tree::write(root, &files.collect());
    }
}

/// What `LoadCredential=` gives the service.
fn credentials(files: &Tree, root: &Path) {
    let Some(unit) = files.get(UNIT) else { return };
    let folder = root.join(CREDENTIALS);
    fs::create_dir_all(&folder).expect("a folder");
    for entry in unit_entries(unit.text()).iter().filter(|entry| entry.key == "LoadCredential") {
        let (name, path) = entry.value.split_once(':').expect("a name and a path");
        fs::copy(root.join(path.trim_start_matches('/')), folder.join(name)).expect("it is placed");
    }
}

const UNIT: &str = "/etc/systemd/system/etcd.service";
const CREDENTIALS: &str = "credentials";

/// etcd's command line on a machine, with its paths below `root`; `None` where it does not run.
fn command(files: &Tree, root: &Path) -> Option<Vec<String>> {
    let words = if let Some(unit) = files.get(UNIT) {
        let entries = unit_entries(unit.text());
        split_words(&entries.iter().find(|entry| entry.key == "ExecStart")?.value)
    } else {
        let pod = parse_yaml(files.get("/etc/kubernetes/manifests/etcd.yaml")?.text()).remove(0);
        let words = pod["spec"]["containers"][0]["command"].as_sequence()?;
        words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let root = root.display();
    let placed = words.iter().map(|word| match word.split_once('=') {
        Some((flag, path)) if path.starts_with('/') => format!("{flag}={root}{path}"),
        _ => word.replace("${CREDENTIALS_DIRECTORY}", &format!("{root}/{CREDENTIALS}")),
    });
    Some(placed.collect())
}

fn start(name: &str, root: &Path, words: &[String], own: Ipv4Addr) -> Member {
    let known = flags::of_etcd("v3.4.23");
    let (mut kept, mut left_out) = (BTreeMap::new(), Vec::new());
    for word in &words[1..] {
        let (flag, value) = word.split_once('=').expect("each flag has a value");
        let flag = flag.trim_start_matches('-').to_owned();
        if known.contains(&flag) {
            kept.insert(flag, urls_on_loopback(value, own));
        } else {
            left_out.push(flag);
        }
    }
    fs::create_dir_all(root.join("var/lib")).expect("a folder");
    let log = root.join("etcd.log");
    let process = Command::new("etcd")
        .args(kept.iter().map(|(flag, value)| format!("--{flag}={value}")))
        .env_clear()
        .stdout(Stdio::null())
        .stderr(File::create(&log).expect("a file"))
        .spawn()
        .expect("etcd starts");
    let at = |flag: &str| {
        let urls = kept[flag].split(',').filter_map(|url| url.strip_prefix("https://"));
        urls.map(|url| url.parse().expect("an address and a port")).collect()
    };
    let (clients, peers) = (at("listen-client-urls"), at("listen-peer-urls"));
    Member { name: name.to_owned(), clients, peers, left_out, log, process }
}

impl Member {
    /// The end of its log.
    pub(crate) fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let last: Vec<&str> = log.lines().rev().take(12).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        format!("{}:\n{}", self.name, last.join("\n"))
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Every URL's address on the loopback network.
fn urls_on_loopback(value: &str, own: Ipv4Addr) -> String {
    let parts = value.split(',').map(|part| {
        let Some((before, rest)) = part.split_once("://") else { return part.to_owned() };
        let at: SocketAddr = rest.parse().expect("an address and a port");
        format!("{before}://{}", SocketAddr::new(on_loopback(at.ip(), own), at.port()))
    });
    parts.collect::<Vec<_>>().join(",")
}

/// An address of this run's block, by its last two numbers; `127.0.0.1` is another of each machine's own.
fn on_loopback(address: IpAddr, own: Ipv4Addr) -> IpAddr {
    let IpAddr::V4(address) = address else { return address };
    let (block, of) = if address.is_loopback() { (block() + 1, own) } else { (block(), address) };
    let [_, _, third, fourth] = of.octets();
    Ipv4Addr::new(127, block, third, fourth).into()
}

/// The loopback block of this run, so that two runs at a time do not meet; the next one is for machines' own.
fn block() -> u8 {
    u8::try_from(3 + 2 * (std::process::id() % 120)).expect("less than 255")
}

fn ipv4(address: IpAddr) -> Ipv4Addr {
    match address {
        IpAddr::V4(address) => address,
        IpAddr::V6(_) => panic!("the cases of these tests have IPv4 first"),
    }
}
