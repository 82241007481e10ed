//! The same seed makes the same keys and certificates here as natively, RSA among them:
//! `tests/pki/fingerprints.tsv` has them.

use kubecore::bundle::sha256;
use kubecore::compile;
use kubecore::format::x509::Moment;
use kubecore::pki::{Env, Issuer, NoEntropy, Pki};
use kubecore::plan::certificates::Certificates;
use kubecore::source::Source;
use wasm_bindgen_test::wasm_bindgen_test;

const SPEC: &str = include_str!("../../../../tests/suite/ha-calico/cluster.yaml");
const FINGERPRINTS: &str = include_str!("../../../../tests/pki/fingerprints.tsv");
const SEED: &str = "kubecore fingerprints";

/// As `Seeded` in `tests/src/pki.rs`: block n is SHA-256(seed ‖ n), n in 8 bytes, the highest first.
#[derive(Default)]
struct Seeded {
    given: u64,
    block: Vec<u8>,
}

impl Env for Seeded {
    fn now(&self) -> Moment {
        Moment(1_800_000_000)
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        for byte in bytes {
            let at = usize::try_from(self.given % 32).unwrap();
            if at == 0 {
                let text = [SEED.as_bytes(), &(self.given / 32).to_be_bytes()].concat();
                let digits = sha256(&text);
                self.block = (0..32)
                    .map(|n| u8::from_str_radix(&digits[2 * n..2 * n + 2], 16).unwrap())
                    .collect();
            }
            *byte = self.block[at];
            self.given += 1;
        }
        Ok(())
    }
}

#[wasm_bindgen_test]
fn the_browser_makes_what_native_makes() {
    let plan = compile(&Source::new("cluster.yaml", SPEC)).plan.expect("the case is good");
    let list = Certificates::of(&plan);
    let work = Issuer::missing(&list, &Pki::new()).unwrap();
    let issued = work.run(&mut Seeded::default()).unwrap();
    let lines = FINGERPRINTS.lines().filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for (item, line) in list.items.iter().zip(lines) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, _, der, public] = cells[..] else { panic!("four columns: {line}") };
        let entry = issued.pki.entry(item).unwrap();
        let certificate = entry.certificate().unwrap();
        assert_eq!(item.id, id);
        assert_eq!(sha256(certificate.public_key().to_pem().as_bytes()), public, "{id}: its key");
        assert_eq!(sha256(certificate.der()), der, "{id}: its certificate");
        compared += 1;
    }
    assert_eq!(compared, list.items.len(), "every one has a fingerprint");
}
