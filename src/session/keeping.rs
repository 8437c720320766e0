//! What a session gives to the disk, and what it does when it is there.

use std::rc::Rc;

use leptos::prelude::Set;
use yoriai_plan::StoredChange;

use super::tab_message::TabMessage;
use super::writer::{Job, Written};
use super::{Access, Origin, Session};
use crate::platform::store::{PlanRecord, RecordChange, change_key};

impl Session {
    /// Says something new of the plan to the list of plans.
    pub(super) fn amend(&self, change: RecordChange) {
        change.apply(&mut self.record.borrow_mut());
        self.about.set(self.record.borrow().clone());
        self.writer.push(Job::AmendPlan(change));
    }

    /// The list of plans shows the title and the organisation as the document has them.
    pub(super) fn note_title(&self) {
        let (title, organization) = {
            let plan = self.plan.borrow();
            (plan.head.title.clone(), plan.head.organization.clone())
        };
        let is_known = {
            let record = self.record.borrow();
            record.title == title && record.organization == organization
        };
        if !is_known {
            self.amend(RecordChange::Titled {
                title,
                organization,
            });
        }
    }

    /// A page that ended in mid-write may have written a title, and not the list's line. A plan
    /// that has not arrived yet has no title to speak of.
    pub(super) fn mend_title(&self) {
        if self.has_content() {
            self.note_title();
        }
    }

    /// Writes changes down; when they are on disk, tells the other tabs and the room.
    pub(super) fn keep(&self, changes: Vec<StoredChange>, origin: Origin) {
        if changes.is_empty() {
            return;
        }
        self.note_pieces(&changes);
        self.write_down(changes, origin);
        self.fold_if_due();
    }

    /// The same for changes that the document may not have taken: they stay as they are.
    pub(super) fn write_down(&self, changes: Vec<StoredChange>, origin: Origin) {
        if !changes.is_empty() {
            let own = origin == Origin::Here;
            self.writer.push(Job::Append { changes, own });
        }
    }

    /// These changes are in the document, and on disk or on their way there.
    pub(super) fn note_pieces(&self, changes: &[StoredChange]) {
        let mut pieces = self.pieces.borrow_mut();
        for change in changes {
            pieces.add(change_key(&self.id, &change.hash), change.bytes.len());
        }
    }

    /// Folds the changes into one saved document, when there are many. The burst must be closed.
    pub(super) fn fold_if_due(&self) {
        if !self.pieces.borrow().are_due() {
            return;
        }
        let saved = self.doc.borrow_mut().save();
        let covers = self.pieces.borrow_mut().fold(saved.len());
        self.writer.push(Job::Fold { saved, covers });
    }

    /// Called by the writer.
    pub(super) fn on_written(self: &Rc<Self>, written: Written<'_>) {
        match written {
            Written::Changes { changes, own } => {
                for change in changes {
                    self.tell_tabs(&TabMessage::Change {
                        own,
                        bytes: &change.bytes,
                    });
                }
                if own {
                    self.hand_to_room(changes);
                }
            }
            Written::Frame(slot) => {
                let room = self.room.borrow().clone();
                if let Some(room) = room {
                    room.frame_is_stored(slot);
                }
            }
            Written::Record(record) => self.learn_of_room(record),
            Written::Room(record) => {
                self.learn_of_room(record);
                self.tell_tabs(&TabMessage::RoomOpened);
            }
            Written::Folded(key) => self.pieces.borrow_mut().folded(key),
            Written::All if self.left.get() => self.depart(),
            Written::NotFolded { covers } => self.pieces.borrow_mut().stay(covers),
            Written::All | Written::Else => {}
        }
    }

    /// The plan may have been given a room since it was opened here, or another one in its place:
    /// by this tab or by another.
    pub(super) fn learn_of_room(self: &Rc<Self>, on_disk: PlanRecord) {
        let access = Access::of(&on_disk);
        if access.is_none() || access == self.access() {
            return;
        }
        {
            let mut record = self.record.borrow_mut();
            record.seed = on_disk.seed;
            record.view = on_disk.view;
            record.relay = on_disk.relay;
            record.ended = on_disk.ended;
            record.closed = on_disk.closed;
        }
        self.about.set(self.record.borrow().clone());
        if let Some(left) = self.room.borrow_mut().take() {
            drop(left);
            self.sync.set(None);
        }
        self.handed_to_room.borrow_mut().clear();
        // A tab that is closing writes its last words; it doesn't enter.
        if !self.left.get() {
            self.enter_room();
        }
    }

    pub(super) fn hand_to_room(&self, changes: &[StoredChange]) {
        let Some(room) = self.room.borrow().clone() else {
            return;
        };
        if !room.is_ours() || !room.can_write() {
            return;
        }
        let mut handed = self.handed_to_room.borrow_mut();
        let fresh: Vec<_> = changes
            .iter()
            .filter(|change| handed.insert(change.hash))
            .cloned()
            .collect();
        drop(handed);
        room.send(fresh);
    }
}
