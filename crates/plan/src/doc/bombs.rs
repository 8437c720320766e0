//! Bytes that unpack to far more than any plan. Automerge deflates large changes and the columns of a
//! document, and inflates them without a limit (0.12): a megabyte from a stranger would fill the
//! memory and end the tab. So what is packed is unpacked here first, up to a limit.

use miniz_oxide::inflate::TINFLStatus::HasMoreOutput;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::orphans::{first_piece, leb128};

/// Most bytes that all packed parts together may unpack to: 64 MiB, a hundred times a large plan with
/// its history, and as much as the longest body that travels.
const MOST: usize = 64 * 1024 * 1024;

/// What deflate can make of one byte at most, rounded up.
const DENSEST: usize = 1033;

/// Where a piece's kind stands: after magic and checksum.
const KIND_AT: usize = 8;
const DOCUMENT: u8 = 0;
const PACKED_CHANGE: u8 = 2;

/// The bit of a column's specification that says that it is packed.
const PACKED_COLUMN: usize = 8;

/// Whether a change or a saved document unpacks to more than any plan. Bytes that are neither are no
/// bomb: Automerge refuses them without unpacking anything.
pub(super) fn is_bomb(bytes: &[u8]) -> bool {
    unpacks_beyond(bytes, MOST)
}

fn unpacks_beyond(mut bytes: &[u8], most: usize) -> bool {
    // Too short for it: so are nearly all changes.
    if bytes.len() < most / DENSEST {
        return false;
    }
    let mut left = most;
    while let Some((piece, rest)) = first_piece(bytes) {
        if parts(piece).is_some_and(|parts| parts.iter().any(|part| !fits(part, &mut left))) {
            return true;
        }
        bytes = rest;
    }
    false
}

/// Unpacks a part, and takes what it needs from what is left.
fn fits(part: &[u8], left: &mut usize) -> bool {
    match decompress_to_vec_with_limit(part, *left) {
        Ok(unpacked) => {
            *left -= unpacked.len();
            true
        }
        Err(error) => error.status != HasMoreOutput,
    }
}

/// The packed parts of a piece.
fn parts(piece: &[u8]) -> Option<Vec<&[u8]>> {
    let (kind, rest) = piece.get(KIND_AT..)?.split_first()?;
    let (_, content) = leb128(rest)?;
    match *kind {
        DOCUMENT => columns(content),
        PACKED_CHANGE => Some(vec![content]),
        _ => None,
    }
}

/// The packed columns of a document: behind the names of its actors and its heads, the kind and
/// length of each column of changes, and of operations; then all columns.
fn columns(content: &[u8]) -> Option<Vec<&[u8]>> {
    let (actors, mut rest) = leb128(content)?;
    for _ in 0..actors {
        let (len, name) = leb128(rest)?;
        rest = name.get(len..)?;
    }
    let (heads, after) = leb128(rest)?;
    rest = after.get(heads.checked_mul(32)?..)?;
    let mut columns = Vec::new();
    for _ in 0..2 {
        let (count, mut after) = leb128(rest)?;
        for _ in 0..count {
            let (kind, len_at) = leb128(after)?;
            let (len, next) = leb128(len_at)?;
            columns.push((kind, len));
            after = next;
        }
        rest = after;
    }
    let mut packed = Vec::new();
    for (kind, len) in columns {
        let (column, after) = rest.split_at_checked(len)?;
        if kind & PACKED_COLUMN != 0 {
            packed.push(column);
        }
        rest = after;
    }
    Some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Chunk, ChunkKind, Command, OpenError, PlanDoc, PlanText, Stamp, TextRef};
    use miniz_oxide::deflate::compress_to_vec;

    /// A piece with whatever checksum.
    fn piece(kind: u8, content: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, kind];
        let mut len = content.len();
        while len > 0x7f {
            bytes.push((len & 0x7f) as u8 | 0x80);
            len >>= 7;
        }
        bytes.push(len as u8);
        bytes.extend(content);
        bytes
    }

    fn packed(len: usize) -> Vec<u8> {
        compress_to_vec(&vec![0; len], 6)
    }

    /// A document with no actors, no heads, and two packed columns.
    fn document(columns: [&[u8]; 2]) -> Vec<u8> {
        let mut content = vec![0, 0, 1, 0x08];
        let len = |content: &mut Vec<u8>, column: &[u8]| {
            let len = column.len();
            content.extend([len as u8 | 0x80, (len >> 7) as u8 | 0x80, (len >> 14) as u8]);
        };
        len(&mut content, columns[0]);
        content.extend([1, 0x18]);
        len(&mut content, columns[1]);
        content.extend(columns.concat());
        piece(DOCUMENT, &content)
    }

    #[test]
    fn what_unpacks_to_more_than_any_plan_is_a_bomb() {
        let most = 1_000_000;
        let bursts = |bytes: &[u8]| unpacks_beyond(bytes, most);
        let (half, whole) = (packed(most / 2 + 1), packed(most + 100_000));
        assert!(bursts(&piece(PACKED_CHANGE, &whole)));
        assert!(!bursts(&piece(PACKED_CHANGE, &half)));
        assert!(bursts(&document([&half, &half])), "together they are");
        assert!(!bursts(&document([&half, b"none"])));
        // Behind something harmless it's one too, and cut off.
        let behind = [piece(1, b"a change"), piece(PACKED_CHANGE, &whole)].concat();
        assert!(bursts(&behind));
        let cut = &whole[..whole.len() - 9];
        assert!(bursts(&piece(PACKED_CHANGE, &[cut, &[255; 9]].concat())));
    }

    #[test]
    fn a_bomb_is_set_aside_and_the_rest_opens() {
        let bomb = piece(PACKED_CHANGE, &packed(MOST + 1));
        let mut doc = PlanDoc::new([1; 16]);
        let sound = doc.save();
        let chunk = |name, bytes, kind| Chunk { name, bytes, kind };
        for kind in [ChunkKind::Change, ChunkKind::Saved] {
            let chunks = [
                chunk("sound", &sound[..], ChunkKind::Saved),
                chunk("bomb", &bomb, kind),
            ];
            let opened = PlanDoc::open([2; 16], chunks).unwrap();
            assert_eq!(opened.damaged, ["bomb"]);
        }
        assert_eq!(doc.merge_changes(std::slice::from_ref(&bomb)).refused, 1);
        let refused = doc.merge_saved(&bomb);
        assert!(matches!(refused, Err(OpenError::NotAPlan(_))));
    }

    #[test]
    fn a_large_plan_is_none() {
        let mut doc = PlanDoc::new([1; 16]);
        let noise = |at: u32| char::from_u32(0x4e00 + at.wrapping_mul(2_654_435_761) % 20_000);
        let text: String = (0..90_000).filter_map(noise).collect();
        let written = Command::WriteText {
            field: TextRef::Plan(PlanText::Policy),
            at: 0,
            delete: 0,
            insert: text,
            seen: None,
        };
        doc.apply(&written).unwrap();
        let change = doc.commit(&Stamp::default()).pop().unwrap();
        let saved = doc.save();
        assert!(saved.len() > MOST / DENSEST, "{} bytes", saved.len());
        assert!(!is_bomb(&saved) && !is_bomb(&change.bytes));
        assert!(!parts(&saved).unwrap().is_empty(), "its columns are found");
    }
}
