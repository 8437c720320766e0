//! Own frames that no relay has acknowledged.

use std::collections::{BTreeMap, BTreeSet};

use yoriai_wire::{DeviceId, Frame, FrameHash, FrameKind, Header, Seq};

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
    /// Whether it's a checkpoint or a piece of one, or ends the room: may be sent when it's full.
    pub(crate) makes_room: bool,
    /// It may have reached a relay.
    pub(crate) maybe_sent: bool,
    /// Written under a device id that was left, and anew under the next.
    pub(crate) renewed: bool,
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
            makes_room: matches!(
                frame.header.kind,
                FrameKind::Checkpoint | FrameKind::Closing
            ),
            maybe_sent: false,
            renewed: false,
            replaces: None,
        }
    }
}

/// Entries by their slots, which is the order they were written in.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    entries: BTreeMap<u64, Entry>,
    // Counted along: after weeks offline there are thousands of entries, and these are asked for
    // with every event.
    sent: usize,
    refused: usize,
    checkpoints: usize,
    closings: usize,
}

impl Outbox {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        self.count(&entry, usize::saturating_add);
        self.entries.insert(entry.slot, entry);
    }

    pub(crate) fn get(&self, slot: u64) -> Option<&Entry> {
        self.entries.get(&slot)
    }

    /// The entry of a frame, by its number.
    pub(crate) fn find(&self, device: &DeviceId, seq: Seq) -> Option<&Entry> {
        // Those that are asked for are mostly the oldest.
        let named = |entry: &&Entry| entry.header.device == *device && entry.header.seq == seq;
        self.entries.values().find(named)
    }

    pub(crate) fn set_stage(&mut self, slot: u64, stage: Stage) {
        if let Some(entry) = self.remove(slot) {
            self.push(Entry { stage, ..entry });
        }
    }

    /// The slot of the frame that this one took the place of, told once.
    pub(crate) fn take_replaced(&mut self, slot: u64) -> Option<u64> {
        self.entries.get_mut(&slot)?.replaces.take()
    }

    pub(crate) fn remove(&mut self, slot: u64) -> Option<Entry> {
        let entry = self.entries.remove(&slot)?;
        self.count(&entry, usize::saturating_sub);
        Some(entry)
    }

    fn count(&mut self, entry: &Entry, by: fn(usize, usize) -> usize) {
        match entry.stage {
            Stage::Sent => self.sent = by(self.sent, 1),
            Stage::Refused => self.refused = by(self.refused, 1),
            Stage::Storing | Stage::Waiting => {}
        }
        match entry.header.kind {
            FrameKind::Checkpoint => self.checkpoints = by(self.checkpoints, 1),
            FrameKind::Closing => self.closings = by(self.closings, 1),
            FrameKind::Changes | FrameKind::Whisper => {}
        }
    }

    /// The frames of `device` that aren't acknowledged.
    pub(crate) fn unacknowledged(&self, device: &DeviceId) -> BTreeSet<Seq> {
        let own = self
            .entries
            .values()
            .filter(|entry| entry.header.device == *device);
        own.map(|entry| entry.header.seq).collect()
    }

    /// Takes out the frames that were written under another id than `device` and not yet anew.
    pub(crate) fn take_left(&mut self, device: &DeviceId) -> Vec<Entry> {
        let foreign = |entry: &&Entry| entry.header.device != *device && !entry.renewed;
        let slots: Vec<u64> = self
            .entries
            .values()
            .filter(foreign)
            .map(|e| e.slot)
            .collect();
        slots
            .into_iter()
            .filter_map(|slot| self.remove(slot))
            .collect()
    }

    /// The frames that have been written anew and are to be sent all the same, in order.
    pub(crate) fn renewed(&self) -> Vec<(u64, DeviceId, Seq)> {
        let renewed = self.entries.values().filter(|entry| entry.renewed);
        renewed
            .map(|entry| (entry.slot, entry.header.device, entry.header.seq))
            .collect()
    }

    pub(crate) fn first_slot(&self) -> Option<u64> {
        self.entries.first_key_value().map(|(slot, _)| *slot)
    }

    /// The first sequence of `device` that isn't acknowledged.
    pub(crate) fn first(&self, device: &DeviceId) -> Option<Seq> {
        let own = self
            .entries
            .values()
            .find(|entry| entry.header.device == *device);
        own.map(|entry| entry.header.seq)
    }

    /// Whether a frame that ends the room is on its way.
    pub(crate) fn has_closing(&self) -> bool {
        self.closings > 0
    }

    /// The frame that ends the room, if it's on its way. Under a new device id there may be two.
    pub(crate) fn closing(&self) -> Option<&Entry> {
        let closes = |entry: &&Entry| entry.header.kind == FrameKind::Closing;
        self.entries.values().rev().find(closes)
    }

    /// The slots of all frames that end the room.
    pub(crate) fn closings(&self) -> Vec<u64> {
        let closes = |entry: &&Entry| entry.header.kind == FrameKind::Closing;
        let closings = self.entries.values().filter(closes);
        closings.map(|entry| entry.slot).collect()
    }

    /// Whether a checkpoint is on its way.
    pub(crate) fn has_checkpoint(&self) -> bool {
        self.checkpoints > 0
    }

    /// Starts over on a new connection: nothing has been sent, nothing refused.
    pub(crate) fn reset(&mut self) {
        for entry in self.entries.values_mut() {
            if matches!(entry.stage, Stage::Sent | Stage::Refused) {
                entry.stage = Stage::Waiting;
            }
        }
        self.sent = 0;
        self.refused = 0;
    }

    /// Lets what was refused for good be sent once more.
    pub(crate) fn retry_refused(&mut self) {
        for entry in self
            .entries
            .values_mut()
            .filter(|entry| entry.stage == Stage::Refused)
        {
            entry.stage = Stage::Waiting;
        }
        self.refused = 0;
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.sent
    }

    /// Whether a refusal for good stands.
    pub(crate) fn has_refused(&self) -> bool {
        self.refused > 0
    }

    /// Marks the next frames as sent and returns them, as long as no more than `most`
    /// are under way at once. In order: a frame waits for those before it to be on disk. `only_room` leaves out all that a
    /// full room wouldn't take.
    pub(crate) fn send_next(&mut self, most: usize, only_room: bool) -> Vec<Vec<u8>> {
        let first = self.first_slot();
        let mut bytes = Vec::new();
        for entry in self.entries.values_mut() {
            // A checkpoint speaks of all own frames before it. Would one of them be refused as a
            // fork, the cover would be a lie; so it waits until they are acknowledged.
            let early = entry.header.cover.is_some() && first != Some(entry.slot);
            match entry.stage {
                Stage::Storing => break,
                Stage::Sent | Stage::Refused => {}
                Stage::Waiting if self.sent >= most => break,
                Stage::Waiting if only_room && !entry.makes_room => {}
                Stage::Waiting if early && !only_room => break,
                Stage::Waiting => {
                    entry.stage = Stage::Sent;
                    entry.maybe_sent = true;
                    self.sent += 1;
                    bytes.push(entry.bytes.clone());
                }
            }
        }
        bytes
    }
}
