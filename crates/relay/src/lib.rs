//! The relay: a letter box between devices. It keeps sealed frames for a while and passes them on;
//! it serves the app's files. It can read no plan, because the code to do so is not in it.
//!
//! ```text
//! hall.rs       the address for a hall's own network, and its QR code
//! limits.rs     the caps, as an operator may set them
//! mailbox.rs    the frames of one room: what is taken, kept, dropped, sent. Pure, no clock
//! rooms.rs      all rooms and who is in them; the cap over all; seats; what they write to the disk
//! spool.rs      the disk: one file, and the one thread that writes it
//! member.rs     the bounded queue of one socket
//! metrics.rs    what an operator may count
//! tokens.rs     who may open rooms and put blobs
//! watched.rs    files that are read again when they change
//! visitors.rs   how many sockets and new rooms a network address has
//! socket.rs     one device's conversation, from hello to bye
//! blobs.rs      the box for short snapshot links, and its HTTP
//! clock.rs      the calendar's time
//! files.rs      the app's files and their headers
//! proxy.rs      who is at the other end
//! server.rs     accepting connections, routes, shutdown
//! tls.rs        certificate and key
//! main.rs       flags, log, signals
//! ```
//!
//! Invariants, each an absence: no lock is held across an `.await`; nothing is sent while a lock is
//! held; nobody hears of a frame before it is on the disk, where there is one; a refusal touches only the socket that caused it; no log line holds a whole room id, a
//! blob's name, an address or a body.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod blobs;
mod clock;
mod files;
pub mod hall;
mod limits;
mod mailbox;
mod member;
mod metrics;
mod proxy;
mod rooms;
mod server;
mod socket;
mod spool;
mod tls;
mod tokens;
mod visitors;
mod watched;

pub use limits::Limits;
pub use proxy::Proxy;
pub use server::{Relay, Settings, StartError};
pub use spool::SpoolError;
pub use tls::TlsFiles;
pub use watched::FileError;
