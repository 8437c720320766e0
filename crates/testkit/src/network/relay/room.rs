//! The frames of one room of the model relay.

use std::collections::BTreeMap;

use yoriai_sync::wire::{Code, Frame, FrameKind, VerifyingKey, limits};
use yoriai_sync::{DeviceId, Seq, Vector};

/// A frame's name in its room.
type Key = (DeviceId, Seq);

/// One room.
#[derive(Clone, Debug)]
pub(super) struct Room {
    key: VerifyingKey,
    frames: BTreeMap<Key, Kept>,
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

    /// What who holds `vector` lacks: first the checkpoints that alone have something of it, then
    /// frame by frame, but for older checkpoints, which are of no use to who gets or has the newest.
    pub(super) fn missing(&self, vector: &Vector) -> Vec<Vec<u8>> {
        let mut checkpoints: Vec<(&Key, &Kept)> = self
            .frames
            .iter()
            .filter(|(_, kept)| kept.cover.is_some())
            .collect();
        checkpoints.sort_by_key(|(_, kept)| std::cmp::Reverse(kept.order));
        let newest = checkpoints.first().copied();
        let mut known = vector.clone();
        checkpoints.retain(|(_, kept)| {
            let cover = kept.cover.clone().unwrap_or_default();
            let needed = self.only_it_has(&cover, &known);
            if needed {
                known.raise_all(&cover);
            }
            needed
        });
        let first = checkpoints.iter().map(|(_, kept)| kept.bytes.clone());
        let rest = self.frames.iter().filter(|(key, kept)| {
            let is_older = kept.cover.is_some()
                && newest.is_some_and(|(newest, it)| {
                    let covers = |cover: &Vector| cover.contains(&key.0, key.1);
                    newest != *key && it.cover.as_ref().is_some_and(covers)
                });
            let went_first = checkpoints.iter().any(|(other, _)| other == key);
            !vector.contains(&key.0, key.1) && !is_older && !went_first
        });
        first
            .chain(rest.map(|(_, kept)| kept.bytes.clone()))
            .collect()
    }

    /// Whether `cover` holds something beyond `known` of which the frame itself is gone.
    fn only_it_has(&self, cover: &Vector, known: &Vector) -> bool {
        cover.iter().any(|(device, seq)| {
            let beyond = known.get(&device).next().0..=seq.0;
            let gone = |seq: &u64| !self.frames.contains_key(&(device, Seq(*seq)));
            beyond.into_iter().any(|seq| gone(&seq))
        })
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
        let (device, seq) = (frame.header.device, frame.header.seq);
        // A checkpoint that follows on what it covers covers itself.
        let mut cover = frame.header.cover;
        if let Some(cover) = &mut cover
            && cover.get(&device).next() == seq
        {
            cover.raise(device, seq);
        }
        let kept = Kept {
            bytes,
            cover: cover.clone(),
            order: self.count,
        };
        self.frames.insert((device, seq), kept);
        let Some(cover) = cover else {
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
