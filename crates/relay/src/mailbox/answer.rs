//! What a device lacks, sent in pieces.

use std::ops::Bound;

use axum::body::Bytes;
use yoriai_wire::{Seq, Vector};

use crate::mailbox::{Body, Checkpoint, Key, Mailbox, Stored};

/// A frame to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// These bytes.
    Here(Bytes),
    /// What lies on the disk under this name.
    OnDisk(Key),
}

/// So many frames that a checkpoint covers make it worth its bytes: who gets it first has them all
/// at once, and in a document.
const WORTH_A_CHECKPOINT: usize = 200;

/// An answer to hello or fetch that is under way. Checkpoints come first, then what the newest of
/// them doesn't cover, and then what it covers: with the first two a device has everything, unless
/// a checkpoint claims more than it holds.
pub(crate) struct CatchUp {
    held: Vector,
    checkpoints: Vec<Key>,
    /// How many of the checkpoints were sent.
    sent: usize,
    /// What comes last. Empty where nothing is put off.
    put_off: Vector,
    /// Whether its turn has come.
    late: bool,
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
        let (mut checkpoints, mut put_off) = (Vec::new(), Vector::new());
        if let Some(newest) = self.checkpoints.last()
            && self.is_worth_it(newest, &held)
        {
            known.raise_all(&newest.cover);
            checkpoints.push(newest.key);
            put_off = newest.cover.clone();
        }
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
            late: put_off.is_empty(),
            put_off,
            after: None,
        }
    }

    /// Whether a checkpoint stands for many of the frames that a device lacks.
    fn is_worth_it(&self, checkpoint: &Checkpoint, held: &Vector) -> bool {
        let lacking = checkpoint.cover.iter().flat_map(|(device, seq)| {
            let from = held.get(&device).min(seq);
            let range = (
                Bound::Excluded((device, from)),
                Bound::Included((device, seq)),
            );
            self.frames.range(range)
        });
        lacking.take(WORTH_A_CHECKPOINT).count() == WORTH_A_CHECKPOINT
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
                if answer.late {
                    return batch;
                }
                answer.late = true;
                answer.after = None;
                continue;
            };
            let has = if answer.late {
                answer.held.get(&key.0)
            } else {
                answer.held.get(&key.0).max(answer.put_off.get(&key.0))
            };
            if key.1 <= has {
                // All that it has of this device, or gets later, is passed over at once.
                answer.after = Some((key.0, has));
                continue;
            }
            if answer.late && !answer.put_off.is_empty() && key.1 > answer.put_off.get(&key.0) {
                // It has come before.
                answer.after = Some((key.0, Seq(u64::MAX)));
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
