//! The page in a browser: Chromium without a window, steered by WebDriver, and the host it comes from.
//! Both speak plain HTTP on this machine; neither asks anybody else for anything.

pub mod axe;
pub mod browser;
pub mod form;
mod http;
pub mod key;
pub mod npm;
mod person;
pub mod server;
pub mod site;

pub use axe::axe;
pub use browser::Browser;
pub(crate) use http::head_of;
pub use person::Tab;
pub use server::Server;

/// What went wrong, in words for whoever runs it.
pub type Result<T> = std::result::Result<T, String>;
