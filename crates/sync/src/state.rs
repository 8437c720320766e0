//! What a session must find again after a restart. Written by the driver together with the frame
//! that it speaks of, in one transaction: a sequence must never be used twice.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use minicbor::{Decoder, Encoder, encode};
use yoriai_wire::{DeviceId, FrameHash, Seq, Vector};

use crate::holdings::{Holdings, Track};

/// The version of the saved form. Not of the wire format: no other device reads this.
const VERSION: u8 = 2;

/// The last slot of an outbox: 2^53, where a browser's numbers stop being whole. No honest device
/// gets near it; a state that says so is damaged.
pub(crate) const LAST_SLOT: u64 = 1 << 53;

/// Most frames beyond a gap that are remembered of one device: 64. Mostly there are none; of more
/// than that, the first bring the document to the relay, and with it all.
const LOOSE_SAVED: usize = 64;

/// The saved part of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionState {
    /// Under which id this device writes in this room.
    pub(crate) device: DeviceId,
    /// What is held of every device, the own one (written, acknowledged or not) included.
    pub(crate) holdings: Holdings,
    /// The outbox's next key.
    pub(crate) next_slot: u64,
    /// What the newest known checkpoints cover.
    pub(crate) cover: Vector,
    /// Frames of earlier device ids in slots below this one have been written anew.
    pub(crate) renewed: u64,
    /// Whether the document holds something that no frame may have carried to everybody: it was
    /// there before the room, or two devices wrote under one id. A checkpoint carries it.
    pub(crate) checkpoint_due: bool,
    /// Whether a signed closing frame ended the room, and whose.
    pub(crate) end: Option<End>,
    /// What came and could not be used, from its first sequence to its last. Not saved: the saved form
    /// holds only what comes before it, so that everything after is fetched again by the next life.
    pub(crate) unusable: BTreeMap<DeviceId, BTreeSet<(Seq, Seq)>>,
}

/// Whose closing frame ended the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// This device's.
    Here,
    /// Another's.
    Elsewhere,
}

/// The bytes are no saved state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the saved sync state can't be read")]
pub struct StateError;

impl SessionState {
    /// For the device that opens a room with a document it already has: the first thing it posts
    /// there is the whole document. `device` are 8 random bytes.
    pub fn creating(device: DeviceId) -> SessionState {
        SessionState {
            checkpoint_due: true,
            ..SessionState::joining(device)
        }
    }

    /// For a device that comes by a link and has nothing of the plan yet. `device` are 8 random
    /// bytes. If it does have something, as after the link was made anew, use
    /// [`SessionState::creating`]: with a viewing link too, where it only means that what is here
    /// isn't said to be at the relay before a whole document has come from there.
    pub fn joining(device: DeviceId) -> SessionState {
        SessionState {
            device,
            holdings: Holdings::default(),
            next_slot: 1,
            cover: Vector::new(),
            renewed: 0,
            checkpoint_due: false,
            end: None,
            unusable: BTreeMap::new(),
        }
    }

    /// Up to where each device is held, and could be used. `holdings` count the rest as well: it
    /// isn't asked for again in this life.
    pub(crate) fn usable(&self) -> Vector {
        self.holdings
            .iter()
            .map(|(device, track)| (*device, self.usable_of(device, track)))
            .collect()
    }

    fn usable_of(&self, device: &DeviceId, track: &Track) -> Seq {
        let first = self.unusable.get(device).and_then(BTreeSet::first);
        first.map_or(track.held(), |(first, _)| {
            track.held().min(Seq(first.0.saturating_sub(1)))
        })
    }

    /// What is in the document of a device beyond what [`SessionState::usable`] says of it. No vector
    /// says so: it comes again. But if it doesn't, because the relay has lost it, this device has to
    /// bring it there.
    fn loose_of(&self, device: &DeviceId, track: &Track) -> Vec<Seq> {
        let parts = || self.unusable.get(device).into_iter().flatten();
        let can_use = |seq: &Seq| !parts().any(|(first, last)| (first..=last).contains(&seq));
        // Between the parts, and not number by number: a faulty cover may name all that there are.
        let end = track.held().0.saturating_add(1);
        let mut from = self.usable_of(device, track).next().0;
        let mut between = Vec::new();
        for (first, last) in parts() {
            between.push(from..first.0.min(end));
            from = from.max(last.0.saturating_add(1));
        }
        between.push(from..end);
        between
            .into_iter()
            .flatten()
            .map(Seq)
            .chain(track.loose().filter(can_use))
            .take(LOOSE_SAVED)
            .collect()
    }

    /// Under which id this device writes in this room. Changes when the session finds that somebody
    /// else writes under the same.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The bytes to be stored.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Encoder::new(Vec::new());
        let written = self.write(&mut out);
        debug_assert!(written.is_ok(), "writing CBOR to memory can't fail");
        out.into_writer()
    }

    fn write(&self, out: &mut Encoder<Vec<u8>>) -> Result<(), encode::Error<Infallible>> {
        out.array(8)?
            .u8(VERSION)?
            .bytes(&self.device.0)?
            .u64(self.next_slot)?
            .u64(self.renewed)?;
        out.bool(self.checkpoint_due)?.u8(match self.end {
            None => 0,
            Some(End::Here) => 1,
            Some(End::Elsewhere) => 2,
        })?;
        let held = || {
            self.holdings
                .iter()
                .map(|(device, track)| (device, track, self.usable_of(device, track)))
                .map(|(device, track, held)| (device, track, held, self.loose_of(device, track)))
                .filter(|(_, _, held, loose)| *held > Seq::NONE || !loose.is_empty())
        };
        out.array(held().count() as u64)?;
        for (device, track, held, loose) in held() {
            out.array(4)?.bytes(&device.0)?.u64(held.0)?;
            match track.hash().filter(|_| held == track.held()) {
                Some(hash) => out.bytes(&hash)?,
                None => out.null()?,
            };
            out.array(loose.len() as u64)?;
            for seq in loose {
                out.u64(seq.0)?;
            }
        }
        out.array(self.cover.len() as u64)?;
        for (device, seq) in self.cover.iter() {
            out.array(2)?.bytes(&device.0)?.u64(seq.0)?;
        }
        Ok(())
    }

    /// Reads what [`SessionState::encode`] wrote.
    ///
    /// # Errors
    /// [`StateError`]; the driver then starts with [`SessionState::creating`] and a new device id:
    /// everything is fetched and posted once more, nothing is lost.
    pub fn decode(bytes: &[u8]) -> Result<SessionState, StateError> {
        read(bytes).ok_or(StateError)
    }
}

fn read(bytes: &[u8]) -> Option<SessionState> {
    let mut input = Decoder::new(bytes);
    let len = |input: &mut Decoder<'_>| input.array().ok().flatten();
    if len(&mut input)? != 8 || input.u8().ok()? != VERSION {
        return None;
    }
    let device = device(&mut input)?;
    let mut state = SessionState::joining(device);
    state.next_slot = input.u64().ok()?;
    state.renewed = input.u64().ok()?;
    state.checkpoint_due = input.bool().ok()?;
    state.end = match input.u8().ok()? {
        0 => None,
        1 => Some(End::Here),
        2 => Some(End::Elsewhere),
        _ => return None,
    };
    for _ in 0..len(&mut input)? {
        len(&mut input).filter(|len| *len == 4)?;
        let device = self::device(&mut input)?;
        let held = Seq(input.u64().ok()?);
        let hash: Option<FrameHash> = match input.datatype().ok()? {
            minicbor::data::Type::Null => input.null().ok().map(|()| None)?,
            _ => Some(input.bytes().ok()?.try_into().ok()?),
        };
        let mut loose = BTreeSet::new();
        for _ in 0..len(&mut input)? {
            loose.insert(Seq(input.u64().ok()?));
        }
        let track = Track::restored(held, hash, loose);
        state.holdings.set(device, track);
    }
    for _ in 0..len(&mut input)? {
        len(&mut input).filter(|len| *len == 2)?;
        state
            .cover
            .raise(self::device(&mut input)?, Seq(input.u64().ok()?));
    }
    let has_slots = state.next_slot < LAST_SLOT && state.renewed <= state.next_slot;
    (has_slots && input.position() == bytes.len()).then_some(state)
}

fn device(input: &mut Decoder<'_>) -> Option<DeviceId> {
    Some(DeviceId(input.bytes().ok()?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> SessionState {
        let mut state = SessionState::creating(DeviceId([1; 8]));
        state
            .holdings
            .track(DeviceId([1; 8]))
            .take(Seq(1), [9; 32], [0; 32]);
        state.holdings.track(DeviceId([2; 8])).cover(Seq(700));
        state.cover.raise(DeviceId([2; 8]), Seq(700));
        state.renewed = 3;
        state.next_slot = 4;
        state
    }

    #[test]
    fn a_state_comes_back_as_it_went() {
        let state = sample();
        let mut back = SessionState::decode(&state.encode()).unwrap();
        assert_eq!(back.encode(), state.encode());
        assert_eq!(back.holdings.vector(), state.holdings.vector());
        assert_eq!(back.holdings.track(DeviceId([1; 8])).hash(), Some([9; 32]));
        assert_eq!(
            (back.device, back.next_slot, back.checkpoint_due, back.end),
            (DeviceId([1; 8]), 4, true, None)
        );
    }

    #[test]
    fn a_state_whose_slots_run_out_is_refused() {
        for (next_slot, renewed) in [(LAST_SLOT, 0), (u64::MAX, 0), (4, 5)] {
            let state = SessionState {
                next_slot,
                renewed,
                ..sample()
            };
            assert_eq!(SessionState::decode(&state.encode()), Err(StateError));
        }
    }

    #[test]
    fn whose_closing_frame_ended_the_room_is_remembered() {
        for end in [None, Some(End::Here), Some(End::Elsewhere)] {
            let state = SessionState { end, ..sample() };
            assert_eq!(SessionState::decode(&state.encode()).unwrap().end, end);
        }
    }

    #[test]
    fn what_lies_beyond_a_gap_is_fetched_again_and_not_forgotten() {
        let other = DeviceId([2; 8]);
        let mut state = sample();
        state.holdings.track(other).take(Seq(900), [8; 32], [7; 32]);
        let back = SessionState::decode(&state.encode()).unwrap();
        assert_eq!(back.holdings.vector().get(&other), Seq(700));
        assert_eq!(back.holdings.loose(), BTreeSet::from([(other, Seq(900))]));
        assert_eq!(back.encode(), state.encode());
    }

    #[test]
    fn of_what_could_not_be_used_only_the_rest_is_remembered() {
        let other = DeviceId([2; 8]);
        let mut state = sample();
        let parts = BTreeSet::from([(Seq(690), Seq(697))]);
        state.unusable.insert(other, parts);
        let back = SessionState::decode(&state.encode()).unwrap();
        assert_eq!(back.holdings.vector().get(&other), Seq(689));
        let loose = [698, 699, 700].map(|seq| (other, Seq(seq)));
        assert_eq!(back.holdings.loose(), BTreeSet::from(loose));
        // Beyond a gap as well.
        state.holdings.track(other).mark(Seq(704));
        state.holdings.track(other).mark(Seq(706));
        let parts = BTreeSet::from([(Seq(690), Seq(699)), (Seq(704), Seq(704))]);
        state.unusable.insert(other, parts);
        let back = SessionState::decode(&state.encode()).unwrap();
        let loose = [700, 706].map(|seq| (other, Seq(seq)));
        assert_eq!(back.holdings.loose(), BTreeSet::from(loose));
    }

    #[test]
    fn a_cut_or_lengthened_state_is_refused() {
        let bytes = sample().encode();
        for cut in 0..bytes.len() {
            assert_eq!(SessionState::decode(&bytes[..cut]), Err(StateError));
        }
        assert_eq!(
            SessionState::decode(&[bytes, vec![0]].concat()),
            Err(StateError)
        );
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_reading_returns(
            at in any::<prop::sample::Index>(), value in any::<u8>(),
            noise in proptest::collection::vec(any::<u8>(), 0..80),
        ) {
            let mut bytes = sample().encode();
            let at = at.index(bytes.len());
            bytes[at] = value;
            let _ = SessionState::decode(&bytes);
            let _ = SessionState::decode(&noise);
        }
    }
}
