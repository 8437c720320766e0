//! What must hold whatever bytes a stranger sends, a disk gives back or a link carries. One function
//! per door: each takes any bytes, lets them in, and panics when something is wrong. The fuzzer in
//! `fuzz/` looks for such bytes; those it kept are played again by `tests/it/corpus.rs`.

mod documents;
mod rooms;

use yoriai_sync::presence::{NAME_CHARACTERS, PLACE_BYTES, Presence};
use yoriai_sync::wire::{ClientMessage, Frame, RelayMessage};
use yoriai_sync::{Link, snapshot};

pub use documents::{chunk, chunks};
pub use rooms::{body, relay, state};

/// Lets bytes in.
pub type Door = fn(&[u8]);

/// Every door by the name of its corpus.
pub const DOORS: &[(&str, Door)] = &[
    ("body", body),
    ("chunk", chunk),
    ("chunks", chunks),
    ("frame", frame),
    ("link", link),
    ("message", message),
    ("presence", presence),
    ("relay", relay),
    ("snapshot", snapshot),
    ("state", state),
];

/// A frame has exactly one encoding.
pub fn frame(bytes: &[u8]) {
    if let Ok(frame) = Frame::decode(bytes) {
        assert_eq!(frame.encode(), bytes);
        let key = crate::network::SEED.keys().verifying;
        assert_eq!(frame.verify(&key).is_ok(), frame.verify(&key).is_ok());
    }
}

/// A message that was read is written so that it reads the same.
pub fn message(bytes: &[u8]) {
    if let Ok(message) = ClientMessage::decode(bytes) {
        assert_eq!(ClientMessage::decode(&message.encode()), Ok(message));
    }
    if let Ok(message) = RelayMessage::decode(bytes) {
        assert_eq!(RelayMessage::decode(&message.encode()), Ok(message));
    }
}

/// A link that was read is written so that it reads the same, and its keys and version can be asked
/// for.
pub fn link(bytes: &[u8]) {
    let Ok(fragment) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(link) = Link::parse(fragment) else {
        return;
    };
    assert_eq!(Link::parse(&link.fragment()), Ok(link.clone()));
    if let Some(view) = link.view() {
        let (edit, view) = (link.keys(), view.keys());
        assert_eq!(edit.map(|keys| keys.room), view.map(|keys| keys.room));
    }
    if let Link::Snapshot(payload) = &link {
        let _ = snapshot::unpack(payload);
    }
}

/// A version in a link unpacks to no more than it may, and comes back when it's packed again.
pub fn snapshot(bytes: &[u8]) {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    // As a payload, whose first byte names the version.
    let packed = [&[1], bytes].concat();
    if let Ok(text) = snapshot::unpack(&URL_SAFE_NO_PAD.encode(packed)) {
        let units: usize = text.chars().map(char::len_utf16).sum();
        assert!(2 * units <= snapshot::UNPACKED_BYTES);
        // Text that hardly shrinks may pass the cap on the payload.
        if let Ok(payload) = snapshot::pack(&text) {
            assert_eq!(snapshot::unpack(&payload).as_ref(), Ok(&text));
        }
    }
    // As the payload's own characters.
    if let Ok(payload) = std::str::from_utf8(bytes) {
        let _ = snapshot::unpack(payload);
    }
}

/// Presence keeps its limits, and has one meaning.
pub fn presence(bytes: &[u8]) {
    if let Some(presence) = Presence::decode(bytes) {
        assert!(presence.name().chars().count() <= NAME_CHARACTERS);
        assert!(presence.place().len() <= PLACE_BYTES);
        assert_eq!(Presence::decode(&presence.encode()), Some(presence));
    }
}
