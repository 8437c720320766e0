//! Numbers: what the tree gives an item, and whether the source says another.

use yoriai_plan::NumberStyle;

use crate::text::draft::{Draft, DraftNumber};
use crate::text::fold::key;
use crate::text::number;

/// The number that the tree gives the item at a place (counted from 1) below one with a bare
/// number.
pub(super) fn derived(style: NumberStyle, place: u32, above: &str) -> String {
    let own = number::shown(style, place).unwrap_or_default();
    if style == NumberStyle::ParentCircled && !above.is_empty() {
        format!("{above}-{own}")
    } else {
        own
    }
}

/// The number as typed, where it is another than the tree's.
pub(super) fn by_hand(
    typed: Option<&DraftNumber>,
    style: NumberStyle,
    derived: &str,
) -> Option<String> {
    let of_parent = style == NumberStyle::ParentCircled;
    let number = typed?;
    let typed = if of_parent && number.whole != number.last {
        &number.whole
    } else {
        &number.last
    };
    let shown = key(derived);
    let same = *typed == shown || of_parent && shown.ends_with(&format!("-{typed}"));
    (!same).then(|| typed.clone())
}

/// The bare number of an item as the plan takes it for the 1 of 1-①.
pub(super) fn bare(by_hand: Option<&str>, place: u32) -> String {
    let Some(text) = by_hand else {
        return place.to_string();
    };
    let digits = digits(text);
    if digits.is_empty() {
        text.to_owned()
    } else {
        digits
    }
}

/// The digits of a number.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// See [`Draft::number_overrides`].
pub(super) fn overrides(draft: &Draft) -> Vec<Option<String>> {
    let mut places: Vec<u32> = Vec::new();
    // The bare numbers of the items above, topmost first: the 1 of 1-①.
    let mut above: Vec<String> = Vec::new();
    let mut overrides = Vec::with_capacity(draft.items.len());
    for item in &draft.items {
        let depth = item.depth.max(1);
        places.resize(depth, 0);
        places[depth - 1] += 1;
        above.resize(depth, String::new());
        let style = draft
            .levels
            .get(depth - 1)
            .map_or(Default::default(), |level| level.style);
        let parent = depth.checked_sub(2).and_then(|at| above.get(at));
        let derived = derived(style, places[depth - 1], parent.map_or("", String::as_str));
        let differs = by_hand(item.number.as_ref(), style, &derived);
        above[depth - 1] = bare(differs.as_deref(), places[depth - 1]);
        overrides.push(differs);
    }
    overrides
}
