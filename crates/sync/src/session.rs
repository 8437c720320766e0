//! The session of one plan with one relay.
//!
//! It decides what is sent, when, and what to make of what comes; it does none of it. A driver says
//! [`Event`]s and carries out [`Effect`]s. The rules that hold whatever the network does:
//!
//! - An own frame stays in the outbox until a relay acknowledged it, and is sent only once it's on
//!   disk.
//! - A frame by others is believed only with the room's signature, opened only with its key, and
//!   passed on once, in whatever order it comes.
//! - Nothing that a relay says unsigned can make the session forget or drop anything; at worst it
//!   sends something twice.
//!
//! | part | file |
//! | --- | --- |
//! | opening, closing, heartbeat, pauses | `session/connection.rs` |
//! | frames by others | `session/incoming.rs` |
//! | own frames, acks, refusals | `session/outgoing.rs` |
//! | a new device id | `session/renaming.rs` |
//! | when to post a checkpoint | `session/checkpoint.rs` |

mod checkpoint;
mod connection;
mod incoming;
mod outgoing;
mod renaming;

use std::collections::BTreeSet;

use yoriai_wire::{DeviceId, Frame, FrameKind, Seq, Vector};

use crate::alarm::{Alarms, Ring};
use crate::event::{Closing, Effect, Event, LinkState, Locked, Status};
use crate::holdings::Track;
use crate::keys::Keys;
use crate::outbox::{Entry, Outbox, Stage};
use crate::pieces::Pieces;
use crate::seal::PLAIN_BYTES;
use crate::state::{End, LAST_SLOT, SessionState};

/// Milliseconds after which a changed state is saved, when no frame takes it along. What is lost by
/// a crash before that is only fetched again.
const SAVE_AFTER_MS: u64 = 1_000;

/// See the module.
#[derive(Debug)]
pub struct Session {
    keys: Keys,
    token: Option<String>,
    state: SessionState,
    outbox: Outbox,
    pieces: Pieces,
    alarms: Alarms,
    link: LinkState,
    connection: connection::Connection,
    /// Attempts to connect since the last one that worked.
    attempts: u32,
    /// What the checkpoint covers that the driver was asked for.
    asked: Option<Vector>,
    /// What the document holds, beside that, of the checkpoint that was last asked for.
    asked_loose: BTreeSet<(DeviceId, Seq)>,
    /// The last checkpoint that was delivered claims to hold everything that this device holds.
    claimed: bool,
    /// The state's `checkpoint_due` was set after the driver was last asked for one.
    due_anew: bool,
    /// The state differs from what was last given to the driver.
    dirty: bool,
    /// Something that others wrote could be opened: the key is right.
    opened: bool,
    /// Why something that came could not be opened.
    locked: Option<Locked>,
    /// The outbox holds frames of an earlier device id, found at the start.
    stale: bool,
    status: Status,
    told: Status,
    wake: Option<u64>,
}

/// What one call of [`Session::handle`] collects and draws from.
struct Turn<'a> {
    effects: Vec<Effect>,
    entropy: &'a mut dyn FnMut(&mut [u8]),
}

impl Turn<'_> {
    fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.entropy)(&mut bytes);
        bytes
    }

    /// A random number of milliseconds from `from` to below `to`.
    fn jitter(&mut self, from: u64, to: u64) -> u64 {
        from + u64::from_le_bytes(self.random()) % to.saturating_sub(from).max(1)
    }
}

impl Session {
    /// A session as it was left: the state last written, and the outbox's frames by their keys.
    ///
    /// A frame in the outbox that can't be read is left on disk and counted in
    /// [`Status::rejected`].
    pub fn new(keys: Keys, state: SessionState, outbox: Vec<(u64, Vec<u8>)>) -> Session {
        let opened = state.usable().iter().any(|(id, _)| id != state.device);
        let mut session = Session {
            keys,
            token: None,
            state,
            outbox: Outbox::default(),
            pieces: Pieces::default(),
            alarms: Alarms::default(),
            link: LinkState::Offline,
            connection: connection::Connection::default(),
            attempts: 0,
            asked: None,
            asked_loose: BTreeSet::new(),
            claimed: false,
            due_anew: true,
            dirty: false,
            opened,
            locked: None,
            stale: false,
            status: Status::default(),
            told: Status::default(),
            wake: None,
        };
        session.restore(outbox);
        if session.state.end.is_none() {
            session.alarms.retry.set(0);
        }
        session
    }

    /// A session that sees to it that a room stays closed which was closed from here. `frame` is
    /// [`Session::closing_frame`] as it was then; `None` if it's no closing frame.
    ///
    /// A relay that lost everything lets a closed room be opened again, by devices that haven't heard
    /// that it is. This session posts the frame again where it's gone; what others have written
    /// there meanwhile is delivered first. It's over when [`Status::closing`] is [`Closing::Done`].
    pub fn keeping_closed(keys: Keys, frame: Vec<u8>) -> Option<Session> {
        let header = Frame::decode(&frame).ok()?.header;
        if header.kind != FrameKind::Closing {
            return None;
        }
        let mut state = SessionState::joining(header.device);
        // All before it is the document's, which this session doesn't have.
        let track = Track::restored(header.seq, Some(Frame::hash(&frame)), BTreeSet::new());
        state.holdings.set(header.device, track);
        Some(Session::new(keys, state, vec![(1, frame)]))
    }

    /// Sends `token` along with every hello: for relays that open new rooms only for its holders.
    pub fn with_token(self, token: Option<String>) -> Session {
        Session { token, ..self }
    }

    fn restore(&mut self, mut frames: Vec<(u64, Vec<u8>)>) {
        frames.sort();
        for (slot, bytes) in frames {
            if slot >= LAST_SLOT {
                self.status.rejected += 1;
                continue;
            }
            self.state.next_slot = self.state.next_slot.max(slot + 1);
            let Ok(frame) = Frame::decode(&bytes) else {
                self.status.rejected += 1;
                continue;
            };
            if self.state.end.is_some() && frame.header.kind == FrameKind::Closing {
                // It has done what it was for, or another has.
                continue;
            }
            let mut entry = Entry::new(slot, &frame, bytes);
            entry.stage = Stage::Waiting;
            entry.maybe_sent = true;
            // All pieces but the last are as large as a frame may be, and hardly anything else is.
            entry.makes_room |=
                frame.header.kind == FrameKind::Changes && frame.body.len() > PLAIN_BYTES;
            if frame.header.device == self.state.device {
                let track = self.state.holdings.track(self.state.device);
                track.take(frame.header.seq, entry.hash, frame.header.previous);
            } else if slot < self.state.renewed {
                entry.renewed = true;
            } else {
                self.stale = true;
            }
            self.outbox.push(entry);
        }
    }

    /// Takes an event and returns what is to be done, in order. `entropy` fills a slice with random
    /// bytes fit for cryptography.
    pub fn handle(&mut self, event: Event, entropy: &mut dyn FnMut(&mut [u8])) -> Vec<Effect> {
        let turn = &mut Turn {
            effects: Vec::new(),
            entropy,
        };
        if std::mem::take(&mut self.stale) {
            self.write_anew(turn, None);
            self.checkpoint_is_due();
        }
        match event {
            Event::Tick(now) => {
                self.wake = None;
                for ring in self.alarms.tick(now) {
                    self.on_ring(turn, ring);
                }
                self.alarms.set_hours();
            }
            Event::NetworkUp => self.on_network_up(turn),
            Event::Connected => self.on_connected(turn),
            Event::Disconnected => self.on_disconnected(turn),
            Event::Received(bytes) => self.on_received(turn, &bytes),
            Event::LocalChanges(changes) => self.on_local_changes(turn, changes),
            Event::LocalWhisper(bytes) => self.on_local_whisper(turn, bytes),
            Event::FrameStored { slot } => self.on_frame_stored(turn, slot),
            Event::CheckpointReady(document) => self.on_checkpoint_ready(turn, document),
            Event::CheckpointLacking => self.on_checkpoint_lacking(),
            Event::Unusable(receipt) => self.on_unusable(turn, &receipt),
            Event::CloseRoom => self.on_close_room(turn),
        }
        self.send_waiting(turn);
        self.consider_checkpoint(turn);
        self.tell(turn);
        std::mem::take(&mut turn.effects)
    }

    fn on_ring(&mut self, turn: &mut Turn<'_>, ring: Ring) {
        match ring {
            Ring::Retry => self.connect(turn),
            Ring::Beat => self.on_beat(turn),
            Ring::Checkpoint => self.on_checkpoint_due(turn),
            // A driver that hasn't answered by now won't; it may be asked again.
            Ring::Rest => self.asked = None,
            Ring::Hold => self.on_hold_over(turn),
            Ring::Again => self.outbox.retry_refused(),
            Ring::Save => self.save(turn),
        }
    }

    /// Whether this session may write; one made from a viewing link may not, and ignores local
    /// changes.
    pub fn can_write(&self) -> bool {
        self.keys.signing.is_some()
    }

    /// The frame that ends the room, while it's on its way: to be kept, beside the room's keys, for
    /// [`Session::keeping_closed`].
    pub fn closing_frame(&self) -> Option<&[u8]> {
        self.outbox.closing().map(|entry| &entry.bytes[..])
    }

    /// Under which id this device writes now.
    pub fn device(&self) -> DeviceId {
        self.state.device
    }

    /// What is held of every device, own unacknowledged frames included.
    pub fn vector(&self) -> Vector {
        self.state.holdings.vector()
    }

    /// The state of affairs as last told.
    #[allow(
        clippy::misnamed_getters,
        reason = "`status` is what is known, `told` what was said"
    )]
    pub fn status(&self) -> &Status {
        &self.told
    }

    fn save(&mut self, turn: &mut Turn<'_>) {
        if std::mem::take(&mut self.dirty) {
            turn.push(Effect::SaveState(self.state.encode()));
        }
        self.alarms.save.off();
    }

    /// Ends a turn: tells what changed, and when to be woken.
    fn tell(&mut self, turn: &mut Turn<'_>) {
        if self.dirty && self.alarms.save.is_off() {
            self.alarms.save.set(SAVE_AFTER_MS);
        }
        self.status.link = self.link;
        self.status.unsent = self.outbox.len();
        self.status.missing = self.is_missing();
        self.status.unreadable = !self.state.unusable.is_empty();
        self.status.locked = self.locked.filter(|_| self.status.unreadable);
        self.status.delivered = self.is_delivered();
        self.status.ended = self.state.end.is_some();
        self.status.closing = match self.state.end {
            Some(End::Here) => Closing::Done,
            None if self.outbox.has_closing() => Closing::Underway,
            _ => Closing::NotAsked,
        };
        if self.status != self.told {
            self.told = self.status.clone();
            turn.push(Effect::Status(self.told.clone()));
        }
        let next = self.alarms.next();
        if next != self.wake {
            self.wake = next;
            if let Some(at) = next {
                turn.push(Effect::WakeAt(at));
            }
        }
    }
}
