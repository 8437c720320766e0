//! Undo and redo. What a step is, and what may be taken back, is decided in `yoriai_plan`.

use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use yoriai_plan::{Command, StepPlace, StoredChange, TakenBack};

use super::{Notice, Origin, Session, stamp};
use crate::components::splice;

/// Whether there is something to undo, and something to redo.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Steps {
    /// There is a step to undo.
    pub undo: bool,
    /// There is a step to redo.
    pub redo: bool,
}

/// A step that was undone or redone, at least in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepped {
    /// Where it was.
    pub place: StepPlace,
    /// Of a step in a text: where in the text its words end now, in UTF-16 units.
    pub caret: Option<u32>,
}

/// The way to go along the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Back.
    Undo,
    /// Forth again.
    Redo,
}

impl Session {
    /// How many steps stand, for [`Session::back_to`]. What is being typed is one of them.
    pub fn steps_made(&self) -> u64 {
        self.close_burst();
        self.history.borrow().made()
    }

    /// Undoes one's own steps until so many stand. What others wrote meanwhile stays.
    pub fn back_to(self: &Rc<Self>, made: u64) {
        let mut standing = self.steps_made();
        while standing > made {
            self.step(Way::Undo);
            let now = self.history.borrow().made();
            if now >= standing {
                // A step that others have changed since is left as it is.
                return;
            }
            standing = now;
        }
    }

    /// Undoes or redoes one's own last step. `None` if there is none, or if others have changed
    /// since all that it did: then nothing has changed, and a notice says so.
    pub fn step(self: &Rc<Self>, way: Way) -> Option<Stepped> {
        self.close_burst();
        let focused = self.focused.borrow().clone();
        let before = focused.as_ref().map(|_| self.doc.borrow_mut().heads());
        let next = match way {
            Way::Undo => self.history.borrow().next_to_undo().cloned(),
            Way::Redo => self.history.borrow().next_to_redo().cloned(),
        };
        let old = match next {
            Some(StepPlace::Text(field)) => self.text(&field),
            _ => String::new(),
        };
        let stamp = stamp(&self.author.borrow());
        let taken = {
            let mut doc = self.doc.borrow_mut();
            let mut history = self.history.borrow_mut();
            match way {
                Way::Undo => history.undo(&mut doc, &stamp),
                Way::Redo => history.redo(&mut doc, &stamp),
            }
        };
        self.tell_steps();
        let TakenBack {
            touched,
            committed,
            done,
            left,
            place,
        } = taken?;
        if !committed.is_empty() {
            self.repaint(&touched);
            if let (Some(focused), Some(before)) = (focused, before) {
                focused.remote_applied(&before);
            }
            self.note_edit();
            self.keep(committed, Origin::Here);
        }
        if left > 0 {
            self.tell(Notice::NotUndone { in_part: done > 0 });
        }
        let caret = match &place {
            StepPlace::Text(field) => {
                let now = self.text(field);
                let end = u32::try_from(now.encode_utf16().count()).unwrap_or(u32::MAX);
                let changed = splice::between(&old, &now, end);
                changed.map(|splice| {
                    let written = splice.insert.encode_utf16().count();
                    splice.at + u32::try_from(written).unwrap_or_default()
                })
            }
            StepPlace::Thing(_) => None,
        };
        (done > 0).then_some(Stepped { place, caret })
    }

    /// What was committed is a step of this person.
    pub(super) fn note_step(&self, committed: &[StoredChange]) {
        self.history
            .borrow_mut()
            .note(&mut self.doc.borrow_mut(), committed);
        self.tell_steps();
    }

    /// Typing in another field is another step: it ends the burst.
    pub(super) fn burst_goes_on(&self, command: &Command) -> bool {
        let Command::WriteText { field, .. } = command else {
            return false;
        };
        let mut writing = self.writing.borrow_mut();
        let goes_on = writing.as_ref().is_none_or(|last| last == field);
        *writing = Some(field.clone());
        goes_on
    }

    fn tell_steps(&self) {
        let history = self.history.borrow();
        let steps = Steps {
            undo: history.to_undo() > 0,
            redo: history.to_redo() > 0,
        };
        drop(history);
        set_if_new(&self.steps, steps);
    }
}

fn set_if_new(signal: &ArcRwSignal<Steps>, steps: Steps) {
    if signal.get_untracked() != steps {
        signal.set(steps);
    }
}
