//! The simulated network beside what it stands for: the real relay, and real plans.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod corpus;
mod plans;
mod same_relay;
