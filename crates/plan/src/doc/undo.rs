//! Undo and redo: each device takes back its own steps and nobody else's.
//!
//! A step is what one change did (a burst of typing, or one command), read out of the change
//! itself, so that every command there is or will be can be taken back without a line of its own.
//! Values and characters are known by the operations that made them. A choice goes back to what
//! was before only while it is still the one that the step made: what others chose since stays.
//! Of a text, exactly the characters that the step typed go, and those that it erased come back
//! beside the ones that they stood beside: what others wrote in between stays.
//!
//! Taking back is itself a change, which everybody else receives like any other, and a step,
//! which redo takes back.

mod back;
mod mark;
mod step;
#[cfg(test)]
mod tests;
mod trail;

use std::collections::VecDeque;

use super::{PlanDoc, Stamp, StoredChange};
use crate::field::TextRef;
use crate::finding::Entity;
use crate::touched::Touched;

use mark::Same;
use step::Step;
pub(super) use trail::Trail;

/// How many steps can be taken back.
pub const MAX_STEPS: usize = 200;

/// The steps of one person at one open plan. It ends with the session: after opening the plan
/// anew, there is nothing to take back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// Steps that are too long ago to be taken back.
    past: u64,
    same: Same,
}

/// Where a step was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepPlace {
    /// In a text.
    Text(TextRef),
    /// At a thing: added, moved, binned, or given another value.
    Thing(Entity),
}

/// What became of taking a step back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// What [`crate::Plan::refresh`] has to look at.
    pub touched: Touched,
    /// The changes to be kept and sent. The burst that was open is among them.
    pub committed: Vec<StoredChange>,
    /// How many parts of the step were taken back.
    pub done: usize,
    /// How many were left, because others have changed them since; and how often the other side of
    /// a conflict that the step had decided did not come back.
    pub left: usize,
    /// Where the step was.
    pub place: StepPlace,
}

enum Way {
    Undo,
    Redo,
}

impl History {
    /// Notes changes that [`PlanDoc::commit`] has just handed out: all of them are one step.
    /// What was undone before can no longer be redone.
    pub fn note(&mut self, doc: &mut PlanDoc, committed: &[StoredChange]) {
        if let Some(step) = doc.step_of(committed, &mut self.same) {
            self.undone.clear();
            self.push(step);
        }
    }

    fn push(&mut self, step: Step) {
        self.done.push_back(step);
        if self.done.len() > MAX_STEPS {
            self.done.pop_front();
            self.past += 1;
        }
    }

    /// How many steps there are to undo.
    #[must_use]
    pub fn to_undo(&self) -> usize {
        self.done.len()
    }

    /// How many steps have been made and not been undone, those of long ago as well.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.past + self.done.len() as u64
    }

    /// How many steps there are to redo.
    #[must_use]
    pub fn to_redo(&self) -> usize {
        self.undone.len()
    }

    /// Where the step was that would be undone.
    #[must_use]
    pub fn next_to_undo(&self) -> Option<&StepPlace> {
        self.done.back().map(|step| &step.place)
    }

    /// Where the step was that would be redone.
    #[must_use]
    pub fn next_to_redo(&self) -> Option<&StepPlace> {
        self.undone.last().map(|step| &step.place)
    }

    /// Takes the last step back; `None` if there is none. Closes the burst, which is a step.
    pub fn undo(&mut self, doc: &mut PlanDoc, stamp: &Stamp) -> Option<TakenBack> {
        self.take(doc, stamp, &Way::Undo)
    }

    /// Does the step again that was undone last; `None` if there is none. A burst that is open
    /// closes, and there is nothing to redo any more.
    pub fn redo(&mut self, doc: &mut PlanDoc, stamp: &Stamp) -> Option<TakenBack> {
        self.take(doc, stamp, &Way::Redo)
    }

    fn take(&mut self, doc: &mut PlanDoc, stamp: &Stamp, way: &Way) -> Option<TakenBack> {
        let mut committed = doc.commit(stamp);
        self.note(doc, &committed);
        let taken = match way {
            Way::Undo => self.done.pop_back(),
            Way::Redo => self.undone.pop(),
        };
        let Some(step) = taken else {
            // Nothing of the burst may be lost: it is handed out all the same.
            return (!committed.is_empty()).then(|| TakenBack {
                touched: Touched::nothing(),
                committed,
                done: 0,
                left: 0,
                place: StepPlace::Thing(Entity::Plan),
            });
        };
        let back = doc.take_back(&step, stamp, &mut self.same);
        let fresh = doc.commit(stamp);
        if let Some(again) = doc.step_of(&fresh, &mut self.same) {
            match way {
                Way::Undo => self.undone.push(again),
                Way::Redo => self.push(again),
            }
        }
        committed.extend(fresh);
        Some(TakenBack {
            touched: back.touched,
            committed,
            done: back.done,
            left: back.left,
            place: step.place,
        })
    }
}
