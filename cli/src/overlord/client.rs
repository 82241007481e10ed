//! Requests to one service: TLS, limits, several URLs, and failures in words.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use kubecore::overlord::Endpoint;
use ureq::config::Config;
use ureq::http::{Request, header};
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector as _, RustlsConnector, TcpConnector};
use ureq::{Agent, Error};

use super::config::Tls;
use super::unix::{NoResolver, UnixConnector};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a request may take as a whole.
const WHOLE: Duration = Duration::from_secs(10);
/// The longest answer: a hundred times what a thousand machines give.
const LONGEST: u64 = 64 * 1024 * 1024;
/// How often a request is sent on: a member of etcd 0.4 sends writes to its leader.
const MOST_REDIRECTS: usize = 3;

/// Requests to one service.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    bases: Vec<Base>,
    /// The one that answered last.
    first: usize,
}

#[derive(Debug)]
struct Base {
    /// What is told to people.
    shown: String,
    /// What stands before each resource.
    prefix: String,
    /// A socket's own agent.
    agent: Option<Agent>,
}

/// A request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// Its type and text.
    pub(super) body: Option<(&'a str, &'a str)>,
}

/// An answer, all of it.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl<'a> Ask<'a> {
    pub(super) fn get(path: &'a str) -> Self {
        Self { method: "GET", path, body: None }
    }

    pub(super) fn delete(path: &'a str) -> Self {
        Self { method: "DELETE", path, body: None }
    }

    pub(super) fn put(path: &'a str, kind: &'a str, text: &'a str) -> Self {
        Self { method: "PUT", path, body: Some((kind, text)) }
    }

    pub(super) fn post(path: &'a str, kind: &'a str, text: &'a str) -> Self {
        Self { method: "POST", path, body: Some((kind, text)) }
    }
}

impl Client {
    pub(super) fn new(urls: &[Endpoint], tls: Option<&Tls>) -> Self {
        let agent = Agent::with_parts(
            config(tls),
            ().chain(TcpConnector::default()).chain(RustlsConnector::default()),
            DefaultResolver::default(),
        );
        let base = |url: &Endpoint| match url {
            Endpoint::Unix(path) => Base {
                shown: url.to_string(),
                prefix: "http://localhost".into(),
                agent: Some(Agent::with_parts(
                    config(None),
                    UnixConnector { path: path.into() },
                    NoResolver,
                )),
            },
            Endpoint::Tcp { .. } => {
                Base { shown: url.to_string(), prefix: url.to_string(), agent: None }
            }
        };
        Self { agent, bases: urls.iter().map(base).collect(), first: 0 }
    }

    /// Asks the URL that answered last, then the others. `Err` says of the first why it did not.
    pub(super) fn ask(&mut self, ask: Ask<'_>) -> Result<Answer, String> {
        let mut failure = None;
        for offset in 0..self.bases.len() {
            let index = (self.first + offset) % self.bases.len();
            let Some(base) = self.bases.get(index) else { continue };
            let agent = base.agent.as_ref().unwrap_or(&self.agent);
            match sent(agent, &format!("{}{}", base.prefix, ask.path), ask) {
                Ok(answer) => {
                    self.first = index;
                    return Ok(answer);
                }
                Err(error) => {
                    failure.get_or_insert_with(|| format!("{} ({})", words(&error), base.shown));
                    // A write may have been taken before its answer was lost: look before it is repeated.
                    if ask.body.is_some() {
                        self.first = (index + 1) % self.bases.len();
                        break;
                    }
                }
            }
        }
        Err(failure.unwrap_or_else(|| "has no URL".into()))
    }
}

fn config(tls: Option<&Tls>) -> Config {
    let mut provider = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()));
    if let Some(tls) = tls {
        provider = provider.root_certs(tls.roots.clone());
        provider = provider.client_cert(tls.identity.clone());
    }
    Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // A proxy of the environment is for the web, not for the cluster.
        .proxy(None)
        .user_agent(concat!("kubecore/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(WHOLE))
        .tls_config(provider.build())
        .build()
}

fn sent(agent: &Agent, url: &str, ask: Ask<'_>) -> Result<Answer, Error> {
    let mut url = url.to_owned();
    for _ in 0..MOST_REDIRECTS {
        let request = Request::builder().method(ask.method).uri(&url);
        let mut response = match ask.body {
            Some((kind, text)) => {
                agent.run(request.header(header::CONTENT_TYPE, kind).body(text)?)?
            }
            None => agent.run(request.body(())?)?,
        };
        let status = response.status().as_u16();
        let onward = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        if let Some(to) = onward.filter(|to| matches!(status, 307 | 308) && same_scheme(to, &url)) {
            to.clone_into(&mut url);
            continue;
        }
        let body = response.body_mut().with_config().limit(LONGEST).read_to_vec()?;
        return Ok(Answer { status, body });
    }
    Err(Error::TooManyRedirects)
}

/// Nobody is sent from TLS to plain text, or to another resource's scheme.
fn same_scheme(to: &str, from: &str) -> bool {
    let scheme = |url: &str| url.split_once("://").map(|(scheme, _)| scheme.to_owned());
    scheme(to).is_some() && scheme(to) == scheme(from)
}

/// Goes behind the service's name: `etcd` … .
fn words(error: &Error) -> String {
    match error {
        Error::Timeout(ureq::Timeout::Connect) => {
            format!("cannot be reached within {} s", CONNECT.as_secs())
        }
        Error::Timeout(_) => format!("does not answer within {} s", WHOLE.as_secs()),
        Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "breaks off in its answer".into()
        }
        Error::Io(error) => {
            let text = error.to_string().to_lowercase();
            format!("cannot be talked to: {}", text.split(" (os error").next().unwrap_or_default())
        }
        Error::HostNotFound => "has a name that nobody knows".into(),
        Error::Rustls(error) => format!("cannot be talked to by TLS: {error}"),
        Error::Tls(error) => format!("cannot be talked to by TLS: {error}"),
        Error::Protocol(_) | Error::Http(_) => format!("does not speak HTTP: {error}"),
        Error::BodyExceedsLimit(_) => format!("gives an answer of more than {LONGEST} bytes"),
        other => format!("cannot be talked to: {other}"),
    }
}
