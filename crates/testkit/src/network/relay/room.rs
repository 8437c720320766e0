//! The frames of one room of the model relay.

use std::collections::BTreeMap;

use yoriai_sync::wire::{Code, Frame, FrameKind, VerifyingKey, limits};
use yoriai_sync::{DeviceId, Seq, Vector};

/// One room.
#[derive(Clone, Debug)]
pub(super) struct Room {
    key: VerifyingKey,
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

/// What a room may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caps {
    pub(super) bytes: Option<usize>,
    pub(super) drops_covered: bool,
}

/// What became of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken {
    New,
    /// The very same is here already.
    Again,
}

impl Room {
    pub(super) fn of(key: VerifyingKey) -> Room {
        Room {
            key,
            frames: BTreeMap::new(),
            count: 0,
            closed: false,
        }
    }

    pub(super) fn key(&self) -> &VerifyingKey {
        &self.key
    }

    pub(super) fn frames(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.frames.values().map(|kept| &kept.bytes)
    }

    pub(super) fn checkpoints(&self) -> usize {
        let checkpoints = self.frames.values().filter(|kept| kept.cover.is_some());
        checkpoints.count()
    }

    /// What is held: covered by a kept checkpoint, or there without holes.
    pub(super) fn vector(&self) -> Vector {
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

    /// What who holds `vector` lacks, in the order in which it came.
    pub(super) fn missing(&self, vector: &Vector) -> Vec<Vec<u8>> {
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
        wanted.into_iter().map(|kept| kept.bytes.clone()).collect()
    }

    /// Whether a frame has a place here, caps aside.
    pub(super) fn admits(&self, frame: &Frame, bytes: &[u8]) -> Result<Taken, Code> {
        let (device, seq) = (frame.header.device, frame.header.seq);
        match self.frames.get(&(device, seq)) {
            Some(kept) if kept.bytes == bytes => Ok(Taken::Again),
            _ if self.closed => Err(Code::RoomClosed),
            Some(_) => Err(Code::Fork),
            None if self.covered().contains(&device, seq) => Err(Code::Covered),
            None => Ok(Taken::New),
        }
    }

    /// Keeps a frame that was admitted, if it fits.
    pub(super) fn keep(&mut self, frame: Frame, bytes: Vec<u8>, caps: Caps) -> Result<(), Code> {
        let fits = |held: usize| caps.bytes.is_none_or(|most| held <= most);
        if frame.header.kind == FrameKind::Closing {
            // Always fits: everything else goes.
            self.frames.clear();
            self.closed = true;
        } else if frame.header.cover.is_none() && !fits(self.bytes() + bytes.len()) {
            return Err(Code::RoomFull);
        }
        self.count += 1;
        let kept = Kept {
            bytes,
            cover: frame.header.cover.clone(),
            order: self.count,
        };
        self.frames
            .insert((frame.header.device, frame.header.seq), kept);
        let Some(cover) = frame.header.cover else {
            return Ok(());
        };
        self.drop_old_checkpoints();
        if caps.drops_covered || !fits(self.bytes()) {
            self.frames.retain(|(device, seq), kept| {
                kept.cover.is_some() || !cover.contains(device, *seq)
            });
        }
        if !fits(self.bytes()) {
            let newest = self.count;
            self.frames
                .retain(|_, kept| kept.cover.is_none() || kept.order == newest);
        }
        Ok(())
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
