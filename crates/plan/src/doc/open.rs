//! Opening what a device has stored: saved documents and single changes, some of them damaged.

use std::collections::HashSet;

use automerge::{AutoCommit, Change, ChangeHash, LoadOptions, OnPartialLoad, ReadDoc};

use super::PlanDoc;
use super::bombs::is_bomb;
use super::orphans::orphans;
use crate::schema;

/// A piece of a stored document.
#[derive(Clone, Copy, Debug)]
pub struct Chunk<'a> {
    /// By what name the caller knows it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What it is.
    pub kind: ChunkKind,
}

/// What a [`Chunk`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkKind {
    /// A whole document ([`PlanDoc::save`]).
    Saved,
    /// One change ([`super::StoredChange::bytes`]).
    Change,
}

/// An opened document.
#[derive(Debug)]
pub struct Opened {
    /// The document, with all that could be read.
    pub doc: PlanDoc,
    /// Names of the chunks that could not be read, or not wholly, or that hold changes which
    /// Automerge refuses.
    pub damaged: Vec<String>,
}

/// Why bytes did not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There are chunks, and not one of them could be read.
    #[error("計画を読み出せません")]
    Unreadable {
        /// Their names.
        damaged: Vec<String>,
    },
    /// The bytes are not a saved plan.
    #[error("計画のデータではありません ({0})")]
    NotAPlan(String),
}

impl PlanDoc {
    /// Opens what was stored, in any order. No chunks at all make a new plan.
    ///
    /// Changes whose parents are missing are kept and wait for them.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`] if there are chunks and none can be read.
    pub fn open<'a>(
        device: [u8; 16],
        chunks: impl IntoIterator<Item = Chunk<'a>>,
    ) -> Result<Opened, OpenError> {
        let (mut whole, mut changes, mut damaged) = (None, Vec::new(), Vec::new());
        let mut sources: Vec<(ChangeHash, &str)> = Vec::new();
        let mut readable = 0_usize;
        let mut count = 0_usize;
        for chunk in chunks {
            count += 1;
            if is_bomb(chunk.bytes) {
                damaged.push(chunk.name.to_owned());
                continue;
            }
            let (found, intact) = match chunk.kind {
                ChunkKind::Saved => load(chunk.bytes),
                ChunkKind::Change => match Change::from_bytes(chunk.bytes.to_vec()) {
                    Ok(change) => {
                        sources.push((change.hash(), chunk.name));
                        changes.push(change);
                        readable += 1;
                        continue;
                    }
                    Err(_) => (None, false),
                },
            };
            if !intact {
                damaged.push(chunk.name.to_owned());
            }
            let Some(mut found) = found else { continue };
            readable += 1;
            let waiting = changes.len();
            // Those of the first are in its queue already. But a change that is refused can take
            // others along out of the queue.
            changes.extend(orphans(chunk.bytes));
            if whole.is_none() {
                whole = Some(found);
            } else {
                changes.extend(found.get_changes(&[]));
            }
            let added = changes.get(waiting..).unwrap_or_default().iter();
            sources.extend(added.map(|change| (change.hash(), chunk.name)));
        }
        if count > 0 && readable == 0 {
            return Err(OpenError::Unreadable { damaged });
        }
        let mut auto = whole.unwrap_or_else(|| Self::new(device).auto);
        changes.extend(missing_first_change(&mut auto));
        let refused = apply_all(&mut auto, changes);
        for (hash, name) in sources {
            if refused.contains(&hash) && !damaged.iter().any(|known| known == name) {
                damaged.push(name.to_owned());
            }
        }
        Ok(Opened {
            doc: Self::over(auto, device),
            damaged,
        })
    }
}

/// A saved document, and whether it is whole. Of a damaged one, what comes before the damage.
fn load(bytes: &[u8]) -> (Option<AutoCommit>, bool) {
    let options = |partial| {
        LoadOptions::new()
            .text_encoding(schema::ENCODING)
            .on_partial_load(partial)
    };
    // Automerge takes no bytes at all for an empty document.
    if bytes.is_empty() {
        return (None, false);
    }
    match AutoCommit::load_with_options(bytes, options(OnPartialLoad::Error)) {
        Ok(doc) => (Some(doc), true),
        Err(_) => (
            AutoCommit::load_with_options(bytes, options(OnPartialLoad::Ignore)).ok(),
            false,
        ),
    }
}

/// The first change, if a document does not have it: it was made by another program.
fn missing_first_change(auto: &mut AutoCommit) -> Option<Change> {
    let first = schema::first_document().ok()?.get_last_local_change()?;
    auto.get_change_by_hash(&first.hash())
        .is_none()
        .then_some(first)
}

/// Applies changes, all at once if possible; one by one if one of them spoils the batch.
/// Returns those that were refused: that are not in the document now, nor wait in it.
pub(super) fn apply_all(auto: &mut AutoCommit, changes: Vec<Change>) -> HashSet<ChangeHash> {
    if changes.is_empty() || auto.apply_changes_batch(changes.clone()).is_ok() {
        return HashSet::new();
    }
    // Twice, as a refused change takes those that wait for it out of the queue, and they may have
    // come before it.
    for _ in 0..2 {
        for change in &changes {
            // Whether it was refused is asked below: an error here may be that of another change
            // that had waited for this one.
            let _ = auto.apply_changes([change.clone()]);
        }
    }
    let hashes = changes.iter().map(Change::hash);
    hashes.filter(|hash| !has_change(auto, hash)).collect()
}

/// Whether a document holds a change, be it that the change still waits for its parents.
pub(super) fn has_change(auto: &AutoCommit, hash: &ChangeHash) -> bool {
    !ReadDoc::get_missing_deps(auto, &[*hash]).contains(hash)
}

/// The changes of a saved document, for a merge: those that are in it and those that wait in it.
pub(super) struct SavedChanges {
    pub(super) applied: Vec<Change>,
    pub(super) waiting: Vec<Change>,
}

pub(super) fn changes_of(mut document: AutoCommit, saved: &[u8]) -> SavedChanges {
    SavedChanges {
        applied: document.get_changes(&[]),
        waiting: orphans(saved),
    }
}

/// A saved document, only if it is whole.
pub(super) fn saved_document(saved: &[u8]) -> Result<AutoCommit, OpenError> {
    let options = LoadOptions::new()
        .text_encoding(schema::ENCODING)
        .on_partial_load(OnPartialLoad::Error);
    if saved.is_empty() || is_bomb(saved) {
        return Err(OpenError::NotAPlan(saved.len().to_string()));
    }
    AutoCommit::load_with_options(saved, options)
        .map_err(|error| OpenError::NotAPlan(error.to_string()))
}
