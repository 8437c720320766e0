//! The built program, as a person runs it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod desk;
mod importing;
mod linking;
mod merging;
mod refusing;
