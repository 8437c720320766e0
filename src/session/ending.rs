//! Making a plan's link anew: the old room is ended for everybody, then another takes its place.
//!
//! First the relay is asked whether it would open another room for this device at all: some want a
//! token for that, and nobody is to be left without any room. Then the closing frame is posted; once
//! the relay has taken it, the new room is written down. After a crash in between, the next opening
//! goes on where it was: the closing frame is in the outbox, or the old room's state says that it
//! was ended from here.

use std::rc::Rc;

use leptos::prelude::GetUntracked;
use wasm_bindgen_futures::spawn_local;
use yoriai_sync::{Closing, Code, DeviceId, EditSeed, LinkState, SessionState, Status};

use super::room::Room;
use super::tab_message::TabMessage;
use super::writer::Job;
use super::{Notice, Session};
use crate::platform::store::{ClosedRoom, RecordChange, hex, unhex, unhex_all};
use crate::platform::{clock, page, random};

/// How long a room is kept closed: whoever comes after that finds that every relay has forgotten it,
/// and nobody there.
const KEPT_MS: u64 = 90 * 24 * 60 * 60 * 1_000;

impl Session {
    /// Ends the plan's link and makes new ones. Whoever has an old one keeps what they have, and
    /// needs the new link to go on.
    ///
    /// `false` while there is no relay at the other end that could take it.
    pub fn renew_link(self: &Rc<Self>) -> bool {
        let status = self.sync.get_untracked().unwrap_or_default();
        if self.seed().is_none() || !(status.ended || status.link == LinkState::Online) {
            return false;
        }
        if self.holds_the_socket() {
            self.renew_here();
        } else {
            self.tell_tabs(&TabMessage::RenewLink);
        }
        true
    }

    /// The same, in the tab that holds the socket.
    pub(super) fn renew_here(self: &Rc<Self>) {
        if !self.holds_the_socket() {
            return;
        }
        self.close_burst();
        let seed = EditSeed(random::bytes());
        *self.trial.borrow_mut() = Some(Room::try_out(self, seed.keys(), self.relay()));
        *self.next_seed.borrow_mut() = Some(seed);
    }

    /// What the relay says to a room of which nobody knows yet.
    pub(super) fn trial_says(self: &Rc<Self>, status: &Status) {
        let answer = match (status.refused, status.link) {
            (Some(code), _) => Some(Err(code)),
            (None, LinkState::Online) => Some(Ok(())),
            (None, LinkState::Offline | LinkState::Connecting) => None,
        };
        let Some(answer) = answer else { return };
        if self.trial.borrow_mut().take().is_none() {
            return;
        }
        match answer {
            Ok(()) => self.end_here(),
            Err(code) => {
                self.next_seed.borrow_mut().take();
                self.tell(Notice::NotRenewed {
                    token: code == Code::TokenNeeded,
                });
            }
        }
    }

    fn end_here(self: &Rc<Self>) {
        let ended = self.sync.get_untracked().is_some_and(|it| it.ended);
        if ended {
            // Somebody begins anew where the link was ended before, by whomever.
            self.open_another_room();
            return;
        }
        let room = self.room.borrow().clone();
        if let Some(room) = room {
            *self.closing.borrow_mut() = room.end();
        }
    }

    /// The room has ended. If it was ended from here, another one takes its place; if somebody else
    /// was first, theirs does, and its link is to come from them.
    pub(super) fn room_has_ended(self: &Rc<Self>, closing: Closing) {
        if closing == Closing::Done {
            self.open_another_room();
        }
    }

    fn open_another_room(self: &Rc<Self>) {
        let session = self.clone();
        // The old room must have said its last word before the new one is written down: a state of
        // the old one must not come after it. Its chair is kept until then, so that no other tab
        // takes it on the old keys.
        spawn_local(async move {
            let ended = session.record.borrow().seed.clone();
            let room = session.room.borrow().clone();
            let (Some(ended), Some(room)) = (ended, room.filter(|room| room.is_ours())) else {
                return;
            };
            room.fall_silent();
            let seed = session.next_seed.borrow_mut().take();
            let seed = seed.unwrap_or_else(|| EditSeed(random::bytes()));
            let closing = session.closing.borrow_mut().take();
            let closed = closing.map(|frame| ClosedRoom {
                seed: ended.clone(),
                frame: hex(&frame),
                at_ms: clock::now_ms(),
            });
            let renewed = RecordChange::RoomRenewed {
                ended,
                seed: hex(&seed.0),
                closed,
            };
            let state = SessionState::creating(DeviceId(random::bytes()));
            session.writer.push(Job::RenewRoom {
                renewed,
                state: state.encode(),
            });
        });
    }

    /// A closing frame that an earlier life has sealed: it goes on from there.
    pub(super) fn goes_on_ending(&self, frame: Option<Vec<u8>>) {
        *self.closing.borrow_mut() = frame;
    }

    /// Sees to it that the rooms which were ended from here stay so. What somebody posts there
    /// meanwhile is not taken in: that is what they were ended for.
    pub(super) fn keep_closed(self: &Rc<Self>) {
        let now = clock::now_ms();
        let closed = self.record.borrow().closed.clone();
        let recent = closed.iter().filter(|it| it.at_ms + KEPT_MS > now);
        let rooms = recent.filter_map(|closed| {
            let keys = EditSeed(unhex(&closed.seed)?).keys();
            Room::keep_closed(self, keys, unhex_all(&closed.frame)?, self.relay())
        });
        *self.closed_rooms.borrow_mut() = rooms.collect();
    }

    /// The relay of the plan's room.
    pub(super) fn relay(&self) -> String {
        self.other_relay().unwrap_or_else(page::own_relay)
    }

    pub(super) fn holds_the_socket(&self) -> bool {
        let room = self.room.borrow();
        room.as_ref().is_some_and(|room| room.is_ours())
    }
}
