//! The page: the core's functions with a text field before them and a file viewer behind. It
//! knows nothing about clusters.

mod app;
mod download;
mod editor;
mod files;
pub mod highlight;
pub mod job;
mod key_maker;
pub mod keys;
pub mod map;
pub mod pki;
pub mod platform;
pub mod state;
pub mod table;
mod viewer;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Puts the page in the place of `index.html`'s skeleton.
pub fn run() {
    if let Some(place) = gloo::utils::document().get_element_by_id("page") {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
