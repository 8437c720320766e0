//! What comes from other devices.

use automerge::{Change, ChangeHash, ReadDoc};

use super::bombs::is_bomb;
use super::open::{SavedChanges, apply_all, changes_of, saved_document};
use super::{OpenError, PlanDoc, StoredChange, stored};
use crate::touched::Touched;

/// Past this many new changes at once, reading all anew is cheaper than asking what each touched.
const MANY: usize = 500;

/// What a merge brought.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// What [`crate::Plan::refresh`] has to look at.
    pub touched: Touched,
    /// The changes that were new here, to be stored; those that wait for their parents as well,
    /// those that were refused not.
    pub fresh: Vec<StoredChange>,
    /// How many could not be read, or were refused by Automerge.
    pub refused: usize,
    /// Of a saved document: whether it lacks changes that are here.
    pub lacking: bool,
}

impl PlanDoc {
    /// Merges changes of other devices, in any order, known ones as well. Closes the burst.
    pub fn merge_changes(&mut self, changes: &[Vec<u8>]) -> Merged {
        let read: Vec<Change> = changes
            .iter()
            .filter(|bytes| !is_bomb(bytes))
            .filter_map(|bytes| Change::from_bytes(bytes.clone()).ok())
            .collect();
        let unreadable = changes.len() - read.len();
        let mut merged = self.take_in(read);
        merged.refused += unreadable;
        merged
    }

    /// Merges a saved document ([`PlanDoc::save`] of another device). Closes the burst.
    ///
    /// # Errors
    /// [`OpenError::NotAPlan`] if the bytes are no such document or damaged; nothing has changed.
    pub fn merge_saved(&mut self, saved: &[u8]) -> Result<Merged, OpenError> {
        let SavedChanges { applied, waiting } = changes_of(saved_document(saved)?, saved);
        let mut common = applied.len();
        let mut theirs = applied;
        theirs.extend(waiting.iter().cloned());
        let merged = self.take_in(theirs);
        common = common.saturating_sub(merged.refused);
        // All of theirs are here now, or wait here; if more are here, they lack those.
        let here =
            |change: &&Change| ReadDoc::get_change_by_hash(&self.auto, &change.hash()).is_some();
        common += waiting.iter().filter(here).count();
        Ok(Merged {
            lacking: self.change_count() > common,
            ..merged
        })
    }

    fn take_in(&mut self, mut changes: Vec<Change>) -> Merged {
        self.close();
        let mut seen = std::collections::HashSet::new();
        changes.retain(|change| {
            let hash = change.hash();
            seen.insert(hash) && !self.has_change(&hash.0)
        });
        if changes.is_empty() {
            return Merged::default();
        }
        let mut fresh: Vec<StoredChange> = changes.iter().cloned().map(stored).collect();
        let many = changes.len() > MANY;
        let before = self.auto.get_heads();
        let refused = apply_all(self.auto_mut(), changes);
        fresh.retain(|change| !refused.contains(&ChangeHash(change.hash)));
        let mut touched = Touched::nothing();
        if many || before.is_empty() {
            touched = Touched::everything();
        } else {
            // Not only those that came: some may have waited for them.
            for change in self.auto.get_changes(&before) {
                touched.change(&self.auto, &change);
            }
        }
        if touched.everything {
            let ahead = super::Ahead::read(&self.auto);
            self.index = super::Index::read(&ahead);
            self.ahead = Some(ahead.into());
        } else {
            for (shelf, id) in touched.things() {
                self.index.look_again(&self.auto, shelf, id);
            }
        }
        self.look_at_schema();
        Merged {
            touched,
            fresh,
            refused: refused.len(),
            lacking: false,
        }
    }
}
