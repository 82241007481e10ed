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

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{ClipboardEventInit, DragEventInit};

    use super::*;

    const TEXT: &str = "kubecore: v1\nname: demo\n";

    fn holding(files: &[&str]) -> DataTransfer {
        let transfer = DataTransfer::new().unwrap();
        for text in files {
            let file = File::new("cluster.yaml", *text);
            transfer.items().add_with_file(file.as_ref()).unwrap();
        }
        transfer
    }

    fn drag(kind: &str, transfer: &DataTransfer) -> DragEvent {
        let init = DragEventInit::new();
        init.set_cancelable(true);
        init.set_data_transfer(Some(transfer));
        DragEvent::new_with_event_init_dict(kind, &init).unwrap()
    }

    #[wasm_bindgen_test]
    async fn files_are_read() {
        assert_eq!(read(&File::new("a", TEXT)).await.unwrap().text, TEXT);
        assert_eq!(read(&File::new("a", "")).await, Err(Refused::Empty));
        let spec = kubecore::source::Source::new("", TEXT);
        let spec = kubecore::bundle::spec(spec.text());
        let lock = kubecore::bundle::Lock::new(&spec);
        let mut archive = kubecore::bundle::Archive::new(std::io::Cursor::new(Vec::new()), lock);
        archive.add_file(&spec).unwrap();
        let zip = archive.finish().unwrap().into_inner();
        assert_eq!(read(&File::new("a", zip.as_slice())).await.unwrap().text, TEXT);
        assert_eq!(read(&File::new("a", &zip[..99])).await, Err(Refused::Damaged));
    }

    #[wasm_bindgen_test]
    async fn what_is_dropped_is_read_and_not_opened() {
        let drop = drag("drop", &holding(&[TEXT]));
        let file = dropped(&drop).expect("a file").expect("one file");
        assert_eq!(read(&file).await.unwrap().text, TEXT);
        assert!(drop.default_prevented());
        let over = drag("dragover", &holding(&[TEXT]));
        assert!(dropped(&over).is_none() && over.default_prevented());
        let several = dropped(&drag("drop", &holding(&[TEXT, TEXT])));
        assert_eq!(several.map(Result::err), Some(Some(Refused::NotOneFile(2))));
        let text = DataTransfer::new().unwrap();
        text.set_data("text/plain", TEXT).unwrap();
        let text = drag("drop", &text);
        assert!(
            dropped(&text).is_none() && !text.default_prevented(),
            "text goes where it was dropped"
        );
    }

    #[wasm_bindgen_test]
    fn a_pasted_file_is_told_from_text() {
        let paste = |transfer: &DataTransfer| {
            let init = ClipboardEventInit::new();
            init.set_cancelable(true);
            init.set_clipboard_data(Some(transfer));
            ClipboardEvent::new_with_event_init_dict("paste", &init).unwrap()
        };
        let file = paste(&holding(&[TEXT]));
        assert!(pasted(&file).is_some_and(|file| file.is_ok()) && file.default_prevented());
        let text = DataTransfer::new().unwrap();
        text.set_data("text/plain", TEXT).unwrap();
        let text = paste(&text);
        assert!(pasted(&text).is_none() && !text.default_prevented());
    }

    #[wasm_bindgen_test]
    fn an_event_of_something_else_is_none() {
        assert!(chosen(&Event::new("change").unwrap()).is_none());
    }
}
