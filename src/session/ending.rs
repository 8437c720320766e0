//! Making a plan's link anew: the old room is ended for everybody, then another takes its place.
//!
//! The new room is opened only once the relay has taken the closing frame. Before that, and after a
//! crash in between, the plan is in the old room, which is ended or not; it can be done again.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yoriai_sync::{Closing, DeviceId, LinkState, SessionState};

use super::Session;
use super::tab_message::TabMessage;
use super::writer::Job;
use crate::platform::random;
use crate::platform::store::hex;
use leptos::prelude::GetUntracked;

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
            room.end();
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
            let state = SessionState::creating(DeviceId(random::bytes()));
            session.writer.push(Job::RenewRoom {
                ended,
                seed: hex(&random::bytes::<32>()),
                state: state.encode(),
            });
        });
    }

    pub(super) fn holds_the_socket(&self) -> bool {
        let room = self.room.borrow();
        room.as_ref().is_some_and(|room| room.is_ours())
    }
}
