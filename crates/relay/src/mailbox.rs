//! The frames of one room: which are taken, what is kept, what can go, what a device lacks.
//! It knows no socket, no disk and no clock (the time is passed in), and believes what it is given:
//! the signature was checked before. A frame's bytes may lie elsewhere; then it knows what they
//! hash to, and asks for them by the frame's name.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Bytes;
use sha2::{Digest, Sha256};
use yoriai_wire::limits::KEPT_CHECKPOINTS;
use yoriai_wire::{Code, DeviceId, FrameKind, Header, Seq, Vector};

use crate::clock::Tick;

mod answer;
mod disk;

pub(crate) use answer::{CatchUp, Item};
pub(crate) use disk::{Entry, Role};

/// A frame's name in its room.
pub(crate) type Key = (DeviceId, Seq);

/// What a frame costs beside its bytes: its place in the map, a checkpoint's cover once more.
/// Counted, so that a million tiny frames can't slip under a cap.
const OVERHEAD: usize = 192;

/// SHA-256 of a message.
pub(crate) type MessageHash = [u8; 32];

/// A frame as it is delivered, or what is known of it.
enum Body {
    /// Encoded once and shared by all who get it.
    Here(Bytes),
    OnDisk {
        size: usize,
        hash: MessageHash,
    },
}

struct Stored {
    body: Body,
    /// Since when a checkpoint has covered it.
    covered_since: Option<Tick>,
}

struct Checkpoint {
    key: Key,
    /// Its place among the room's checkpoints.
    order: u64,
    /// What it covers, itself included where it goes on without a hole.
    cover: Vector,
}

/// What became of a posted frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is new here; the others should have it.
    New,
    /// The very same was here already.
    Again,
}

/// The frames of one room.
#[derive(Default)]
pub(crate) struct Mailbox {
    frames: BTreeMap<Key, Stored>,
    /// The oldest first.
    checkpoints: Vec<Checkpoint>,
    closing: Option<Key>,
    held: Vector,
    bytes: usize,
    /// What was dropped here and not yet from the disk, where there is one.
    dropped: Option<Vec<Key>>,
}

impl Stored {
    fn size(&self) -> usize {
        match &self.body {
            Body::Here(message) => message.len(),
            Body::OnDisk { size, .. } => *size,
        }
    }

    fn cost(&self) -> usize {
        self.size() + OVERHEAD
    }

    fn is(&self, message: &Bytes) -> bool {
        match &self.body {
            Body::Here(here) => here == message,
            Body::OnDisk { size, hash } => *size == message.len() && *hash == hash_of(message),
        }
    }
}

pub(crate) fn hash_of(message: &Bytes) -> MessageHash {
    Sha256::digest(message).into()
}

impl Mailbox {
    /// For each device, up to where every frame is here or covered by a checkpoint that is.
    pub(crate) fn vector(&self) -> &Vector {
        &self.held
    }

    /// How much memory its frames take, about.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// What `message` would add to [`Mailbox::bytes`].
    pub(crate) fn cost(message: &Bytes) -> usize {
        message.len() + OVERHEAD
    }

    /// Takes a frame whose signature was checked; `message` is how it is delivered. `cap` is the
    /// most that [`Mailbox::bytes`] may become.
    ///
    /// # Errors
    /// [`Code::RoomClosed`], [`Code::Fork`], [`Code::Covered`], [`Code::RoomFull`]; nothing has
    /// changed then, except that frames which were covered may have been dropped.
    pub(crate) fn take(
        &mut self,
        header: &Header,
        message: Bytes,
        cap: usize,
        now: Tick,
    ) -> Result<Taken, Code> {
        let key = (header.device, header.seq);
        if let Some(here) = self.frames.get(&key) {
            return if here.is(&message) {
                Ok(Taken::Again)
            } else if self.closing.is_some() {
                Err(Code::RoomClosed)
            } else {
                Err(Code::Fork)
            };
        }
        if self.closing.is_some() {
            return Err(Code::RoomClosed);
        }
        if self
            .checkpoints
            .iter()
            .any(|one| one.cover.contains(&key.0, key.1))
        {
            return Err(Code::Covered);
        }
        let cover = effective_cover(header);
        if header.kind == FrameKind::Closing {
            // Always fits: everything else goes.
            let all = std::mem::take(&mut self.frames);
            if let Some(dropped) = &mut self.dropped {
                dropped.extend(all.into_keys());
            }
            self.checkpoints.clear();
            self.bytes = 0;
            self.closing = Some(key);
        } else {
            self.make_room(cover.as_ref(), Self::cost(&message), cap)?;
        }
        self.bytes += Self::cost(&message);
        self.frames.insert(
            key,
            Stored {
                body: Body::Here(message),
                covered_since: None,
            },
        );
        if let Some(cover) = cover {
            let order = self.newest_order() + 1;
            self.cover(&cover, key, now);
            self.checkpoints.push(Checkpoint { key, order, cover });
            self.drop_old_checkpoints();
        }
        self.raise(key.0);
        Ok(Taken::New)
    }

    /// Sees that `cost` more bytes fit under `cap`. When they don't, covered frames go before
    /// their grace is over, those that the new checkpoint covers among them: a full room must
    /// be able to take what empties it.
    fn make_room(&mut self, new: Option<&Vector>, cost: usize, cap: usize) -> Result<(), Code> {
        let free = cap.saturating_sub(self.bytes);
        if cost <= free {
            return Ok(());
        }
        let goes = |key: &Key, stored: &Stored| {
            stored.covered_since.is_some() || new.is_some_and(|cover| cover.contains(&key.0, key.1))
        };
        // A checkpoint that is covered by the new one goes too; the others stay.
        let kept = |key: &Key| {
            self.checkpoints
                .iter()
                .any(|one| one.key == *key && !new.is_some_and(|new| new.covers(&one.cover)))
        };
        let going: Vec<Key> = self
            .frames
            .iter()
            .filter(|(key, stored)| goes(key, stored) && !kept(key))
            .map(|(key, _)| *key)
            .collect();
        let gain: usize = going
            .iter()
            .filter_map(|key| self.frames.get(key))
            .map(Stored::cost)
            .sum();
        // Only what is covered already may go for a frame that isn't taken in the end.
        if cost > free + gain {
            return Err(Code::RoomFull);
        }
        going.iter().for_each(|key| self.remove(key));
        Ok(())
    }

    /// Marks what a new checkpoint covers.
    fn cover(&mut self, cover: &Vector, checkpoint: Key, now: Tick) {
        for (device, seq) in cover.iter() {
            for (key, stored) in self.frames.range_mut((device, Seq::NONE)..=(device, seq)) {
                if *key != checkpoint && stored.covered_since.is_none() {
                    stored.covered_since = Some(now);
                }
            }
            self.held.raise(device, seq);
            self.raise(device);
        }
    }

    /// Moves the vector over what follows without a hole.
    fn raise(&mut self, device: DeviceId) {
        loop {
            let held = self.held.get(&device);
            // The last of all sequences has none after it, and a hostile client may begin there.
            if held.next() == held || !self.frames.contains_key(&(device, held.next())) {
                return;
            }
            self.held.raise(device, held.next());
        }
    }

    /// Keeps the last checkpoints, and older ones that cover what those don't.
    fn drop_old_checkpoints(&mut self) {
        let older = self.checkpoints.len().saturating_sub(KEPT_CHECKPOINTS);
        let mut kept = Vector::new();
        self.checkpoints[older..]
            .iter()
            .for_each(|one| kept.raise_all(&one.cover));
        let goes: Vec<Key> = self.checkpoints[..older]
            .iter()
            .filter(|one| kept.covers(&one.cover) && kept.contains(&one.key.0, one.key.1))
            .map(|one| one.key)
            .collect();
        goes.iter().for_each(|key| self.remove(key));
    }

    fn remove(&mut self, key: &Key) {
        if let Some(stored) = self.frames.remove(key) {
            self.bytes = self.bytes.saturating_sub(stored.cost());
            if let Some(dropped) = &mut self.dropped {
                dropped.push(*key);
            }
        }
        self.checkpoints.retain(|one| one.key != *key);
    }

    /// Drops the frames that have been covered for longer than `grace`. Checkpoints have a rule of
    /// their own.
    pub(crate) fn drop_covered(&mut self, grace: Duration, now: Tick) {
        let going: Vec<Key> = self
            .frames
            .iter()
            .filter(|(_, stored)| {
                stored
                    .covered_since
                    .is_some_and(|since| now.since(since) > grace)
            })
            .map(|(key, _)| *key)
            .filter(|key| self.checkpoints.iter().all(|one| one.key != *key))
            .collect();
        going.iter().for_each(|key| self.remove(key));
    }
}

/// A checkpoint's cover, with the checkpoint itself where it follows on what it covers.
fn effective_cover(header: &Header) -> Option<Vector> {
    let mut cover = header.cover.clone()?;
    if cover.get(&header.device).next() == header.seq {
        cover.raise(header.device, header.seq);
    }
    Some(cover)
}

#[cfg(test)]
mod tests;
