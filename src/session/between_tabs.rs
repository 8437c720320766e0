//! What the tabs of one browser tell each other about a plan.

use std::rc::Rc;

use leptos::prelude::{GetUntracked, Set};

use super::Session;
use super::tab_message::TabMessage;
use super::writer::Job;
use crate::platform::store::RecordChange;

impl Session {
    /// What another tab of this browser says. Its changes are on disk already.
    pub(super) fn hear_tab(self: &Rc<Self>, message: &[u8]) {
        match TabMessage::decode(message) {
            Some(TabMessage::Change { own, bytes }) => {
                let merged = self.merge(|doc| Ok(doc.merge_changes(&[bytes.to_vec()])));
                let Ok(merged) = merged else { return };
                if merged.refused == 0 {
                    self.note_pieces(&merged.fresh);
                }
                if own {
                    self.hand_to_room(&merged.fresh);
                }
            }
            // Its seed stays off the channel: it is on disk by now.
            Some(TabMessage::RoomOpened) => self.writer.push(Job::AmendPlan(RecordChange::Nothing)),
            Some(TabMessage::RenewLink) => self.renew_here(),
            Some(TabMessage::Status(status)) => {
                let link = status.link;
                self.sync.set(Some(status));
                self.note_connection(link);
            }
            Some(TabMessage::LookingAt(place)) if self.holds_the_socket() => self.look_at(place),
            Some(TabMessage::Whisper { from, bytes }) => self.hear_whisper(from, bytes),
            Some(TabMessage::HowIsTheRoom) => {
                self.tell_tabs_of_room();
                // The tab that asks may have come by a link that lets one write.
                if self.is_followed() {
                    self.writer.push(Job::AmendPlan(RecordChange::Nothing));
                }
            }
            Some(TabMessage::LookingAt(_)) | None => {}
        }
    }

    /// Tells the other tabs how the room is doing, if this one holds its socket.
    pub(super) fn tell_tabs_of_room(&self) {
        if let (true, Some(status)) = (self.holds_the_socket(), self.sync.get_untracked()) {
            self.tell_tabs(&TabMessage::Status(status));
        }
    }

    pub(super) fn tell_tabs(&self, message: &TabMessage<'_>) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.tell(&message.encode());
        }
    }
}
