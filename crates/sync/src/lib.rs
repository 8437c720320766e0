//! Links, keys, sealing, and the sync session.
//!
//! This crate does no IO and knows no clock and no random source: events go in, effects come out,
//! and whoever drives it owns the socket, the disk and the timer. It doesn't know Automerge either:
//! changes and saved documents are bytes to it. What travels is described in `yoriai_wire`.
//!
//! # Layout
//!
//! - [`keys`]: one seed makes all keys. [`link`]: what a link carries after `#`.
//! - [`snapshot`]: a version of the plan inside a link. [`blob`]: the same in a relay's blob box.
//!   [`fingerprint`]: do two people see the same?
//! - [`seal`]: the cipher and the padding. [`presence`]: who is here, and at what.
//! - [`event`]: what a driver tells the session and what it is told. [`session`]: the session.
//! - [`state`]: what the session must find again after a restart.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod alarm;
pub mod blob;
mod body;
pub mod event;
pub mod fingerprint;
mod holdings;
pub mod keys;
pub mod link;
mod outbox;
mod pieces;
pub mod presence;
pub mod seal;
pub mod session;
pub mod snapshot;
pub mod state;

pub use event::{Closing, Effect, Event, LinkState, Locked, Receipt, Status};
pub use keys::{CipherKey, EditSeed, Keys, ViewSeed};
pub use link::{Link, LinkError};
pub use session::Session;
pub use state::SessionState;
pub use yoriai_wire as wire;
pub use yoriai_wire::{Code, DeviceId, RoomId, Seq, Vector};
