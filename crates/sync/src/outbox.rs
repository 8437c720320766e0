//! Own frames that no relay has acknowledged.

use yoriai_wire::{DeviceId, Frame, FrameHash, FrameKind, Header, Seq, limits};

/// How far one frame has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The driver hasn't said yet that it's on disk.
    Storing,
    /// To be sent.
    Waiting,
    /// Sent on this connection.
    Sent,
    /// Refused for good on this connection.
    Refused,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) slot: u64,
    pub(crate) header: Header,
    pub(crate) hash: FrameHash,
    pub(crate) bytes: Vec<u8>,
    pub(crate) stage: Stage,
    /// Whether it's a checkpoint or a piece of one: may be sent when the room is full.
    pub(crate) makes_room: bool,
    /// The frame whose changes it carries anew; dropped when this one is on disk.
    pub(crate) replaces: Option<u64>,
}

impl Entry {
    pub(crate) fn new(slot: u64, frame: &Frame, bytes: Vec<u8>) -> Entry {
        Entry {
            slot,
            header: frame.header.clone(),
            hash: Frame::hash(&bytes),
            bytes,
            stage: Stage::Storing,
            makes_room: frame.header.kind == FrameKind::Checkpoint,
            replaces: None,
        }
    }
}

/// Entries in the order they were written.
#[derive(Debug, Default)]
pub(crate) struct Outbox(Vec<Entry>);

impl Outbox {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// The entry of a frame, by its number.
    pub(crate) fn find(&mut self, device: &DeviceId, seq: Seq) -> Option<&mut Entry> {
        self.0
            .iter_mut()
            .find(|entry| entry.header.device == *device && entry.header.seq == seq)
    }

    pub(crate) fn by_slot(&mut self, slot: u64) -> Option<&mut Entry> {
        self.0.iter_mut().find(|entry| entry.slot == slot)
    }

    pub(crate) fn remove(&mut self, slot: u64) -> Option<Entry> {
        let at = self.0.iter().position(|entry| entry.slot == slot)?;
        Some(self.0.remove(at))
    }

    /// Takes out the frames written under another id than `device`.
    pub(crate) fn take_foreign(&mut self, device: &DeviceId) -> Vec<Entry> {
        self.0
            .extract_if(.., |entry| entry.header.device != *device)
            .collect()
    }

    /// The first sequence of `device` that isn't acknowledged.
    pub(crate) fn first(&self, device: &DeviceId) -> Option<Seq> {
        self.0
            .iter()
            .filter(|e| e.header.device == *device)
            .map(|e| e.header.seq)
            .min()
    }

    /// Whether a checkpoint is on its way.
    pub(crate) fn has_checkpoint(&self) -> bool {
        self.0.iter().any(|entry| entry.header.cover.is_some())
    }

    /// Starts over on a new connection: nothing has been sent, nothing refused.
    pub(crate) fn reset(&mut self) {
        for entry in &mut self.0 {
            if matches!(entry.stage, Stage::Sent | Stage::Refused) {
                entry.stage = Stage::Waiting;
            }
        }
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.0
            .iter()
            .filter(|entry| entry.stage == Stage::Sent)
            .count()
    }

    /// Whether a refusal for good stands.
    pub(crate) fn has_refused(&self) -> bool {
        self.0.iter().any(|entry| entry.stage == Stage::Refused)
    }

    /// Marks the next frames as sent and returns them, as many as may be under way at once. In
    /// order: a frame waits for those before it to be on disk. `only_room` leaves out all that a full
    /// room wouldn't take.
    pub(crate) fn send_next(&mut self, only_room: bool) -> Vec<Vec<u8>> {
        let mut free = limits::FRAMES_IN_FLIGHT.saturating_sub(self.in_flight());
        let mut sent = Vec::new();
        let first = self.0.first().map(|entry| entry.slot);
        for entry in &mut self.0 {
            // A checkpoint speaks of all own frames before it. Would one of them be refused as a
            // fork, the cover would be a lie; so it waits until they are acknowledged.
            let early = entry.header.cover.is_some() && first != Some(entry.slot);
            match entry.stage {
                Stage::Storing => break,
                Stage::Waiting if early && !only_room => break,
                Stage::Sent | Stage::Refused => {}
                Stage::Waiting if free == 0 => break,
                Stage::Waiting if only_room && !entry.makes_room => {}
                Stage::Waiting => {
                    entry.stage = Stage::Sent;
                    free -= 1;
                    sent.push(entry.bytes.clone());
                }
            }
        }
        sent
    }
}
