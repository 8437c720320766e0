//! Opening what a device has stored: saved documents and single changes, some of them damaged.

use automerge::{AutoCommit, Change, LoadOptions, OnPartialLoad};

use super::PlanDoc;
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
    /// Names of the chunks that could not be read, or not wholly.
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
        let mut readable = 0_usize;
        let mut count = 0_usize;
        for chunk in chunks {
            count += 1;
            let (found, intact) = match chunk.kind {
                ChunkKind::Saved => load(chunk.bytes),
                ChunkKind::Change => match Change::from_bytes(chunk.bytes.to_vec()) {
                    Ok(change) => {
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
            if whole.is_none() {
                whole = Some(found);
            } else {
                changes.extend(found.get_changes(&[]));
            }
        }
        if count > 0 && readable == 0 {
            return Err(OpenError::Unreadable { damaged });
        }
        let mut auto = match whole {
            Some(auto) => auto,
            None => return Ok(Self::open_changes(device, changes, damaged)),
        };
        changes.extend(missing_first_change(&mut auto));
        apply_all(&mut auto, changes);
        Ok(Opened {
            doc: Self::over(auto, device),
            damaged,
        })
    }

    fn open_changes(device: [u8; 16], changes: Vec<Change>, damaged: Vec<String>) -> Opened {
        let mut doc = Self::new(device);
        apply_all(&mut doc.auto, changes);
        Opened {
            doc: Self::over(doc.auto, device),
            damaged,
        }
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
/// Returns how many were refused.
pub(super) fn apply_all(auto: &mut AutoCommit, changes: Vec<Change>) -> usize {
    if changes.is_empty() || auto.apply_changes_batch(changes.clone()).is_ok() {
        return 0;
    }
    changes
        .into_iter()
        .filter(|change| auto.apply_changes([change.clone()]).is_err())
        .count()
}

/// The changes of a saved document, for a merge.
pub(super) fn changes_of(saved: &[u8]) -> Result<Vec<Change>, OpenError> {
    Ok(saved_document(saved)?.get_changes(&[]))
}

/// A saved document, only if it is whole.
pub(super) fn saved_document(saved: &[u8]) -> Result<AutoCommit, OpenError> {
    let options = LoadOptions::new()
        .text_encoding(schema::ENCODING)
        .on_partial_load(OnPartialLoad::Error);
    if saved.is_empty() {
        return Err(OpenError::NotAPlan("0".to_owned()));
    }
    AutoCommit::load_with_options(saved, options)
        .map_err(|error| OpenError::NotAPlan(error.to_string()))
}
