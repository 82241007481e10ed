//! A directory of keys that was made before, as a browser hands it over. Nothing of it is judged here: the core
//! does that, in the worker.

use gloo::file::File;
use gloo::file::futures::read_as_bytes;
use js_sys::Reflect;
use kubecore::pki::{Files, MARKER};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};
use zeroize::Zeroizing;

/// The largest file that is read, in bytes. A key or certificate has a few thousand.
const LARGEST: u64 = 64 * 1024;

/// What can be in such a directory.
const ENDINGS: [&str; 2] = [".pem", ".csr"];

/// The files of the directory that was chosen, by their paths in it. The same one can be chosen again.
pub(crate) fn chosen(event: &Event) -> Vec<(String, File)> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = input.files();
    let all = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
    let found = all.filter_map(|file| Some((path(&file)?, file.into()))).collect();
    input.set_value("");
    found
}

/// Their contents.
///
/// # Errors
/// Why there are none, for people.
pub(crate) async fn read(files: Vec<(String, File)>) -> Result<Files, String> {
    let mut read = Files::new();
    for (path, file) in files {
        if is_wanted(&path) && file.size() <= LARGEST {
            let bytes = read_as_bytes(&file).await.map_err(|why| format!("{path}: {why}"))?;
            read.insert(path, Zeroizing::new(bytes));
        }
    }
    if read.is_empty() {
        return Err("There are no keys in it. Choose the directory that kubecore-cli pki init made, or that \
                    pki.zip was unpacked to."
            .into());
    }
    Ok(read)
}

/// The path of a file in the directory, whose own name comes first in what the browser says.
fn path(file: &web_sys::File) -> Option<String> {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok()?.as_string()?;
    path.split_once('/').map(|(_, path)| path.to_owned())
}

fn is_wanted(path: &str) -> bool {
    path == MARKER || ENDINGS.iter().any(|ending| path.ends_with(ending))
}
