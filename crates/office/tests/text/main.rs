//! What becomes of whole documents: on the crate's own sample always, on the real ones where
//! they are at hand.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod documents;
mod edits;
mod hostile;
mod joining;
mod lossless;
mod sample;
mod shapes;
mod tables;
