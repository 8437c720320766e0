//! Positions in a text across versions: where what one saw then is now.
//!
//! Automerge's `isolate` would do the same for edits, but it makes a change of its own under a
//! second actor, without a stamp. Cursors keep the edit inside the burst.

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ChangeHash, Cursor, ObjId, ReadDoc};

use super::{Heads, PlanDoc};
use crate::field::TextRef;
use crate::text::{byte_offset, units};

/// An edit in the positions of now.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Carried {
    /// Where to insert, after all deletions.
    pub(super) at: usize,
    /// What to take away: position and length, last first.
    pub(super) delete: Vec<(usize, usize)>,
}

impl PlanDoc {
    /// Where the caret is now that stood at `offset` (UTF-16 units) in the version `from`. It
    /// stays behind the character that it stood behind. An unknown version or field, or an
    /// offset past the end, gives the nearest place that exists.
    #[must_use]
    pub fn map_offset(&self, field: &TextRef, offset: u32, from: &Heads) -> u32 {
        let Some(object) = self.text_object(field) else { return 0 };
        let offset = offset as usize;
        let place = match self.text_at(field, from) {
            Some(then) => carry_place(&self.auto, &object, &then, offset, &from.0),
            None => offset,
        };
        let place = place.min(self.auto.length(&object));
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}

/// Where a place between two characters of `then` is now.
fn carry_place(
    auto: &AutoCommit,
    object: &ObjId,
    then: &str,
    offset: usize,
    version: &[ChangeHash],
) -> usize {
    let before = byte_offset(then, offset).map_or(then, |end| &then[..end]);
    let Some(last) = before.chars().next_back() else { return 0 };
    let start = units(before) - last.len_utf16();
    match find(auto, object, start, version) {
        Some((place, true)) => place + last.len_utf16(),
        Some((place, false)) => place,
        None => offset,
    }
}

/// Where a character of a version is now, and whether it is still there.
fn find(
    auto: &AutoCommit,
    object: &ObjId,
    start: usize,
    version: &[ChangeHash],
) -> Option<(usize, bool)> {
    let cursor = auto.get_cursor(object, start, Some(version)).ok()?;
    let place = auto.get_cursor_position(object, &cursor, None).ok()?;
    let there: Option<Cursor> = auto.get_cursor(object, place, None).ok();
    Some((place, there.as_ref() == Some(&cursor)))
}

/// Carries an edit that was made in a version over to now: of what it deletes, what is still
/// there; its insertion right behind the character that it was behind.
pub(super) fn carry_edit(
    auto: &AutoCommit,
    object: &ObjId,
    then: &str,
    at: usize,
    delete: usize,
    version: &[ChangeHash],
) -> Carried {
    let mut place = carry_place(auto, object, then, at, version);
    let mut gone: Vec<(usize, usize)> = Vec::new();
    let mut offset = 0;
    for c in then.chars() {
        if offset >= at + delete {
            break;
        }
        if offset >= at
            && let Some((start, true)) = find(auto, object, offset, version)
        {
            match gone.last_mut() {
                Some((first, length)) if *first + *length == start => *length += c.len_utf16(),
                _ => gone.push((start, c.len_utf16())),
            }
        }
        offset += c.len_utf16();
    }
    gone.reverse();
    for (start, length) in &gone {
        if *start < place {
            place -= (*length).min(place - start);
        }
    }
    Carried { at: place, delete: gone }
}

impl PlanDoc {
    /// Writes into a text object, in positions of now.
    pub(super) fn splice(
        &mut self,
        object: &ObjId,
        edit: &Carried,
        insert: &str,
    ) -> Result<(), automerge::AutomergeError> {
        for (start, length) in &edit.delete {
            let length = isize::try_from(*length).unwrap_or(isize::MAX);
            self.auto.splice_text(object, *start, length, "")?;
        }
        if !insert.is_empty() {
            self.auto.splice_text(object, edit.at, 0, insert)?;
        }
        Ok(())
    }
}
