//! What the browser gives to key making: random bytes, RSA keys and the time. Needs a browser, so
//! its tests run in one.

mod clock;
mod crypto;
mod random;
mod refused;
mod rsa;

pub use clock::now;
pub use random::fill;
pub use refused::Refused;
pub use rsa::rsa_key;
