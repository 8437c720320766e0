//! Making a plan's link anew: the old room is ended for everybody, then another takes its place.
//!
//! The new room is opened only once the relay has taken the closing frame. Before that, and after a
//! crash in between, the plan is in the old room, which is ended or not; it can be done again.

use std::rc::Rc;

use leptos::prelude::GetUntracked;
use wasm_bindgen_futures::spawn_local;
use yoriai_sync::{Closing, DeviceId, EditSeed, LinkState, SessionState};

use super::Session;
use super::room::Room;
use super::tab_message::TabMessage;
use super::writer::Job;
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
        let room = self.room.borrow().clone();
        let Some(room) = room.filter(|room| room.is_ours()) else {
            return;
        };
        self.close_burst();
        self.renewing.set(true);
        let ended = self.sync.get_untracked().is_some_and(|it| it.ended);
        if ended {
            // Somebody begins anew where the link was ended before, by whomever.
            self.open_another_room();
        } else {
            *self.closing.borrow_mut() = room.end();
        }
    }

    /// The room has ended. If it was ended from here, another one takes its place; if somebody else
    /// was first, theirs does, and its link is to come from them.
    pub(super) fn room_has_ended(self: &Rc<Self>, closing: Closing) {
        if self.renewing.replace(false) && closing == Closing::Done {
            self.open_another_room();
        }
    }

    fn open_another_room(self: &Rc<Self>) {
        self.renewing.set(false);
        let session = self.clone();
        // The old room must have said its last word before the new one is written down: a state of
        // the old one must not come after it.
        spawn_local(async move {
            let Some(ended) = session.record.borrow().seed.clone() else {
                return;
            };
            session.room.borrow_mut().take();
            let closing = session.closing.borrow_mut().take();
            let closed = closing.map(|frame| ClosedRoom {
                seed: ended.clone(),
                frame: hex(&frame),
                at_ms: clock::now_ms(),
            });
            let renewed = RecordChange::RoomRenewed {
                ended,
                seed: hex(&random::bytes::<32>()),
                closed,
            };
            let state = SessionState::creating(DeviceId(random::bytes()));
            session.writer.push(Job::RenewRoom {
                renewed,
                state: state.encode(),
            });
        });
    }

    /// Sees to it that the rooms which were ended from here stay so. What somebody has written there
    /// since, not knowing, comes in.
    pub(super) fn keep_closed(self: &Rc<Self>) {
        let now = clock::now_ms();
        let relay = self.other_relay().unwrap_or_else(page::own_relay);
        let closed = self.record.borrow().closed.clone();
        let recent = closed.iter().filter(|it| it.at_ms + KEPT_MS > now);
        let rooms = recent.filter_map(|closed| {
            let keys = EditSeed(unhex(&closed.seed)?).keys();
            Room::keep_closed(self, keys, unhex_all(&closed.frame)?, relay.clone())
        });
        *self.closed_rooms.borrow_mut() = rooms.collect();
    }

    pub(super) fn holds_the_socket(&self) -> bool {
        let room = self.room.borrow();
        room.as_ref().is_some_and(|room| room.is_ours())
    }
}
