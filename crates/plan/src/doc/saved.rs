//! Saved documents that come as files: whether they are plans, and of which plan they are a copy.

use std::collections::BTreeSet;

use automerge::{Change, ChangeHash, ROOT, ReadDoc};

use super::open::{SavedChanges, changes_of, saved_document};
use super::{OpenError, PlanDoc};
use crate::schema;

/// The history of a saved document, to be held against the plans of a device.
#[derive(Clone, Debug)]
pub struct SavedHistory {
    /// All its changes but the one with which every plan begins.
    changes: BTreeSet<ChangeHash>,
}

impl SavedHistory {
    /// Reads the history of a saved document.
    ///
    /// # Errors
    /// [`OpenError::NotAPlan`] if the bytes are damaged, or a document of another program.
    pub fn read(saved: &[u8]) -> Result<Self, OpenError> {
        let doc = saved_document(saved)?;
        if !matches!(doc.get(ROOT, schema::ROOT_PLAN), Ok(Some(_))) {
            return Err(OpenError::NotAPlan(schema::ROOT_PLAN.to_owned()));
        }
        let first = schema::first_document()
            .ok()
            .and_then(|mut first| first.get_last_local_change())
            .map(|change| change.hash());
        let SavedChanges { applied, waiting } = changes_of(doc, saved);
        let hashes = applied.iter().chain(&waiting).map(Change::hash);
        Ok(Self {
            changes: hashes.filter(|hash| Some(*hash) != first).collect(),
        })
    }
}

impl PlanDoc {
    /// Whether a saved document is a copy of this plan: whether they have changes in common,
    /// beyond the one with which every plan begins. If so, how many changes it has that are not
    /// here.
    #[must_use]
    pub fn news_in(&self, saved: &SavedHistory) -> Option<usize> {
        let count = saved.changes.len();
        let news = saved.changes.iter();
        let news = news.filter(|hash| !self.has_change(&hash.0)).count();
        (news < count).then_some(news)
    }
}
