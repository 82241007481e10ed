//! The overlord against a simulated world.

mod faults;
mod log;
mod movement;
mod sim;
mod together;
mod wire;
