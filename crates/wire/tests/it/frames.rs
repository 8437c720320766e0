//! Frames: round trips, and each refusal with its own error.

use yoriai_wire::frame::NO_PREVIOUS;
use yoriai_wire::{
    ClientMessage, Frame, FrameError, FrameKind, RelayMessage, RoomId, Seq, Signature, SigningKey,
    VerifyingKey, limits,
};

use crate::samples::{self, KINDS, frame, key, vector};

/// Changes a good frame, signs it anew, and reads it back.
fn reread(kind: FrameKind, change: impl FnOnce(&mut Frame)) -> Result<Frame, FrameError> {
    let mut good = frame(kind);
    change(&mut good);
    Frame::decode(&Frame::sign(good.header, good.body, &key()).encode())
}

#[test]
fn every_kind_comes_back_as_it_went() {
    for kind in KINDS {
        let frame = frame(kind);
        let back = Frame::decode(&frame.encode()).unwrap();
        assert_eq!(back, frame);
        assert_eq!(back.verify(&key().verifying_key()), Ok(()));
    }
}

#[test]
fn every_message_comes_back_as_it_went() {
    for (name, message) in samples::client_messages() {
        assert_eq!(
            ClientMessage::decode(&message.encode()).as_ref(),
            Ok(&message),
            "{name}"
        );
    }
    for (name, message) in samples::relay_messages() {
        assert_eq!(
            RelayMessage::decode(&message.encode()).as_ref(),
            Ok(&message),
            "{name}"
        );
    }
}

#[test]
fn a_change_of_any_bit_is_refused() {
    let good = frame(FrameKind::Changes).encode();
    let key = key().verifying_key();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << bit;
            let accepted = Frame::decode(&bytes).is_ok_and(|frame| frame.verify(&key).is_ok());
            assert!(!accepted, "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn another_frames_body_is_refused() {
    let mut swapped = frame(FrameKind::Changes);
    swapped.body = b"another sealed body".to_vec();
    assert_eq!(
        swapped.verify(&key().verifying_key()),
        Err(FrameError::BadSignature)
    );
}

#[test]
fn a_foreign_room_and_a_foreign_key_are_told_apart() {
    let other = SigningKey::from_seed(&[9; 32]);
    let frame = frame(FrameKind::Changes);
    assert_eq!(
        frame.verify(&other.verifying_key()),
        Err(FrameError::ForeignRoom)
    );
    let forged = Frame::sign(frame.header, frame.body, &other);
    assert_eq!(
        forged.verify(&key().verifying_key()),
        Err(FrameError::BadSignature)
    );
}

#[test]
fn bytes_after_a_frame_are_refused() {
    let mut bytes = frame(FrameKind::Changes).encode();
    bytes.push(0);
    assert_eq!(Frame::decode(&bytes), Err(FrameError::Malformed));
}

#[test]
fn bytes_after_a_message_are_refused() {
    for (name, message) in samples::relay_messages() {
        let bytes = [message.encode(), vec![0]].concat();
        assert!(RelayMessage::decode(&bytes).is_err(), "{name}");
    }
    for (name, message) in samples::client_messages() {
        let bytes = [message.encode(), vec![0]].concat();
        assert!(ClientMessage::decode(&bytes).is_err(), "{name}");
    }
}

#[test]
fn a_frame_in_a_longer_encoding_is_refused() {
    let frame = frame(FrameKind::Changes);
    let good = frame.encode();
    // The body's length, 13, fits the head byte; here it takes a byte of its own.
    let header = frame.header.encode();
    let at = 1 + 2 + header.len();
    assert_eq!(good[at], 0x40 + 13);
    let longer = [&good[..at], &[0x58, 13], &good[at + 1..]].concat();
    assert_eq!(Frame::decode(&longer), Err(FrameError::Malformed));
}

#[test]
fn another_version_is_named() {
    let mut bytes = frame(FrameKind::Changes).encode();
    // array(3), byte string head of 2 bytes, array(8), then the version.
    assert_eq!(bytes[4], 1);
    bytes[4] = 2;
    assert_eq!(Frame::decode(&bytes), Err(FrameError::UnknownVersion(2)));
}

#[test]
fn a_frame_at_the_cap_is_read_and_one_above_is_not() {
    let full = reread(FrameKind::Checkpoint, |frame| {
        frame.body = vec![1; limits::BODY_BYTES]
    });
    assert!(full.is_ok());
    let above = reread(FrameKind::Changes, |frame| {
        frame.body = vec![1; limits::FRAME_BYTES]
    });
    assert_eq!(above, Err(FrameError::TooLarge));
}

#[test]
fn the_kind_decides_about_the_other_fields() {
    let refused = [
        reread(FrameKind::Changes, |frame| {
            frame.header.cover = Some(vector())
        }),
        reread(FrameKind::Checkpoint, |frame| frame.header.cover = None),
        reread(FrameKind::Whisper, |frame| frame.header.seq = Seq(1)),
        reread(FrameKind::Changes, |frame| frame.header.seq = Seq::NONE),
        reread(FrameKind::Changes, |frame| {
            frame.header.previous = NO_PREVIOUS
        }),
        reread(FrameKind::Changes, |frame| frame.header.seq = Seq(1)),
    ];
    for (at, result) in refused.into_iter().enumerate() {
        assert_eq!(result, Err(FrameError::Malformed), "case {at}");
    }
}

#[test]
fn a_hello_is_believed_only_with_its_own_key() {
    let verifying = key().verifying_key();
    let room = RoomId::of(&verifying);
    assert_eq!(
        ClientMessage::check_key(&room, verifying.as_bytes()),
        Some(verifying)
    );
    let other = SigningKey::from_seed(&[9; 32]).verifying_key();
    assert_eq!(ClientMessage::check_key(&room, other.as_bytes()), None);
}

#[test]
fn a_weak_key_opens_no_room() {
    // The curve's neutral element: under the loose check it accepts a signature on anything.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(VerifyingKey::parse(&neutral), None);
    let mut forged = [0; 64];
    forged[0] = 1;
    assert!(
        !key()
            .verifying_key()
            .accepts(b"anything", &Signature(forged))
    );
}
