use std::future::Future as _;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::task::{Context, Poll, Waker};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};
use kubecore::bundle::{self, Archive, Lock};
use kubecore::compile;
use kubecore::profile::Renderer;

use super::*;

const TEXT: &str = include_str!("../../../examples/one-plus-two.yaml");

fn imported(file: &[u8]) -> String {
    read(file).unwrap_or_else(|why| panic!("{why}")).text
}

/// What `render --zip` and the page make.
fn everything(text: &str) -> Vec<u8> {
    let plan = compile(&Source::new("", text)).plan.unwrap();
    let zip = std::pin::pin!(crate::job::zip_all(text, &plan, None, async |_| true));
    let mut nobody = Context::from_waker(Waker::noop());
    let Poll::Ready(zip) = zip.poll(&mut nobody) else { panic!("it waits for nothing") };
    zip.unwrap().expect("nobody stops it")
}

fn pack(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn deflated(files: &[(&str, &[u8])]) -> Vec<u8> {
    pack(files, CompressionMethod::Deflated)
}

fn spec(bytes: &[u8]) -> Vec<u8> {
    deflated(&[("cluster.yaml", bytes)])
}

/// Where `mark` stands for the last time.
fn last(file: &[u8], mark: [u8; 4]) -> usize {
    file.windows(4).rposition(|window| window == mark).unwrap()
}

/// The zip with other bytes at a place behind the last `mark`.
fn with(file: &[u8], mark: [u8; 4], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    let begin = last(&file, mark) + at;
    file[begin..begin + bytes.len()].copy_from_slice(bytes);
    file
}

const ENTRY: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

#[test]
fn a_text_is_taken_as_it_is() {
    assert_eq!(imported(TEXT.as_bytes()), TEXT);
    assert_eq!(imported(format!("\u{feff}{TEXT}").as_bytes()), TEXT);
    let windows = TEXT.replace('\n', "\r\n");
    assert_eq!(imported(windows.as_bytes()), windows);
    assert_eq!(imported(b"nodes: ["), "nodes: [", "what is wrong in it is told beside it");
    assert_eq!(text(TEXT.to_owned()).unwrap().text, TEXT);
}

#[test]
fn a_zip_of_everything_gives_its_spec_back() {
    assert_eq!(read(&everything(TEXT)).unwrap(), Imported { text: TEXT.into(), secrets: None });
}

#[test]
fn missing_secrets_are_told() {
    let with = |password: &str| {
        format!(
            "kubecore: v1\nname: demo\nprofile: weave\nnodes:\n\
             - {{ name: m, role: control-plane, ip: 192.168.4.1 }}\n\
             - {{ name: n, role: worker, ip: 192.168.4.2 }}\nweave:\n  password: {password}\n"
        )
    };
    let zip = everything(&with("0123456789abcdef0123456789abcdef01234567"));
    let imported = read(&zip).unwrap();
    assert_eq!(imported.secrets.as_deref(), Some("$.weave.password"));
    assert!(!imported.text.contains("0123456789") && !imported.text.contains('#'), "{imported:?}");
}

#[test]
fn one_machine_is_not_the_cluster() {
    let plan = compile(&Source::new("", TEXT)).plan.unwrap();
    let mut archive = Archive::new(Cursor::new(Vec::new()), Lock::new(&bundle::spec(TEXT)));
    archive.add(&Renderer::new(&plan).cluster()).unwrap();
    let zip = archive.finish().unwrap().into_inner();
    assert_eq!(read(&zip), Err(Refused::OneMachine));
}

/// More than 65 535 files, and their number no longer has a place at the usual end.
#[test]
fn a_very_large_cluster_s_zip_is_read() {
    let mut archive = Archive::new(Cursor::new(Vec::new()), Lock::new(&bundle::spec(TEXT)));
    archive.add_file(&bundle::spec(TEXT)).unwrap();
    let lock = archive.finish().unwrap();
    let mut zip = ZipWriter::new_append(lock).unwrap();
    for number in 0..66_000_u32 {
        zip.start_file(number.to_string(), SimpleFileOptions::default()).unwrap();
    }
    let file = zip.finish().unwrap().into_inner();
    assert!(file.windows(4).any(|window| window == b"PK\x06\x06"), "this is what it is about");
    assert_eq!(imported(&file), TEXT);
    // What stands there is believed within the file only.
    for bytes in [[0xff; 8], [0, 0, 0, 0, 1, 0, 0, 0]] {
        assert_eq!(read(&with(&file, *b"PK\x06\x06", 48, &bytes)), Err(Refused::Damaged));
        assert_eq!(read(&with(&file, *b"PK\x06\x06", 40, &bytes)), Err(Refused::Damaged));
    }
    assert_eq!(read(&with(&file, *b"PK\x06\x06", 0, b"PK00")), Err(Refused::Damaged));
}

#[test]
fn zips_of_other_programs_are_read() {
    let file = |name: &str| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/imports");
        std::fs::read(folder.join(name)).unwrap()
    };
    let text = "kubecore: v1\nname: packed\nprofile: coreos-guide\nnodes: []\n";
    assert_eq!(imported(&file("infozip.zip")), text);
    assert_eq!(imported(&file("stored-with-comment.zip")), text);
    assert_eq!(imported(&file("streamed.zip")), text.repeat(20));
    assert_eq!(read(&file("bzip2.zip")), Err(Refused::OtherMethod));
    assert_eq!(read(&file("lzma.zip")), Err(Refused::OtherMethod));
    assert_eq!(read(&file("encrypted.zip")), Err(Refused::Encrypted));
    assert_eq!(read(&file("below.zip")), Err(Refused::NoSpec));
}

#[test]
fn a_comment_is_not_taken_for_the_end() {
    let comment = [END.as_slice(), &[b' '; 40]].concat();
    let length = u16::try_from(comment.len()).unwrap().to_le_bytes();
    let file = [with(&spec(TEXT.as_bytes()), END, 20, &length), comment].concat();
    assert_eq!(imported(&file), TEXT);
}

#[test]
fn only_the_exact_name_at_the_top_counts() {
    for name in [
        "../cluster.yaml",
        "/cluster.yaml",
        "./cluster.yaml",
        "a/cluster.yaml",
        "cluster.yaml/",
        "Cluster.yaml",
        "cluster.yml",
        "cluster.yaml\0",
        "C:\\cluster.yaml",
    ] {
        assert_eq!(read(&deflated(&[(name, TEXT.as_bytes())])), Err(Refused::NoSpec), "{name:?}");
        let files = [(name, b"no".as_slice()), ("cluster.yaml", TEXT.as_bytes())];
        assert_eq!(imported(&deflated(&files)), TEXT, "{name:?}");
    }
    assert_eq!(read(&deflated(&[])), Err(Refused::NoSpec));
}

#[test]
fn two_of_them_are_one_too_many() {
    let file = deflated(&[("cluster.yaml", b"a: b"), ("cluster.yamk", TEXT.as_bytes())]);
    let again = with(&file, ENTRY, 46 + 11, b"l");
    assert_eq!(read(&again), Err(Refused::Several));
}

#[test]
fn a_bomb_does_not_go_off() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = spec(&zeros);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb), Err(Refused::TooLong), "it says so itself");
    let liar = with(&bomb, ENTRY, 24, &100_u32.to_le_bytes());
    assert_eq!(read(&liar), Err(Refused::Damaged), "it says less than there is");
    let more = with(&spec(TEXT.as_bytes()), ENTRY, 24, &10_000_u32.to_le_bytes());
    assert_eq!(read(&more), Err(Refused::Damaged), "it says more than there is");
    let beside = deflated(&[("other", &zeros), ("cluster.yaml", TEXT.as_bytes())]);
    assert_eq!(imported(&beside), TEXT, "others are not unpacked");
}

#[test]
fn a_cut_zip_is_damaged_wherever_it_is_cut() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let whole = pack(&[("a", b"b"), ("cluster.yaml", TEXT.as_bytes())], method);
        for length in 4..whole.len() {
            assert_eq!(read(&whole[..length]), Err(Refused::Damaged), "at {length}");
        }
        assert_eq!(imported(&whole), TEXT);
    }
}

#[test]
fn a_changed_byte_is_noticed_or_does_not_matter() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let whole = pack(&[("a", b"b"), ("cluster.yaml", TEXT.as_bytes())], method);
        for at in 0..whole.len() {
            for bit in [0x01, 0x08, 0x80] {
                let mut changed = whole.clone();
                changed[at] ^= bit;
                if let Ok(found) = read(&changed) {
                    let as_text = at < 4;
                    assert!(as_text || found.text == TEXT, "byte {at} ^ {bit}");
                }
            }
        }
    }
}

#[test]
fn numbers_that_lie_are_not_believed() {
    let whole = spec(TEXT.as_bytes());
    let all = [0xff; 4];
    for (mark, at, refused) in [
        (ENTRY, 20, Refused::TooLong),
        (ENTRY, 24, Refused::TooLong),
        (ENTRY, 16, Refused::Damaged),
        (ENTRY, 42, Refused::OtherMethod),
        (END, 12, Refused::Damaged),
        (END, 16, Refused::Damaged),
    ] {
        assert_eq!(read(&with(&whole, mark, at, &all)), Err(refused), "at {at}");
    }
    for at in [28, 30, 32] {
        let lies = with(&whole, ENTRY, at, &[0xff; 2]);
        assert_eq!(read(&lies), Err(Refused::Damaged), "length at {at}");
    }
    let far = with(&whole, ENTRY, 42, &[0xfe, 0xff, 0xff, 0xff]);
    assert_eq!(read(&far), Err(Refused::Damaged));
    let directory = with(&whole, END, 12, &[0; 4]);
    assert_eq!(read(&directory), Err(Refused::NoSpec), "an empty one");
}

#[test]
fn what_is_neither_is_refused() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let refused = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(refused(png), Refused::NotText);
    assert_eq!(refused(&[0; 64]), Refused::NotText);
    assert_eq!(refused(b"name: a\0b"), Refused::NotText);
    assert!(matches!(refused(b"name: \xe4"), Refused::NotUtf8(_)));
    for (bytes, help) in [(b"\xff\xfek\0".as_slice(), "UTF-16"), (b"\x1f\x8b\x08", "gzip")] {
        assert!(refused(bytes).to_string().contains(help), "{}", refused(bytes));
    }
    for empty in [b"".as_slice(), b" \r\n\t", b"\xef\xbb\xbf"] {
        assert_eq!(refused(empty), Refused::Empty);
    }
    let long = vec![b'#'; MAX_BYTES + 1];
    assert_eq!(refused(&long), Refused::TooLong);
    assert_eq!(text(String::from_utf8(long).unwrap()), Err(Refused::TooLong));
    assert_eq!(read(&spec(png)), Err(Refused::NotText), "in a zip neither");
}

/// Of a file of gigabytes only its beginning and its end are asked for.
#[test]
fn large_files_are_not_read() {
    const GIB_2: u64 = 2 << 30;
    let Step::Read(import, range) = Import::begin(GIB_2) else { panic!("nothing was read") };
    assert_eq!(range, 0..4);
    assert_eq!(import.go_on(b"kube".to_vec()).unwrap_err(), Refused::TooLong);
    let Step::Read(import, _) = Import::begin(GIB_2) else { panic!("nothing was read") };
    let Ok(Step::Read(import, range)) = import.go_on(b"PK\x03\x04".to_vec()) else { panic!() };
    assert!(range.end == GIB_2 && range.end - range.start < 70_000, "{range:?}");
    assert_eq!(import.go_on(vec![0; 66_000]).unwrap_err(), Refused::Damaged);
    let mut end = vec![0; 22];
    end[..4].copy_from_slice(&END);
    end[12..16].copy_from_slice(&(1_u32 << 30).to_le_bytes());
    let Step::Read(import, _) = Import::begin(GIB_2) else { panic!("nothing was read") };
    let Ok(Step::Read(import, _)) = import.go_on(b"PK\x03\x04".to_vec()) else { panic!() };
    assert_eq!(import.go_on(end).unwrap_err(), Refused::TooMuch, "a directory of 1 GiB");
}

#[test]
fn every_reason_is_told() {
    for refused in [
        Refused::TooLong,
        Refused::Empty,
        Refused::NotText,
        Refused::NotUtf8("do this".into()),
        Refused::OneMachine,
        Refused::NoSpec,
        Refused::Several,
        Refused::Encrypted,
        Refused::OtherMethod,
        Refused::TooMuch,
        Refused::Damaged,
        Refused::Unreadable("no".into()),
        Refused::NotOneFile(0),
        Refused::NotOneFile(3),
    ] {
        let text = refused.to_string();
        assert!(text.contains("nothing was changed: ") && text.ends_with('.'), "{text}");
    }
}
