//! Wire format tests: fixed vectors, round trips, hostile bytes.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod frames;
mod hostile;
mod samples;
mod vectors;
