//! Stories and properties of whole documents, through the public interface alone.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod freezing;
mod merging;
mod undoing;

use yoriai_plan::{Chunk, ChunkKind, Plan, PlanDoc};

/// The plan as a device sees it that has nothing but what is stored: neither an index nor anything
/// else that was kept along the way.
fn fresh(doc: &PlanDoc) -> Plan {
    let saved = doc.clone().save();
    let chunk = Chunk {
        name: "saved",
        bytes: &saved,
        kind: ChunkKind::Saved,
    };
    Plan::read(&PlanDoc::open([0xff; 16], [chunk]).unwrap().doc)
}
