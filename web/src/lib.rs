//! The page: a form made from the core's description of cluster.yaml, and what follows from it. It
//! knows nothing about clusters.

mod app;
pub mod diff;
mod download;
pub mod files;
mod form;
mod header;
pub mod highlight;
pub mod history;
pub mod import;
pub mod job;
mod key_maker;
pub mod keys;
pub mod map;
pub mod marks;
mod menu;
pub mod navigation;
pub mod origin;
mod panic;
pub mod pki;
pub mod platform;
mod preset;
mod prose;
pub mod share;
mod spec_view;
pub mod state;
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
