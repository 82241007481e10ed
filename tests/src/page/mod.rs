//! The page in a browser: Chromium without a window, steered by WebDriver, and the host it comes from.
//! Both speak plain HTTP on this machine; neither asks anybody else for anything.

pub mod axe;
pub mod browser;
mod http;
pub mod server;
pub mod site;

pub use axe::axe;
pub use browser::Browser;
pub use server::Server;

/// What went wrong, in words for whoever runs it.
pub type Result<T> = std::result::Result<T, String>;
