//! What is made anew, and what stays.

use super::*;
use crate::format::x509::DAY;

const LATER: Moment = Moment(NOW.0 + 300 * DAY);

#[test]
fn a_renewal_changes_exactly_what_it_names() {
    let list = Spec { workers: 2, ..PLAIN }.list();
    let before = issue(&list, "renew").changes;
    let pki = Pki::read(&list, &before).unwrap();
    for (wanted, files) in [
        // Tokens that its key signed stay good.
        (API, &["apiserver.pem"][..]),
        ("admin", &["admin-key.pem", "admin.pem"]),
        (WORKER, &["nodes/worker-1/worker-1-worker-key.pem", "nodes/worker-1/worker-1-worker.pem"]),
        ("ca", &[]),
        ("nobody", &[]),
    ] {
        let issuer = Issuer::renewal(&list, &pki, |item| item.id == wanted).unwrap();
        let after = written(&before, &issuer.run(&mut Seeded::new("anew", LATER)).unwrap().changes);
        assert_eq!(changed(&before, &after), files, "{wanted}");
        assert!(Pki::read(&list, &after).unwrap().ready(&list).is_ok());
    }
}

#[test]
fn a_renewal_of_all_keeps_the_authority_and_every_lasting_key() {
    for version in ["v1.4.0", "v1.5.4"] {
        let list = Spec { version, ..PLAIN }.list();
        let before = issue(&list, "all").pki;
        let issued = Issuer::renewal(&list, &before, |_| true)
            .unwrap()
            .run(&mut Seeded::new("anew", LATER))
            .unwrap();
        for item in &list.items {
            let (old, new) = (before.entry(item).unwrap(), issued.pki.entry(item).unwrap());
            assert_eq!(old.key == new.key, item.lasting, "{}", item.id);
            assert_eq!(old.chain == new.chain, item.is_authority(), "{}", item.id);
            if let (false, Some(old), Some(new)) =
                (item.is_authority(), old.certificate(), new.certificate())
            {
                assert_eq!(new.not_after(), LATER.plus(365 * DAY));
                assert_ne!(old.serial(), new.serial());
                assert!(new.is_signed_by(certificate(&before, &list, "ca")));
            }
        }
    }
}

/// A name or address that the spec has since then.
#[test]
fn a_certificate_that_lacks_a_name_is_outdated_until_it_is_renewed() {
    let list = PLAIN.list();
    let pki = issue(&list, "names").pki;
    let more = Spec { pki: "api_sans: [api.example, 203.0.113.7]", ..PLAIN }.list();
    let missing = Misfit::Names(vec!["api.example".into(), "203.0.113.7".into()]);
    assert_eq!(state(&pki, &more, API, NOW), State::Outdated(missing));
    let problems = pki.ready(&more).expect_err("it is outdated");
    let said: Vec<_> = problems.iter().map(|p| (p.code.as_str(), p.file.as_str())).collect();
    assert_eq!(said, [("KC1015", "apiserver.pem")]);
    assert!(problems[0].message.contains("api.example, 203.0.113.7"), "{}", problems[0]);
    // What is missing is made, what is outdated is not: only who asks for it gets a new one.
    assert_eq!(Issuer::missing(&more, &pki).unwrap().left(), 0);
    let issuer = Issuer::renewal(&more, &pki, |item| item.id == API).unwrap();
    let pki = issuer.run(&mut Seeded::new("more", NOW)).unwrap().pki;
    assert!(pki.ready(&more).is_ok());
    // One name too many does no harm.
    assert!(pki.ready(&list).is_ok());
}

#[test]
fn a_worker_at_another_address_needs_another_certificate() {
    let list = PLAIN.list();
    let pki = issue(&list, "move").pki;
    let mut moved = list.clone();
    for item in &mut moved.items {
        if let crate::plan::certificates::Kind::Certificate { names, .. } = &mut item.kind {
            for address in names.addresses.iter_mut().filter(|ip| ip.to_string() == "192.168.4.201")
            {
                *address = "192.168.4.99".parse().unwrap();
            }
        }
    }
    assert_eq!(
        state(&pki, &moved, WORKER, NOW),
        State::Outdated(Misfit::Names(vec!["192.168.4.99".into()]))
    );
    assert_eq!(state(&pki, &moved, API, NOW), State::Good);
}

/// Back to a release that reads RSA alone, the key must go, lasting or not.
#[test]
fn a_key_of_a_kind_that_the_release_does_not_read_is_made_anew() {
    let list = PLAIN.list();
    let pki = issue(&list, "kind").pki;
    let older = Spec { version: "v1.4.0", ..PLAIN }.list();
    assert_eq!(state(&pki, &older, API, NOW), State::Outdated(Misfit::Key));
    let issuer = Issuer::renewal(&older, &pki, |item| item.id == API).unwrap();
    assert_eq!(issuer.rsa_keys(), 1);
    let pki = issuer.run(&mut Seeded::new("older", NOW)).unwrap().pki;
    assert_eq!(state(&pki, &older, API, NOW), State::Good);
    // The newer release reads both.
    assert_eq!(state(&pki, &list, API, NOW), State::Good);
}

#[test]
fn a_certificate_of_somebody_else_or_for_less_does_not_fit() {
    use crate::plan::certificates::Kind;
    let list = PLAIN.list();
    let pki = issue(&list, "other").pki;
    let changed = |change: fn(&mut Kind)| {
        let mut list = list.clone();
        for item in list.items.iter_mut().filter(|item| item.id == API) {
            change(&mut item.kind);
        }
        state(&pki, &list, API, NOW)
    };
    let both = changed(|kind| {
        if let Kind::Certificate { usages, .. } = kind {
            usages.client = true;
        }
    });
    assert!(matches!(both, State::Outdated(Misfit::Usages(_))), "{both}");
    let group = changed(|kind| {
        if let Kind::Certificate { subject, .. } = kind {
            subject.organization = "system:masters".into();
        }
    });
    assert!(matches!(group, State::Outdated(Misfit::Subject { .. })), "{group}");
    let name = changed(|kind| {
        if let Kind::Certificate { subject, .. } = kind {
            subject.common_name = "kube-api".into();
        }
    });
    assert!(matches!(name, State::Outdated(Misfit::Subject { .. })), "{name}");
}

#[test]
fn status_counts_days_and_says_what_is_over() {
    let list = PLAIN.list();
    assert!(status(&list, &Pki::new(), NOW).iter().all(|status| status.state == State::Missing));
    let pki = issue(&list, "status").pki;
    for (now, days, wanted) in [
        (NOW.minus(301), 365, State::NotYet),
        (NOW, 365, State::Good),
        (NOW.plus(364 * DAY + 1), 0, State::Good),
        (NOW.plus(365 * DAY), 0, State::Good),
        (NOW.plus(365 * DAY + 1), -1, State::Expired),
    ] {
        let all = status(&list, &pki, now);
        let api = all.iter().find(|status| status.item.id == API).unwrap();
        assert_eq!((api.days, &api.state), (Some(days), &wanted));
        // Time has no say in what is rendered.
        assert!(pki.ready(&list).is_ok());
    }
}
