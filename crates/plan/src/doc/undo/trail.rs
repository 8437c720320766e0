//! What an open burst wrote in texts, character by character.

use std::collections::{HashMap, HashSet};

use automerge::{AutoCommit, ObjId, ReadDoc};

use super::mark::Mark;
use crate::field::TextRef;
use crate::text::byte_offset;

/// How many characters on the left of an erased run are remembered: it comes back behind the
/// nearest of them that still stands.
const LEFT: usize = 40;
/// How many on its right, for when all of those are gone.
const RIGHT: usize = 8;

/// What was written in texts since the last step.
#[derive(Clone, Debug, Default)]
pub(in crate::doc) struct Trail {
    texts: Vec<Writing>,
    /// Which of them is of a text.
    places: HashMap<ObjId, usize>,
}

/// What was written in one text.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    pub(super) field: TextRef,
    pub(super) object: ObjId,
    /// Characters that were typed and not erased again.
    pub(super) typed: HashSet<Mark>,
    /// Characters that had stood there before, in the order in which they were erased.
    pub(super) erased: Vec<Erased>,
}

/// Characters that stood side by side.
#[derive(Clone, Debug)]
pub(super) struct Erased {
    /// What stood before them, nearest first, and what was there before the burst.
    pub(super) left: Vec<Mark>,
    /// What stood behind them.
    pub(super) right: Vec<Mark>,
    pub(super) chars: Vec<(Mark, char)>,
    /// Where the gap is, as long as nothing was typed since.
    gap: Option<usize>,
}

impl Trail {
    /// What was written; the trail begins anew.
    pub(super) fn take(&mut self) -> Vec<Writing> {
        let mut texts = std::mem::take(self).texts;
        texts.retain(|text| !text.typed.is_empty() || !text.erased.is_empty());
        texts
    }

    fn text(&mut self, field: &TextRef, object: &ObjId) -> Option<&mut Writing> {
        let place = match self.places.get(object) {
            Some(place) => *place,
            None => {
                self.texts.push(Writing {
                    field: field.clone(),
                    object: object.clone(),
                    typed: HashSet::new(),
                    erased: Vec::new(),
                });
                let place = self.texts.len() - 1;
                self.places.insert(object.clone(), place);
                place
            }
        };
        self.texts.get_mut(place)
    }

    /// To be called after `length` units were typed at `at`.
    pub(in crate::doc) fn typed(
        &mut self,
        auto: &AutoCommit,
        field: &TextRef,
        object: &ObjId,
        at: usize,
        insert: &str,
    ) {
        let Some(text) = self.text(field, object) else {
            return;
        };
        text.typed.extend(Mark::of_run(auto, object, at, insert));
        if let Some(last) = text.erased.last_mut() {
            last.gap = None;
        }
    }

    /// To be called before `length` units from `at` are erased.
    pub(in crate::doc) fn erases(
        &mut self,
        auto: &AutoCommit,
        field: &TextRef,
        object: &ObjId,
        at: usize,
        length: usize,
    ) {
        let now = auto.text(object).unwrap_or_default();
        let Some(text) = self.text(field, object) else {
            return;
        };
        let (Some(from), Some(to)) = (byte_offset(&now, at), byte_offset(&now, at + length)) else {
            return;
        };
        let (before, gone, behind) = (&now[..from], &now[from..to], &now[to..]);
        let mut chars = Vec::new();
        let mut place = at;
        for c in gone.chars() {
            if let Some(mark) = Mark::of_char(auto, object, place)
                && !text.typed.remove(&mark)
            {
                chars.push((mark, c));
            }
            place += c.len_utf16();
        }
        if chars.is_empty() {
            return;
        }
        let (mut left, mut place) = (Vec::new(), at);
        for c in before.chars().rev() {
            place -= c.len_utf16();
            left.extend(Mark::of_char(auto, object, place).filter(|m| !text.typed.contains(m)));
            if left.len() == LEFT {
                break;
            }
        }
        let (mut right, mut place) = (Vec::new(), at + length);
        for c in behind.chars() {
            right.extend(Mark::of_char(auto, object, place).filter(|m| !text.typed.contains(m)));
            place += c.len_utf16();
            if right.len() == RIGHT {
                break;
            }
        }
        match text.erased.last_mut() {
            // Backspace held down: one run, not one per press.
            Some(last) if last.gap == Some(at + length) => {
                chars.append(&mut last.chars);
                (last.chars, last.left, last.gap) = (chars, left, Some(at));
            }
            Some(last) if last.gap == Some(at) => {
                last.chars.append(&mut chars);
                last.right = right;
            }
            _ => text.erased.push(Erased {
                left,
                right,
                chars,
                gap: Some(at),
            }),
        }
    }
}
