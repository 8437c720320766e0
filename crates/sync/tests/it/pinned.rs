//! Keys, links, padding, and frames as a session writes them, pinned: `fixtures/vectors.txt` is what
//! a second client checks itself against, beside the one of `yoriai_wire`. A change here is a new
//! version of the format.

use std::fmt::{Display, Write};

use yoriai_sync::wire::frame::NO_PREVIOUS;
use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage};
use yoriai_sync::{
    DeviceId, EditSeed, Effect, Event, Keys, Link, Seq, Session, SessionState, Vector, seal,
    snapshot,
};

const PINNED: &str = include_str!("../fixtures/vectors.txt");

const SNAPSHOT: &str = "9地区18回、延べ312名👵";
const RELAYS: [&str; 2] = [
    "wss://relay.example.jp:8443/sync",
    "ws://[fe80::1%25eth0]:8080/sync?a=1&b=2#c",
];
/// Lengths around the steps of the padding, and the largest that a frame takes.
const LENGTHS: [usize; 12] = [
    0,
    1,
    5,
    6,
    28,
    29,
    96,
    97,
    1_000,
    1_021,
    65_536,
    seal::PLAIN_BYTES,
];

/// `[1, 1, "寄合", ""]`: whoever it is, is here.
const PRESENCE: &[u8] = b"\x84\x01\x01\x66\xe5\xaf\x84\xe5\x90\x88\x60";

fn seed() -> EditSeed {
    EditSeed(std::array::from_fn(|at| at as u8))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// A session on a network that always answers. The bytes of its first nonce are all 1, those of the
/// second all 2.
struct Scribe {
    session: Session,
    nonces: u8,
}

impl Scribe {
    fn new(state: SessionState) -> Self {
        let mut scribe = Self {
            session: Session::new(seed().keys(), state, Vec::new()),
            nonces: 0,
        };
        let welcome = RelayMessage::Welcome {
            vector: Vector::new(),
        };
        for event in [
            Event::Tick(0),
            Event::Connected,
            Event::Received(welcome.encode()),
            Event::Received(RelayMessage::CaughtUp.encode()),
        ] {
            scribe.tell(event);
        }
        scribe
    }

    fn tell(&mut self, event: Event) -> Vec<Effect> {
        let nonces = &mut self.nonces;
        self.session.handle(event, &mut |bytes| {
            // Pauses and the like are drawn too, and are no part of the format.
            *nonces += u8::from(bytes.len() == seal::NONCE_BYTES);
            bytes.fill(*nonces);
        })
    }

    /// The frames that an event makes the session write.
    fn frames(&mut self, event: Event) -> Vec<Vec<u8>> {
        let frame = |effect| match effect {
            Effect::StoreFrame { bytes, .. } => Some(bytes),
            _ => None,
        };
        self.tell(event).into_iter().filter_map(frame).collect()
    }

    fn frame(&mut self, event: Event) -> Vec<u8> {
        let [frame] = <[_; 1]>::try_from(self.frames(event)).unwrap();
        frame
    }
}

fn keys_and_links(line: &mut dyn FnMut(&str, &dyn Display)) {
    let (seed, keys) = (seed(), seed().keys());
    line("edit seed", &hex(&seed.0));
    line("view seed", &hex(&seed.view().0));
    line("verifying key", &hex(keys.verifying.as_bytes()));
    line("room", &hex(&keys.room.0));
    line("cipher key", &hex(&keys.cipher.0));
    let edit = |relay: Option<&str>| Link::Edit {
        seed: seed.clone(),
        relay: relay.map(str::to_owned),
    };
    line("editing link", &quoted(&edit(None).fragment()));
    let view = edit(None).view().unwrap();
    line("viewing link", &quoted(&view.fragment()));
    for (at, relay) in RELAYS.iter().enumerate() {
        line(&format!("relay {at}"), &quoted(relay));
        let link = edit(Some(relay)).view().unwrap();
        line(
            &format!("viewing link with relay {at}"),
            &quoted(&link.fragment()),
        );
    }
    line("version text", &quoted(SNAPSHOT));
    let version = Link::Snapshot(snapshot::pack(SNAPSHOT).unwrap());
    line("version link", &quoted(&version.fragment()));
}

fn padding(line: &mut dyn FnMut(&str, &dyn Display)) {
    const AROUND: usize = seal::NONCE_BYTES + 16;
    for plain in LENGTHS {
        line(
            &format!("padded length of {plain}"),
            &(seal::sealed_len(plain) - AROUND),
        );
    }
}

fn frames(line: &mut dyn FnMut(&str, &dyn Display)) {
    let mut pin = |name: &str, bytes: &[u8], keys: &Keys| {
        let frame = Frame::decode(bytes).unwrap();
        frame.verify(&keys.verifying).unwrap();
        let plain = seal::open(&keys.cipher, &frame.header.encode(), &frame.body).unwrap();
        line(&format!("{name} plain body"), &hex(&plain));
        line(&format!("{name} frame"), &hex(bytes));
        line(&format!("{name} hash"), &hex(&Frame::hash(bytes)));
    };
    let keys = seed().keys();
    let mut scribe = Scribe::new(SessionState::joining(DeviceId([7; 8])));
    let burst = vec![b"a change".to_vec(), b"another change".to_vec()];
    pin("changes", &scribe.frame(Event::LocalChanges(burst)), &keys);
    let mut founder = Scribe::new(SessionState::creating(DeviceId([8; 8])));
    // The first tick tells the session the time at which its pause began.
    founder.tell(Event::Tick(1));
    founder.tell(Event::Tick(5_000));
    let checkpoint = Event::CheckpointReady(b"a whole document".to_vec());
    pin("checkpoint", &founder.frame(checkpoint), &keys);
    // [4, presence] and [5, nothing].
    let whisper = [&[0x82, 4, 0x4b][..], PRESENCE].concat();
    pin("whisper", &alone(FrameKind::Whisper, &whisper), &keys);
    pin(
        "closing",
        &alone(FrameKind::Closing, &[0x82, 5, 0x40]),
        &keys,
    );
}

/// The first frame of a device, made without a session.
fn alone(kind: FrameKind, plain: &[u8]) -> Vec<u8> {
    let keys = seed().keys();
    let header = Header {
        room: keys.room,
        epoch: 1,
        kind,
        device: DeviceId([6; 8]),
        seq: Seq(u64::from(kind != FrameKind::Whisper)),
        previous: NO_PREVIOUS,
        cover: None,
    };
    let sealed = seal::seal(
        &keys.cipher,
        &header.encode(),
        plain,
        [3; seal::NONCE_BYTES],
    );
    Frame::sign(header, sealed, &keys.signing.unwrap()).encode()
}

/// Of pieces only the names: they are as large as frames get.
fn pieces(line: &mut dyn FnMut(&str, &dyn Display)) {
    let keys = seed().keys();
    let mut scribe = Scribe::new(SessionState::joining(DeviceId([9; 8])));
    let change = (0..1_500_000u32).map(|at| (at * 7) as u8).collect();
    let frames = scribe.frames(Event::LocalChanges(vec![change]));
    for (at, bytes) in frames.iter().enumerate() {
        let frame = Frame::decode(bytes).unwrap();
        let plain = seal::open(&keys.cipher, &frame.header.encode(), &frame.body).unwrap();
        line(
            &format!("piece {at} nonce"),
            &hex(&frame.body[..seal::NONCE_BYTES]),
        );
        line(&format!("piece {at} plain length"), &plain.len());
        line(&format!("piece {at} hash"), &hex(&Frame::hash(bytes)));
    }
}

fn written_now() -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &dyn Display| writeln!(out, "{name} = {value}").unwrap();
    keys_and_links(&mut line);
    padding(&mut line);
    frames(&mut line);
    pieces(&mut line);
    out
}

#[test]
fn the_format_writes_the_pinned_keys_links_and_frames() {
    let pinned: Vec<&str> = PINNED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let now = written_now();
    assert_eq!(
        now.lines().collect::<Vec<_>>(),
        pinned,
        "the bytes now:\n{now}"
    );
}

#[test]
fn every_pinned_link_is_read() {
    let links: Vec<&str> = PINNED
        .lines()
        .filter_map(|line| line.split_once(" = \"#")?.1.strip_suffix('"'))
        .collect();
    assert_eq!(links.len(), 5);
    for link in links {
        assert_eq!(Link::parse(link).unwrap().fragment(), format!("#{link}"));
    }
}
