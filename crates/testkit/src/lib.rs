//! For tests only: a simulated network, random edits, document generators.

pub mod edits;
pub mod hostile;
pub mod network;
