//! One question to etcd, in HTTP over TLS.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kubecore_tests::pki::Made;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// Who asks: PEM of the root that it believes, of what it shows, and of its key.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    trust: String,
    certificate: String,
    key: String,
}

impl Pair {
    /// The pair of that name, which believes etcd's authority.
    pub(crate) fn new(made: &Made, id: &str) -> Self {
        let text = |file: String| made.text(&file).to_owned();
        let (certificate, key) = (text(format!("{id}.pem")), text(format!("{id}-key.pem")));
        Self { trust: text("etcd/ca.pem".into()), certificate, key }
    }

    /// Believes what another does.
    pub(crate) fn trusting(self, other: &Self) -> Self {
        Self { trust: other.trust.clone(), ..self }
    }

    /// Shows nothing.
    pub(crate) fn without_certificate(self) -> Self {
        Self { certificate: String::new(), ..self }
    }

    fn config(&self) -> Result<ClientConfig, String> {
        let mut roots = RootCertStore::empty();
        for root in certificates(&self.trust) {
            roots.add(root).map_err(|error| error.to_string())?;
        }
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots);
        if self.certificate.is_empty() {
            return Ok(builder.with_no_client_auth());
        }
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).expect("a key");
        let shown = builder.with_client_auth_cert(certificates(&self.certificate), key);
        shown.map_err(|error| error.to_string())
    }
}

fn certificates(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes()).map(|one| one.expect("PEM")).collect()
}

/// Asks for `path`, without TLS where there is nobody to speak it; the answer, if it says that all is well.
pub(crate) fn ask(at: SocketAddr, pair: Option<&Pair>, path: &str) -> Result<String, String> {
    send(at, pair, &format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n"))
}

/// Writes `key` by the gateway to gRPC.
pub(crate) fn put(at: SocketAddr, pair: &Pair, key: &str) -> Result<String, String> {
    let key = STANDARD.encode(key);
    post(at, pair, "put", &format!("{{\"key\":\"{key}\",\"value\":\"{key}\"}}"))
}

/// Reads `key`.
pub(crate) fn get(at: SocketAddr, pair: &Pair, key: &str) -> Result<String, String> {
    post(at, pair, "range", &format!("{{\"key\":\"{}\"}}", STANDARD.encode(key)))
}

fn post(at: SocketAddr, pair: &Pair, verb: &str, body: &str) -> Result<String, String> {
    let length = body.len();
    let head = format!(
        "POST /v3/kv/{verb} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    send(at, Some(pair), &head)
}

fn send(at: SocketAddr, pair: Option<&Pair>, request: &str) -> Result<String, String> {
    let patience = Duration::from_secs(5);
    let stream = TcpStream::connect_timeout(&at, patience).map_err(|error| error.to_string())?;
    stream.set_read_timeout(Some(patience)).map_err(|error| error.to_string())?;
    let answer = match pair {
        None => exchange(stream, request),
        Some(pair) => {
            let name = ServerName::from(at.ip());
            let client = ClientConnection::new(Arc::new(pair.config()?), name);
            exchange(StreamOwned::new(client.map_err(|error| error.to_string())?, stream), request)
        }
    }?;
    if answer.starts_with("HTTP/1.1 200") { Ok(answer) } else { Err(answer) }
}

/// Sends the request and reads to the end, which many servers do not announce as TLS asks.
fn exchange(mut stream: impl Read + Write, request: &str) -> Result<String, String> {
    stream.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    match end {
        Err(error) if answer.is_empty() => Err(error.to_string()),
        _ => Ok(answer),
    }
}
