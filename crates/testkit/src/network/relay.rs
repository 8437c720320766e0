//! A model relay: what `docs/wire.md` asks of one, in memory, for one room, as plainly as possible.
//! The real one is tested against the same stories end to end.

use std::collections::{BTreeMap, BTreeSet};

use yoriai_sync::wire::{
    ClientMessage, Code, Frame, FrameKind, RelayMessage, RoomId, VerifyingKey, limits,
};
use yoriai_sync::{DeviceId, Seq, Vector};

/// The relay.
#[derive(Clone, Debug, Default)]
pub struct Relay {
    /// Most bytes of frames that it holds; none when `None`.
    pub room_bytes: Option<usize>,
    /// Whether covered frames are dropped at once, as after the grace period.
    pub drops_covered: bool,
    /// Frames left to take before each further one is refused as too fast; none when `None`. A
    /// refusal fills it up again.
    pub burst: Option<u32>,
    taken: u32,
    room: Option<(RoomId, VerifyingKey)>,
    sockets: BTreeSet<u64>,
    frames: BTreeMap<(DeviceId, Seq), Kept>,
    /// Order of arrival.
    count: u64,
    closed: bool,
}

#[derive(Clone, Debug)]
struct Kept {
    bytes: Vec<u8>,
    cover: Option<Vector>,
    order: u64,
}

impl Relay {
    /// The same relay with nothing in it.
    pub fn emptied(self) -> Relay {
        let Relay {
            room_bytes,
            drops_covered,
            burst,
            ..
        } = self;
        Relay {
            room_bytes,
            drops_covered,
            burst,
            ..Relay::default()
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

    /// The frames in the mailbox.
    pub fn frames(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.frames.values().map(|kept| &kept.bytes)
    }

    /// How many frames are in the mailbox.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether the mailbox is empty.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// How many checkpoints are in the mailbox.
    pub fn checkpoints(&self) -> usize {
        self.frames
            .values()
            .filter(|kept| kept.cover.is_some())
            .count()
    }

    /// What is held: covered by a kept checkpoint, or there without holes.
    pub fn vector(&self) -> Vector {
        let mut vector = self.covered();
        // Ascending, so each frame finds the one before it counted already.
        for (device, seq) in self.frames.keys() {
            if vector.get(device).next() == *seq {
                vector.raise(*device, *seq);
            }
        }
        vector
    }

    fn covered(&self) -> Vector {
        let mut covered = Vector::new();
        self.frames
            .values()
            .filter_map(|kept| kept.cover.as_ref())
            .for_each(|c| covered.raise_all(c));
        covered
    }

    fn bytes(&self) -> usize {
        self.frames.values().map(|kept| kept.bytes.len()).sum()
    }

    /// Takes a message; returns what is said to whom.
    pub fn hear(&mut self, socket: u64, message: ClientMessage) -> Vec<(u64, RelayMessage)> {
        match message {
            ClientMessage::Hello {
                room, key, vector, ..
            } => {
                let Some(key) = ClientMessage::check_key(&room, &key) else {
                    return vec![(socket, Relay::bye(Code::BadKey))];
                };
                self.room = Some((room, key));
                self.sockets.insert(socket);
                let mut said = vec![(
                    socket,
                    RelayMessage::Welcome {
                        vector: self.vector(),
                    },
                )];
                said.extend(self.missing(socket, &vector));
                said
            }
            ClientMessage::Fetch { vector } if self.sockets.contains(&socket) => {
                self.missing(socket, &vector)
            }
            ClientMessage::Post(bytes) if self.sockets.contains(&socket) => {
                self.post(socket, bytes)
            }
            _ => vec![(socket, Relay::bye(Code::Unexpected))],
        }
    }

    fn missing(&self, socket: u64, vector: &Vector) -> Vec<(u64, RelayMessage)> {
        let mut wanted: Vec<&Kept> = self
            .frames
            .iter()
            .filter(|((device, seq), kept)| {
                let tells_more = kept
                    .cover
                    .as_ref()
                    .is_some_and(|cover| !vector.covers(cover));
                tells_more || !vector.contains(device, *seq)
            })
            .map(|(_, kept)| kept)
            .collect();
        wanted.sort_by_key(|kept| kept.order);
        let deliveries = wanted
            .into_iter()
            .map(|kept| RelayMessage::Deliver(kept.bytes.clone()));
        deliveries
            .chain([RelayMessage::CaughtUp])
            .map(|message| (socket, message))
            .collect()
    }

    fn post(&mut self, socket: u64, bytes: Vec<u8>) -> Vec<(u64, RelayMessage)> {
        let refuse = |code, device, seq| vec![(socket, RelayMessage::Refuse { code, device, seq })];
        let Some((_, key)) = &self.room else {
            return vec![(socket, Relay::bye(Code::Unexpected))];
        };
        let frame = match Frame::decode(&bytes) {
            Ok(frame) => frame,
            Err(error) => return refuse(error.code(), DeviceId([0; 8]), Seq::NONE),
        };
        let (device, seq) = (frame.header.device, frame.header.seq);
        if let Err(error) = frame.verify(key) {
            return refuse(error.code(), device, seq);
        }
        let others: Vec<u64> = self
            .sockets
            .iter()
            .copied()
            .filter(|s| *s != socket)
            .collect();
        let deliver = |bytes: &Vec<u8>| {
            let message = RelayMessage::Deliver(bytes.clone());
            others
                .into_iter()
                .map(move |to| (to, message.clone()))
                .collect::<Vec<_>>()
        };
        if frame.header.kind == FrameKind::Whisper {
            return deliver(&bytes);
        }
        if let Err(code) = self.admit(&frame, &bytes) {
            return refuse(code, device, seq);
        }
        let ack = (socket, RelayMessage::Ack { device, seq });
        if self.frames.contains_key(&(device, seq)) {
            return vec![ack];
        }
        self.closed |= frame.header.kind == FrameKind::Closing;
        let mut said = deliver(&bytes);
        said.push(ack);
        self.keep(frame, bytes);
        said
    }

    fn admit(&mut self, frame: &Frame, bytes: &[u8]) -> Result<(), Code> {
        let (device, seq) = (frame.header.device, frame.header.seq);
        match self.frames.get(&(device, seq)) {
            Some(kept) if kept.bytes == bytes => return Ok(()),
            Some(_) => return Err(Code::Fork),
            None if self.covered().contains(&device, seq) => return Err(Code::Covered),
            None => {}
        }
        if self.closed {
            return Err(Code::RoomClosed);
        }
        if self.burst.is_some_and(|burst| self.taken >= burst) {
            self.taken = 0;
            return Err(Code::TooFast);
        }
        self.taken += 1;
        if frame.header.cover.is_none()
            && self
                .room_bytes
                .is_some_and(|most| self.bytes() + bytes.len() > most)
        {
            return Err(Code::RoomFull);
        }
        Ok(())
    }

    fn keep(&mut self, frame: Frame, bytes: Vec<u8>) {
        self.count += 1;
        let kept = Kept {
            bytes,
            cover: frame.header.cover.clone(),
            order: self.count,
        };
        self.frames
            .insert((frame.header.device, frame.header.seq), kept);
        let Some(cover) = frame.header.cover else {
            return;
        };
        self.drop_old_checkpoints();
        let full = self.room_bytes.is_some_and(|most| self.bytes() > most);
        if self.drops_covered || full {
            self.frames.retain(|(device, seq), kept| {
                kept.cover.is_some() || !cover.contains(device, *seq)
            });
        }
        if self.room_bytes.is_some_and(|most| self.bytes() > most) {
            let newest = self.count;
            self.frames
                .retain(|_, kept| kept.cover.is_none() || kept.order == newest);
        }
    }

    /// Keeps the last checkpoints, and older ones that say what those don't.
    fn drop_old_checkpoints(&mut self) {
        let mut orders: Vec<u64> = self
            .frames
            .values()
            .filter(|kept| kept.cover.is_some())
            .map(|kept| kept.order)
            .collect();
        orders.sort_unstable_by(|a, b| b.cmp(a));
        orders.truncate(limits::KEPT_CHECKPOINTS);
        let mut last = Vector::new();
        self.frames
            .values()
            .filter(|kept| orders.contains(&kept.order))
            .filter_map(|kept| kept.cover.as_ref())
            .for_each(|cover| last.raise_all(cover));
        self.frames.retain(|(device, seq), kept| {
            let said = |cover: &Vector| last.covers(cover) && last.contains(device, *seq);
            orders.contains(&kept.order) || !kept.cover.as_ref().is_some_and(said)
        });
    }
}
