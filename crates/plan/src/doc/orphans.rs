//! The changes that wait in a saved document for their parents.
//!
//! Automerge writes them behind the document, keeps them when it loads it, and has no way to ask
//! for them (0.12). So they are read from the bytes, of which this knows no more than where one
//! piece ends: four bytes of magic, four of checksum, one of kind, the length, the content.

use automerge::Change;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHECKSUM: usize = 4;
const KIND: usize = 1;

/// The single changes among the pieces of a saved document. What cannot be read ends the search.
pub(super) fn orphans(mut saved: &[u8]) -> Vec<Change> {
    let mut changes = Vec::new();
    while let Some((piece, rest)) = first_piece(saved) {
        // The document itself is no change.
        changes.extend(Change::try_from(piece));
        saved = rest;
    }
    changes
}

pub(super) fn first_piece(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let content = bytes.strip_prefix(&MAGIC)?.get(CHECKSUM + KIND..)?;
    let (length, content) = leb128(content)?;
    let head = bytes.len() - content.len();
    bytes.split_at_checked(head.checked_add(length)?)
}

/// A number of up to seven bits a byte, the lowest first.
pub(super) fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        let bits = usize::from(byte & 0x7f);
        let shift = u32::try_from(at).ok()?.checked_mul(7)?;
        number |= bits
            .checked_shl(shift)
            .filter(|shifted| shifted >> shift == bits)?;
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}
