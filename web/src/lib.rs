//! The page: a form made from the core's description of cluster.yaml, and what follows from it. It
//! knows nothing about clusters.

mod app;
mod copy;
mod download;
mod downloads;
mod file_input;
pub mod files;
mod form;
mod header;
pub mod highlight;
pub mod history;
pub mod import;
mod import_button;
pub mod job;
mod key_files;
mod key_maker;
pub mod keys;
pub mod map;
pub mod marks;
mod menu;
pub mod navigation;
mod notice;
pub mod origin;
mod panic;
pub mod pki;
pub mod platform;
mod preset;
mod prose;
mod session;
pub mod share;
mod share_button;
mod shortcuts;
mod spec_view;
pub mod state;
mod steps;
pub mod storage;
mod summary;
pub mod table;
mod theme;
mod topology;
mod viewer;
pub mod window;
pub mod worker;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Puts the page in the place of `index.html`'s skeleton.
pub fn run() {
    panic::report();
    if let Some(place) = gloo::utils::document().get_element_by_id("page") {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
