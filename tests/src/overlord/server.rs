//! As much of an HTTP server as the stand-ins need: connections are kept, by TCP or a Unix socket.

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::gate::{Fault, Gate};
use crate::page::head_of;

/// A request, read.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) kind: String,
    pub(super) body: String,
}

/// An answer; status 0 closes the connection without one.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
}

pub(super) type Handler = Arc<dyn Fn(&Request) -> Reply + Send + Sync>;

impl Reply {
    pub(super) fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, body: body.into() }
    }

    pub(super) fn hang_up() -> Self {
        Self::new(0, "")
    }
}

impl Request {
    /// A parameter of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()?;
        Some(value.replace("%3D", "="))
    }
}

/// Answers on a port of this machine until the process ends; the URL.
pub(super) fn serve(gate: Arc<Gate>, handler: Handler) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port of this machine");
    let port = listener.local_addr().expect("a port has a number").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (gate, handler) = (gate.clone(), handler.clone());
            thread::spawn(move || {
                let _ = stream.set_nodelay(true);
                let reader = stream.try_clone()?;
                talk(reader, stream, &gate, &handler)
            });
        }
    });
    format!("http://127.0.0.1:{port}")
}

/// The same on a socket.
pub(super) fn serve_unix(path: &Path, gate: Arc<Gate>, handler: Handler) -> String {
    let listener = UnixListener::bind(path).expect("a socket");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (gate, handler) = (gate.clone(), handler.clone());
            thread::spawn(move || {
                let reader: UnixStream = stream.try_clone()?;
                talk(reader, stream, &gate, &handler)
            });
        }
    });
    format!("unix://{}", path.display())
}

fn talk(
    reader: impl Read,
    mut writer: impl Write,
    gate: &Gate,
    handler: &Handler,
) -> io::Result<()> {
    let mut reader = BufReader::new(reader);
    while let Some(request) = request(&mut reader)? {
        let fault = gate.fault();
        let reply = match fault {
            Fault::Drop => return Ok(()),
            Fault::Status(status) => Reply::new(status, r#"{"message":"out of order"}"#),
            _ => handler(&request),
        };
        if request.method != "GET" && !matches!(fault, Fault::Status(_)) {
            gate.wrote();
        }
        match fault {
            Fault::Delay(time) => thread::sleep(time),
            Fault::Deaf => return Ok(()),
            _ if reply.status == 0 => return Ok(()),
            _ => {}
        }
        let body = if fault == Fault::Garbage { "<html>\u{1}" } else { &reply.body };
        let head = format!(
            "HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            reply.status,
            body.len()
        );
        if fault == Fault::Cut {
            writer.write_all(head.as_bytes())?;
            return writer.write_all(body.get(..body.len() / 2).unwrap_or_default().as_bytes());
        }
        writer.write_all(format!("{head}{body}").as_bytes())?;
        writer.flush()?;
    }
    Ok(())
}

/// The next request; `None` at the end.
fn request(reader: &mut BufReader<impl Read>) -> io::Result<Option<Request>> {
    let head = head_of(reader)?;
    let Some(first) = head.first() else { return Ok(None) };
    let mut words = first.split(' ');
    let (method, target) =
        (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default());
    let header = |name: &str| {
        head.iter().filter_map(|line| line.split_once(':')).find_map(|(key, value)| {
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length = header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Some(Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        kind: header("content-type").unwrap_or_default(),
        body: String::from_utf8_lossy(&body).into_owned(),
    }))
}

/// Passes a request on to a port of this machine.
pub(super) fn forward(port: u16, request: &Request) -> Reply {
    let exchange = || -> io::Result<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        let Request { method, path, query, kind, body } = request;
        let question = if query.is_empty() { "" } else { "?" };
        write!(
            stream,
            "{method} {path}{question}{query} HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Ok(Reply::new(status.unwrap_or(0), body))
    };
    exchange().unwrap_or_else(|_| Reply::hang_up())
}
