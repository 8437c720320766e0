//! What other devices wrote, on its way into the document.

use std::rc::Rc;

use yoriai_plan::{Merged, OpenError, PlanDoc, StoredChange};

use super::{Origin, Session};

/// What came of something that came out of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reception {
    /// All of it is in the document.
    Taken,
    /// So it is; but there are changes here that a saved document lacks.
    Lacking,
    /// It could not be used, or not all of it.
    Unusable,
}

impl Reception {
    fn of(merged: &Merged) -> Self {
        if merged.refused > 0 {
            Self::Unusable
        } else if merged.lacking {
            Self::Lacking
        } else {
            Self::Taken
        }
    }
}

impl Session {
    /// Changes out of the room.
    pub(super) fn receive(self: &Rc<Self>, changes: &[Vec<u8>]) -> Reception {
        self.receive_by(|doc| Ok(doc.merge_changes(changes)))
    }

    /// A whole document out of the room.
    pub(super) fn receive_saved(self: &Rc<Self>, saved: &[u8]) -> Reception {
        self.receive_by(|doc| doc.merge_saved(saved))
    }

    /// Changes of this browser that are on disk and wait to be sent: another tab may have written
    /// them, and ended before it told this one.
    pub(super) fn receive_pending(self: &Rc<Self>, pending: &[StoredChange]) {
        let bytes: Vec<_> = pending.iter().map(|change| change.bytes.clone()).collect();
        if let Ok(merged) = self.merge(|doc| Ok(doc.merge_changes(&bytes)))
            && merged.refused == 0
        {
            self.note_pieces(&merged.fresh);
        }
    }

    fn receive_by(
        self: &Rc<Self>,
        work: impl FnOnce(&mut PlanDoc) -> Result<Merged, OpenError>,
    ) -> Reception {
        let Ok(merged) = self.merge(work) else {
            return Reception::Unusable;
        };
        let reception = Reception::of(&merged);
        self.received(merged, Origin::Elsewhere);
        reception
    }

    /// Writes down what a merge brought.
    pub(super) fn received(self: &Rc<Self>, merged: Merged, origin: Origin) {
        if merged.fresh.is_empty() {
            return;
        }
        self.note_title();
        if self.awaited.get() && self.has_content() {
            self.awaited.set(false);
            self.look_for_copies_soon();
        }
        if Reception::of(&merged) == Reception::Unusable {
            // A saved document would lack what was refused; its bytes stay for a newer version.
            self.write_down(merged.fresh, origin);
        } else {
            self.keep(merged.fresh, origin);
        }
    }

    pub(super) fn merge(
        self: &Rc<Self>,
        work: impl FnOnce(&mut PlanDoc) -> Result<Merged, OpenError>,
    ) -> Result<Merged, OpenError> {
        self.close_burst();
        let focused = self.focused.borrow().clone();
        let before = focused.as_ref().map(|_| self.doc.borrow_mut().heads());
        let merged = work(&mut self.doc.borrow_mut())?;
        self.repaint(&merged.touched);
        if let (Some(focused), Some(before)) = (focused, before) {
            focused.remote_applied(&before);
        }
        Ok(merged)
    }
}
