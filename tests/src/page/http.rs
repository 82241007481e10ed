//! As much of HTTP/1.1 as two programs on one machine need.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::Result;

/// How long the other side may think.
const PATIENCE: Duration = Duration::from_secs(120);

/// Sends a request to a port of this machine, and gives back the answer's body, whatever its status.
pub(super) fn ask(port: u16, method: &str, path: &str, body: &str) -> Result<String> {
    exchange(port, method, path, body).map_err(|error| format!("{method} {path}: {error}"))
}

fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice())?;
    let mut answer = BufReader::new(stream);
    let head = head_of(&mut answer)?;
    let mut bytes = Vec::new();
    match head.iter().find_map(|line| content_length(line)) {
        Some(length) => answer.take(length).read_to_end(&mut bytes)?,
        None => answer.read_to_end(&mut bytes)?,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The first line and the headers.
pub(crate) fn head_of(stream: &mut impl BufRead) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        match line.trim_end() {
            "" => return Ok(lines),
            line => lines.push(line.to_owned()),
        }
    }
}

fn content_length(line: &str) -> Option<u64> {
    let (name, value) = line.split_once(':')?;
    name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
}
