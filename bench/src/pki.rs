//! Making keys and certificates: a hundred machines, and RSA beside openssl.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use kubecore::compile;
use kubecore::format::x509::{KeyKind, Moment, PrivateKey};
use kubecore::pki::{Env, Issuer, NoEntropy, Pki};
use kubecore::plan::certificates::Certificates;
use kubecore::source::Source;
use sha2::{Digest as _, Sha256};

use crate::clock::{fastest, millis};

const MACHINES: usize = 100;
/// RSA keys take as long as luck has it: the mean of so many counts.
const RSA_KEYS: u8 = 40;

/// A line for each, with openssl's time for the same where it is installed.
pub(super) fn table() -> String {
    let list = list();
    let issue = fastest(|| {
        let work = Issuer::missing(&list, &Pki::new()).expect("nothing is in the way");
        let made = work.run(&mut Counting(0)).expect("random bytes are there");
        assert!(made.pki.can_sign(&list), "the authority is made, too");
    });
    let rsa = mean(|seed| {
        std::hint::black_box(PrivateKey::generate(KeyKind::Rsa2048, &[seed; 32]));
    });
    let openssl = Command::new("openssl").arg("version").stdout(Stdio::null()).status().is_ok();
    let by_openssl = |arguments: &[&str]| {
        let mean = openssl.then(|| mean(|_| run(arguments)));
        mean.map_or("?".to_owned(), |mean| format!("{:.2}", millis(mean)))
    };
    let start = by_openssl(&["version"]);
    [
        format!("{:>52} {:>10} {:>14}", "keys and certificates", "ms", "openssl's ms"),
        format!(
            "{:>52} {:>10.2} {:>14}",
            format!("{} P-256 pairs of {MACHINES} machines, one core", list.items.len()),
            millis(issue),
            "-"
        ),
        format!(
            "{:>52} {:>10.2} {:>14}",
            format!("one RSA-2048 key, mean of {RSA_KEYS}"),
            millis(rsa),
            by_openssl(&["genrsa", "2048"])
        ),
        format!("{:>52} {:>10} {start:>14}", "starting openssl, which is in its times", "-"),
        String::new(),
    ]
    .join("\n")
}

fn mean(mut work: impl FnMut(u8)) -> Duration {
    let start = Instant::now();
    (1..=RSA_KEYS).for_each(&mut work);
    start.elapsed() / u32::from(RSA_KEYS)
}

fn run(arguments: &[&str]) {
    let status = Command::new("openssl")
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("openssl runs");
    assert!(status.success(), "openssl {arguments:?}");
}

/// One control plane and the rest workers, in a release whose tokens may be signed with ECDSA.
fn list() -> Certificates {
    let text = format!(
        "kubecore: v1\nname: bench\nprofile: coreos-guide\nkubernetes: {{ version: v1.5.4 }}\n\
         nodes:\n  - {{ name: controller-1, role: control-plane, ip: 192.168.4.101 }}\n\
         pools:\n  - {{ name: worker, role: worker, count: {}, first_ip: 172.20.0.1 }}\n",
        MACHINES - 1
    );
    let plan = compile(&Source::new("cluster.yaml", text)).plan.expect("the spec is good");
    Certificates::of(&plan)
}

/// Bytes that look random, at little cost: what the system takes for randomness is not what is measured.
struct Counting(u64);

impl Env for Counting {
    fn now(&self) -> Moment {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Moment(since.expect("a clock after 1970").as_secs())
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        for block in bytes.chunks_mut(32) {
            self.0 += 1;
            let hash = Sha256::digest(self.0.to_be_bytes());
            block.iter_mut().zip(hash).for_each(|(byte, value)| *byte = value);
        }
        Ok(())
    }
}
