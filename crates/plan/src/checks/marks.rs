//! Two kinds of bracket or dash for one purpose: ～ and ~, （） and (), 《》 and <<>>.

use std::borrow::Cow;

use super::place::About;
use super::texts::{Change, Written, rewrite};
use super::{Check, Found, words};
use crate::finding::Entity;

/// So many places can be jumped to from one finding; the mend covers all of them.
const SHOWN: usize = 20;
/// A mend that rewrites more places than this is no mend but a decision.
const MENDED: usize = 200;

/// What one kind of mark was found as, and the changes that would make it the other.
#[derive(Default)]
struct Side {
    count: usize,
    /// Index of the text, changes within it.
    changes: Vec<(usize, Vec<Change>)>,
}

impl Side {
    fn add(&mut self, text: usize, changes: impl IntoIterator<Item = Change>) {
        self.count += 1;
        match self.changes.last_mut() {
            Some((last, all)) if *last == text => all.extend(changes),
            _ => self.changes.push((text, changes.into_iter().collect())),
        }
    }
}

/// A pair of marks for one purpose.
struct Pair {
    /// For people: the one, the other.
    shown: [&'static str; 2],
    sides: [Side; 2],
}

impl Pair {
    fn new(one: &'static str, other: &'static str) -> Self {
        Self {
            shown: [one, other],
            sides: Default::default(),
        }
    }

    fn add(&mut self, side: usize, text: usize, changes: impl IntoIterator<Item = Change>) {
        if let Some(side) = self.sides.get_mut(side) {
            side.add(text, changes);
        }
    }
}

pub(super) fn check(texts: &[Written<'_>], found: &mut Vec<Found>) {
    let mut waves = Pair::new("～", "~");
    let mut rounds = Pair::new("（）", "()");
    let mut doubles = Pair::new("《》", "<<>>");
    for (index, written) in texts.iter().enumerate() {
        let text = written.text;
        if text.contains(['～', '〜', '~']) {
            waves_in(text, index, &mut waves);
        }
        if text.contains(['(', '（']) {
            rounds_in(text, index, &mut rounds);
        }
        if text.contains(['《', '<', '＜', '≪']) {
            doubles_in(text, index, &mut doubles);
        }
    }
    for pair in [waves, rounds, doubles] {
        found.extend(finding(texts, &pair));
    }
}

fn change(at: usize, old: &str, new: &'static str) -> Change {
    Change {
        range: at..at + old.len(),
        new: Cow::Borrowed(new),
    }
}

/// ～ and 〜 look alike and are taken for one. A ~ in an address is part of it.
fn waves_in(text: &str, index: usize, pair: &mut Pair) {
    for (at, c) in text.char_indices() {
        match c {
            '～' => pair.add(0, index, [change(at, "～", "~")]),
            '〜' => pair.add(0, index, [change(at, "〜", "~")]),
            '~' => {
                let before = text.get(..at).unwrap_or_default();
                let is_address = before.ends_with('/') || before.ends_with('=');
                if !is_address {
                    pair.add(1, index, [change(at, "~", "～")]);
                }
            }
            _ => {}
        }
    }
}

/// Brackets around nothing but Latin letters and digits are left out: (1) and (SNS) are half wide
/// in many a style, whatever the others are.
fn rounds_in(text: &str, index: usize, pair: &mut Pair) {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut closed: Vec<(usize, usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => open.push((at, c)),
            '\n' => open.clear(),
            ')' | '）' => {
                let Some((start, opening)) = open.pop() else {
                    continue;
                };
                let side = usize::from(opening == '(');
                let matches = (c == ')') == (side == 1);
                let inside = text.get(start + opening.len_utf8()..at).unwrap_or_default();
                if matches && !inside.is_ascii() {
                    closed.push((start, at, side));
                }
            }
            _ => {}
        }
    }
    for (start, end, side) in closed {
        let (old, new) = if side == 0 {
            (("（", "）"), ("(", ")"))
        } else {
            (("(", ")"), ("（", "）"))
        };
        pair.add(
            side,
            index,
            [change(start, old.0, new.0), change(end, old.1, new.1)],
        );
    }
}

fn doubles_in(text: &str, index: usize, pair: &mut Pair) {
    for (opening, closing, side) in [
        ("《", "》", 0),
        ("<<", ">>", 1),
        ("＜＜", "＞＞", 1),
        ("≪", "≫", 1),
    ] {
        let new = if side == 0 {
            ("<<", ">>")
        } else {
            ("《", "》")
        };
        for (at, _) in text.match_indices(opening) {
            let from = at + opening.len();
            let line = text.get(from..).unwrap_or_default();
            let line = line.split('\n').next().unwrap_or_default();
            if let Some(length) = line.find(closing) {
                let end = from + length;
                pair.add(
                    side,
                    index,
                    [change(at, opening, new.0), change(end, closing, new.1)],
                );
            }
        }
    }
}

fn finding(texts: &[Written<'_>], pair: &Pair) -> Option<Found> {
    let [one, other] = &pair.sides;
    if one.count == 0 || other.count == 0 {
        return None;
    }
    // The rarer is shown; where they are even, the second.
    let rare = usize::from(other.count <= one.count);
    let places = pair
        .sides
        .get(rare)?
        .changes
        .iter()
        .filter_map(|(index, _)| texts.get(*index));
    let mut places = places
        .map(|written| About::from(&written.field))
        .take(SHOWN + 1);
    let first = places.next()?;
    let counts = [(pair.shown[0], one.count), (pair.shown[1], other.count)];
    let concerns = pair.shown.join("/");
    let plan = About::whole(Entity::Plan);
    let mut finding = Found::new(Check::Marks, plan, &concerns, words::two_marks(&counts));
    finding.about = first;
    finding.also = places.collect();
    // The frequent one is offered first.
    for kept in [1 - rare, rare] {
        let (Some(shown), Some(gone)) = (pair.shown.get(kept), pair.sides.get(1 - kept)) else {
            continue;
        };
        if gone.count <= MENDED {
            let commands = gone.changes.iter().flat_map(|(index, changes)| {
                let mut changes = changes.clone();
                changes.sort_by_key(|change| change.range.start);
                texts
                    .get(*index)
                    .map(|written| rewrite(written, &changes))
                    .unwrap_or_default()
            });
            finding = finding.mend(words::unify(shown, gone.count), commands.collect());
        }
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::ids::ItemId;
    use crate::kinds::Caption;

    fn desk(text: &str) -> (Desk, ItemId) {
        let mut desk = Desk::new();
        desk.title("計画").level("目標");
        let id = desk.item(None, "目標");
        desk.statement(&id, text);
        (desk, id)
    }

    #[test]
    fn two_kinds_are_found_and_made_one() {
        for (text, mended) in [
            (
                "会議（年2回）と会（月1回）、祭り(春)",
                "会議（年2回）と会（月1回）、祭り（春）",
            ),
            (
                "4月～6月、7月～9月、10月~12月",
                "4月～6月、7月～9月、10月～12月",
            ),
            (
                "相談《新規》、会《重点》、貸付<<重点>>",
                "相談《新規》、会《重点》、貸付《重点》",
            ),
            (
                "(一つ(二つ)め)（三つめ（四つめ）（五つ）",
                "（一つ（二つ）め）（三つめ（四つめ）（五つ）",
            ),
        ] {
            let (mut desk, id) = desk(text);
            let finding = desk.only(Check::Marks);
            assert_eq!(finding.mends.len(), 2, "{text}");
            desk.apply_mend(&finding, 0);
            assert_eq!(desk.plan().items[&id].statement, mended);
            assert_eq!(desk.check(), [], "{text}");
        }
    }

    #[test]
    fn a_caption_counts_and_is_mended() {
        let (mut desk, _) = desk("令和3～7年度と令和8～12年度");
        desk.apply(crate::Command::SetCaption {
            which: Caption::DirectionLines,
            words: Some("具体的な取組（令和3~7年度）".into()),
        });
        let finding = desk.only(Check::Marks);
        desk.apply_mend(&finding, 0);
        let words = desk.plan().head.caption(Caption::DirectionLines).to_owned();
        assert_eq!(words, "具体的な取組（令和3～7年度）");
    }

    #[test]
    fn one_kind_and_other_purposes_are_left_alone() {
        for text in [
            "会議(年2回)と(1)の会",
            "会議（年2回）と(1)の会、SNS(LINE)",
            "4月～6月と https://example.jp/~desk/",
            "開かれたまま（閉じない、(半分",
            "《重点》と < より小さい >",
        ] {
            let (desk, _) = desk(text);
            assert_eq!(desk.check(), [], "{text}");
        }
    }
}
