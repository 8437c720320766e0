//! The plan file (`.yoriai`): the bytes of [`PlanDoc::save`], as the app exports and opens them.

use std::path::Path;

use yoriai_plan::{Chunk, ChunkKind, PlanDoc};

use crate::refusal::Refusal;
use crate::{chance, files};

/// Opens a plan file. One that is damaged is refused: the part that can still be read would look
/// like the whole.
pub(crate) fn open(path: &Path) -> Result<PlanDoc, Refusal> {
    parse(path, &files::read(path)?)
}

/// Refuses a plan that a newer program has written, before anything is changed in it.
pub(crate) fn may_write(doc: &PlanDoc, path: &Path) -> Result<(), Refusal> {
    if doc.read_only() {
        return Err(Refusal::ReadOnly {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// As [`open`], of bytes that were read from `path`.
pub(crate) fn parse(path: &Path, bytes: &[u8]) -> Result<PlanDoc, Refusal> {
    let chunk = Chunk {
        name: "file",
        bytes,
        kind: ChunkKind::Saved,
    };
    let opened = PlanDoc::open(chance::bytes()?, [chunk]).map_err(|cause| Refusal::NotAPlan {
        path: path.to_owned(),
        cause,
    })?;
    if opened.damaged.is_empty() {
        Ok(opened.doc)
    } else {
        Err(Refusal::Damaged {
            path: path.to_owned(),
        })
    }
}
