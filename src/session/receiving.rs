//! What other devices wrote, on its way into the document.

use std::rc::Rc;

use yoriai_plan::{Merged, OpenError, PlanDoc};

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
        self.receive_by(Origin::Elsewhere, |doc| Ok(doc.merge_changes(changes)))
    }

    /// A whole document out of the room.
    pub(super) fn receive_saved(self: &Rc<Self>, saved: &[u8]) -> Reception {
        self.receive_by(Origin::Elsewhere, |doc| doc.merge_saved(saved))
    }

    /// Changes out of a room that was ended before: the plan's present room has to be given them.
    pub(super) fn receive_late(self: &Rc<Self>, changes: &[Vec<u8>]) {
        self.receive_by(Origin::Here, |doc| Ok(doc.merge_changes(changes)));
    }

    /// A whole document out of such a room.
    pub(super) fn receive_saved_late(self: &Rc<Self>, saved: &[u8]) {
        self.receive_by(Origin::Here, |doc| doc.merge_saved(saved));
    }

    fn receive_by(
        self: &Rc<Self>,
        origin: Origin,
        work: impl FnOnce(&mut PlanDoc) -> Result<Merged, OpenError>,
    ) -> Reception {
        let Ok(merged) = self.merge(work) else {
            return Reception::Unusable;
        };
        let reception = Reception::of(&merged);
        self.received(merged, origin);
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
            self.take_over_soon();
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
