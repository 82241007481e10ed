//! Files as a browser hands them over: chosen, dropped or pasted.
//!
//! A page does, for each of the three:
//!
//! ```ignore
//! let onchange = Callback::from(move |event: Event| import(browser::chosen(&event)));
//! let ondrop = Callback::from(move |event: DragEvent| import(browser::dropped(&event)));
//! let onpaste = Callback::from(move |event: ClipboardEvent| match browser::pasted(&event) {
//!     Some(file) => import(Some(file)),
//!     None => {} // text: the field that has the focus takes it
//! });
//! fn import(file: Option<Result<File, Refused>>) { /* spawn_local: read(&file?).await */ }
//! ```

use std::ops::Range;

use gloo::file::futures::read_as_bytes;
use gloo::file::{Blob, File};
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, FileList, HtmlInputElement};

use super::{Import, Imported, Refused, Step};

/// Reads a file, and of a large one only what is needed.
pub async fn read(file: &File) -> Result<Imported, Refused> {
    let mut step = Import::begin(file.size());
    loop {
        match step {
            Step::Done(imported) => return Ok(imported),
            Step::Read(import, range) => step = import.go_on(part(file, range).await?)?,
        }
    }
}

async fn part(file: &File, Range { start, end }: Range<u64>) -> Result<Vec<u8>, Refused> {
    let part: Blob = file.slice(start, end).into();
    read_as_bytes(&part).await.map_err(|why| Refused::Unreadable(why.to_string()))
}

/// The file that was chosen in an `<input type="file">`; `None` if the person thought better of it.
/// The same file can be chosen again afterwards.
pub fn chosen(event: &Event) -> Option<Result<File, Refused>> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = one(&input.files()?);
    input.set_value("");
    file
}

/// The file that was dropped on the page. To be called in `dragover`, too, as the browser would open
/// the file otherwise and leave the page; `None` where no file is dragged, but text, say.
pub fn dropped(event: &DragEvent) -> Option<Result<File, Refused>> {
    let transfer = event.data_transfer()?;
    if !holds_files(&transfer) {
        return None;
    }
    event.prevent_default();
    (event.type_() == "drop").then(|| {
        transfer.files().and_then(|files| one(&files)).unwrap_or(Err(Refused::NotOneFile(0)))
    })
}

/// The file that was pasted; `None` where it is text.
pub fn pasted(event: &ClipboardEvent) -> Option<Result<File, Refused>> {
    let transfer = event.clipboard_data()?;
    let file = one(&transfer.files()?)?;
    event.prevent_default();
    Some(file)
}

fn holds_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind == "Files")
}

fn one(files: &FileList) -> Option<Result<File, Refused>> {
    match files.length() {
        0 => None,
        1 => files.get(0).map(|file| Ok(File::from(file))),
        several => Some(Err(Refused::NotOneFile(several))),
    }
}
