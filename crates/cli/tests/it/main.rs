//! The built program, as a person runs it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod checking;
mod desk;
mod documents;
mod exporting;
mod importing;
mod linking;
mod merging;
mod opening;
mod refusing;
mod together;
