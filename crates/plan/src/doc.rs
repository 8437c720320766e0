//! The plan document: opening, applying, merging, saving.
//!
//! It wraps Automerge and lets nothing of it out: no patches, no object ids. Commands between two
//! [`PlanDoc::commit`]s are one burst and become one change. What can be seen of it is
//! [`crate::Plan`]'s business.

pub(crate) mod ahead;
pub(crate) mod index;

mod apply;
mod bombs;
mod caret;
mod merge;
mod open;
mod orphans;
mod saved;
mod shelf;
pub(crate) mod undo;

use std::sync::Arc;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, Value};

use crate::field::TextRef;
use crate::order::Run;
use crate::schema::{self, SCHEMA};
use ahead::Ahead;
use index::Index;

pub use merge::Merged;
pub use open::{Chunk, ChunkKind, OpenError, Opened};
pub use saved::SavedHistory;

/// A plan document: the plan with its whole history.
#[derive(Clone, Debug)]
pub struct PlanDoc {
    auto: AutoCommit,
    index: Index,
    run: Run,
    read_only: bool,
    /// The stamp of the last commit: for a burst that had to be closed before its own came.
    last_stamp: Stamp,
    /// Changes that were closed and not handed out by [`PlanDoc::commit`] yet.
    closed: Vec<ChangeHash>,
    /// All of the document, from when it was opened until something changes it: see
    /// [`PlanDoc::auto_mut`].
    ahead: Option<Arc<Ahead>>,
    /// What the open burst wrote in texts, for undo.
    trail: undo::Trail,
}

/// A version of a document: opaque, comparable, and the same on every device that has the same
/// changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Heads(Vec<ChangeHash>);

/// Who made a change, and when. Both are passed in: this crate knows neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The name of the device's owner, or the id of a person of the plan.
    pub author: Option<String>,
    /// Seconds since 1970 by the author's clock.
    pub seconds: i64,
}

/// A change as it is stored and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    /// SHA-256 of the change, by which Automerge knows it.
    pub hash: [u8; 32],
    /// The change, deflated where that helps.
    pub bytes: Vec<u8>,
}

impl PlanDoc {
    /// A new plan that holds only the fixed first change, written to as `device` from now on.
    ///
    /// The first change is the same for all plans and devices, and never handed out: every
    /// document has it from the start.
    #[must_use]
    pub fn new(device: [u8; 16]) -> Self {
        // Writing a few keys into an empty document cannot be refused. Should it be, the
        // document is empty and every command says so; nothing panics.
        let auto = schema::first_document()
            .unwrap_or_else(|_| AutoCommit::new_with_encoding(schema::ENCODING));
        Self::over(auto, device)
    }

    fn over(mut auto: AutoCommit, device: [u8; 16]) -> Self {
        auto.set_actor(ActorId::from(&device[..]));
        let ahead = Ahead::read(&auto);
        let mut doc = Self {
            index: Index::read(&ahead),
            ahead: Some(Arc::new(ahead)),
            run: Run::of_device(&device),
            read_only: false,
            last_stamp: Stamp::default(),
            closed: Vec::new(),
            trail: undo::Trail::default(),
            auto,
        };
        doc.look_at_schema();
        doc
    }

    /// The document to be written in, which makes what was read ahead of it stale. Whatever
    /// writes goes through here; closing a burst and saving change nothing that is seen.
    fn auto_mut(&mut self) -> &mut AutoCommit {
        self.ahead = None;
        &mut self.auto
    }

    fn look_at_schema(&mut self) {
        let schema = match self.auto.get(ROOT, schema::KEY_SCHEMA) {
            Ok(Some((value, _))) => value.as_i64(),
            _ => None,
        };
        self.read_only = schema != Some(SCHEMA);
    }

    /// Whether the document is of a newer schema: it can be read, merged and saved, but every
    /// command is refused.
    #[must_use]
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// Closes the burst: what was applied since the last time becomes one change.
    ///
    /// Empty if nothing was. More than one only if something else had to close a burst in
    /// between ([`PlanDoc::heads`], [`PlanDoc::save`], a merge, a [`crate::Command::WriteText`]
    /// with `seen`); such a change carries the stamp of the commit before it.
    pub fn commit(&mut self, stamp: &Stamp) -> Vec<StoredChange> {
        self.last_stamp = stamp.clone();
        self.close();
        std::mem::take(&mut self.closed)
            .into_iter()
            .filter_map(|hash| self.auto.get_change_by_hash(&hash))
            .map(stored)
            .collect()
    }

    fn close(&mut self) {
        if self.auto.pending_ops() == 0 {
            return;
        }
        let mut options = CommitOptions::default().with_time(self.last_stamp.seconds);
        if let Some(author) = &self.last_stamp.author {
            // Not Automerge's own author: setting that draws a new random actor each time.
            options.set_message(author.clone());
        }
        self.closed.extend(self.auto.commit_with(options));
    }

    /// The whole document with its history, for [`crate::ChunkKind::Saved`]. Closes the burst.
    pub fn save(&mut self) -> Vec<u8> {
        self.close();
        self.auto.save()
    }

    /// The version as it is now. Closes the burst.
    pub fn heads(&mut self) -> Heads {
        self.close();
        Heads::sorted(self.auto.get_heads())
    }

    /// Whether the document holds a change, be it that the change still waits for its parents.
    #[must_use]
    pub fn has_change(&self, hash: &[u8; 32]) -> bool {
        open::has_change(&self.auto, &ChangeHash(*hash))
    }

    /// How many changes the document has, the first one included.
    #[must_use]
    pub fn change_count(&self) -> usize {
        usize::try_from(self.auto.stats().num_changes).unwrap_or(usize::MAX)
    }

    /// A text as it is now; `None` if there is no such thing.
    #[must_use]
    pub fn text(&self, field: &TextRef) -> Option<String> {
        self.auto.text(&self.text_object(field)?).ok()
    }

    /// A text as it was in a version; `None` if there is no such thing, or no such version here.
    #[must_use]
    pub fn text_at(&self, field: &TextRef, version: &Heads) -> Option<String> {
        let object = self.text_object(field)?;
        self.knows(version)
            .then(|| self.auto.text_at(&object, &version.0).ok())
            .flatten()
    }

    fn knows(&self, version: &Heads) -> bool {
        // Not `has_change`: a change that waits for its parents makes no version yet.
        version
            .0
            .iter()
            .all(|hash| self.auto.get_change_by_hash(hash).is_some())
    }

    fn text_object(&self, field: &TextRef) -> Option<ObjId> {
        let (owner, key) = self.place_of(field)?;
        match self.auto.get(&owner, key) {
            Ok(Some((Value::Object(ObjType::Text), id))) => Some(id),
            _ => None,
        }
    }

    /// The map and key in which a text lives.
    fn place_of(&self, field: &TextRef) -> Option<(ObjId, &'static str)> {
        let (thing, key) = field.stored();
        let owner = match thing {
            Some((shelf, id)) => self.index.node(shelf, id)?.obj.clone(),
            None => self.index.plan.clone()?,
        };
        Some((owner, key))
    }

    /// The whole document as it stands, if it was read in one pass.
    pub(crate) fn ahead(&self) -> Option<&Ahead> {
        self.ahead.as_deref()
    }

    pub(crate) fn automerge(&self) -> &AutoCommit {
        &self.auto
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

fn stored(mut change: automerge::Change) -> StoredChange {
    StoredChange {
        hash: change.hash().0,
        bytes: change.bytes().into_owned(),
    }
}

impl Heads {
    fn sorted(mut hashes: Vec<ChangeHash>) -> Self {
        hashes.sort();
        hashes.dedup();
        Self(hashes)
    }

    /// 32 bytes a head, in ascending order.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.0).collect()
    }

    /// Reads [`Heads::to_bytes`]; `None` for anything that cannot be its work.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let hashes = bytes
            .chunks(32)
            .map(|chunk| ChangeHash::try_from(chunk).ok())
            .collect::<Option<Vec<_>>>()?;
        Some(Self::sorted(hashes))
    }
}

#[cfg(test)]
mod tests;
