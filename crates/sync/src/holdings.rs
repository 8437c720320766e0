//! Which frames of which device are held: contiguously up to a sequence, and some beyond a gap.
//!
//! Hashes of the newest frames are remembered, so that a frame that comes again is known for one,
//! and a second frame under the same number is seen to be another.

use std::collections::{BTreeMap, BTreeSet};

use yoriai_wire::frame::NO_PREVIOUS;
use yoriai_wire::{DeviceId, FrameHash, Seq, Vector};

/// Hashes remembered per device: enough for whatever a network still has under way.
const REMEMBERED: usize = 1024;

/// What one has of one device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Track {
    /// Everything up to here.
    held: Seq,
    /// Single ones beyond the first gap.
    beyond: BTreeSet<Seq>,
    /// Those of them that no document is known to carry. Vectors can't speak of them: if the relay
    /// forgets them, only whoever has them can tell.
    loose: BTreeSet<Seq>,
    /// Sequence → (hash, previous) of the newest frames.
    recent: BTreeMap<Seq, Known>,
    /// Hashes of second frames under a number that were taken too.
    forked: BTreeSet<FrameHash>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    hash: FrameHash,
    /// `None` when only the hash came out of the saved state.
    previous: Option<FrameHash>,
}

/// What a frame turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// Not seen before, fits what is known.
    Fresh,
    /// Seen before.
    Duplicate,
    /// The number was held already, by a frame whose hash isn't remembered: perhaps it came again,
    /// perhaps it's another. Passing it on does no harm, dropping it might.
    Unknown,
    /// Another frame is known under this number, or under the number that it says it follows.
    Fork,
}

impl Track {
    /// A track that holds everything up to `held`, whose last frame had this hash, if known.
    pub(crate) fn restored(held: Seq, hash: Option<FrameHash>, loose: BTreeSet<Seq>) -> Track {
        let known = hash.map(|hash| {
            (
                held,
                Known {
                    hash,
                    previous: None,
                },
            )
        });
        let mut track = Track {
            held,
            beyond: loose.clone(),
            loose,
            recent: known.into_iter().collect(),
            ..Track::default()
        };
        track.advance();
        track
    }

    pub(crate) fn held(&self) -> Seq {
        self.held
    }

    /// The hash of the last frame held contiguously; `None` when it came with a checkpoint.
    pub(crate) fn hash(&self) -> Option<FrameHash> {
        self.recent.get(&self.held).map(|known| known.hash)
    }

    /// Whether there is a gap before something that is held.
    pub(crate) fn has_gap(&self) -> bool {
        !self.beyond.is_empty()
    }

    pub(crate) fn contains(&self, seq: Seq) -> bool {
        seq <= self.held || self.beyond.contains(&seq)
    }

    /// Judges a frame without taking it.
    pub(crate) fn judge(&self, seq: Seq, hash: &FrameHash, previous: &FrameHash) -> Arrival {
        if self.forked.contains(hash) {
            return Arrival::Duplicate;
        }
        if let Some(known) = self.recent.get(&seq) {
            return if known.hash == *hash {
                Arrival::Duplicate
            } else {
                Arrival::Fork
            };
        }
        let before = Seq(seq.0.saturating_sub(1));
        let follows_another = self
            .recent
            .get(&before)
            .is_some_and(|known| known.hash != *previous);
        let is_not_followed = self
            .recent
            .get(&seq.next())
            .and_then(|known| known.previous)
            .is_some_and(|p| p != *hash);
        match () {
            () if follows_another || is_not_followed => Arrival::Fork,
            () if self.contains(seq) => Arrival::Unknown,
            () => Arrival::Fresh,
        }
    }

    /// Takes a frame. The first that came under a number stays the known one.
    pub(crate) fn take(&mut self, seq: Seq, hash: FrameHash, previous: FrameHash) {
        self.mark(seq);
        let known = self.recent.entry(seq).or_insert(Known {
            hash,
            previous: Some(previous),
        });
        if known.hash != hash && self.forked.len() < REMEMBERED {
            self.forked.insert(hash);
        }
        while self.recent.len() > REMEMBERED {
            self.recent.pop_first();
        }
    }

    /// Counts a frame as held, without knowing it.
    pub(crate) fn mark(&mut self, seq: Seq) {
        if seq > self.held {
            self.beyond.insert(seq);
            self.loose.insert(seq);
            self.advance();
        }
    }

    /// Counts everything up to `seq` as held.
    pub(crate) fn cover(&mut self, seq: Seq) {
        if seq > self.held {
            self.held = seq;
            self.advance();
        }
    }

    /// Forgets everything after `seq`, as if it had never come.
    pub(crate) fn rewind(&mut self, seq: Seq) {
        self.held = self.held.min(seq);
        self.beyond.clear();
        self.loose.clear();
        self.recent.retain(|at, _| *at <= seq);
    }

    fn advance(&mut self) {
        self.beyond = self.beyond.split_off(&self.held.next());
        while self.beyond.remove(&self.held.next()) {
            self.held = self.held.next();
        }
        self.loose = self.loose.split_off(&self.held.next());
    }

    /// What is beyond a gap and in no document.
    pub(crate) fn loose(&self) -> impl Iterator<Item = Seq> + '_ {
        self.loose.iter().copied()
    }

    /// The hash that the frame after the last one must name; `None` when it isn't known.
    pub(crate) fn previous(&self) -> Option<FrameHash> {
        if self.held == Seq::NONE {
            Some(NO_PREVIOUS)
        } else {
            self.hash()
        }
    }
}

/// One [`Track`] per device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings(BTreeMap<DeviceId, Track>);

impl Holdings {
    pub(crate) fn of_vector(vector: &Vector) -> Holdings {
        let mut holdings = Holdings::default();
        holdings.cover(vector);
        holdings
    }

    pub(crate) fn get(&self, device: &DeviceId) -> Option<&Track> {
        self.0.get(device)
    }

    pub(crate) fn track(&mut self, device: DeviceId) -> &mut Track {
        self.0.entry(device).or_default()
    }

    pub(crate) fn set(&mut self, device: DeviceId, track: Track) {
        self.0.insert(device, track);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&DeviceId, &Track)> {
        self.0.iter()
    }

    /// Up to where each device is held contiguously.
    pub(crate) fn vector(&self) -> Vector {
        self.0
            .iter()
            .map(|(device, track)| (*device, track.held))
            .collect()
    }

    pub(crate) fn cover(&mut self, vector: &Vector) {
        for (device, seq) in vector.iter() {
            self.track(device).cover(seq);
        }
    }

    /// Counts as held whatever `other` holds.
    pub(crate) fn join(&mut self, other: &Holdings) {
        for (device, track) in other.iter() {
            let own = self.track(*device);
            own.cover(track.held);
            track.beyond.iter().for_each(|seq| own.mark(*seq));
        }
    }

    pub(crate) fn has_gap(&self) -> bool {
        self.0.values().any(Track::has_gap)
    }

    /// All that is beyond a gap and in no document.
    pub(crate) fn loose(&self) -> BTreeSet<(DeviceId, Seq)> {
        let tracks = self.0.iter();
        let loose = tracks.flat_map(|(device, track)| track.loose().map(|seq| (*device, seq)));
        loose.collect()
    }

    /// A document carries these.
    pub(crate) fn settle(&mut self, loose: &BTreeSet<(DeviceId, Seq)>) {
        for (device, seq) in loose {
            self.track(*device).loose.remove(seq);
        }
    }

    /// Whether something that is beyond a gap and in no document isn't in `other` either.
    pub(crate) fn has_loose_beyond(&self, other: &Holdings) -> bool {
        let has = |device, seq| other.get(device).is_some_and(|track| track.contains(seq));
        self.0
            .iter()
            .any(|(device, track)| track.loose().any(|seq| !has(device, seq)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(of: u8) -> FrameHash {
        [of; 32]
    }

    fn take(track: &mut Track, seq: u64) {
        track.take(Seq(seq), hash(seq as u8), hash(seq as u8 - 1));
    }

    #[test]
    fn frames_in_any_order_fill_the_gaps() {
        let mut track = Track::default();
        for (seq, held, gap) in [(3, 0, true), (1, 1, true), (4, 1, true), (2, 4, false)] {
            take(&mut track, seq);
            assert_eq!(
                (track.held(), track.has_gap()),
                (Seq(held), gap),
                "after {seq}"
            );
        }
        assert_eq!(track.hash(), Some(hash(4)));
    }

    #[test]
    fn a_frame_that_comes_again_is_known() {
        let mut track = Track::default();
        take(&mut track, 1);
        assert_eq!(track.judge(Seq(1), &hash(1), &hash(0)), Arrival::Duplicate);
        assert_eq!(track.judge(Seq(1), &hash(9), &hash(0)), Arrival::Fork);
        assert_eq!(track.judge(Seq(2), &hash(2), &hash(1)), Arrival::Fresh);
    }

    #[test]
    fn a_chain_that_names_another_frame_is_a_fork_from_both_sides() {
        let mut track = Track::default();
        take(&mut track, 1);
        take(&mut track, 3);
        assert_eq!(track.judge(Seq(4), &hash(4), &hash(9)), Arrival::Fork);
        assert_eq!(track.judge(Seq(2), &hash(9), &hash(1)), Arrival::Fork);
        assert_eq!(track.judge(Seq(2), &hash(2), &hash(1)), Arrival::Fresh);
    }

    #[test]
    fn a_cover_closes_gaps_and_leaves_the_rest() {
        let mut track = Track::default();
        take(&mut track, 5);
        take(&mut track, 9);
        track.cover(Seq(4));
        assert_eq!((track.held(), track.has_gap()), (Seq(5), true));
        track.cover(Seq(7));
        assert_eq!((track.held(), track.has_gap()), (Seq(7), true));
        assert_eq!(track.judge(Seq(6), &hash(6), &hash(5)), Arrival::Unknown);
    }

    #[test]
    fn memory_stays_bounded() {
        let mut track = Track::default();
        for seq in 1..=3 * REMEMBERED as u64 {
            track.take(Seq(seq), hash(1), hash(1));
        }
        assert_eq!(track.recent.len(), REMEMBERED);
    }
}
