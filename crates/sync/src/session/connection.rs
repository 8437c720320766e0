//! Opening and closing, the heartbeat, and the pauses between attempts.

use std::collections::BTreeSet;

use yoriai_wire::{ClientMessage, Code, DeviceId, RelayMessage, Seq, VERSION, Vector};

use super::{Session, Turn};
use crate::event::{Effect, LinkState};
use crate::holdings::Holdings;
use crate::state::End;

/// Milliseconds between two looks at whether the other side is still there. After one of silence the
/// session fetches, which any relay answers; after a second one it gives the socket up.
const BEAT_MS: u64 = 30_000;

/// The same after the device woke up or changed its network: sockets are often dead then, and
/// somebody is looking at the screen.
const WAKE_BEAT_MS: u64 = 8_000;

/// The first pause before another attempt, at most, in milliseconds; doubles up to the longest.
const FIRST_PAUSE_MS: u64 = 500;
const LONGEST_PAUSE_MS: u64 = 60_000;

/// A pause that a relay asks for is kept up to ten minutes; nobody may keep a device away for days.
const LONGEST_ASKED_PAUSE_MS: u64 = 600_000;

/// What is known of one connection; begins anew with each.
#[derive(Debug, Default)]
pub(super) struct Connection {
    /// What the relay holds: as it said, and as far as that has been seen to change.
    pub(super) relay: Holdings,
    /// Everything that was asked for has come.
    pub(super) caught_up: bool,
    /// It has been, once: own frames may be posted. Not before, because what comes may tell that
    /// somebody else writes under this device's id.
    pub(super) may_post: bool,
    /// The relay has taken a frame under the present device id.
    pub(super) proven: bool,
    /// Checkpoints posted because the room was full, and frames refused for it all the same.
    pub(super) fulls: u32,
    /// What isn't sent for now.
    pub(super) hold: Hold,
    /// Refusals for now, in a row.
    pub(super) holds: u32,
    /// Devices whose frames were fetched once more because of a fork.
    pub(super) refetched: BTreeSet<DeviceId>,
    /// How often the session took a new device id.
    pub(super) renamed: u32,
    /// An ack came since the last beat.
    pub(super) acked: bool,
    /// Beats in a row in which frames were under way and no ack came.
    stuck: u32,
    /// A fetch was refused for now.
    pub(super) unfetched: bool,
    /// Something was delivered since the last beat.
    fed: bool,
    /// Beats in a row at which the answer to a fetch wasn't whole.
    behind: u32,
    heard: bool,
    said: bool,
    probing: bool,
}

/// What isn't sent for now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hold {
    /// Everything is sent.
    #[default]
    Nothing,
    /// Nothing is sent.
    Everything,
    /// Only what makes room in a full room is sent.
    AllButCheckpoints,
}

impl Session {
    pub(super) fn on_network_up(&mut self, turn: &mut Turn<'_>) {
        match self.link {
            LinkState::Offline => {
                self.attempts = 0;
                self.connect(turn);
            }
            LinkState::Online => {
                self.fetch(turn, self.hello_vector());
                self.connection.heard = false;
                self.connection.probing = true;
                self.alarms.beat.set(WAKE_BEAT_MS);
            }
            LinkState::Connecting => {}
        }
    }

    pub(super) fn connect(&mut self, turn: &mut Turn<'_>) {
        if self.state.end.is_some() {
            return;
        }
        self.link = LinkState::Connecting;
        self.connection = Connection::default();
        self.alarms.retry.off();
        self.alarms.beat.set(BEAT_MS);
        turn.push(Effect::Connect);
    }

    pub(super) fn on_connected(&mut self, turn: &mut Turn<'_>) {
        if self.state.end.is_some() {
            turn.push(Effect::Close);
            return;
        }
        // A driver may connect of its own accord; what counts is that there is a socket.
        self.link = LinkState::Connecting;
        self.connection = Connection {
            heard: true,
            ..Connection::default()
        };
        self.outbox.reset();
        self.alarms.retry.off();
        self.alarms.beat.set(BEAT_MS);
        let hello = ClientMessage::Hello {
            version: VERSION,
            room: self.keys.room,
            key: *self.keys.verifying.as_bytes(),
            vector: self.hello_vector().for_sending(),
            token: self.token.clone(),
        };
        self.send(turn, &hello);
    }

    pub(super) fn on_disconnected(&mut self, turn: &mut Turn<'_>) {
        if self.link != LinkState::Offline {
            self.go_offline(turn, 0);
        }
    }

    /// Closes the socket, and tries again after `pause_ms` and a random share.
    pub(super) fn give_up(&mut self, turn: &mut Turn<'_>, pause_ms: u64) {
        turn.push(Effect::Close);
        self.go_offline(turn, pause_ms);
    }

    fn go_offline(&mut self, turn: &mut Turn<'_>, pause_ms: u64) {
        self.link = LinkState::Offline;
        self.connection = Connection::default();
        self.asked = None;
        self.outbox.reset();
        self.alarms.beat.off();
        self.alarms.hold.off();
        self.alarms.again.off();
        self.alarms.checkpoint.off();
        self.save(turn);
        if self.state.end.is_some() {
            self.alarms.retry.off();
            return;
        }
        // Full jitter: after a relay's restart a thousand devices come back spread over the pause,
        // not at its end.
        let longest = LONGEST_PAUSE_MS.min(FIRST_PAUSE_MS << self.attempts.min(7));
        self.attempts = self.attempts.saturating_add(1);
        let pause_ms = pause_ms.min(LONGEST_ASKED_PAUSE_MS);
        self.alarms
            .retry
            .set(pause_ms + turn.jitter(0, longest.max(pause_ms)));
    }

    /// The room is over: nothing is sent or asked for any more.
    pub(super) fn end(&mut self, turn: &mut Turn<'_>, end: End) {
        self.state.end = Some(end);
        self.dirty = true;
        self.give_up(turn, 0);
        // There is nothing left to close. After the state: a crash in between must not leave a room
        // that nobody closes and that isn't known to be closed.
        for slot in self.outbox.closings() {
            self.outbox.remove(slot);
            turn.push(Effect::DropFrame { slot });
        }
    }

    /// What was refused for now may be said again.
    pub(super) fn on_hold_over(&mut self, turn: &mut Turn<'_>) {
        self.connection.hold = Hold::Nothing;
        if std::mem::take(&mut self.connection.unfetched) {
            self.fetch(turn, self.hello_vector());
        }
    }

    pub(super) fn on_beat(&mut self, turn: &mut Turn<'_>) {
        let heard = std::mem::take(&mut self.connection.heard);
        let said = std::mem::take(&mut self.connection.said);
        let acked = std::mem::take(&mut self.connection.acked);
        let fed = std::mem::take(&mut self.connection.fed);
        let waiting = self.outbox.in_flight() > 0 && !acked;
        self.connection.stuck = if waiting {
            self.connection.stuck + 1
        } else {
            0
        };
        let silent_twice = !heard && self.connection.probing;
        let unwelcome = heard && self.link != LinkState::Online && self.connection.probing;
        if silent_twice || unwelcome || self.connection.stuck > 1 {
            self.give_up(turn, 0);
            return;
        }
        self.connection.probing = !heard || self.link != LinkState::Online;
        self.connection.behind = if self.connection.caught_up {
            0
        } else {
            self.connection.behind + 1
        };
        // An answer that doesn't come on was perhaps refused, or forgotten. What comes may also be
        // what others are just writing; asking once a minute costs little.
        let stalled = self.connection.behind > u32::from(fed);
        if self.link == LinkState::Online && (!heard || !said || stalled || self.is_missing()) {
            self.fetch(turn, self.hello_vector());
        }
        self.alarms.beat.set(BEAT_MS);
    }

    pub(super) fn on_received(&mut self, turn: &mut Turn<'_>, bytes: &[u8]) {
        if self.link == LinkState::Offline {
            return;
        }
        self.connection.heard = true;
        let Ok(message) = RelayMessage::decode(bytes) else {
            self.status.rejected += 1;
            return;
        };
        match message {
            RelayMessage::Welcome { vector } => {
                self.link = LinkState::Online;
                self.connection.probing = false;
                self.connection.relay = Holdings::of_vector(&vector);
                self.status.refused = None;
            }
            RelayMessage::Deliver(frame) => {
                self.connection.fed = true;
                self.on_deliver(turn, &frame);
            }
            RelayMessage::CaughtUp => {
                self.connection.caught_up = true;
                self.connection.may_post = true;
                self.drop_stranded(turn);
                self.attempts = 0;
                self.save(turn);
            }
            RelayMessage::Ack { device, seq } => self.on_ack(turn, device, seq),
            RelayMessage::Refuse { code, device, seq } => self.on_refuse(turn, code, device, seq),
            RelayMessage::FetchAgain => {
                self.connection.caught_up = false;
                self.fetch(turn, self.hello_vector());
            }
            RelayMessage::Bye {
                code,
                retry_after_ms,
            } => self.on_bye(turn, code, retry_after_ms),
        }
    }

    fn on_bye(&mut self, turn: &mut Turn<'_>, code: Code, retry_after_ms: u32) {
        let passing = matches!(code, Code::Stopping | Code::TooSlow | Code::Unexpected);
        if !passing {
            self.status.refused = Some(code);
        }
        // Whatever was refused for a reason will be refused again in a second.
        let least = if passing { 0 } else { LONGEST_PAUSE_MS };
        self.give_up(turn, least.max(u64::from(retry_after_ms)));
    }

    pub(super) fn fetch(&mut self, turn: &mut Turn<'_>, vector: Vector) {
        self.send(
            turn,
            &ClientMessage::Fetch {
                vector: vector.for_sending(),
            },
        );
    }

    pub(super) fn send(&mut self, turn: &mut Turn<'_>, message: &ClientMessage) {
        self.connection.said = true;
        turn.push(Effect::Send(message.encode()));
    }

    /// What the session says it holds. Of its own frames only those that were acknowledged: if the
    /// relay has others under the same numbers, they must come.
    pub(super) fn hello_vector(&self) -> Vector {
        let device = self.state.device;
        let Some(first) = self.outbox.first(&device) else {
            return self.vector();
        };
        let mut vector = self.vector();
        vector.forget(&device);
        vector.raise(device, Seq(first.0.saturating_sub(1)));
        // Where a checkpoint has come that covers more, no frame could tell more than it.
        vector.raise(device, self.state.cover.get(&device));
        vector
    }

    /// Whether the relay has been found to hold all that is here.
    pub(super) fn is_delivered(&self) -> bool {
        self.link == LinkState::Online
            && self.connection.caught_up
            && self.outbox.len() == 0
            && !self.state.checkpoint_due
            && self.relay_has_all()
    }

    /// Whether the relay has, in frames or documents, all that others wrote and all that it took.
    pub(super) fn relay_has_all(&self) -> bool {
        let relay = &self.connection.relay;
        relay.vector().covers(&self.hello_vector()) && !self.state.holdings.has_loose_beyond(relay)
    }

    /// Whether something was written that hasn't come. Only known once the relay says that it has
    /// delivered everything; until then the last answer stands.
    pub(super) fn is_missing(&self) -> bool {
        if self.link != LinkState::Online || !self.connection.caught_up {
            return self.status.missing;
        }
        self.state.holdings.has_gap() || !self.vector().covers(&self.connection.relay.vector())
    }
}
