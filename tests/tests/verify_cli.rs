//! `kubecore-cli verify`: whatever was done to a render is noticed, and nothing that was made to harm does.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Cursor, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use kubecore_tests::case::Case;
use kubecore_tests::cli::{Run, run};
use serde_json::Value;
use tempfile::{TempDir, tempdir};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const CASE: &str = "flatcar-small";
const UNIT: &str = "nodes/worker-1/rootfs/etc/systemd/system/kubelet.service";

/// A render as a directory and as a zip.
struct Made {
    scratch: TempDir,
    out: PathBuf,
    zip: PathBuf,
}

fn made() -> Made {
    let scratch = tempdir().unwrap();
    let spec = Case::named(CASE).folder.join("cluster.yaml");
    let (out, zip) = (scratch.path().join("out"), scratch.path().join("out.zip"));
    run(&["render", text(&spec), "-o", text(&out)]).ends_with(0);
    run(&["render", text(&spec), "--zip", text(&zip)]).ends_with(0);
    Made { scratch, out, zip }
}

#[test]
fn what_was_rendered_is_as_it_was_written() {
    for case in Case::all() {
        let scratch = tempdir().unwrap();
        let (spec, out) = (case.folder.join("cluster.yaml"), scratch.path().join("out"));
        run(&["render", text(&spec), "-o", text(&out)]).ends_with(0);
        let said = run(&["verify", text(&out), "--spec", text(&spec)]).ends_with(0);
        assert!(said.stdout.is_empty() && said.stderr.contains("as kubecore 0.1.0 wrote them"));
    }
    let made = made();
    run(&["verify", text(&made.zip)]).ends_with(0);
    let json = run(&["verify", text(&made.zip), "--format", "json"]).ends_with(0);
    let answer: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&answer["kubecore"], &answer["spec"]), (&Value::from("0.1.0"), &Value::Null));
    assert_eq!(answer["findings"].as_array().unwrap().len(), 0);
    assert!(answer["files"].as_u64().unwrap() > 50);
}

#[test]
fn a_bundle_with_keys_is_verified_too() {
    let scratch = tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name).to_str().unwrap().to_owned();
    let spec = Case::named(CASE).folder.join("cluster.yaml");
    run(&["pki", "init", text(&spec), "-d", &at("pki")]).ends_with(0);
    run(&["render", text(&spec), "--pki", &at("pki"), "-o", &at("out")]).ends_with(0);
    run(&["verify", &at("out")]).ends_with(0);
    let key = "nodes/worker-1/rootfs/etc/kubernetes/pki/kubelet.key";
    fs::set_permissions(Path::new(&at("out")).join(key), Permissions::from_mode(0o644)).unwrap();
    let said = run(&["verify", &at("out")]).ends_with(1);
    assert_eq!(said.stdout, format!("mode     {key}: is 0644, was written as 0600\n"));
}

/// Every fault, and the one line that names it.
#[test]
fn each_fault_is_named() {
    type Fault = fn(&Path);
    let faults: [(Fault, &str); 9] = [
        (
            |out| fs::write(out.join(UNIT), "[Unit]\n").unwrap(),
            "changed  nodes/worker-1/rootfs/etc/systemd/system/kubelet.service",
        ),
        (
            |out| fs::remove_file(out.join(UNIT)).unwrap(),
            "missing  nodes/worker-1/rootfs/etc/systemd/system/kubelet.service",
        ),
        (
            |out| fs::write(out.join("nodes/worker-1/x\ny"), "").unwrap(),
            "added    nodes/worker-1/x\\ny",
        ),
        (|out| fs::create_dir(out.join("nodes/worker-9")).unwrap(), "added    nodes/worker-9"),
        (
            |out| fs::set_permissions(out.join(UNIT), Permissions::from_mode(0o666)).unwrap(),
            "mode     nodes/worker-1/rootfs/etc/systemd/system/kubelet.service: is 0666, was written as 0644",
        ),
        (
            |out| {
                fs::rename(out.join(UNIT), out.with_file_name("moved")).unwrap();
                symlink(out.with_file_name("moved"), out.join(UNIT)).unwrap();
            },
            "changed  nodes/worker-1/rootfs/etc/systemd/system/kubelet.service",
        ),
        (
            |out| {
                fs::remove_file(out.join(UNIT)).unwrap();
                let pipe = std::process::Command::new("mkfifo").arg(out.join(UNIT)).status();
                assert!(pipe.unwrap().success());
            },
            "changed  nodes/worker-1/rootfs/etc/systemd/system/kubelet.service",
        ),
        (
            |out| {
                // Longer than memory, and no byte of it on disk.
                let file = OpenOptions::new().write(true).open(out.join(UNIT)).unwrap();
                file.set_len(1 << 40).unwrap();
            },
            "changed  nodes/worker-1/rootfs/etc/systemd/system/kubelet.service",
        ),
        (|out| fs::write(out.join("cluster.yaml"), "").unwrap(), "changed  cluster.yaml"),
    ];
    for (fault, wanted) in faults {
        let made = made();
        fault(&made.out);
        let said = run(&["verify", text(&made.out)]).ends_with(1);
        assert_eq!(said.stdout, format!("{wanted}\n"), "{}", said.stderr);
        let json = run(&["verify", text(&made.out), "--format", "json"]).ends_with(1);
        let answer: Value = serde_json::from_str(&json.stdout).unwrap();
        let found = answer["findings"].as_array().unwrap();
        assert_eq!(found.len(), 1);
        assert!(wanted.starts_with(found[0]["what"].as_str().unwrap()), "{wanted}: {found:?}");
    }
}

#[test]
fn faults_in_a_zip_are_the_same() {
    let made = made();
    let changed = repacked(&made, |name, bytes| match name {
        UNIT => Some(b"[Unit]\n".to_vec()),
        "nodes/worker-1/README.md" => None,
        _ => Some(bytes),
    });
    let said = run(&["verify", text(&changed)]).ends_with(1);
    assert_eq!(said.stdout, format!("missing  nodes/worker-1/README.md\nchanged  {UNIT}\n"));
    assert!(said.stderr.contains("1 changed, 1 missing"), "{}", said.stderr);
}

#[test]
fn the_spec_is_compared_without_its_secrets() {
    let made = made();
    let original = fs::read_to_string(Case::named(CASE).folder.join("cluster.yaml")).unwrap();
    let other = made.scratch.path().join("other.yaml");
    let verify = |text_of: &str| {
        fs::write(&other, text_of).unwrap();
        run(&["verify", text(&made.out), "--spec", text(&other)])
    };
    verify(&original).ends_with(0);
    let said = verify(&original.replace("ssd", "hdd")).ends_with(1);
    assert!(said.stdout.is_empty() && said.stderr.contains("another text"), "{}", said.stderr);
    let missing = run(&["verify", text(&made.out), "--spec", "/no/such.yaml"]).ends_with(2);
    assert!(missing.stderr.contains("does not exist"));
}

#[test]
fn what_is_no_bundle_is_refused_with_a_reason() {
    let made = made();
    let at = |name: &str| made.scratch.path().join(name);
    let whole = fs::read(&made.zip).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        fs::write(at(name), bytes).unwrap();
        at(name)
    };
    fs::create_dir(at("empty")).unwrap();
    let lock = fs::read_to_string(made.out.join("kubecore.lock")).unwrap();
    fs::create_dir(at("damaged")).unwrap();
    fs::write(at("damaged/kubecore.lock"), lock.replace("  0644  ", " ")).unwrap();
    let cases = [
        (at("missing"), "check the name"),
        (at("empty"), "has no kubecore.lock"),
        (at("damaged"), "damaged or of another version"),
        (write("text.zip", b"notes"), "no zip, or a damaged one"),
        (write("nothing.zip", b""), "no zip, or a damaged one"),
        (write("half.zip", &whole[..whole.len() / 2]), "no zip, or a damaged one"),
        (zip(&at("other.zip"), &[("readme.txt", b"hello".to_vec())]), "has no kubecore.lock"),
        (
            zip(&at("slip.zip"), &[("../../etc/passwd", b"x".to_vec())]),
            "../../etc/passwd, which leads outside",
        ),
        (
            zip(&at("slash.zip"), &[("/etc/passwd", b"x".to_vec())]),
            "/etc/passwd, which leads outside",
        ),
    ];
    for (path, why) in &cases {
        let Run { stdout, stderr, .. } = run(&["verify", text(path)]).ends_with(2);
        assert!(stderr.contains(why) && stdout.is_empty(), "{}: {stderr}", path.display());
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

/// One entry that says it is short and unpacks to a gigabyte; a list that says it is long.
#[test]
fn a_bomb_goes_off_in_no_memory() {
    let made = made();
    let lock = fs::read(made.out.join("kubecore.lock")).unwrap();
    let bomb = made.scratch.path().join("bomb.zip");
    let mut writer = ZipWriter::new(File::create(&bomb).unwrap());
    let packed = SimpleFileOptions::default();
    writer.start_file("kubecore.lock", packed).unwrap();
    writer.write_all(&lock).unwrap();
    writer.start_file(UNIT, packed).unwrap();
    let zeros = vec![0; 1 << 20];
    (0..256).for_each(|_| writer.write_all(&zeros).unwrap());
    writer.finish().unwrap();
    let said = limited(&bomb).ends_with(1);
    assert!(said.stdout.contains(&format!("changed  {UNIT}\n")), "{}", said.stdout);

    // The same with a length that is a lie, in both places where it stands.
    let mut bytes = fs::read(&bomb).unwrap();
    let length = (256_u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == length).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&9_u32.to_le_bytes());
    }
    fs::write(&bomb, bytes).unwrap();
    let said = limited(&bomb);
    assert!(said.status == 1 || said.status == 2, "{said:?}");
}

#[test]
fn every_cut_and_many_damages_of_a_zip_end_in_an_answer() {
    let scratch = tempdir().unwrap();
    let (spec, good) =
        (Case::named("one-machine").folder.join("cluster.yaml"), scratch.path().join("a.zip"));
    run(&["render", text(&spec), "--zip", text(&good)]).ends_with(0);
    let whole = fs::read(&good).unwrap();
    let mut damaged: Vec<Vec<u8>> =
        (1..20).map(|n| whole[..whole.len() * n / 20].to_vec()).collect();
    // The list of files is at the end: most can go wrong there.
    for step in 0..60 {
        let mut bytes = whole.clone();
        let at = bytes.len() - 1 - step * 37;
        bytes[at] ^= 0xff;
        damaged.push(bytes);
    }
    for bytes in damaged {
        let bad = scratch.path().join("bad.zip");
        fs::write(&bad, bytes).unwrap();
        let said = run(&["verify", text(&bad)]);
        assert!((0..=2).contains(&said.status), "{said:?}");
        assert!(!said.stderr.contains("panicked"), "{}", said.stderr);
    }
}

/// Runs where no more than 512 MiB of addresses can be had.
fn limited(path: &Path) -> Run {
    kubecore_tests::cli::run_in_little_memory(&["verify", text(path)])
}

/// The zip again, with what `change` makes of each file; without those of which it makes nothing.
fn repacked(made: &Made, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> PathBuf {
    let mut old = ZipArchive::new(File::open(&made.zip).unwrap()).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let (path, bits) = (entry.name().unwrap().into_owned(), entry.unix_mode().unwrap());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if let Some(bytes) = change(&path, bytes) {
            new.start_file(path, SimpleFileOptions::default().unix_permissions(bits)).unwrap();
            new.write_all(&bytes).unwrap();
        }
    }
    let path = made.scratch.path().join("again.zip");
    fs::write(&path, new.finish().unwrap().into_inner()).unwrap();
    path
}

fn zip(path: &Path, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().seek(SeekFrom::Start(0)).unwrap();
    path.to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
