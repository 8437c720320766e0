//! Frames and messages of every shape, from fixed keys.

use yoriai_wire::frame::NO_PREVIOUS;
use yoriai_wire::{
    ClientMessage, Code, DeviceId, Frame, FrameKind, Header, RelayMessage, RoomId, Seq, SigningKey,
    VERSION, Vector,
};

pub(crate) fn key() -> SigningKey {
    let seed: [u8; 32] = std::array::from_fn(|at| at as u8);
    SigningKey::from_seed(&seed)
}

pub(crate) fn room() -> RoomId {
    RoomId::of(&key().verifying_key())
}

pub(crate) fn vector() -> Vector {
    [(DeviceId([1; 8]), Seq(3)), (DeviceId([2; 8]), Seq(300))]
        .into_iter()
        .collect()
}

pub(crate) fn frame(kind: FrameKind) -> Frame {
    let whisper = kind == FrameKind::Whisper;
    let header = Header {
        room: room(),
        epoch: 1,
        kind,
        device: DeviceId([7; 8]),
        seq: if whisper { Seq::NONE } else { Seq(2) },
        previous: if whisper { NO_PREVIOUS } else { [0xaa; 32] },
        cover: (kind == FrameKind::Checkpoint).then(vector),
    };
    Frame::sign(header, b"a sealed body".to_vec(), &key())
}

pub(crate) const KINDS: [FrameKind; 4] = [
    FrameKind::Changes,
    FrameKind::Checkpoint,
    FrameKind::Whisper,
    FrameKind::Closing,
];

pub(crate) fn client_messages() -> Vec<(&'static str, ClientMessage)> {
    let hello = |token: Option<String>| ClientMessage::Hello {
        version: VERSION,
        room: room(),
        key: *key().verifying_key().as_bytes(),
        vector: vector(),
        token,
    };
    vec![
        ("hello", hello(None)),
        ("hello with token", hello(Some("hall-3".to_owned()))),
        (
            "post",
            ClientMessage::Post(frame(FrameKind::Changes).encode()),
        ),
        ("fetch", ClientMessage::Fetch { vector: vector() }),
    ]
}

pub(crate) fn relay_messages() -> Vec<(&'static str, RelayMessage)> {
    let (device, seq) = (DeviceId([7; 8]), Seq(2));
    vec![
        ("welcome", RelayMessage::Welcome { vector: vector() }),
        (
            "welcome to an empty room",
            RelayMessage::Welcome {
                vector: Vector::new(),
            },
        ),
        (
            "deliver",
            RelayMessage::Deliver(frame(FrameKind::Checkpoint).encode()),
        ),
        ("caught up", RelayMessage::CaughtUp),
        ("ack", RelayMessage::Ack { device, seq }),
        (
            "refuse",
            RelayMessage::Refuse {
                code: Code::RoomFull,
                device,
                seq,
            },
        ),
        ("fetch again", RelayMessage::FetchAgain),
        (
            "bye",
            RelayMessage::Bye {
                code: Code::Stopping,
                retry_after_ms: 5_000,
            },
        ),
    ]
}
