//! A model relay: what `docs/wire.md` asks of one, in memory, as plainly as possible. The real one is
//! held against it by `tests/it/same_relay.rs`.
//!
//! - [`Relay`]: who is in which room, and what is said to whom.
//! - [`room`]: the frames of one room.

pub mod room;

use std::collections::BTreeMap;

use yoriai_sync::wire::{ClientMessage, Code, Frame, FrameKind, RelayMessage, RoomId};
use yoriai_sync::{DeviceId, Seq, Vector};

use room::{Caps, Room};

/// The relay.
#[derive(Clone, Debug, Default)]
pub struct Relay {
    /// Most bytes of frames in one room; any number when `None`.
    pub room_bytes: Option<usize>,
    /// Whether covered frames are dropped at once, as after the grace period.
    pub drops_covered: bool,
    /// Frames left to take before each further one is refused as too fast; none when `None`. A
    /// refusal fills it up again.
    pub burst: Option<u32>,
    /// What opens a room that isn't there yet; nothing is needed when `None`.
    pub token: Option<String>,
    taken: u32,
    rooms: BTreeMap<RoomId, Room>,
    sockets: BTreeMap<u64, RoomId>,
}

impl Relay {
    /// The same relay with nothing in it.
    pub fn emptied(self) -> Relay {
        Relay {
            rooms: BTreeMap::new(),
            sockets: BTreeMap::new(),
            taken: 0,
            ..self
        }
    }

    /// The answer to what can't be read.
    pub fn bye(code: Code) -> RelayMessage {
        RelayMessage::Bye {
            code,
            retry_after_ms: 1_000,
        }
    }

    /// A socket is gone.
    pub fn leave(&mut self, socket: u64) {
        self.sockets.remove(&socket);
    }

    /// The frames in all mailboxes.
    pub fn frames(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.rooms.values().flat_map(Room::frames)
    }

    /// How many frames are in all mailboxes.
    pub fn len(&self) -> usize {
        self.frames().count()
    }

    /// Whether all mailboxes are empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many checkpoints are in all mailboxes.
    pub fn checkpoints(&self) -> usize {
        self.rooms.values().map(Room::checkpoints).sum()
    }

    /// What is held of a room; nothing where there is none.
    pub fn vector(&self, room: &RoomId) -> Vector {
        self.rooms.get(room).map(Room::vector).unwrap_or_default()
    }

    /// Takes a message; returns what is said to whom.
    pub fn hear(&mut self, socket: u64, message: ClientMessage) -> Vec<(u64, RelayMessage)> {
        let room = self.sockets.get(&socket).copied();
        match (message, room) {
            (
                ClientMessage::Hello {
                    room,
                    key,
                    vector,
                    token,
                    ..
                },
                None,
            ) => match self.open(room, &key, token) {
                Err(code) => vec![(socket, Relay::bye(code))],
                Ok(welcome) => {
                    self.sockets.insert(socket, room);
                    let mut said = vec![(socket, RelayMessage::Welcome { vector: welcome })];
                    said.extend(self.missing(socket, room, &vector));
                    said
                }
            },
            (ClientMessage::Fetch { vector }, Some(room)) => self.missing(socket, room, &vector),
            (ClientMessage::Post(bytes), Some(room)) => self.post(socket, room, bytes),
            (ClientMessage::Hello { .. }, Some(_)) => vec![(
                socket,
                RelayMessage::Refuse {
                    code: Code::Unexpected,
                    device: DeviceId([0; 8]),
                    seq: Seq::NONE,
                },
            )],
            (_, None) => vec![(socket, Relay::bye(Code::Unexpected))],
        }
    }

    fn open(&mut self, id: RoomId, key: &[u8; 32], token: Option<String>) -> Result<Vector, Code> {
        let key = ClientMessage::check_key(&id, key).ok_or(Code::BadKey)?;
        if !self.rooms.contains_key(&id) && self.token.is_some() && self.token != token {
            return Err(Code::TokenNeeded);
        }
        let room = self.rooms.entry(id).or_insert_with(|| Room::of(key));
        Ok(room.vector())
    }

    fn missing(&self, socket: u64, room: RoomId, vector: &Vector) -> Vec<(u64, RelayMessage)> {
        let frames = self.rooms.get(&room).map(|room| room.missing(vector));
        let deliveries = frames
            .unwrap_or_default()
            .into_iter()
            .map(RelayMessage::Deliver);
        deliveries
            .chain([RelayMessage::CaughtUp])
            .map(|message| (socket, message))
            .collect()
    }

    fn post(&mut self, socket: u64, id: RoomId, bytes: Vec<u8>) -> Vec<(u64, RelayMessage)> {
        let refuse = |code, device, seq| vec![(socket, RelayMessage::Refuse { code, device, seq })];
        let Some(room) = self.rooms.get_mut(&id) else {
            return vec![(socket, Relay::bye(Code::Unexpected))];
        };
        let frame = match Frame::decode(&bytes) {
            Ok(frame) => frame,
            Err(error) => return refuse(error.code(), DeviceId([0; 8]), Seq::NONE),
        };
        let (device, seq) = (frame.header.device, frame.header.seq);
        if let Err(error) = frame.verify(room.key()) {
            return refuse(error.code(), device, seq);
        }
        let others = self
            .sockets
            .iter()
            .filter(|(other, in_room)| **other != socket && **in_room == id);
        let deliveries = others.map(|(to, _)| (*to, RelayMessage::Deliver(bytes.clone())));
        let mut said: Vec<_> = deliveries.collect();
        if frame.header.kind == FrameKind::Whisper {
            return said;
        }
        match room.admits(&frame, &bytes) {
            Err(code) => return refuse(code, device, seq),
            Ok(room::Taken::Again) => said.clear(),
            Ok(room::Taken::New) => {
                if self.burst.is_some_and(|burst| self.taken >= burst) {
                    self.taken = 0;
                    return refuse(Code::TooFast, device, seq);
                }
                self.taken += 1;
                let caps = Caps {
                    bytes: self.room_bytes,
                    drops_covered: self.drops_covered,
                };
                if let Err(code) = room.keep(frame, bytes, caps) {
                    return refuse(code, device, seq);
                }
            }
        }
        said.push((socket, RelayMessage::Ack { device, seq }));
        said
    }
}
