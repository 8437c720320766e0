//! By what values and characters are known.

use std::collections::HashMap;

use automerge::legacy::OpId;
use automerge::{ActorId, AutoCommit, ObjId, ReadDoc};

/// The operation that set a value or typed a character.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark(u64, ActorId);

impl Mark {
    pub(super) fn new(counter: u64, actor: &ActorId) -> Self {
        Self(counter, actor.clone())
    }

    /// Whether it is the operation that a change names.
    pub(super) fn is(&self, op: &OpId) -> bool {
        self.0 == op.0 && self.1 == op.1
    }

    /// Of what `get` of a scalar names beside it.
    pub(super) fn of_value(id: &ObjId) -> Option<Self> {
        match id {
            ObjId::Id(counter, actor, _) => Some(Self(*counter, actor.clone())),
            ObjId::Root => None,
        }
    }

    /// Of the character that begins at a place of a text.
    pub(super) fn of_char(auto: &AutoCommit, text: &ObjId, place: usize) -> Option<Self> {
        let cursor = auto.get_cursor(text, place, None).ok()?.to_string();
        let (counter, actor) = cursor.split_once('@')?;
        Some(Self(counter.parse().ok()?, ActorId::try_from(actor).ok()?))
    }
}

/// Which operations stand for others: a value or a character that came back is a new operation,
/// but the same one to every older step that speaks of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Same(HashMap<Mark, Mark>);

impl Same {
    /// The first operation of which this one is the return.
    pub(super) fn first<'a>(&'a self, mark: &'a Mark) -> &'a Mark {
        self.0.get(mark).unwrap_or(mark)
    }

    pub(super) fn returns(&mut self, new: Mark, old: &Mark) {
        let first = self.first(old).clone();
        self.0.insert(new, first);
    }
}
