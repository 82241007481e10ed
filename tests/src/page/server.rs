//! A host of static files, as plain as one can be: it counts what it is asked for, and can go away.

use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::Result;
use super::http::head_of;

/// Serves the files of one directory on a port of this machine, until it is dropped.
#[derive(Debug)]
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    files: PathBuf,
    /// What was packed beforehand, by name.
    packed: BTreeMap<String, Vec<u8>>,
    prefix: String,
    asked: Mutex<Vec<String>>,
    over: AtomicBool,
}

impl Server {
    /// Serves `files` below `prefix`, such as `/some/where/`, and nothing else.
    pub fn start(files: &Path, prefix: &str) -> Result<Self> {
        Self::host(files, BTreeMap::new(), prefix)
    }

    /// Serves `files` at the top, packed with brotli, as hosts do.
    pub fn packing(files: &Path) -> Result<Self> {
        let io = |error| format!("{}: {error}", files.display());
        let mut all = BTreeMap::new();
        for entry in std::fs::read_dir(files).map_err(io)? {
            let entry = entry.map_err(io)?;
            if entry.file_type().map_err(io)?.is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                all.insert(name, packed(&std::fs::read(entry.path()).map_err(io)?)?);
            }
        }
        Self::host(files, all, "/")
    }

    fn host(files: &Path, packed: BTreeMap<String, Vec<u8>>, prefix: &str) -> Result<Self> {
        assert!(
            prefix.starts_with('/') && prefix.ends_with('/'),
            "a path of a directory: {prefix}"
        );
        let io = |error| format!("a port of this machine: {error}");
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(io)?;
        let port = listener.local_addr().map_err(io)?.port();
        let shared = Arc::new(Shared {
            files: files.to_owned(),
            packed,
            prefix: prefix.to_owned(),
            asked: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let thread = thread::spawn({
            let shared = shared.clone();
            move || serve(&listener, &shared)
        });
        Ok(Self { port, shared, listener: Some(thread) })
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.shared.prefix)
    }

    /// What the browser keeps things by.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The paths it was asked for so far, in order, and forgets them.
    pub fn take_asked(&self) -> Vec<String> {
        self.shared.asked.lock().map(|mut asked| std::mem::take(&mut *asked)).unwrap_or_default()
    }

    /// Goes away: from now on nothing answers at its port.
    pub fn stop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next one.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.listener.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn serve(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.over.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = shared.clone();
        // Browsers open connections before they need them: none may hold up another.
        thread::spawn(move || drop(answer(stream, &shared)));
    }
}

fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let head = head_of(&mut BufReader::new(&stream))?;
    let Some(path) = head.first().and_then(|line| line.split(' ').nth(1)) else { return Ok(()) };
    if let Ok(mut asked) = shared.asked.lock() {
        asked.push(path.to_owned());
    }
    let (status, kind, Body { bytes, encoding }) = match find(shared, path) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", Body::plain(b"there is no such file".to_vec())),
    };
    let length = bytes.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{encoding}\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&bytes)?;
    stream.shutdown(Shutdown::Write)
}

/// What is sent, and the header that says how it is packed.
struct Body {
    bytes: Vec<u8>,
    encoding: &'static str,
}

impl Body {
    fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, encoding: "" }
    }
}

fn packed(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut out, &params)
        .map_err(|error| format!("brotli: {error}"))?;
    Ok(out)
}

fn find(shared: &Shared, path: &str) -> Option<(&'static str, Body)> {
    let name = path.split(['?', '#']).next()?.strip_prefix(&shared.prefix)?;
    let name = if name.is_empty() { "index.html" } else { name };
    // dist/ has no directories, so neither has a name.
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return None;
    }
    let body = match shared.packed.get(name) {
        Some(packed) => Body { bytes: packed.clone(), encoding: "Content-Encoding: br\r\n" },
        None => Body::plain(std::fs::read(shared.files.join(name)).ok()?),
    };
    Some((kind(name), body))
}

/// By what a name ends with, as hosts do. WebAssembly is compiled while it comes only with its own.
fn kind(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::super::http::ask;
    use super::*;

    fn files() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("index.html"), "the page").unwrap();
        std::fs::write(dir.path().join("a.wasm"), "program").unwrap();
        dir
    }

    #[test]
    fn files_are_served_below_the_prefix_and_counted() {
        let dir = files();
        let server = Server::start(dir.path(), "/some/where/").unwrap();
        let get = |path| ask(server.port, "GET", path, "").unwrap();
        assert_eq!(get("/some/where/"), "the page");
        assert_eq!(get("/some/where/a.wasm?v"), "program");
        for path in ["/", "/a.wasm", "/some/where/../a.wasm", "/some/where/b"] {
            assert_eq!(get(path), "there is no such file", "{path}");
        }
        assert_eq!(server.take_asked().len(), 6);
        assert!(server.take_asked().is_empty());
        assert_eq!(kind("a.wasm"), "application/wasm");
    }

    #[test]
    fn what_is_packed_unpacks() {
        let bytes = b"the page the page the page".repeat(100);
        let packed = packed(&bytes).unwrap();
        assert!(packed.len() < 100);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut back).unwrap();
        assert_eq!(back, bytes);
    }

    #[test]
    fn one_that_went_away_does_not_answer() {
        let dir = files();
        let mut server = Server::start(dir.path(), "/").unwrap();
        assert_eq!(ask(server.port, "GET", "/", "").unwrap(), "the page");
        server.stop();
        assert!(ask(server.port, "GET", "/", "").is_err());
    }
}
