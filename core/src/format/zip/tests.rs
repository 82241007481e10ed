use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::*;

fn ours(files: &[(String, u32, Vec<u8>)]) -> Vec<u8> {
    let (mut packer, mut writer) = (Packer::default(), Writer::new(Vec::new()));
    for (path, mode, content) in files {
        writer.file(path, *mode, &packer.pack(content).unwrap()).unwrap();
    }
    writer.finish().unwrap()
}

fn theirs(files: &[(String, u32, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, mode, content) in files {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(*mode);
        writer.start_file(path, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Files of every length up to some, then longer ones, of text and of what cannot be packed.
fn files() -> Vec<(String, u32, Vec<u8>)> {
    let mut seed = 7_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    };
    let mut files = Vec::new();
    for length in (0..300).step_by(7).chain([1_000, 20_000, 70_000, 300_000]) {
        let mut text = String::new();
        while text.len() < length {
            writeln!(text, "line {} of {length}", text.len()).unwrap();
        }
        text.truncate(length);
        files.push((format!("a/{length}.txt"), 0o644, text.into_bytes()));
        let noise = (0..length).map(|_| noise()).collect();
        files.push((format!("b/{length}"), 0o755, noise));
    }
    files.push(("c/ü".into(), 0o600, b"key".to_vec()));
    files
}

#[test]
fn it_is_what_the_crate_writes() {
    assert!(ours(&[]) == theirs(&[]));
    assert!(ours(&files()) == theirs(&files()));
}

/// More entries than 16 bits count, and a directory of more than one block.
#[test]
fn many_entries_need_a_wider_end() {
    let many = |count: u32| {
        let file = |number: u32| (number.to_string(), 0o644, Vec::new());
        (0..count).map(file).collect::<Vec<_>>()
    };
    assert!(ours(&many(65_535)) == theirs(&many(65_535)));
    let (ours, theirs) = (ours(&many(65_536)), theirs(&many(65_536)));
    // The crate says there that 2.0 is enough for a reader; ZIP64 is of 4.5.
    let version = ours.len() - 98 + 12;
    let differing: Vec<usize> = (0..theirs.len()).filter(|at| ours[*at] != theirs[*at]).collect();
    assert_eq!((ours.len(), differing), (theirs.len(), vec![version, version + 2]));
    assert!(ends_with(Cursor::new(&ours), "65535").unwrap());
    assert!(!ends_with(Cursor::new(&ours), "5535").unwrap());
    assert_eq!(ZipArchive::new(Cursor::new(ours)).unwrap().len(), 65_536);
}

/// Behind 4 GiB, which no test wants to write.
#[test]
fn a_place_beyond_32_bits_is_written_wide() {
    let mut packer = Packer::default();
    let content = packer.pack(b"far away").unwrap();
    let mut writer = Writer::new(Vec::new());
    writer.at = u64::from(u32::MAX) + 7;
    writer.file("far", 0o644, &content).unwrap();
    let end = writer.finish().unwrap();
    let record = end.windows(4).position(|window| window == record::ENTRY.sign).unwrap();
    let place = &end[record + 46 + "far".len()..][..12];
    assert_eq!(place, [1, 0, 8, 0, 6, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(end[record + 42..][..4], [0xff; 4]);
    assert!(end.windows(4).any(|window| window == record::WIDE_END.sign));
    assert!(ends_with(Cursor::new(end), "far").unwrap());
}

#[test]
fn the_last_file_is_known_by_the_end_alone() {
    let is_last = |bytes: &[u8], path| ends_with(Cursor::new(bytes), path).unwrap();
    let file = |path: &str| (path.to_owned(), 0o644, b"a".to_vec());
    let two = ours(&[file("a"), file("dir/b")]);
    assert!(is_last(&two, "dir/b"));
    for other in ["a", "b", "r/b", "dir/", "dir/b2", ""] {
        assert!(!is_last(&two, other), "{other}");
    }
    // One file alone; none; no zip; a part of one; one with something behind it.
    assert!(is_last(&ours(&[file("a")]), "a"));
    assert!(!is_last(&ours(&[]), "a") && !is_last(b"", "a") && !is_last(&record::END.sign, "a"));
    for cut in 1..two.len() {
        assert!(!is_last(&two[..two.len() - cut], "dir/b"), "{cut}");
    }
    assert!(!is_last(&[&two[..], b"\n"].concat(), "dir/b"));
}

#[test]
fn what_was_packed_before_leaves_no_trace() {
    let mut used = Packer::default();
    for (_, _, content) in files() {
        let fresh = Packer::default().pack(&content).unwrap();
        let packed = used.pack(&content).unwrap();
        assert!(*packed.bytes() == *fresh.bytes());
    }
}

/// Lines of some megabytes, as a lock file has them.
#[test]
fn what_comes_in_pieces_is_packed_as_one() {
    let mut text = String::new();
    for number in 0_u32..40_000 {
        writeln!(text, "{:08x}  0644  nodes/worker-{number}", number.wrapping_mul(0x9e37_79b9))
            .unwrap();
    }
    let whole = Stream::new(text.clone().into_bytes()).finish().unwrap();
    for piece in [7, 1_000, 65_535, 65_536, 65_537, 1_000_000] {
        let mut stream = Stream::default();
        for piece in text.as_bytes().chunks(piece) {
            stream.add(piece).unwrap();
        }
        assert!(*stream.finish().unwrap().bytes() == *whole.bytes(), "pieces of {piece}");
    }
    let mut writer = Writer::new(Vec::new());
    writer.file("lock", 0o644, &whole).unwrap();
    writer.file("nothing", 0o644, &Stream::default().finish().unwrap()).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(writer.finish().unwrap())).unwrap();
    let mut read = String::new();
    archive.by_name("lock").unwrap().read_to_string(&mut read).unwrap();
    assert!(read == text);
    assert_eq!(archive.by_name("nothing").unwrap().size(), 0);
}

#[test]
fn a_directory_has_its_mode() {
    let mut writer = Writer::new(Vec::new());
    writer.directory("pki", 0o700).unwrap();
    writer.file("pki/key", 0o600, &Packer::default().pack(b"key").unwrap()).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(writer.finish().unwrap())).unwrap();
    let directory = archive.by_index(0).unwrap();
    assert!(directory.is_dir());
    assert_eq!(
        (directory.name().unwrap().as_ref(), directory.unix_mode()),
        ("pki/", Some(0o40700))
    );
    drop(directory);
    let mut text = String::new();
    archive.by_index(1).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "key");
}

#[test]
fn a_path_that_has_no_place_is_refused() {
    let content = Packer::default().pack(b"").unwrap();
    let mut writer = Writer::new(Vec::new());
    assert!(writer.file(&"a".repeat(65_536), 0o644, &content).is_err());
    assert!(writer.file(&"a".repeat(65_535), 0o644, &content).is_ok());
}
