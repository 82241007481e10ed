//! `overlord.yaml`: what an overlord is told, read as a cluster.yaml is, with every mistake in one pass.

use super::{Endpoint, Limits, Millis, Options};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, FieldPath, Source, read};
use crate::spec::decode::{Decode, record};
use crate::spec::value::Word;
use crate::spec::{Field, Whole};

/// Seconds, up to a day.
type Seconds = Whole<1, 86_400>;

record! {
    /// What an overlord is told: whose machines it looks after, where its services are, and how long things may take.
    pub struct Written {
        /// The cluster.yaml whose units the machines get. A relative path begins where this file lies.
        spec: Field<Word>,
        /// etcd, which holds fleet's machines and the overlord's marks. Default: `http://127.0.0.1:2379`.
        etcd: Service,
        /// fleet. Default: `unix:///var/run/fleet.sock`.
        fleet: Service,
        /// The API server. Default: the masters' own addresses.
        api: Service,
        /// How many machines are started at a time. Default: all, as each downloads for itself.
        at_once: Field<Whole<1, 100_000>>,
        /// Starts machines anew whose units are of another cluster.yaml. Default: they are left as they are.
        replace: Field<bool>,
        /// How often it looks.
        pace: Pace,
        /// How long each step may take, in seconds, before it is called stuck. It goes on being watched.
        limits: WrittenLimits,
    }
}

record! {
    /// How often it looks.
    pub struct Pace {
        /// Milliseconds between two looks while something is to be done. Default: 1000, as the document does.
        round: Field<Whole<10, 60_000>>,
        /// Milliseconds between two looks while nothing is. Default: 10000; fleet drops a lost machine after 30 seconds.
        idle: Field<Whole<10, 600_000>>,
        /// Milliseconds that a program must run before it counts. Default: 2000; one that falls over at once does not.
        steady: Field<Whole<0, 600_000>>,
    }
}

record! {
    /// Where a service is, and how it is known.
    pub struct Service {
        /// Its URLs; the first that answers is taken.
        urls: Field<Vec<Field<Endpoint>>>,
        /// File of the authority that signs its certificate (PEM).
        ca: Field<Word>,
        /// File of the certificate that is shown to it (PEM).
        cert: Field<Word>,
        /// File of that certificate's key (PEM).
        key: Field<Word>,
    }
}

record! {
    /// How long each step may take, in seconds, before it is called stuck. It goes on being watched.
    pub struct WrittenLimits {
        /// Until a machine says what it is for. Default: 300.
        metadata: Field<Seconds>,
        /// Until there is a master. Default: 1800.
        master: Field<Seconds>,
        /// Until a download has ended. Default: 1800.
        download: Field<Seconds>,
        /// Until a program runs. Default: 300.
        unit: Field<Seconds>,
        /// Until the API knows a node. Default: 300.
        registration: Field<Seconds>,
    }
}

/// What an overlord is told, as meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The cluster.yaml, as it was written.
    pub spec: Option<String>,
    /// etcd.
    pub etcd: Connection,
    /// fleet.
    pub fleet: Connection,
    /// The API server; without URLs, the masters.
    pub api: Connection,
    /// Time, and how much is done.
    pub options: Options,
}

/// Where a service is, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Connection {
    /// Its URLs; the first that answers is taken.
    pub urls: Vec<Endpoint>,
    /// File of the authority that signs its certificate.
    pub ca: Option<String>,
    /// Files of the certificate that is shown to it, and of its key.
    pub identity: Option<(String, String)>,
}

impl Default for Config {
    fn default() -> Self {
        let at = |url: Endpoint| Connection { urls: vec![url], ..Connection::default() };
        Self {
            spec: None,
            etcd: at(Endpoint::plain([127, 0, 0, 1].into(), crate::plan::ETCD_CLIENT_PORT)),
            fleet: at(Endpoint::Unix("/var/run/fleet.sock".into())),
            api: Connection::default(),
            options: Options::default(),
        }
    }
}

/// Reads `overlord.yaml`. The config is `None` exactly if the report has errors.
pub fn parse(source: &Source) -> (Option<Config>, Report) {
    let (tree, mut report) = read(source);
    let config = tree.as_ref().and_then(|tree| {
        let written = Written::decode(&tree.root, At::Root, &mut report);
        for (key, service) in services(&written) {
            service.check(&FieldPath::root().key(key), key == "api", &mut report);
        }
        written.meant()
    });
    if let Some(tree) = &tree {
        report.locate(tree);
    }
    report.sort();
    let config = config.filter(|_| !report.has_errors());
    (config, report)
}

fn services(written: &Written) -> [(&'static str, &Service); 3] {
    [("etcd", &written.etcd), ("fleet", &written.fleet), ("api", &written.api)]
}

impl Service {
    /// What of TLS belongs together.
    fn check(&self, at: &FieldPath, needs_urls: bool, report: &mut Report) {
        let mut found = |key: &'static str, message: &str, help: &str| {
            let diagnostic = Diagnostic::new(Code::TlsIncomplete, message);
            report.push(diagnostic.path(at.clone().key(key)).help(help));
        };
        match (self.cert.is_absent(), self.key.is_absent()) {
            (false, true) => {
                found("cert", "a certificate without its key", "give its file as `key`");
            }
            (true, false) => {
                found("key", "a key without its certificate", "give its file as `cert`");
            }
            _ => {}
        }
        let urls: Vec<&Endpoint> = self.urls.items().iter().filter_map(Field::given).collect();
        let tls = urls.iter().any(|url| url.is_tls());
        if tls && self.ca.is_absent() {
            found(
                "urls",
                "https without the authority that signs the certificate",
                "give its file as `ca`: the cluster's own is no public one",
            );
        }
        let plain = !tls && (!urls.is_empty() || needs_urls);
        for (key, file) in [("ca", &self.ca), ("cert", &self.cert)] {
            if plain && file.given().is_some() {
                found(
                    key,
                    "TLS is set up, and no URL asks for it",
                    "write https:// in `urls`, or remove this",
                );
            }
        }
    }

    fn meant(&self, default: Connection) -> Option<Connection> {
        let urls: Vec<Endpoint> =
            self.urls.items().iter().map(|url| url.given().cloned()).collect::<Option<_>>()?;
        let text = |field: &Field<Word>| field.given().map(ToString::to_string);
        Some(Connection {
            urls: if urls.is_empty() { default.urls } else { urls },
            ca: text(&self.ca),
            identity: text(&self.cert).zip(text(&self.key)),
        })
    }
}

impl Written {
    fn meant(&self) -> Option<Config> {
        let Config { etcd, fleet, api, options, .. } = Config::default();
        let limits = &options.limits;
        Some(Config {
            spec: self.spec.given().map(ToString::to_string),
            etcd: self.etcd.meant(etcd)?,
            fleet: self.fleet.meant(fleet)?,
            api: self.api.meant(api)?,
            options: Options {
                at_once: self.at_once.given().map(|most| most.0),
                replace: self.replace.or(options.replace)?,
                limits: Limits {
                    metadata: millis(&self.limits.metadata, limits.metadata),
                    master: millis(&self.limits.master, limits.master),
                    download: millis(&self.limits.download, limits.download),
                    unit: millis(&self.limits.unit, limits.unit),
                    registration: millis(&self.limits.registration, limits.registration),
                },
                round: self.pace.round.given().map_or(options.round, |pace| pace.0.into()),
                idle: self.pace.idle.given().map_or(options.idle, |pace| pace.0.into()),
                steady: self.pace.steady.given().map_or(options.steady, |pace| pace.0.into()),
            },
        })
    }
}

fn millis(given: &Field<Seconds>, default: Millis) -> Millis {
    given.given().map_or(default, |seconds| Millis::from(seconds.0) * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Config>, Vec<String>) {
        let (config, report) = parse(&Source::new("overlord.yaml", text));
        let found =
            report.diagnostics().iter().map(|found| format!("{} {}", found.code, found.message));
        (config, found.collect())
    }

    #[test]
    fn what_is_not_said_is_the_default() {
        let (config, found) = read("spec: cluster.yaml\n");
        let wanted = Config { spec: Some("cluster.yaml".into()), ..Config::default() };
        assert_eq!((config, found), (Some(wanted), Vec::new()));
    }

    #[test]
    fn everything_can_be_said() {
        let (config, found) = read(
            "etcd:\n  urls: ['https://a:2379', 'https://b:2379']\n  ca: ca.pem\n  cert: c.pem\n  key: k.pem\n\
             fleet:\n  urls: ['unix:///run/fleet.sock']\napi:\n  urls: ['http://m:8080']\n\
             at_once: 4\nreplace: true\nlimits:\n  unit: 60\n",
        );
        assert_eq!(found, Vec::<String>::new());
        let config = config.unwrap();
        assert_eq!(config.etcd.urls.len(), 2);
        assert_eq!(config.etcd.identity, Some(("c.pem".into(), "k.pem".into())));
        assert_eq!(config.api.urls.len(), 1);
        let Options { at_once, replace, limits, .. } = config.options;
        assert_eq!(
            (at_once, replace, limits.unit, limits.metadata),
            (Some(4), true, 60_000, 300_000)
        );
    }

    #[test]
    fn every_mistake_is_said_in_one_pass() {
        let (config, found) = read(
            "etc: 1\netcd:\n  urls: [10.0.0.1]\n  cert: a\nfleet:\n  urls: ['https://a']\napi:\n  ca: x\nlimits:\n  unit: 0\n",
        );
        assert_eq!(config, None);
        let codes: Vec<&str> = found.iter().filter_map(|text| text.split(' ').next()).collect();
        assert_eq!(codes.len(), 6, "{found:#?}");
        for code in ["KC0101", "KC0106", "KC1401", "KC1402"] {
            assert!(codes.contains(&code), "{code}: {found:#?}");
        }
        assert_eq!(codes.iter().filter(|code| **code == "KC1402").count(), 3, "{found:#?}");
    }
}
