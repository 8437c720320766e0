//! Pieces of bodies too large for one frame, kept until all are there.
//!
//! A piece's frame counts as not received before that: if the app is closed in between, it comes
//! again.

use std::collections::BTreeMap;

use yoriai_wire::{DeviceId, FrameHash, Header, Seq};

use crate::body::{Body, MAX_PIECES, SetId};

/// Most bytes kept back: one body of the largest size. A client that starts many and finishes none
/// only makes the others fetch again.
const KEPT_BYTES: usize = MAX_PIECES as usize * yoriai_wire::limits::FRAME_BYTES;

/// A frame as far as it's needed once its body is open.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) header: Header,
    pub(crate) hash: FrameHash,
}

#[derive(Debug, Default)]
struct Set {
    count: u32,
    parts: BTreeMap<u32, (Envelope, Vec<u8>)>,
}

#[derive(Debug, Default)]
pub(crate) struct Pieces {
    sets: BTreeMap<SetId, Set>,
}

/// A set that is complete.
#[derive(Debug)]
pub(crate) struct Joined {
    /// Where its pieces came in, in order; the last one's header speaks for the whole.
    pub(crate) envelopes: Vec<Envelope>,
    /// `None` when the parts aren't what the set's name says.
    pub(crate) body: Option<Body>,
}

impl Pieces {
    /// Whether this very frame is kept back already.
    pub(crate) fn contains(&self, device: &DeviceId, seq: Seq, hash: &FrameHash) -> bool {
        self.envelopes().any(|envelope| {
            envelope.header.device == *device
                && envelope.header.seq == seq
                && envelope.hash == *hash
        })
    }

    /// Adds a piece; returns the set when it's the last one missing.
    pub(crate) fn add(
        &mut self,
        envelope: Envelope,
        set: SetId,
        index: u32,
        count: u32,
        part: Vec<u8>,
    ) -> Option<Joined> {
        if self.bytes() + part.len() > KEPT_BYTES {
            self.sets.clear();
        }
        let kept = self.sets.entry(set).or_default();
        // The count is part of what the set's name stands for; the first to say one is believed
        // until the joined parts say otherwise.
        if kept.count != count {
            *kept = Set {
                count,
                parts: BTreeMap::new(),
            };
        }
        kept.parts.insert(index, (envelope, part));
        if kept.parts.len() < count as usize {
            return None;
        }
        let kept = self.sets.remove(&set)?;
        let (envelopes, parts): (Vec<_>, Vec<_>) = kept.parts.into_values().unzip();
        Some(Joined {
            body: Body::join(&set, &parts),
            envelopes,
        })
    }

    /// Drops the sets of which `held` says that every piece is covered by something else.
    pub(crate) fn forget_held(&mut self, held: impl Fn(&DeviceId, Seq) -> bool) {
        self.sets.retain(|_, set| {
            set.parts
                .values()
                .any(|(at, _)| !held(&at.header.device, at.header.seq))
        });
    }

    fn envelopes(&self) -> impl Iterator<Item = &Envelope> {
        self.sets
            .values()
            .flat_map(|set| set.parts.values())
            .map(|(envelope, _)| envelope)
    }

    fn bytes(&self) -> usize {
        self.sets
            .values()
            .flat_map(|set| set.parts.values())
            .map(|(_, part)| part.len())
            .sum()
    }
}
