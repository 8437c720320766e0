//! What a device lacks, sent in pieces.

use std::ops::Bound;

use axum::body::Bytes;
use yoriai_wire::Vector;

use crate::mailbox::{Body, Key, Mailbox, Stored};

/// A frame to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// These bytes.
    Here(Bytes),
    /// What lies on the disk under this name.
    OnDisk(Key),
}

/// An answer to hello or fetch that is under way.
pub(crate) struct CatchUp {
    held: Vector,
    checkpoints: Vec<Key>,
    /// How many of the checkpoints were sent.
    sent: usize,
    /// The last frame that was looked at.
    after: Option<Key>,
}

impl Stored {
    fn item(&self, key: Key) -> Item {
        match &self.body {
            Body::Here(message) => Item::Here(message.clone()),
            Body::OnDisk { .. } => Item::OnDisk(key),
        }
    }
}

impl Mailbox {
    /// What to send to a device that holds `held`. The answer is taken in pieces, by
    /// [`Mailbox::next_batch`].
    pub(crate) fn catch_up(&self, held: Vector) -> CatchUp {
        let mut known = held.clone();
        let mut checkpoints = Vec::new();
        for checkpoint in self.checkpoints.iter().rev() {
            if self.only_it_has(&checkpoint.cover, &known) {
                known.raise_all(&checkpoint.cover);
                checkpoints.push(checkpoint.key);
            }
        }
        CatchUp {
            held,
            checkpoints,
            sent: 0,
            after: None,
        }
    }

    /// Whether `cover` holds something beyond `known` whose own frame is gone.
    fn only_it_has(&self, cover: &Vector, known: &Vector) -> bool {
        cover.iter().any(|(device, seq)| {
            let from = known.get(&device);
            if seq <= from {
                return false;
            }
            let range = (
                Bound::Excluded((device, from)),
                Bound::Included((device, seq)),
            );
            let here = self.frames.range(range).count() as u64;
            here < seq.0 - from.0
        })
    }

    /// The next frames of an answer, as they are delivered; none when it is complete. Frames that
    /// came or went since the last call are no matter: who is in the room was told of them.
    pub(crate) fn next_batch(
        &self,
        answer: &mut CatchUp,
        frames: usize,
        bytes: usize,
    ) -> Vec<Item> {
        let mut batch = Vec::new();
        let mut size = 0;
        let mut full = |key: Key, stored: &Stored, batch: &mut Vec<Item>| {
            size += stored.size();
            batch.push(stored.item(key));
            batch.len() >= frames || size >= bytes
        };
        while let Some(key) = answer.checkpoints.get(answer.sent) {
            answer.sent += 1;
            let Some(stored) = self.frames.get(key) else {
                continue;
            };
            if full(*key, stored, &mut batch) {
                return batch;
            }
        }
        let newest = self.checkpoints.last();
        loop {
            let from = answer.after.map_or(Bound::Unbounded, Bound::Excluded);
            let Some((key, stored)) = self.frames.range((from, Bound::Unbounded)).next() else {
                return batch;
            };
            let has = answer.held.get(&key.0);
            if key.1 <= has {
                // All that it has of this device is passed over at once.
                answer.after = Some((key.0, has));
                continue;
            }
            answer.after = Some(*key);
            // An older checkpoint is of no use to who gets, or has, the newest.
            let outdated = newest.is_some_and(|newest| newest.cover.contains(&key.0, key.1))
                && self.checkpoints.iter().any(|one| one.key == *key)
                && newest.is_some_and(|newest| newest.key != *key);
            if outdated || answer.checkpoints.contains(key) {
                continue;
            }
            if full(*key, stored, &mut batch) {
                return batch;
            }
        }
    }
}
