//! When to post a checkpoint: a whole saved document.
//!
//! Of many devices that see the same need, one should meet it. So each waits a random pause, looks
//! again at what has come meanwhile, and only then asks the driver for its document.

use yoriai_wire::{FrameKind, Seq, Vector};

use super::connection::Hold;
use super::{Session, Turn};
use crate::body::Body;
use crate::event::{Effect, LinkState};

/// Frames since the newest checkpoint that make a new one worth its bytes: a device that joins
/// opens two hundred signatures in a few ten milliseconds.
const FRAMES_PER_CHECKPOINT: u64 = 200;

/// Least milliseconds between two requests: a relay that always claims to hold nothing must not
/// have the document sent all day.
const REST_MS: u64 = 30_000;

/// Why a checkpoint is wanted, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// The room takes nothing else.
    RoomFull,
    /// The document holds what no frame may have carried to everybody.
    Due,
    /// The relay lacks what this device has.
    Lacking,
    /// Many frames have come since the last.
    Many,
}

impl Need {
    /// The random pause before it's met, from and to, in milliseconds.
    fn pause(self) -> (u64, u64) {
        match self {
            Need::RoomFull => (0, 3_000),
            // Nobody else can meet this one; it only waits for the first frames to be on their way.
            Need::Due => (0, 1_000),
            Need::Lacking => (1_000, 6_000),
            Need::Many => (2_000, 20_000),
        }
    }
}

impl Session {
    /// Starts waiting, if there is a need and nobody waits yet.
    pub(super) fn consider_checkpoint(&mut self, turn: &mut Turn<'_>) {
        if !self.alarms.checkpoint.is_off() {
            return;
        }
        if let Some(need) = self.need() {
            let (from, to) = need.pause();
            self.alarms.checkpoint.set(turn.jitter(from, to));
        }
    }

    fn need(&self) -> Option<Need> {
        let able = self.can_write()
            && self.link == LinkState::Online
            && self.connection.caught_up
            && self.state.end.is_none()
            // A room that is being closed is not filled first.
            && !self.outbox.has_closing()
            && self.alarms.rest.is_off()
            && self.asked.is_none()
            && !self.outbox.has_checkpoint();
        if !able {
            return None;
        }
        let lacking = || !self.relay_has_all();
        let many = || self.vector().count_beyond(&self.state.cover) > FRAMES_PER_CHECKPOINT;
        match () {
            () if self.connection.hold == Hold::AllButCheckpoints => Some(Need::RoomFull),
            () if self.state.checkpoint_due => Some(Need::Due),
            () if lacking() => Some(Need::Lacking),
            () if many() => Some(Need::Many),
            () => None,
        }
    }

    /// The pause is over: asks for the document, if it's still needed.
    pub(super) fn on_checkpoint_due(&mut self, turn: &mut Turn<'_>) {
        if self.need().is_some() {
            // What the document holds is fixed now, not when it comes: frames that are delivered in
            // between may or may not be in it, and a cover must never claim too much.
            self.asked = Some(self.state.usable());
            self.asked_loose = self.state.holdings.loose();
            self.due_anew = false;
            let full = self.connection.hold == Hold::AllButCheckpoints;
            // A room too small for the document is full however often it's posted.
            self.connection.fulls += u32::from(full);
            self.alarms
                .rest
                .set(REST_MS << self.connection.fulls.saturating_sub(1).min(5));
            turn.push(Effect::NeedCheckpoint);
        }
    }

    pub(super) fn on_checkpoint_ready(&mut self, turn: &mut Turn<'_>, document: Vec<u8>) {
        let Some(cover) = self.asked.take() else {
            return;
        };
        if !document.is_empty() {
            self.write_body(
                turn,
                Body::Document(document),
                FrameKind::Checkpoint,
                Some(cover),
            );
        }
    }

    /// The last checkpoint lacked changes that are here. If it claimed to have them, its author and
    /// this device mean different frames by the same numbers; a checkpoint brings both together.
    pub(super) fn on_checkpoint_lacking(&mut self) {
        if std::mem::take(&mut self.claimed) {
            self.checkpoint_is_due();
        }
    }

    /// From now on a checkpoint is wanted, whatever the vectors say.
    pub(super) fn checkpoint_is_due(&mut self) {
        self.state.checkpoint_due = true;
        self.due_anew = true;
        self.dirty = true;
    }

    /// The relay has taken the own checkpoint with this number and cover.
    pub(super) fn on_checkpoint_acked(&mut self, seq: Seq, cover: &Vector) {
        // Its pieces went before it; only with all of them there is it a checkpoint.
        let first = self.outbox.first(&self.state.device);
        let whole = first.is_none_or(|first| first > seq);
        // One that was asked for before the last need arose may not meet it.
        if whole && !self.due_anew {
            self.state.checkpoint_due = false;
        }
        if whole {
            self.state
                .holdings
                .settle(&std::mem::take(&mut self.asked_loose));
        }
        self.state.cover.raise_all(cover);
        self.connection.relay.cover(cover);
        self.dirty = true;
        if self.connection.hold == Hold::AllButCheckpoints {
            self.connection.hold = Hold::Nothing;
            self.alarms.hold.off();
        }
    }
}
