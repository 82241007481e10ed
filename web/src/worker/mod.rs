//! Keys are made by a second program in a worker: the page neither waits for it nor loads it before
//! somebody wants keys. It lives for one [`Order`].

mod answer;
mod ask;
mod order;
mod serve;

pub(crate) use answer::Answer;
pub(crate) use ask::ask;
pub use order::{Issued, Order};
pub use serve::serve;
