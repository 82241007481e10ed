//! From options and files to what an overlord is told.

use std::path::Path;
use std::sync::Arc;

use kubecore::overlord::config::{Config, Connection, parse};
use kubecore::overlord::{Endpoint, Options, Templates};
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, parse_pem};

use crate::args::{Format, Overlord};
use crate::failure::Failure;
use crate::input;
use crate::report::{Channel, Options as Telling, Told};

/// All that a run needs.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) templates: Templates,
    pub(super) etcd: Service,
    pub(super) fleet: Service,
    pub(super) api: Service,
    pub(super) options: Options,
}

/// A service with its files read.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) urls: Vec<Endpoint>,
    pub(super) tls: Option<Tls>,
}

/// Whom to believe, and who we are.
#[derive(Debug, Clone)]
pub(super) struct Tls {
    pub(super) roots: RootCerts,
    pub(super) identity: Option<ClientCert>,
}

/// Reads the config, the spec, and the files that they name. Options win over the config.
pub(super) fn read(options: &Overlord) -> Result<Setup, Failure> {
    let mut config = match &options.config {
        Some(path) => input::config(path, telling(), parse)?,
        None => Config::default(),
    };
    if !options.etcd.is_empty() {
        config.etcd.urls.clone_from(&options.etcd);
    }
    if let Some(url) = &options.fleet {
        config.fleet.urls = vec![url.clone()];
    }
    config.options.replace |= options.replace;
    let below = options.config.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let spec = match (&options.spec, &config.spec) {
        (Some(path), _) => path.clone(),
        (None, Some(path)) => below.join(path),
        (None, None) => {
            return Err(Failure::Other(
                "whose machines? Give the cluster.yaml: --spec SPEC, or `spec` in the config"
                    .into(),
            ));
        }
    };
    Ok(Setup {
        templates: templates(&spec)?,
        etcd: service(&config.etcd, below)?,
        fleet: service(&config.fleet, below)?,
        api: service(&config.api, below)?,
        options: config.options,
    })
}

fn telling() -> Telling {
    Telling {
        format: Format::Human,
        // A warning does not make the units wrong, and was told when they were rendered.
        strict: false,
        channel: Channel::Stderr,
        told: Told::IfRefused,
        verdict: "no machine is looked after",
    }
}

fn templates(spec: &Path) -> Result<Templates, Failure> {
    let loaded = input::load(spec, telling())?;
    let plan = loaded.plan.ok_or(Failure::Spec)?;
    Templates::of(&plan).ok_or_else(|| {
        let spec = spec.display();
        Failure::Other(format!("{spec} has no overlord: only `profile: corekube` has one"))
    })
}

fn service(connection: &Connection, below: &Path) -> Result<Service, Failure> {
    let tls = match &connection.ca {
        None => None,
        Some(ca) => {
            let roots = RootCerts::Specific(Arc::new(certificates(&below.join(ca))?));
            let identity = match &connection.identity {
                None => None,
                Some((chain, key)) => {
                    let chain = certificates(&below.join(chain))?;
                    Some(ClientCert::new_with_certs(&chain, private_key(&below.join(key))?))
                }
            };
            Some(Tls { roots, identity })
        }
    };
    Ok(Service { urls: connection.urls.clone(), tls })
}

/// The certificates of a file, of which there must be one.
fn certificates(path: &Path) -> Result<Vec<Certificate<'static>>, Failure> {
    let certificate = |item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    };
    let found: Vec<_> = items(path)?.into_iter().filter_map(certificate).collect();
    if found.is_empty() { Err(holds_no("certificate", path)) } else { Ok(found) }
}

fn private_key(path: &Path) -> Result<PrivateKey<'static>, Failure> {
    let key = |item| match item {
        PemItem::PrivateKey(key) => Some(key),
        _ => None,
    };
    items(path)?.into_iter().find_map(key).ok_or_else(|| holds_no("private key", path))
}

fn holds_no(what: &str, path: &Path) -> Failure {
    Failure::Other(format!("{} holds no {what}: give a PEM file", path.display()))
}

fn items(path: &Path) -> Result<Vec<PemItem<'static>>, Failure> {
    let bytes = input::secret(path)?;
    // What is wrong in it may quote a key.
    let damaged = |_| Failure::Other(format!("{} is damaged: give a PEM file", path.display()));
    parse_pem(&bytes).collect::<Result<_, _>>().map_err(damaged)
}
