//! What the disk gives back, or somebody with the editing link sends, as a plan.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use yoriai_plan::{Chunk, ChunkKind, Command, Plan, PlanDoc, PlanText, Stamp, TextRef};

/// What every chunk of Automerge begins with.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// A plan with one word in it, saved.
fn sound() -> &'static [u8] {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    SOUND.get_or_init(make_sound)
}

fn make_sound() -> Vec<u8> {
    let mut doc = PlanDoc::new([1; 16]);
    let written = doc.apply(&Command::WriteText {
        field: TextRef::Plan(PlanText::Title),
        at: 0,
        delete: 0,
        insert: "計画".to_owned(),
        seen: None,
    });
    assert!(written.is_ok());
    doc.commit(&Stamp::default());
    doc.save()
}

/// Opens a chunk beside a sound one: whatever it is, the sound one is there, and what was opened can
/// be read, written in, saved and opened again.
fn open_beside(bytes: &[u8], kind: ChunkKind) {
    let sound = sound();
    let chunk = |name, bytes, kind| Chunk { name, bytes, kind };
    let chunks = [
        chunk("sound", sound, ChunkKind::Saved),
        chunk("hostile", bytes, kind),
    ];
    let opened = PlanDoc::open([2; 16], chunks);
    assert!(
        opened.is_ok(),
        "a sound chunk hides nothing, and isn't hidden"
    );
    let Ok(mut opened) = opened else { return };
    assert!(!opened.damaged.iter().any(|name| name == "sound"));
    let plan = Plan::read(&opened.doc);
    let _ = plan.walk().count();
    let saved = opened.doc.save();
    let again = PlanDoc::open([3; 16], [chunk("saved", &saved, ChunkKind::Saved)]);
    assert!(again.is_ok_and(|mut again| again.doc.heads() == opened.doc.heads()));

    // The same over the network.
    let first = PlanDoc::open([4; 16], [chunk("sound", sound, ChunkKind::Saved)]);
    let Ok(mut first) = first else { return };
    match kind {
        ChunkKind::Saved => drop(first.doc.merge_saved(bytes)),
        ChunkKind::Change => drop(first.doc.merge_changes(&[bytes.to_vec()])),
    }
    let _ = Plan::read(&first.doc);
}

/// Bytes as they are: the first says what they are taken for.
pub fn chunks(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let kind = if kind & 1 == 0 {
        ChunkKind::Saved
    } else {
        ChunkKind::Change
    };
    open_beside(rest, kind);
}

/// Bytes as the content of a chunk whose checksum is right, as whoever has the editing link may make
/// one. The first byte is the chunk's type.
pub fn chunk(bytes: &[u8]) {
    let Some((kind, content)) = bytes.split_first() else {
        return;
    };
    let mut body = vec![*kind];
    let mut len = content.len();
    while len > 0x7f {
        body.push((len & 0x7f) as u8 | 0x80);
        len >>= 7;
    }
    body.push(len as u8);
    body.extend(content);
    let checksum = Sha256::digest(&body);
    let chunk = [&MAGIC, &checksum[..4], &body].concat();
    let kind = if *kind == 0 {
        ChunkKind::Saved
    } else {
        ChunkKind::Change
    };
    open_beside(&chunk, kind);
}
