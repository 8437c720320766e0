//! Own frames: written, sent, acknowledged or refused.

use yoriai_wire::frame::NO_PREVIOUS;
use yoriai_wire::{ClientMessage, Code, DeviceId, Frame, FrameKind, Header, Seq, Vector, limits};

use super::connection::Hold;
use super::incoming::EPOCH;
use super::{Session, Turn};
use crate::body::{self, Body};
use crate::event::{Effect, LinkState};
use crate::outbox::{Entry, Stage};
use crate::presence::WHISPER_BYTES;
use crate::seal;
use crate::state::End;

/// New device ids per connection on a relay's unsigned word: one is a restored backup, two bad luck.
/// More are a relay that refuses whatever it gets.
const RENAMES_PER_CONNECTION: u32 = 4;

/// Pauses in milliseconds before a frame is sent again that was refused for now.
const TOO_FAST_PAUSE_MS: u64 = 1_000;
const FULL_PAUSE_MS: u64 = 30_000;

/// The pause before a frame is sent again that was refused for good.
const AGAIN_MS: u64 = 300_000;

/// What a new frame is beside its body.
pub(super) struct Draft {
    pub(super) kind: FrameKind,
    pub(super) cover: Option<Vector>,
    pub(super) makes_room: bool,
    pub(super) replaces: Option<u64>,
}

impl Draft {
    pub(super) fn of(kind: FrameKind) -> Draft {
        Draft {
            kind,
            cover: None,
            makes_room: false,
            replaces: None,
        }
    }
}

impl Session {
    pub(super) fn on_local_changes(&mut self, turn: &mut Turn<'_>, changes: Vec<Vec<u8>>) {
        for batch in body::batches(changes) {
            self.write_body(turn, Body::Changes(batch), FrameKind::Changes, None);
        }
    }

    pub(super) fn on_close_room(&mut self, turn: &mut Turn<'_>) {
        if self.state.end.is_none() && !self.outbox.has_closing() {
            let body = Body::Closing(Vec::new());
            self.write_body(turn, body, FrameKind::Closing, None);
        }
    }

    pub(super) fn on_local_whisper(&mut self, turn: &mut Turn<'_>, bytes: Vec<u8>) {
        let may = self.link == LinkState::Online && self.connection.hold != Hold::Everything;
        if !may || bytes.len() > WHISPER_BYTES {
            return;
        }
        let header = self.header(FrameKind::Whisper, Seq::NONE, NO_PREVIOUS, None);
        let plain = Body::Whisper(bytes).encode();
        if let Some(frame) = self.sign(turn, header, &plain) {
            self.send(turn, &ClientMessage::Post(frame.encode()));
        }
    }

    /// Writes a body, in pieces if it must be; the last frame is of `kind` and carries `cover`.
    pub(super) fn write_body(
        &mut self,
        turn: &mut Turn<'_>,
        body: Body,
        kind: FrameKind,
        cover: Option<Vector>,
    ) {
        let makes_room = kind == FrameKind::Checkpoint;
        let Some(mut bodies) = body.cut() else {
            self.status.refused = Some(Code::TooLarge);
            return;
        };
        let Some(last) = bodies.pop() else { return };
        for piece in bodies {
            let draft = Draft {
                makes_room,
                ..Draft::of(FrameKind::Changes)
            };
            self.write(turn, draft, &piece.encode());
        }
        self.write(
            turn,
            Draft {
                cover,
                makes_room,
                ..Draft::of(kind)
            },
            &last.encode(),
        );
    }

    /// Seals, signs and numbers a frame, and hands it to the driver to be stored.
    pub(super) fn write(&mut self, turn: &mut Turn<'_>, draft: Draft, plain: &[u8]) {
        let own = self.state.device;
        let track = self.state.holdings.track(own);
        let seq = track.held().next();
        let Some(previous) = track.previous().filter(|_| seq > track.held()) else {
            // Without the last frame's hash the chain can't go on, nor after the last of all
            // numbers; under a new id it begins anew.
            self.take_new_device(turn);
            if self.state.device != own {
                self.write(turn, draft, plain);
            }
            return;
        };
        let header = self.header(draft.kind, seq, previous, draft.cover);
        let Some(frame) = self.sign(turn, header, plain) else {
            return;
        };
        let bytes = frame.encode();
        let slot = self.state.next_slot;
        let mut entry = Entry::new(slot, &frame, bytes.clone());
        entry.makes_room |= draft.makes_room;
        entry.replaces = draft.replaces;
        self.state.next_slot += 1;
        self.state
            .holdings
            .track(own)
            .take(seq, entry.hash, previous);
        self.outbox.push(entry);
        self.dirty = false;
        turn.push(Effect::StoreFrame {
            slot,
            bytes,
            state: self.state.encode(),
        });
    }

    fn header(
        &self,
        kind: FrameKind,
        seq: Seq,
        previous: [u8; 32],
        cover: Option<Vector>,
    ) -> Header {
        let cover = cover.map(|cover| cover.for_sending());
        let (room, device) = (self.keys.room, self.state.device);
        Header {
            room,
            epoch: EPOCH,
            kind,
            device,
            seq,
            previous,
            cover,
        }
    }

    /// `None` for who may only read.
    fn sign(&self, turn: &mut Turn<'_>, header: Header, plain: &[u8]) -> Option<Frame> {
        let key = self.keys.signing.as_ref()?;
        let sealed = seal::seal(&self.keys.cipher, &header.encode(), plain, turn.random());
        Some(Frame::sign(header, sealed, key))
    }

    pub(super) fn on_frame_stored(&mut self, turn: &mut Turn<'_>, slot: u64) {
        if self
            .outbox
            .get(slot)
            .is_some_and(|entry| entry.stage == Stage::Storing)
        {
            self.outbox.set_stage(slot, Stage::Waiting);
        }
        if let Some(slot) = self.outbox.take_replaced(slot) {
            turn.push(Effect::DropFrame { slot });
        }
    }

    /// Sends what may be sent now.
    pub(super) fn send_waiting(&mut self, turn: &mut Turn<'_>) {
        let may = self.can_write()
            && self.link == LinkState::Online
            && self.connection.may_post
            && self.connection.hold != Hold::Everything;
        if !may {
            return;
        }
        // The first one goes alone: if somebody else writes under this id, it's refused, and those
        // after it must not get between the other's.
        let most = if self.connection.proven {
            limits::FRAMES_IN_FLIGHT
        } else {
            1
        };
        let only_room = self.connection.hold == Hold::AllButCheckpoints;
        for frame in self.outbox.send_next(most, only_room) {
            self.send(turn, &ClientMessage::Post(frame));
        }
    }

    pub(super) fn on_ack(&mut self, turn: &mut Turn<'_>, device: DeviceId, seq: Seq) {
        let found = self
            .outbox
            .find(&device, seq)
            .filter(|entry| entry.stage != Stage::Storing);
        let Some(slot) = found.map(|entry| entry.slot) else {
            return;
        };
        let closes = |entry: &Entry| entry.header.kind == FrameKind::Closing;
        if self.outbox.get(slot).is_some_and(closes) {
            self.end(turn, End::Here);
            return;
        }
        let Some(entry) = self.outbox.remove(slot) else {
            return;
        };
        turn.push(Effect::DropFrame { slot });
        self.connection.acked = true;
        self.connection.proven = true;
        self.connection.holds = 0;
        if !entry.makes_room {
            self.connection.fulls = 0;
        }
        self.connection.relay.track(device).mark(seq);
        // Own frames are counted when they're written; those under an id that was left, when they
        // have arrived.
        self.state
            .holdings
            .track(device)
            .take(seq, entry.hash, entry.header.previous);
        if let Some(cover) = &entry.header.cover {
            self.on_checkpoint_acked(seq, cover);
        }
        if !self.outbox.has_refused() && self.connection.hold == Hold::Nothing {
            self.status.refused = None;
        }
    }

    pub(super) fn on_refuse(
        &mut self,
        turn: &mut Turn<'_>,
        code: Code,
        device: DeviceId,
        seq: Seq,
    ) {
        let sent = self
            .outbox
            .find(&device, seq)
            .filter(|entry| entry.stage == Stage::Sent);
        let Some(entry) = sent else {
            // A whisper, or a frame of an id that has been left; neither matters. Without a name
            // it's something else that was said.
            match code {
                _ if device != DeviceId([0; 8]) => {}
                // A fetch: it's asked for again after the pause.
                Code::TooFast => {
                    self.connection.unfetched = true;
                    self.hold_too_fast(turn);
                }
                _ => self.status.refused = Some(code),
            }
            return;
        };
        let (slot, makes_room) = (entry.slot, entry.makes_room);
        let of_left_id = device != self.state.device;
        match code {
            // Its changes are under way under the new id.
            Code::Fork | Code::Covered if of_left_id => {
                self.outbox.remove(slot);
                turn.push(Effect::DropFrame { slot });
            }
            Code::Fork | Code::Covered if self.connection.renamed < RENAMES_PER_CONNECTION => {
                self.take_new_device(turn);
            }
            Code::Fork | Code::Covered => self.give_up(turn, FULL_PAUSE_MS),
            Code::TooFast => {
                self.outbox.set_stage(slot, Stage::Waiting);
                self.hold_too_fast(turn);
            }
            Code::RoomFull => {
                self.outbox.set_stage(slot, Stage::Waiting);
                // A full room that refuses the checkpoint too has nothing left to wait for but time.
                let hold = if makes_room {
                    Hold::Everything
                } else {
                    Hold::AllButCheckpoints
                };
                self.status.refused = Some(code);
                self.hold(turn, hold, FULL_PAUSE_MS);
                self.alarms.checkpoint.off();
            }
            Code::RelayFull
            | Code::TooManyRooms
            | Code::TooManySockets
            | Code::RelayFault
            | Code::Other(_) => {
                self.outbox.set_stage(slot, Stage::Waiting);
                self.status.refused = Some(code);
                self.hold(turn, Hold::Everything, FULL_PAUSE_MS);
            }
            _ => {
                self.outbox.set_stage(slot, Stage::Refused);
                self.alarms.again.set(turn.jitter(AGAIN_MS, 2 * AGAIN_MS));
                self.status.refused = Some(code);
            }
        }
    }

    fn hold_too_fast(&mut self, turn: &mut Turn<'_>) {
        let pause = TOO_FAST_PAUSE_MS << self.connection.holds.min(5);
        self.hold(turn, Hold::Everything, pause);
    }

    fn hold(&mut self, turn: &mut Turn<'_>, hold: Hold, pause_ms: u64) {
        // Refusals of frames that were under way together don't each prolong the pause.
        if self.connection.hold == Hold::Nothing || self.connection.hold != hold {
            self.connection.hold = hold;
            self.connection.holds += 1;
            self.alarms.hold.set(turn.jitter(pause_ms, 2 * pause_ms));
        }
    }
}
