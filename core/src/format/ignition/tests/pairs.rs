//! What Butane itself makes of every feature that we use.
//!
//! Each `.ign` here is the output of `butane --strict` for the `.bu` beside it: Butane 0.22.0 and 0.29.0 agree to the
//! byte, and `ignition-validate` 2.18.0 finds nothing in them. The texts are other people's in
//! style: comments, flow, quotes, keys in any order.

use crate::format::gzip::Gzip;
use crate::format::ignition::check::{butane, ignition, same};
use crate::format::ignition::{Config, Contents, data_url};

macro_rules! pairs {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!($name, ".bu")), include_str!(concat!($name, ".ign")))),*]
    };
}

/// Name, Butane's file, and what Butane made of it.
const PAIRS: [(&str, &str, &str); 10] = pairs![
    "bare-fcos" "bare-flatcar" "contents" "files" "foreign" "gzip" "merge" "nodes" "passwd" "units"
];

#[test]
fn we_translate_as_butane_does() {
    for (name, bu, ign) in PAIRS {
        assert_eq!((butane(bu), ignition(ign), same(bu, ign)), (vec![], vec![], vec![]), "{name}");
        let config = Config::from_butane(bu).unwrap();
        match name {
            // Said in other words, or packed by another library.
            "foreign" | "gzip" => {
                assert_eq!(
                    Config::from_ignition(ign, config.variant).as_ref(),
                    Ok(&config),
                    "{name}"
                );
            }
            _ => assert_eq!(config.ignition(), ign, "{name}"),
        }
        let written = config.butane();
        assert_eq!(Config::from_butane(&written).as_ref(), Ok(&config), "{written}");
    }
}

/// Of a text that is packed, everything but the packed bytes is the same.
#[test]
fn only_the_packed_bytes_are_our_own() {
    let (_, bu, ign) = PAIRS.into_iter().find(|(name, ..)| *name == "gzip").unwrap();
    let ours = Config::from_butane(bu).unwrap().ignition();
    let around = |text: &str| {
        let (before, rest) = text.split_once("data:;base64,").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        [before, after].concat()
    };
    assert_eq!(around(&ours), around(ign));
    assert!(ours.contains(r#""compression":"gzip""#));
}

fn encode(bytes: &[u8]) -> (String, bool) {
    data_url::encode(bytes, &mut Gzip::default())
}

/// The choice between the forms is Butane's: the shortest, the plainer of two that are as long, and gzip
/// only if it makes up for its name.
#[test]
fn the_shortest_form_is_taken() {
    for (bytes, url) in [
        (&b""[..], "data:,"),
        (b"a b", "data:,a%20b"),
        // 14 characters as text, 12 and `;base64,` before them otherwise.
        (b"------", "data:,------"),
        (b"\0\0\0\0\0", "data:,%00%00%00%00%00"),
        (b"\0\0\0\0\0\0", "data:;base64,AAAAAAAA"),
    ] {
        assert_eq!(encode(bytes), (url.to_owned(), false));
    }
    let (url, gzip) = encode(&[b' '; 200]);
    assert!(gzip && url.len() < 60, "{url}");
    // Plain letters are short in themselves: as many as cannot be packed shorter.
    let mixed: Vec<u8> = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'0'..=b'9').collect();
    assert!(!encode(&mixed).1);
}

/// `gzip` must be said where it is used, so it takes four characters more than it saves at the least.
#[test]
fn gzip_makes_up_for_its_name() {
    let mut near = 0;
    for length in 0..100 {
        let bytes = vec![b'x'; length];
        let plain = "data:,".len() + length;
        let packed = Gzip::default().pack(&bytes).unwrap().len().div_ceil(3) * 4;
        let saved = plain.saturating_sub("data:;base64,".len() + packed);
        assert_eq!(encode(&bytes).1, saved > 4, "{length}");
        near += usize::from((1..=4).contains(&saved));
    }
    assert_eq!(near, 4);
}

#[test]
fn gzip_has_neither_time_nor_name_nor_system() {
    let packed = Gzip::default().pack(b"hello").unwrap();
    assert_eq!(packed[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
    assert_eq!(data_url::unpacked(&packed).as_deref(), Ok(&b"hello"[..]));
    // Go's, of the same bytes.
    let go = data_url::decode("data:;base64,H4sIAAAAAAAC/8tIzcnJBwCGphA2BQAAAA==").unwrap();
    assert_eq!(data_url::unpacked(&go).as_deref(), Ok(&b"hello"[..]));
    assert!(matches!(Contents::text("a"), Contents::Inline(bytes) if bytes == b"a"));
}
