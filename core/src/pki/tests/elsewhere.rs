//! Where another signs: requests go out, certificates come back.

use super::*;
use crate::format::x509::{
    Authority, DAY, Holder, KeyKind, Names, PrivateKey, Subject, Usages, Validity, authority,
};
use crate::plan::certificates::Kind;

const VALID: Validity = Validity { from: NOW, until: Moment(NOW.0 + 30 * DAY), serial: [0x21; 16] };

/// The other, who signs whatever it is told to.
struct Office {
    key: PrivateKey,
    certificate: Certificate,
}

impl Office {
    fn named(name: &str, seed: u8) -> Self {
        let key = PrivateKey::generate(KeyKind::EcdsaP256, &[seed; 32]).unwrap();
        let validity = Validity { until: NOW.plus(1_000 * DAY), ..VALID };
        let certificate = authority(&Subject::named(name), validity, &key).unwrap();
        Self { key, certificate }
    }

    fn sign(&self, pki: &Pki, item: &Item, change: impl Fn(&mut Asked)) -> String {
        let Kind::Certificate { subject, names, usages, .. } = &item.kind else {
            panic!("{}", item.id)
        };
        let key = pki.entry(item).and_then(|entry| entry.key.as_ref()).expect("there is a key");
        let mut asked = Asked {
            subject: subject.clone(),
            names: names.clone(),
            usages: *usages,
            public: key.public().unwrap(),
            validity: VALID,
        };
        change(&mut asked);
        let Asked { subject, names, usages, public, validity } = &asked;
        let holder = Holder { subject, names, usages: *usages, public };
        let by = Authority { certificate: &self.certificate, key: &self.key };
        crate::format::x509::certificate(holder, *validity, by).unwrap().to_pem()
    }
}

struct Asked {
    subject: Subject,
    names: Names,
    usages: Usages,
    public: crate::format::x509::PublicKey,
    validity: Validity,
}

fn requested(list: &Certificates) -> Issued {
    Issuer::requests(list, &Pki::new()).run(&mut Seeded::new("requests", NOW)).unwrap()
}

fn leaves(list: &Certificates) -> impl Iterator<Item = &Item> {
    list.items.iter().filter(|item| matches!(item.kind, Kind::Certificate { .. }))
}

fn taken(list: &Certificates, pki: &Pki, texts: &[&str]) -> Result<Issued, Vec<Problem>> {
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|text| ("signed.pem", text.as_bytes())).collect();
    import(list, pki, &files, NOW)
}

#[test]
fn requests_are_made_with_keys_and_without_an_authority() {
    let list = PLAIN.list();
    let first = requested(&list);
    let mut wanted: Vec<String> =
        leaves(&list).flat_map(|item| [item.request_file(), item.key_file()]).collect();
    wanted.push(MARKER.to_owned());
    wanted.sort();
    assert_eq!(first.changes.keys().cloned().collect::<Vec<_>>(), wanted);
    assert!(first.changes["apiserver.csr"].starts_with(b"-----BEGIN CERTIFICATE REQUEST-----\n"));
    let pki = Pki::read(&list, &first.changes).unwrap();
    assert!(!pki.can_sign(&list));
    assert!(leaves(&list).all(|item| state(&pki, &list, &item.id, NOW) == State::Requested));
    let codes = pki.ready(&list).unwrap_err().into_iter().map(|problem| problem.code.as_str());
    assert!(codes.eq(["KC1014"; 4]));
    // Nothing is signed here, and nothing made instead.
    assert_eq!(Issuer::renewal(&list, &pki, |_| true).unwrap_err().code.as_str(), "KC1013");
    // Once more: the same keys ask for the same.
    let again = Issuer::requests(&list, &pki).run(&mut Seeded::new("again", NOW)).unwrap();
    assert_eq!(written(&first.changes, &again.changes), first.changes);
}

/// The spec has another name since the request was made: what comes back for the old one would not fit.
#[test]
fn a_request_that_waits_follows_the_spec() {
    let list = PLAIN.list();
    let before = requested(&list).changes;
    let more = Spec { pki: "api_sans: [api.example]", ..PLAIN }.list();
    let pki = Pki::read(&more, &before).unwrap();
    let again = Issuer::requests(&more, &pki).run(&mut Seeded::new("again", NOW)).unwrap();
    assert_eq!(changed(&before, &written(&before, &again.changes)), ["apiserver.csr"]);
}

#[test]
fn what_was_signed_elsewhere_is_taken_in_any_order() {
    let list = PLAIN.list();
    let before = requested(&list);
    let office = Office::named("Example CA", 1);
    let mut texts: Vec<String> =
        leaves(&list).map(|item| office.sign(&before.pki, item, |_| ())).collect();
    texts.push(office.certificate.to_pem());
    let whole = texts.concat();
    texts.reverse();
    let backwards = texts.concat();
    for given in
        [vec![whole.as_str()], vec![&backwards], texts.iter().map(String::as_str).collect()]
    {
        let issued = taken(&list, &before.pki, &given).unwrap();
        assert!(issued.changes.keys().all(|name| !name.ends_with("-key.pem")), "keys stay");
        let files = written(&before.changes, &issued.changes);
        let pki = Pki::read(&list, &files).unwrap();
        assert!(pki.ready(&list).is_ok());
        assert!(status(&list, &pki, NOW).iter().all(|status| status.state == State::Good));
        // Its key is not here: whoever signed has it.
        assert!(!pki.can_sign(&list));
        // Taken a second time, it is the same.
        let again = taken(&list, &pki, &given).unwrap();
        assert_eq!(written(&files, &again.changes), files);
    }
    // First the authority, then one by one.
    let mut pki = before.pki.clone();
    for text in texts.iter().map(String::as_str) {
        pki = taken(&list, &pki, &[text]).unwrap().pki;
    }
    assert!(pki.ready(&list).is_ok());
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_taken() {
    type Change = fn(&mut Asked);
    let list = PLAIN.list();
    let pki = requested(&list).pki;
    let (office, other) = (Office::named("Example CA", 1), Office::named("Example CA", 2));
    let good = office.certificate.to_pem();
    let api = item(&list, API);
    for (what, change, code, words) in [
        (
            "a key that is not here",
            (|asked| {
                let key = PrivateKey::generate(KeyKind::EcdsaP256, &[9; 32]).unwrap();
                asked.public = key.public().unwrap();
            }) as Change,
            "KC1016",
            "no key here belongs to the certificate of CN=kube-apiserver",
        ),
        (
            "a name too few",
            |asked| drop(asked.names.dns.remove(0)),
            "KC1015",
            "it lacks kubernetes",
        ),
        (
            "an address too few",
            |asked| asked.names.addresses.truncate(1),
            "KC1015",
            "it lacks 192.168.4.101",
        ),
        ("no name", |asked| asked.names = Names::default(), "KC1015", "it lacks"),
        (
            "another usage",
            |asked| asked.usages = Usages::CLIENT,
            "KC1015",
            "may not be used as server",
        ),
        (
            "somebody else",
            |asked| asked.subject.common_name = "www".into(),
            "KC1015",
            "is about CN=www",
        ),
        (
            "expired",
            |asked| {
                asked.validity =
                    Validity { from: Moment(NOW.0 - 9), until: Moment(NOW.0 - 1), ..VALID }
            },
            "KC1015",
            "expired on 2027-01-15",
        ),
    ] {
        let signed = office.sign(&pki, api, change);
        let admin = office.sign(&pki, item(&list, "admin"), |_| ());
        assert_refused(what, taken(&list, &pki, &[&good, &admin, &signed]), code, words);
    }
    // More than was asked for is the other's own business.
    let more = office.sign(&pki, api, |asked| {
        asked.usages = Usages::BOTH;
        asked.names.dns.push("more.example".into());
        asked.subject.organization = "Example".into();
    });
    assert!(taken(&list, &pki, &[&good, &more]).is_ok());
    // Of the same name, but another.
    let signed = other.sign(&pki, api, |_| ());
    let said = taken(&list, &taken(&list, &pki, &[&good]).unwrap().pki, &[&signed]);
    assert_refused("another authority", said, "KC1009", "not by ca.pem");
    let known = taken(&list, &pki, &[&good]).unwrap().pki;
    let said = taken(&list, &known, &[&signed, &other.certificate.to_pem()]);
    let codes: Vec<&str> = said.unwrap_err().iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["KC1009", "KC1009"], "the authority, and what it signed");
    let said = taken(&list, &pki, &[&office.sign(&pki, api, |_| ())]);
    assert_refused("an unknown authority", said, "KC1013", "CN=Example CA is not known yet");
    assert_refused("no PEM", taken(&list, &pki, &["nothing"]), "KC1004", "holds no certificate");
}

/// A directory that made its own certificates takes none of another authority.
#[test]
fn a_generated_authority_is_not_exchanged() {
    let list = PLAIN.list();
    let pki = issue(&list, "own").pki;
    let office = Office::named("kube-ca", 1);
    let said = taken(&list, &pki, &[&office.certificate.to_pem()]);
    assert_refused("another authority", said, "KC1009", "is another authority");
}

#[test]
fn an_authority_of_ones_own_signs_from_then_on() {
    let list = PLAIN.list();
    let office = Office::named("Example CA", 1);
    let key = office.key.to_pem(crate::format::x509::KeyForm::Traditional).unwrap();
    let certificate_text = office.certificate.to_pem();
    let adopted = adopt(
        &list,
        ("own.pem", certificate_text.as_bytes()),
        ("own-key.pem", key.as_bytes()),
        NOW,
    )
    .unwrap();
    assert_eq!(adopted.changes.keys().collect::<Vec<_>>(), ["ca-key.pem", "ca.pem", MARKER]);
    let pki = Pki::read(&list, &adopted.changes).unwrap();
    assert_eq!(pki, adopted.pki);
    let issuer = Issuer::missing(&list, &pki).unwrap();
    assert_eq!(issuer.left(), 3);
    let pki = issuer.run(&mut Seeded::new("adopt", NOW.plus(900 * DAY))).unwrap().pki;
    for item in leaves(&list) {
        let made = certificate(&pki, &list, &item.id);
        assert!(made.is_signed_by(&office.certificate));
        // It ends in 100 days.
        assert_eq!(made.not_after(), office.certificate.not_after());
        assert_eq!(made.not_before(), NOW.plus(900 * DAY).minus(5 * 60));
    }
}

fn assert_refused(what: &str, said: Result<Issued, Vec<Problem>>, code: &str, words: &str) {
    let problems = said.expect_err(what);
    let [problem] = &problems[..] else { panic!("{what}: {problems:?}") };
    assert_eq!(
        (problem.code.as_str(), problem.file.as_str()),
        (code, "signed.pem"),
        "{what}: {problem}"
    );
    assert!(problem.message.contains(words) && !problem.help.is_empty(), "{what}: {problem}");
}
