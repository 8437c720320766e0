//! By what values and characters are known.

use std::collections::HashMap;

use automerge::legacy::OpId;
use automerge::{ActorId, AutoCommit, ObjId, ReadDoc};

use crate::text::units;

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

    /// Of each character of a run that stands at a place of a text. What was typed in one go is
    /// counted on from its first character: to look each one up would cost more than the typing.
    pub(super) fn of_run(auto: &AutoCommit, text: &ObjId, place: usize, run: &str) -> Vec<Self> {
        let Some(last) = run.chars().next_back() else {
            return Vec::new();
        };
        let count = run.chars().count() as u64;
        let end = place + units(run) - last.len_utf16();
        let ends = (
            Self::of_char(auto, text, place),
            Self::of_char(auto, text, end),
        );
        if let (Some(first), Some(last)) = ends
            && first.1 == last.1
            && first.0 + count - 1 == last.0
        {
            let counters = first.0..=last.0;
            return counters.map(|c| Self(c, first.1.clone())).collect();
        }
        let mut at = place;
        run.chars()
            .filter_map(|c| {
                let mark = Self::of_char(auto, text, at);
                at += c.len_utf16();
                mark
            })
            .collect()
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
