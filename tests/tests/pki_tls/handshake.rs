//! A handshake in memory between two holders of a pair.

use std::sync::Arc;
use std::time::Duration;

use kubecore::format::x509::Moment;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::time_provider::TimeProvider;
use rustls::{
    ClientConfig, ClientConnection, ConnectionCommon, RootCertStore, ServerConfig,
    ServerConnection, SupportedProtocolVersion,
};

/// Who takes part, with PEM as it lies on a machine. Without a chain it has no certificate to show.
#[derive(Debug, Clone)]
pub(crate) struct Holder {
    /// The roots that it believes.
    pub(crate) trust: String,
    /// What it shows.
    pub(crate) chain: String,
    /// Its key.
    pub(crate) key: String,
}

/// Kubernetes of 2016 speaks the first, today's the second.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Version {
    Tls12,
    Tls13,
}

/// Whether `client`, who asks for `name`, and `server` accept each other at `now`. A server whose `client` is
/// `None` asks for no certificate; the client knows the server's own roots then.
pub(crate) fn shake(
    server: &Holder,
    client: Option<&Holder>,
    name: &str,
    now: Moment,
    version: Version,
) -> Result<(), String> {
    let (provider, clock) = (Arc::new(default_provider()), Arc::new(Clock(now)));
    let versions = version.known();
    let builder = ServerConfig::builder_with_details(provider.clone(), clock.clone())
        .with_protocol_versions(&versions)
        .expect("the version is known");
    let builder = match client {
        Some(_) => builder.with_client_cert_verifier(
            WebPkiClientVerifier::builder_with_provider(roots(&server.trust), provider.clone())
                .build()
                .expect("roots of the server"),
        ),
        None => builder.with_no_client_auth(),
    };
    let serving = builder
        .with_single_cert(chain(&server.chain), key(&server.key))
        .map_err(|e| e.to_string())?;
    let trust = client.map_or(&server.trust, |client| &client.trust);
    let builder = ClientConfig::builder_with_details(provider, clock)
        .with_protocol_versions(&versions)
        .expect("the version is known")
        .with_root_certificates(roots(trust));
    let asks = match client.filter(|client| !client.chain.is_empty()) {
        Some(client) => builder
            .with_client_auth_cert(chain(&client.chain), key(&client.key))
            .map_err(|e| e.to_string())?,
        None => builder.with_no_client_auth(),
    };
    let name = ServerName::try_from(name.to_owned()).expect("a name or an address");
    let mut client = ClientConnection::new(Arc::new(asks), name).expect("a client");
    let mut server = ServerConnection::new(Arc::new(serving)).expect("a server");
    // Until neither has anything to say: under TLS 1.3 the server may say no after the client is done.
    while pass("the server", &mut client, &mut server)?
        | pass("the client", &mut server, &mut client)?
    {}
    assert!(
        !client.is_handshaking() && !server.is_handshaking(),
        "both are silent, and neither is done"
    );
    Ok(())
}

/// What one has to say reaches the other; whether there was anything.
fn pass<A, B>(
    reader: &str,
    from: &mut ConnectionCommon<A>,
    to: &mut ConnectionCommon<B>,
) -> Result<bool, String> {
    let mut said = Vec::new();
    while from.wants_write() {
        from.write_tls(&mut said).expect("memory takes it");
    }
    let mut rest = said.as_slice();
    while !rest.is_empty() {
        to.read_tls(&mut rest).expect("memory gives it");
        to.process_new_packets().map_err(|error| format!("{reader} says: {error}"))?;
    }
    Ok(!said.is_empty())
}

impl Version {
    fn known(self) -> [&'static SupportedProtocolVersion; 1] {
        match self {
            Self::Tls12 => [&rustls::version::TLS12],
            Self::Tls13 => [&rustls::version::TLS13],
        }
    }
}

/// A clock that stands still.
#[derive(Debug)]
struct Clock(Moment);

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0.0)))
    }
}

fn roots(pem: &str) -> Arc<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in chain(pem) {
        roots.add(certificate).expect("a root");
    }
    assert!(!roots.is_empty(), "a root is known");
    Arc::new(roots)
}

fn chain(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .map(|certificate| certificate.expect("PEM"))
        .collect()
}

fn key(pem: &str) -> PrivateKeyDer<'static> {
    PrivateKeyDer::from_pem_slice(pem.as_bytes()).expect("a key")
}
