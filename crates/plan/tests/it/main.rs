//! Stories and properties of whole documents, through the public interface alone.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod freezing;
mod merging;
mod undoing;
