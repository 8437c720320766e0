//! Positions in a text across versions: where what one saw then is now.
//!
//! Automerge's `isolate` would do the same for edits, but it makes a change of its own under a
//! second actor, without a stamp. Cursors keep the edit inside the burst.

use std::cell::OnceCell;
use std::collections::HashMap;

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ChangeHash, ObjId, ReadDoc};

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
        let Some(object) = self.text_object(field) else {
            return 0;
        };
        let offset = offset as usize;
        let place = match self.text_at(field, from) {
            Some(text) => Then::new(&self.auto, &object, &text, &from.0).carry(offset),
            None => offset,
        };
        let place = place.min(self.auto.length(&object));
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}

/// The characters of a text in an older version, and where they are now.
struct Then<'a> {
    auto: &'a AutoCommit,
    object: &'a ObjId,
    version: &'a [ChangeHash],
    text: &'a str,
    /// The text as it is now, and by how much it grew.
    now: String,
    growth: isize,
    /// Where every character is now; made when looking in the likely places did not help.
    places: OnceCell<HashMap<Vec<u8>, usize>>,
}

impl<'a> Then<'a> {
    fn new(
        auto: &'a AutoCommit,
        object: &'a ObjId,
        text: &'a str,
        version: &'a [ChangeHash],
    ) -> Self {
        let now = auto.text(object).unwrap_or_default();
        let growth = units(&now) as isize - units(text) as isize;
        Self {
            auto,
            object,
            version,
            text,
            now,
            growth,
            places: OnceCell::new(),
        }
    }

    /// Where the character that began at `start` is now; `None` if it is gone.
    ///
    /// Not by asking Automerge for the position of a cursor: of a deleted character at the end
    /// of a text its two ways of counting differ, which panics in debug builds (0.12).
    fn find(&self, start: usize) -> Option<usize> {
        let cursor = self
            .auto
            .get_cursor(self.object, start, Some(self.version))
            .ok()?;
        let likely = [Some(start), start.checked_add_signed(self.growth)];
        for place in likely.into_iter().flatten() {
            // Inside a surrogate pair the cursor would be that of the whole character.
            let boundary = byte_offset(&self.now, place).is_some();
            if boundary
                && self.auto.get_cursor(self.object, place, None).ok().as_ref() == Some(&cursor)
            {
                return Some(place);
            }
        }
        self.places
            .get_or_init(|| self.all_places())
            .get(&cursor.to_bytes())
            .copied()
    }

    fn all_places(&self) -> HashMap<Vec<u8>, usize> {
        let mut places = HashMap::new();
        let mut place = 0;
        for c in self.now.chars() {
            if let Ok(cursor) = self.auto.get_cursor(self.object, place, None) {
                places.insert(cursor.to_bytes(), place);
            }
            place += c.len_utf16();
        }
        places
    }

    /// Where a place between two characters is now: behind the nearest one before it that is
    /// still there.
    fn carry(&self, offset: usize) -> usize {
        let before = byte_offset(self.text, offset).map_or(self.text, |end| &self.text[..end]);
        let mut start = units(before);
        for c in before.chars().rev() {
            start -= c.len_utf16();
            if let Some(place) = self.find(start) {
                return place + c.len_utf16();
            }
        }
        0
    }
}

/// Carries an edit that was made in a version over to now: of what it deletes, what is still
/// there; its insertion right behind the character that it was behind.
pub(super) fn carry_edit(
    auto: &AutoCommit,
    object: &ObjId,
    text: &str,
    at: usize,
    delete: usize,
    version: &[ChangeHash],
) -> Carried {
    let then = Then::new(auto, object, text, version);
    let mut place = then.carry(at);
    let mut gone: Vec<(usize, usize)> = Vec::new();
    let mut offset = 0;
    for c in text.chars() {
        if offset >= at + delete {
            break;
        }
        if offset >= at
            && let Some(start) = then.find(offset)
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
    Carried {
        at: place,
        delete: gone,
    }
}

impl PlanDoc {
    /// Writes into a text object, in positions of now.
    pub(super) fn splice(
        &mut self,
        field: &TextRef,
        object: &ObjId,
        edit: &Carried,
        insert: &str,
    ) -> Result<(), automerge::AutomergeError> {
        for (start, length) in &edit.delete {
            self.trail
                .erases(&self.auto, field, object, *start, *length);
            let length = isize::try_from(*length).unwrap_or(isize::MAX);
            self.auto_mut().splice_text(object, *start, length, "")?;
        }
        if !insert.is_empty() {
            self.auto_mut().splice_text(object, edit.at, 0, insert)?;
            self.trail.typed(&self.auto, field, object, edit.at, insert);
        }
        Ok(())
    }
}
