//! Several kinds of bracket, dash or bullet for one purpose: ～ and ~, （） and (), 《》 and <<>>,
//! ＜＞ and 〈〉 around headings, 1-① and 1–①, a single ○ among ●.

use std::borrow::Cow;
use std::ops::Range;

use super::place::About;
use super::texts::{Change, Written, rewrite};
use super::{Check, Found, MENDED, SHOWN, words};
use crate::finding::Entity;

/// A kind of mark. Of a mark that is no bracket the second part is not used.
struct Kind {
    /// For people.
    shown: &'static str,
    parts: [&'static str; 2],
}

const fn single(mark: &'static str) -> Kind {
    Kind {
        shown: mark,
        parts: [mark, ""],
    }
}

const fn around(shown: &'static str, opening: &'static str, closing: &'static str) -> Kind {
    Kind {
        shown,
        parts: [opening, closing],
    }
}

/// Marks for one purpose. Where two are used alike often, the one that stands first is offered
/// first.
struct Purpose {
    kinds: &'static [Kind],
    find: fn(&str, &mut Uses<'_>),
}

const PURPOSES: [Purpose; 8] = [
    Purpose {
        kinds: &[single("～"), single("~")],
        find: waves,
    },
    Purpose {
        kinds: &[around("（）", "（", "）"), around("()", "(", ")")],
        find: rounds,
    },
    Purpose {
        kinds: &[around("《》", "《", "》"), around("<<>>", "<<", ">>")],
        find: doubles,
    },
    Purpose {
        kinds: &HEADINGS,
        find: headings,
    },
    Purpose {
        kinds: &DASHES,
        find: dashes,
    },
    Purpose {
        kinds: &[single("●"), single("○")],
        find: |text, uses| bullets(text, ['●', '○'], uses),
    },
    Purpose {
        kinds: &[single("■"), single("□")],
        find: |text, uses| bullets(text, ['■', '□'], uses),
    },
    Purpose {
        kinds: &[single("◆"), single("◇")],
        find: |text, uses| bullets(text, ['◆', '◇'], uses),
    },
];

/// Brackets of one shape. 【】 beside them is a heading of another rank.
const HEADINGS: [Kind; 3] = [
    around("＜＞", "＜", "＞"),
    around("〈〉", "〈", "〉"),
    around("<>", "<", ">"),
];

/// What joins the parts of a number: 1-①.
const DASHES: [Kind; 8] = [
    single("-"),
    single("–"),
    single("—"),
    single("―"),
    single("‐"),
    single("−"),
    single("－"),
    single("ー"),
];

/// One use of a mark: the text, and the stretches with the part of the mark that stands there.
struct Use {
    text: usize,
    parts: Vec<(Range<usize>, usize)>,
}

/// Where the kinds of one purpose are used.
struct Uses<'a> {
    by_kind: &'a mut [Vec<Use>],
    text: usize,
}

impl Uses<'_> {
    fn add(&mut self, kind: usize, parts: Vec<(Range<usize>, usize)>) {
        let text = self.text;
        if let Some(uses) = self.by_kind.get_mut(kind) {
            uses.push(Use { text, parts });
        }
    }

    fn single(&mut self, kind: usize, at: usize, c: char) {
        self.add(kind, vec![(at..at + c.len_utf8(), 0)]);
    }
}

pub(super) fn check(texts: &[Written<'_>], found: &mut Vec<Found>) {
    for purpose in &PURPOSES {
        let mut by_kind: Vec<Vec<Use>> = purpose.kinds.iter().map(|_| Vec::new()).collect();
        for (text, written) in texts.iter().enumerate() {
            let by_kind = &mut by_kind;
            (purpose.find)(written.text, &mut Uses { by_kind, text });
        }
        found.extend(finding(texts, purpose.kinds, &by_kind));
    }
}

/// ～ and 〜 look alike and are taken for one. A ~ in an address is part of it.
fn waves(text: &str, uses: &mut Uses<'_>) {
    for (at, c) in text.char_indices() {
        match c {
            '～' | '〜' => uses.single(0, at, c),
            '~' => {
                let before = text.get(..at).unwrap_or_default();
                let is_address = before.ends_with('/') || before.ends_with('=');
                if !is_address {
                    uses.single(1, at, c);
                }
            }
            _ => {}
        }
    }
}

/// Brackets around nothing but Latin letters and digits are left out: (1) and (SNS) are half wide
/// in many a style, whatever the others are.
fn rounds(text: &str, uses: &mut Uses<'_>) {
    let mut open: Vec<(usize, char)> = Vec::new();
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
                let from = start + opening.len_utf8();
                let inside = text.get(from..at).unwrap_or_default();
                if matches && !inside.is_ascii() {
                    uses.add(side, vec![(start..from, 0), (at..at + c.len_utf8(), 1)]);
                }
            }
            _ => {}
        }
    }
}

fn doubles(text: &str, uses: &mut Uses<'_>) {
    for (opening, closing, side) in [
        ("《", "》", 0),
        ("<<", ">>", 1),
        ("＜＜", "＞＞", 1),
        ("≪", "≫", 1),
    ] {
        for (at, _) in text.match_indices(opening) {
            let from = at + opening.len();
            let line = text.get(from..).unwrap_or_default();
            let line = line.split('\n').next().unwrap_or_default();
            if let Some(length) = line.find(closing) {
                let end = from + length;
                uses.add(side, vec![(at..from, 0), (end..end + closing.len(), 1)]);
            }
        }
    }
}

/// Brackets around a whole line.
fn headings(text: &str, uses: &mut Uses<'_>) {
    for (start, line) in lines(text) {
        let line = line.trim_end();
        for (kind, Kind { parts, .. }) in HEADINGS.iter().enumerate() {
            let [opening, closing] = *parts;
            let inside = line
                .strip_prefix(opening)
                .and_then(|line| line.strip_suffix(closing));
            // Not <<重点>>, not <p>.
            let is_heading =
                |inside: &str| !inside.is_ascii() && !inside.contains(['<', '>', '＜', '＞']);
            if inside.is_some_and(is_heading) {
                let (from, end) = (start + opening.len(), start + line.len());
                let parts = vec![(start..from, 0), (end - closing.len()..end, 1)];
                uses.add(kind, parts);
            }
        }
    }
}

/// Between a digit and a number in a circle or in brackets, and there alone: elsewhere a dash may
/// be a minus, a range or part of an address.
fn dashes(text: &str, uses: &mut Uses<'_>) {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    for (at, c) in text.char_indices() {
        let is_kind = |kind: &Kind| kind.parts[0].starts_with(c);
        let Some(kind) = DASHES.iter().position(is_kind) else {
            continue;
        };
        let (before, after) = text.split_at(at);
        let after = after
            .strip_prefix(c)
            .unwrap_or_default()
            .trim_start_matches(' ');
        let is_circled = after.starts_with(|c| ('①'..='⑳').contains(&c));
        let in_brackets = after.strip_prefix(['(', '（']);
        let is_number = in_brackets.is_some_and(|inside| inside.starts_with(is_digit));
        if before.trim_end_matches(' ').ends_with(is_digit) && (is_circled || is_number) {
            uses.single(kind, at, c);
        }
    }
}

/// One line with the other bullet among at least three: several may be points below a point.
fn bullets(text: &str, kinds: [char; 2], uses: &mut Uses<'_>) {
    const MOST: usize = 3;
    let begins = |kind: char| lines(text).filter(move |(_, line)| line.starts_with(kind));
    let counts = kinds.map(|kind| begins(kind).count());
    if !matches!(counts, [(MOST..), 1] | [1, (MOST..)]) {
        return;
    }
    for (kind, c) in kinds.into_iter().enumerate() {
        for (at, _) in begins(c) {
            uses.single(kind, at, c);
        }
    }
}

/// The lines of a text without the white space ahead of them, and where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let trimmed = line.trim_start();
        let at = start + line.len() - trimmed.len();
        start += line.len();
        (at, trimmed)
    })
}

fn finding(texts: &[Written<'_>], kinds: &[Kind], uses: &[Vec<Use>]) -> Option<Found> {
    let mut used: Vec<(&Kind, &Vec<Use>)> = kinds.iter().zip(uses).collect();
    used.retain(|(_, uses)| !uses.is_empty());
    if used.len() < 2 {
        return None;
    }
    let counts: Vec<(&str, usize)> = used
        .iter()
        .map(|(kind, uses)| (kind.shown, uses.len()))
        .collect();
    // The most frequent first; the places of the others are shown.
    used.sort_by_key(|(_, uses)| std::cmp::Reverse(uses.len()));
    let mut places: Vec<About> = Vec::new();
    for use_ in used.iter().skip(1).flat_map(|(_, uses)| uses.iter()) {
        let place = texts.get(use_.text).map(|text| About::from(&text.field));
        places.extend(place.filter(|place| !places.contains(place)));
        if places.len() > SHOWN {
            break;
        }
    }
    let all: Vec<&str> = kinds.iter().map(|kind| kind.shown).collect();
    let message = words::two_marks(&counts);
    let plan = About::whole(Entity::Plan);
    let mut finding = Found::new(Check::Marks, plan, &all.join("/"), message);
    let mut places = places.into_iter();
    finding.about = places.next()?;
    finding.also = places.collect();
    for (kept, _) in &used {
        let others = used.iter().filter(|(kind, _)| kind.shown != kept.shown);
        let others: Vec<&Use> = others.flat_map(|(_, uses)| uses.iter()).collect();
        if others.len() <= MENDED {
            let label = words::unify(kept.shown, others.len());
            finding = finding.mend(label, unify(texts, kept, &others));
        }
    }
    Some(finding)
}

/// The commands that write one kind where others stand.
fn unify(texts: &[Written<'_>], kept: &Kind, others: &[&Use]) -> Vec<crate::Command> {
    let mut changes: Vec<(usize, Change)> = Vec::new();
    for use_ in others {
        changes.extend(use_.parts.iter().filter_map(|(range, part)| {
            let new = Cow::Borrowed(*kept.parts.get(*part)?);
            let range = range.clone();
            Some((use_.text, Change { range, new }))
        }));
    }
    changes.sort_by_key(|(text, change)| (*text, change.range.start));
    let of_texts = changes.chunk_by(|(a, _), (b, _)| a == b);
    of_texts
        .flat_map(|changes| {
            let text = changes.first().and_then(|(text, _)| texts.get(*text));
            let changes: Vec<Change> = changes.iter().map(|(_, change)| change.clone()).collect();
            text.map(|written| rewrite(written, &changes))
                .unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests;
