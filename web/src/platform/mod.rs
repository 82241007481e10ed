//! What the browser gives to key making: random bytes, RSA keys, the time and memory. Needs a browser, so
//! its tests run in one.

mod clock;
mod crypto;
mod memory;
mod random;
mod refused;
mod rsa;

pub use clock::now;
pub(crate) use memory::{give, take};
pub use random::fill;
pub use refused::Refused;
pub use rsa::rsa_key;
