//! One word in two spellings across a plan: 障がい and 障害, 取組 and 取り組み.
//!
//! Names of laws, offices and events keep their own spelling, and so does what is quoted.

mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;

use self::table::{FAMILIES, Spelling};
use super::place::About;
use super::texts::{Change, Written, rewrite};
use super::{Check, Found, MENDED, SHOWN, words};
use crate::command::Command;
use crate::finding::Entity;

/// Where a spelling was used.
#[derive(Clone, Copy)]
struct Use {
    text: usize,
    at: usize,
}

pub(super) fn check(texts: &[Written<'_>], found: &mut Vec<Found>) {
    let needles = Needles::new();
    // Family → spelling → uses.
    let mut uses: Vec<Vec<Vec<Use>>> = FAMILIES
        .iter()
        .map(|family| vec![Vec::new(); family.len()])
        .collect();
    for (index, written) in texts.iter().enumerate() {
        needles.scan(written.text, |family, spelling, at| {
            if let Some(uses) = uses.get_mut(family).and_then(|f| f.get_mut(spelling)) {
                uses.push(Use { text: index, at });
            }
        });
    }
    for (family, uses) in FAMILIES.iter().zip(&uses) {
        found.extend(finding(texts, family, uses));
    }
}

fn finding(texts: &[Written<'_>], family: &[Spelling], uses: &[Vec<Use>]) -> Option<Found> {
    let mut used: Vec<(&Spelling, &Vec<Use>)> = family.iter().zip(uses).collect();
    used.retain(|(_, uses)| !uses.is_empty());
    if used.len() < 2 {
        return None;
    }
    // The most frequent first; where they are even, in the order of the table.
    used.sort_by_key(|(_, uses)| std::cmp::Reverse(uses.len()));
    let counts: Vec<(&str, usize)> = used.iter().map(|(s, uses)| (s.shown, uses.len())).collect();
    let mut places: Vec<About> = Vec::new();
    for (_, uses) in used.iter().skip(1) {
        for use_ in uses.iter() {
            let place = texts
                .get(use_.text)
                .map(|written| About::from(&written.field));
            places.extend(place.filter(|place| !places.contains(place)));
            if places.len() > SHOWN {
                break;
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let about = places.remove(0);
    let all = family.iter().map(|s| s.shown).collect::<Vec<_>>().join("/");
    let mut finding = Found::new(
        Check::Spelling,
        About::whole(Entity::Plan),
        &all,
        words::two_spellings(&counts),
    );
    finding.about = about;
    finding.also = places;
    for (kept, kept_uses) in &used {
        let count = counts.iter().map(|(_, count)| count).sum::<usize>() - kept_uses.len();
        if count <= MENDED {
            let commands = unify(texts, kept, &used);
            finding = finding.mend(words::unify(kept.shown, count), commands);
        }
    }
    Some(finding)
}

/// The commands that write one spelling wherever another one stands.
fn unify(texts: &[Written<'_>], kept: &Spelling, used: &[(&Spelling, &Vec<Use>)]) -> Vec<Command> {
    let mut by_text: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
    for (spelling, uses) in used {
        if spelling.needle == kept.needle {
            continue;
        }
        for use_ in uses.iter() {
            by_text.entry(use_.text).or_default().push(Change {
                range: use_.at..use_.at + spelling.needle.len(),
                new: Cow::Borrowed(kept.needle),
            });
        }
    }
    let mut commands = Vec::new();
    for (index, mut changes) in by_text {
        changes.sort_by_key(|change| change.range.start);
        if let Some(written) = texts.get(index) {
            commands.extend(rewrite(written, &changes));
        }
    }
    commands
}

/// All spellings, found by their first character in one pass over a text.
struct Needles {
    /// First character, family, spelling; the longest first among those of one character.
    by_first: Vec<(char, usize, usize, &'static Spelling)>,
    /// Whether any begins with a character that ends in these eight bits.
    begins: [bool; 256],
}

impl Needles {
    fn new() -> Self {
        let mut by_first = Vec::new();
        let mut begins = [false; 256];
        for (family, spellings) in FAMILIES.iter().enumerate() {
            for (index, spelling) in spellings.iter().enumerate() {
                if let Some(first) = spelling.needle.chars().next() {
                    by_first.push((first, family, index, spelling));
                    if let Some(flag) = begins.get_mut(low(first)) {
                        *flag = true;
                    }
                }
            }
        }
        by_first.sort_by_key(|(first, _, _, spelling)| {
            (*first, std::cmp::Reverse(spelling.needle.len()))
        });
        Self { by_first, begins }
    }

    fn scan(&self, text: &str, mut hit: impl FnMut(usize, usize, usize)) {
        let mut resume = 0;
        let mut quotes = 0_usize;
        for (at, c) in text.char_indices() {
            match c {
                '「' | '『' => quotes += 1,
                '」' | '』' => quotes = quotes.saturating_sub(1),
                // A quotation that nobody closed ends with its paragraph.
                '\n' => quotes = 0,
                _ => {}
            }
            let is_first = self.begins.get(low(c)).copied().unwrap_or_default();
            if !is_first || at < resume || quotes > 0 {
                continue;
            }
            let from = self.by_first.partition_point(|(first, ..)| *first < c);
            let candidates = self.by_first.iter().skip(from);
            for (_, family, index, spelling) in candidates.take_while(|(first, ..)| *first == c) {
                let (before, rest) = text.split_at(at);
                let Some(after) = rest.strip_prefix(spelling.needle) else {
                    continue;
                };
                if spelling.stands(before, after) {
                    hit(*family, *index, at);
                    resume = at + spelling.needle.len();
                    break;
                }
            }
        }
    }
}

fn low(c: char) -> usize {
    (u32::from(c) & 0xff) as usize
}

#[cfg(test)]
mod tests;
