//! What goes over the socket between a device and a relay: frames, room ids, signatures, limits.
//!
//! This crate knows bytes and who signed them. It knows neither the plan, nor the cipher that seals
//! a body, nor any socket, disk, clock or random source. Both sides link it, so that neither can
//! drift from the other; `docs/wire.md` says the same for those who write a second client.
//!
//! # Wire format, version 1
//!
//! Every WebSocket message is binary and holds exactly one CBOR item (RFC 8949), of definite
//! lengths, with nothing after it. `bN` is a byte string of N bytes, `b` one of any length.
//!
//! | item | layout |
//! | --- | --- |
//! | vector | map `{device b8 => sequence u64 from 1}`, keys ascending, at most 2,048 entries |
//! | header | `[version u8 = 1, room b16, epoch u32, kind u8, device b8, sequence u64, previous b32, cover vector/null]` |
//! | frame | `[header b, body b, signature b64]`, at most 1 MiB in all |
//! | signed bytes | the text `yoriai frame v1`, a zero byte, the header's bytes, SHA-256 of the body |
//! | frame hash | SHA-256 of the whole frame; the next frame of this device names it as `previous` |
//!
//! | kind | number | sequence | cover | kept by a relay |
//! | --- | --- | --- | --- | --- |
//! | changes | 1 | from 1, without holes | null | until covered, or expired |
//! | checkpoint | 2 | goes on in the same count | vector | the last two |
//! | whisper | 3 | 0, `previous` all zero | null | never |
//! | closing | 4 | goes on in the same count | null | until expired |
//!
//! | client to relay | layout |
//! | --- | --- |
//! | hello | `[1, version u8, room b16, key b32, vector, token text/null]` |
//! | post | `[2, frame b]` |
//! | fetch | `[3, vector]` |
//!
//! | relay to client | layout |
//! | --- | --- |
//! | welcome | `[16, vector]` |
//! | deliver | `[17, frame b]` |
//! | caught up | `[18]` |
//! | ack | `[19, device b8, sequence u64]` |
//! | refuse | `[20, code u16, device b8, sequence u64]` |
//! | fetch again | `[21]` |
//! | bye | `[22, code u16, retry after u32 ms]` |
//!
//! A header and a frame have one encoding only (the shortest CBOR form): a frame that says the same
//! in other bytes is malformed, so a frame's hash is its name everywhere.
//!
//! # Layout
//!
//! - [`ids`]: room, device, sequence. [`keys`]: Ed25519 keys and signatures.
//! - [`vector`]: how much of each device one holds.
//! - [`frame`]: header, frame, signing and checking. [`message`]: what both sides say.
//! - [`code`]: why a relay refuses. [`limits`]: every cap with its reason.
//! - [`blob`]: names and refusals of the box for short links, which is plain HTTP.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod blob;
mod cbor;
pub mod code;
pub mod frame;
pub mod ids;
pub mod keys;
pub mod limits;
pub mod message;
pub mod vector;

pub use blob::{BlobId, BlobRefusal};
pub use code::Code;
pub use frame::{Frame, FrameError, FrameHash, FrameKind, Header};
pub use ids::{DeviceId, RoomId, Seq};
pub use keys::{Signature, SigningKey, VerifyingKey};
pub use message::{ClientMessage, MessageError, RelayMessage};
pub use vector::Vector;

/// The version of the format this crate speaks; in every header and every hello.
pub const VERSION: u8 = 1;
