//! Whatever the bytes, decoding returns.

use proptest::prelude::*;
use yoriai_wire::{ClientMessage, Frame, FrameKind, RelayMessage, limits};

use crate::samples::{self, KINDS, frame};

/// Every decoder must come back; what is accepted must be the one encoding of itself.
fn decode_all(bytes: &[u8]) {
    if let Ok(frame) = Frame::decode(bytes) {
        assert_eq!(frame.encode(), bytes);
    }
    if let Ok(message) = ClientMessage::decode(bytes) {
        assert_eq!(ClientMessage::decode(&message.encode()), Ok(message));
    }
    if let Ok(message) = RelayMessage::decode(bytes) {
        assert_eq!(RelayMessage::decode(&message.encode()), Ok(message));
    }
}

fn good_bytes() -> Vec<Vec<u8>> {
    let frames = KINDS.map(|kind| frame(kind).encode());
    let client = samples::client_messages()
        .into_iter()
        .map(|(_, message)| message.encode());
    let relay = samples::relay_messages()
        .into_iter()
        .map(|(_, message)| message.encode());
    frames.into_iter().chain(client).chain(relay).collect()
}

proptest! {
    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        decode_all(&bytes);
    }

    #[test]
    fn mutated_bytes(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let all = good_bytes();
        let mut bytes = all[which.index(all.len())].clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        decode_all(&bytes);
    }
}

#[test]
fn every_prefix_is_refused() {
    for bytes in good_bytes() {
        for cut in 0..bytes.len() {
            let head = &bytes[..cut];
            assert!(Frame::decode(head).is_err());
            assert!(ClientMessage::decode(head).is_err());
            assert!(RelayMessage::decode(head).is_err());
        }
    }
}

#[test]
fn lengths_that_lie_reserve_nothing() {
    // An array, a byte string and a map that each claim 2^63 elements.
    for head in [0x9b, 0x5b, 0xbb] {
        let claim = [&[head, 0x7f][..], &[0xff; 7]].concat();
        decode_all(&claim);
        decode_all(&[&[0x82, 0x03][..], &claim].concat());
        decode_all(&[&[0x83][..], &claim].concat());
    }
}

#[test]
fn a_vector_above_the_cap_is_refused() {
    let entries = limits::VECTOR_DEVICES as u16 + 1;
    let mut bytes = vec![0x82, 3, 0xb9];
    bytes.extend(entries.to_be_bytes());
    for device in 0..u64::from(entries) {
        bytes.push(0x48);
        bytes.extend(device.to_be_bytes());
        bytes.push(1);
    }
    assert!(ClientMessage::decode(&bytes).is_err());
}

#[test]
fn a_vector_out_of_order_or_with_a_zero_is_refused() {
    let entry = |device: u8, seq: u8| [&[0x48][..], &[device; 8], &[seq]].concat();
    let fetch = |entries: &[Vec<u8>]| {
        let head = vec![0x82, 3, 0xa0 + entries.len() as u8];
        ClientMessage::decode(&[head, entries.concat()].concat())
    };
    assert!(fetch(&[entry(1, 1), entry(2, 1)]).is_ok());
    assert!(fetch(&[entry(2, 1), entry(1, 1)]).is_err());
    assert!(fetch(&[entry(1, 1), entry(1, 2)]).is_err());
    assert!(fetch(&[entry(1, 0)]).is_err());
}

#[test]
fn nesting_without_end_is_refused() {
    decode_all(&vec![0x81; 100_000]);
    let frame = frame(FrameKind::Changes).encode();
    decode_all(&[vec![0x81; 1000], frame].concat());
}
