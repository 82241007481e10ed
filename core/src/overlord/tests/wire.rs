//! What etcd, fleet and the API server answer, well and badly.

use std::collections::BTreeMap;

use super::sim::foreign;
use crate::overlord::wire::{api, etcd, fleet};
use crate::overlord::{Desired, Fleet, Object, Outcome, Registration, UnitOption};

const ID: &str = "a43295d4ed574a45a6f91b86baea0093";

fn listed(object: &str) -> Object {
    let value = serde_json::to_string(object).unwrap();
    let body = format!(
        r#"{{"action":"get","node":{{"key":"/_coreos.com/fleet/machines","dir":true,"nodes":[
           {{"key":"/_coreos.com/fleet/machines/{ID}","dir":true,"createdIndex":7,"nodes":[
           {{"key":"/_coreos.com/fleet/machines/{ID}/object","value":{value},"expiration":"x","ttl":27}}]}}]}}}}"#
    );
    let machines = etcd::machines(200, body.as_bytes()).unwrap();
    assert_eq!((machines.len(), machines[0].id.as_str(), machines[0].index), (1, ID, 7));
    machines[0].object.clone()
}

#[test]
fn a_machine_says_who_it_is() {
    let object = listed(&format!(
        r#"{{"ID":"{ID}","PublicIP":"10.209.35.141","Metadata":{{"kubernetes_role":"master"}},"Version":"0.8.3","Later":1}}"#
    ));
    let metadata = BTreeMap::from([("kubernetes_role".into(), "master".into())]);
    assert_eq!(object, Object::Machine { address: "10.209.35.141".parse().unwrap(), metadata });
}

#[test]
fn metadata_of_one_machine_is_not_anothers() {
    let none = listed(&format!(r#"{{"ID":"{ID}","PublicIP":"10.0.0.1","Metadata":null}}"#));
    let metadata = BTreeMap::new();
    assert_eq!(none, Object::Machine { address: "10.0.0.1".parse().unwrap(), metadata });
    assert_eq!(listed(&format!(r#"{{"ID":"{ID}","PublicIP":""}}"#)), Object::NotYet);
}

#[test]
fn a_malformed_machine_is_named_and_the_others_are_read() {
    for bad in [
        "",
        "[]",
        "{",
        r#"{"ID":"x","PublicIP":"10.0.0.1"}"#,
        &format!(r#"{{"ID":"{ID}","PublicIP":"ten"}}"#),
    ] {
        assert!(matches!(listed(bad), Object::Broken(_)), "{bad}");
    }
    let body = r#"{"node":{"nodes":[{"key":"/a/b/nonsense","nodes":[]},{"key":"/a/b/0123456789abcdef0123456789abcdef"}]}}"#;
    let machines = etcd::machines(200, body.as_bytes()).unwrap();
    assert!(matches!(machines[0].object, Object::Broken(_)));
    assert_eq!(machines[1].object, Object::NotYet);
}

#[test]
fn what_is_not_there_yet_is_empty() {
    let gone = br#"{"errorCode":100,"message":"Key not found","cause":"/x","index":3}"#;
    assert_eq!(etcd::machines(404, gone), Ok(Vec::new()));
    assert_eq!(etcd::marks(404, gone), Ok(BTreeMap::new()));
}

#[test]
fn what_cannot_be_read_is_told_in_words() {
    assert_eq!(
        etcd::machines(200, br#"{"action":"get","no"#).unwrap_err(),
        "breaks off in its answer after 19 bytes"
    );
    assert!(
        etcd::machines(200, b"<html>")
            .unwrap_err()
            .starts_with("gives an answer that cannot be read")
    );
    assert_eq!(
        etcd::machines(500, br#"{"errorCode":300,"message":"Raft Internal Error","cause":""}"#)
            .unwrap_err(),
        "answers 500: Raft Internal Error"
    );
    assert_eq!(etcd::machines(503, b"\x00\xff").unwrap_err(), "answers 503");
    let mut none = Fleet::new();
    for bad in [&b""[..], b"null", b"[]", b"{\"units\":1}", b"\xff"] {
        assert!(fleet::units(200, bad, &mut none).is_err(), "{bad:?}");
    }
    assert!(api::nodes(Registration::Nodes, 200, b"{\"items\":[{}]}").is_err());
    let long = format!(r#"{{"message":"{}\n\u0007"}}"#, "x".repeat(5_000));
    assert!(api::nodes(Registration::Nodes, 500, long.as_bytes()).unwrap_err().len() < 400);
}

#[test]
fn a_mark_is_put_only_if_it_is_as_it_was_seen() {
    let at = |index| etcd::mark_path(ID, index);
    assert_eq!(at(None), format!("/v2/keys/kubecore/overlord/machines/{ID}?prevExist=false"));
    assert_eq!(at(Some(9)), format!("/v2/keys/kubecore/overlord/machines/{ID}?prevIndex=9"));
    assert_eq!(
        [200, 201, 412, 404].map(|status| etcd::put(status, b"")),
        [Outcome::Done, Outcome::Done, Outcome::Changed, Outcome::Changed]
    );
    assert_eq!(etcd::put(403, b""), Outcome::Refused("answers 403".into()));
    assert_eq!(etcd::put(500, b""), Outcome::Failed("answers 500".into()));
}

#[test]
fn units_are_read_page_by_page() {
    let mut all = Fleet::new();
    let name = format!("minion-proxy@{ID}.service");
    let page = format!(
        r#"{{"units":[{{"name":"{name}","desiredState":"launched","currentState":"loaded","machineID":"{ID}",
            "options":[{{"section":"Unit","name":"A","value":"b"}}]}},{{"name":"other.service","options":[]}}],"nextPageToken":"AgAB"}}"#
    );
    assert_eq!(fleet::units(200, page.as_bytes(), &mut all), Ok(Some("AgAB".into())));
    assert_eq!(fleet::units(200, b"{}", &mut all), Ok(None));
    assert_eq!(all.len(), 1, "units of others need no room");
    let states = |machine: &str| {
        format!(
            r#"{{"states":[{{"name":"{name}","machineID":"{machine}","systemdSubState":"running","hash":"x"}}]}}"#
        )
    };
    fleet::states(200, states("elsewhere").as_bytes(), &mut all).unwrap();
    assert_eq!(all[&name].sub, None, "only its own machine knows");
    fleet::states(200, states(ID).as_bytes(), &mut all).unwrap();
    assert_eq!(all[&name].sub.as_deref(), Some("running"));
    assert_eq!(all[&name].desired, Desired::Launched);
    assert_eq!(fleet::page("units", Some("AgAB_-==")), "/units?nextPageToken=AgAB_-%3D%3D");
}

#[test]
fn fleet_creates_with_201_and_changes_with_204() {
    assert_eq!([201, 204].map(|status| fleet::put(status, b"")), [Outcome::Done, Outcome::Done]);
    assert_eq!(
        [404, 409].map(|status| fleet::put(status, b"")),
        [Outcome::Changed, Outcome::Changed]
    );
    let refusal = br#"{"error":{"code":400,"message":"invalid unit"}}"#;
    assert_eq!(fleet::put(400, refusal), Outcome::Refused("answers 400: invalid unit".into()));
    assert!(matches!(fleet::put(500, b"oops"), Outcome::Failed(_)));
    assert!(matches!(fleet::put(429, b""), Outcome::Failed(_)));
    let options = [UnitOption {
        section: "Service".into(),
        name: "ExecStart".into(),
        value: "/a \"b\"".into(),
    }];
    assert_eq!(
        fleet::submit("a@b.service", &options),
        r#"{"name":"a@b.service","desiredState":"launched","options":[{"section":"Service","name":"ExecStart","value":"/a \"b\""}]}"#
    );
    assert_eq!(fleet::change(Desired::Loaded), r#"{"desiredState":"loaded"}"#);
    assert_eq!(fleet::still(404, b"", foreign()), Ok(false));
}

#[test]
fn nodes_are_known_by_their_addresses() {
    let minions =
        br#"{"kind":"MinionList","minions":[{"id":"10.0.0.1","hostIP":"10.0.0.1","later":1}]}"#;
    let known = api::nodes(Registration::Minions, 200, minions).unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["10.0.0.1"]);
    let nodes = br#"{"kind":"NodeList","items":[{"metadata":{"name":"10.0.0.2"}}]}"#;
    let known = api::nodes(Registration::Nodes, 200, nodes).unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["10.0.0.2"]);
    assert_eq!(
        api::minion("10.0.0.1".parse().unwrap()),
        r#"{"kind":"Minion","apiVersion":"v1beta1","id":"10.0.0.1","hostIP":"10.0.0.1"}"#
    );
    assert_eq!(
        [200, 201, 202].map(|status| api::told(status, b"")),
        [Outcome::Done, Outcome::Done, Outcome::Done]
    );
    assert_eq!(api::told(409, b""), Outcome::Changed);
}
