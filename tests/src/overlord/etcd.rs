//! A real etcd with its keys of version 2.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::server::{Request, forward};

/// Stops with the test.
#[derive(Debug)]
pub(super) struct Etcd {
    child: Child,
    pub(super) port: u16,
}

/// A hang is a failure, too; a slow machine is none.
const DEADLINE: Duration = Duration::from_secs(60);

impl Etcd {
    pub(super) fn start(scratch: &Path) -> Self {
        let free = || {
            let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port of this machine");
            listener.local_addr().expect("a port has a number").port()
        };
        let (port, peer) = (free(), free());
        let log = std::fs::File::create(scratch.join("etcd.log")).expect("a log");
        let url = |port: u16| format!("http://127.0.0.1:{port}");
        let child = Command::new("etcd")
            .args(["--enable-v2=true", "--name", "only"])
            .args(["--listen-client-urls", &url(port), "--advertise-client-urls", &url(port)])
            .args(["--listen-peer-urls", &url(peer), "--initial-advertise-peer-urls", &url(peer)])
            .args(["--initial-cluster", &format!("only={}", url(peer))])
            .arg("--data-dir")
            .arg(scratch.join("etcd"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("etcd starts");
        let etcd = Self { child, port };
        let end = Instant::now() + DEADLINE;
        while etcd.ask("PUT", "/v2/keys/test", "value=1").0 / 100 != 2 {
            assert!(Instant::now() < end, "etcd does not answer");
            sleep(Duration::from_millis(20));
        }
        etcd
    }

    /// Status and body.
    pub(super) fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let reply = forward(
            self.port,
            &Request {
                method: method.into(),
                path: path.into(),
                query: query.into(),
                kind: "application/x-www-form-urlencoded".into(),
                body: body.into(),
            },
        );
        (reply.status, reply.body)
    }
}

impl Drop for Etcd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
