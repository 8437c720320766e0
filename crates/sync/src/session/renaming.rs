//! A new device id: taken when somebody else writes under the present one, and what becomes of the
//! frames of the one that is left.

use yoriai_wire::{DeviceId, Frame, Seq};

use super::outgoing::Draft;
use super::{Session, Turn};
use crate::event::{Effect, LinkState};
use crate::holdings::Track;
use crate::seal;

/// Most own numbers that are looked at when an id is left: a million, more than any device writes
/// before it hears of the relay again. A damaged state may speak of any number.
const RENUMBERED: usize = 1_000_000;

impl Session {
    /// Drops frames of an id that was left which nothing leads up to, neither on the relay nor here.
    /// What they carry has been written anew; those before them have been dropped for it, perhaps by
    /// an earlier life. Everybody would wait for what comes between, for ever. (What is here goes to a
    /// relay that has lost it in a checkpoint; and others may wait for the frame after it.)
    pub(super) fn drop_stranded(&mut self, turn: &mut Turn<'_>) {
        let mut known = self.connection.relay.clone();
        known.join(&self.state.holdings);
        for (slot, device, seq) in self.outbox.renewed() {
            let track = known.track(device);
            if seq <= track.held().next() {
                track.mark(seq);
            } else {
                self.outbox.remove(slot);
                turn.push(Effect::DropFrame { slot });
            }
        }
    }

    /// Somebody else writes under this device's id. From now on this device has another, under
    /// which it writes once more whatever wasn't acknowledged.
    pub(super) fn take_new_device(&mut self, turn: &mut Turn<'_>) {
        if !self.can_write() {
            // It has written nothing. But what comes under this id is anybody's from now on.
            self.state.device = DeviceId(turn.random());
            self.dirty = true;
            return;
        }
        self.connection.renamed += 1;
        self.status.forks += 1;
        let old = self.state.device;
        let acknowledged = self.hello_vector().get(&old);
        // What the other life wrote after that must come as anybody's frames do. What a relay took
        // out of order stays counted.
        let last = self.vector().get(&old);
        let track = self.state.holdings.track(old);
        track.rewind(acknowledged);
        let waiting = self.outbox.unacknowledged(&old);
        (acknowledged.next().0..last.0.saturating_add(1))
            .take(RENUMBERED)
            .map(Seq)
            .filter(|seq| !waiting.contains(seq))
            .for_each(|seq| track.mark(seq));
        self.state.device = DeviceId(turn.random());
        self.state.holdings.set(self.state.device, Track::default());
        self.checkpoint_is_due();
        self.asked = None;
        self.dirty = true;
        self.connection.proven = false;
        self.write_anew(turn, Some((old, acknowledged)));
        if self.link == LinkState::Online {
            self.connection.caught_up = false;
            self.fetch(turn, self.hello_vector());
        }
    }

    /// Writes the frames of earlier device ids anew under the present one. Of `left`, `acknowledged`
    /// is how much was.
    ///
    /// Those that may have reached a relay are kept besides and posted too: without them there might
    /// be a hole under the old id, and everybody would wait for what never comes.
    pub(super) fn write_anew(&mut self, turn: &mut Turn<'_>, left: Option<(DeviceId, Seq)>) {
        let first = self.outbox.first_slot();
        let mut sent_so_far = true;
        for mut entry in self.outbox.take_left(&self.state.device) {
            let plain = Frame::decode(&entry.bytes).ok().and_then(|frame| {
                seal::open(&self.keys.cipher, &frame.header.encode(), &frame.body).ok()
            });
            let Some(plain) = plain else {
                // Damaged on disk: it stays there, for whoever may want to look at it.
                self.status.rejected += 1;
                continue;
            };
            // A checkpoint spoke of own frames before it; of those it may cover only what was
            // acknowledged. It isn't sent before all of them are, nor is anything after it.
            sent_so_far &=
                entry.maybe_sent && (entry.header.cover.is_none() || first == Some(entry.slot));
            let kept = sent_so_far;
            let draft = Draft {
                cover: entry.header.cover.as_ref().map(|cover| {
                    // Found at the start, nobody knows how much of the old id was acknowledged.
                    let (device, seq) = left.unwrap_or((entry.header.device, Seq::NONE));
                    let mut cover = cover.clone();
                    let seq = seq.min(cover.get(&device));
                    cover.forget(&device);
                    cover.raise(device, seq);
                    cover
                }),
                makes_room: entry.makes_room,
                replaces: (!kept).then_some(entry.slot),
                ..Draft::of(entry.header.kind)
            };
            // Saved with the new frame: after a crash in between, the rest is written anew.
            self.state.renewed = entry.slot + 1;
            self.write(turn, draft, &plain);
            // What this one was to replace is replaced all the same.
            if let Some(slot) = entry.replaces.take() {
                turn.push(Effect::DropFrame { slot });
            }
            if kept {
                entry.renewed = true;
                self.outbox.push(entry);
            }
        }
    }
}
