//! What an overlord talks to: a real etcd, and stand-ins for fleet and the API server that keep the
//! documented rules, all of them able to fail in every way that a network can.

mod api;
mod etcd;
mod fleet;
mod gate;
mod server;
mod world;

pub use fleet::{Conflict, Manner};
pub use gate::{Fault, Trap};
pub use world::{Machine, World, machines};
