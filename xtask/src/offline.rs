//! What keeps the page for use without a network: `dist/sw.js`, and the line of `dist/index.html`
//! that names it. A page that is served while it is worked on has neither.

use std::fs;
use std::path::Path;

const WORKER: &str = "sw.js";

/// The page itself is asked for by its directory: some hosts lead `index.html` there.
const PAGE: &str = "index.html";

/// Writes both, of the files there are: the last thing of a build.
pub(crate) fn finish(dist: &Path, source: &str, files: &[String]) -> Result<(), String> {
    let io = |error| format!("{}: {error}", dist.display());
    let page = fs::read_to_string(dist.join(PAGE)).map_err(io)?;
    fs::write(dist.join(PAGE), named(&page)?).map_err(io)?;
    let mut hash = Hash::default();
    for file in files {
        hash.add(file.as_bytes());
        hash.add(&fs::read(dist.join(file)).map_err(io)?);
    }
    let worker = worker(source, &format!("{:016x}", hash.0), files)?;
    fs::write(dist.join(WORKER), worker).map_err(io)
}

fn named(page: &str) -> Result<String, String> {
    const END: &str = "</head>";
    let line = format!("  <meta name=\"kubecore-offline\" content=\"{WORKER}\">\n  {END}");
    replaced(page, END, &line)
}

fn worker(source: &str, version: &str, files: &[String]) -> Result<String, String> {
    let names = files.iter().map(|file| if file == PAGE { "./" } else { file });
    let names: Vec<String> = names.map(|name| format!("\n  \"{name}\",")).collect();
    let source = replaced(source, "VERSION = \"\"", &format!("VERSION = \"{version}\""))?;
    replaced(&source, "FILES = []", &format!("FILES = [{}\n]", names.concat()))
}

fn replaced(text: &str, from: &str, to: &str) -> Result<String, String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        count => Err(format!("`{from}` stands {count} times, and must stand once")),
    }
}

/// FNV-1a of 64 bits: tells two builds apart, and is the same everywhere.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, bytes: &[u8]) {
        // The length keeps a name and a content apart.
        for byte in bytes.len().to_le_bytes().iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = include_str!("../../web/sw.js");

    #[test]
    fn the_worker_keeps_every_file_and_the_page_by_its_directory() {
        let files = ["index.html", "a-1.js"].map(String::from);
        let worker = worker(SOURCE, "00ff", &files).unwrap();
        assert!(worker.contains("VERSION = \"00ff\""));
        assert!(worker.contains("FILES = [\n  \"./\",\n  \"a-1.js\",\n];"), "{worker}");
        assert!(super::worker("", "00ff", &files).is_err());
    }

    #[test]
    fn the_page_names_the_worker_once() {
        let page = named("<head></head>").unwrap();
        assert!(page.contains("content=\"sw.js\">"));
        assert!(named("<body>").is_err());
    }

    #[test]
    fn a_change_of_one_byte_is_another_version() {
        let of = |parts: &[&str]| {
            let mut hash = Hash::default();
            for part in parts {
                hash.add(part.as_bytes());
            }
            hash.0
        };
        assert_ne!(of(&["a", "b"]), of(&["a", "c"]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
    }
}
