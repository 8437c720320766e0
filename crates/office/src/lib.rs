//! Documents in and out of Yoriai: what councils already have, and what they hand on.
//!
//! - [`text`]: pasted or opened text becomes a [`text::Draft`], in which nothing is lost, and that
//!   becomes a plan or is joined with one ([`text::join`])
//! - [`out`]: the five documents as pages and tables, and the whole plan as data
//! - [`sample`]: a plan of an invented council, to try things out with
//!
//! A document becomes a plan only through [`yoriai_plan::Command`]s: nothing in here writes.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod out;
pub mod sample;
pub mod text;

pub use text::{Draft, read_text, read_text_as};
