//! What changed between two states of a field, as one splice in UTF-16 units.

/// A replacement: at `at`, `delete` units go, and `insert` comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Where, in UTF-16 units.
    pub at: u32,
    /// How many UTF-16 units go.
    pub delete: u32,
    /// What comes.
    pub insert: String,
}

/// The splice that turns `old` into `new`; `None` when they are equal.
///
/// `caret` is where the cursor stands in `new`: a change ends there. Without it, an `い` typed
/// into `いいい` could be seen at any of four places, and someone else's cursor would land wrong.
pub fn between(old: &str, new: &str, caret: u32) -> Option<Splice> {
    if old == new {
        return None;
    }
    let old: Vec<u16> = old.encode_utf16().collect();
    let new: Vec<u16> = new.encode_utf16().collect();
    let after_caret = new.len().saturating_sub(caret as usize);
    let mut suffix = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(after_caret)
        .take_while(|(a, b)| a == b)
        .count();
    let shorter = old.len().min(new.len());
    let mut prefix = old
        .iter()
        .zip(&new)
        .take(shorter - suffix.min(shorter))
        .take_while(|(a, b)| a == b)
        .count();
    // Never between the two halves of a character.
    if prefix > 0 && is_high_surrogate(old[prefix - 1]) {
        prefix -= 1;
    }
    if suffix > 0 && is_low_surrogate(old[old.len() - suffix]) {
        suffix -= 1;
    }
    let insert = String::from_utf16_lossy(&new[prefix..new.len() - suffix]);
    Some(Splice {
        at: prefix as u32,
        delete: (old.len() - suffix - prefix) as u32,
        insert,
    })
}

/// Where `insert` ends in `merged`: at one of the two places `near` it (UTF-16 offsets of what stood
/// behind and before it), whichever side of it the place is on; else the first of them.
pub fn end_of(insert: &str, merged: &str, near: [u32; 2]) -> u32 {
    let insert: Vec<u16> = insert.encode_utf16().collect();
    let merged: Vec<u16> = merged.encode_utf16().collect();
    let length = insert.len();
    for place in near.map(|place| place as usize) {
        if place >= length && merged.get(place - length..place) == Some(&insert[..]) {
            return place as u32;
        }
        if merged.get(place..place + length) == Some(&insert[..]) {
            return (place + length) as u32;
        }
    }
    near[0]
}

const fn is_high_surrogate(unit: u16) -> bool {
    matches!(unit, 0xD800..=0xDBFF)
}

const fn is_low_surrogate(unit: u16) -> bool {
    matches!(unit, 0xDC00..=0xDFFF)
}
