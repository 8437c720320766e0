//! The relay over real sockets: what it passes on, what it refuses and with which code, and that
//! whoever behaves never notices who doesn't.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod app;
mod blobs;
mod caps;
#[cfg(target_os = "linux")]
mod disk_full;
mod folder;
mod http;
mod kills;
mod mailbox;
mod metrics;
mod party;
mod program;
mod refusals;
mod spool;
mod stop;
mod thousand;
mod tls;
mod tokens;
