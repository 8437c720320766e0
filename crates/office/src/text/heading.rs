//! Headings that begin with the name of a level: 基本目標 1-① …, 【重点目標１】…, 計画柱1 ….

use std::ops::Range;

use super::bracket;
use super::builder::MAX_TITLE;
use super::line::{Segment, skip_separators};
use super::names::{self, LEAF};
use super::number::{self, Care, Form, Number};

/// A heading, by the glyphs of its segment.
#[derive(Debug)]
pub(crate) struct Heading {
    /// The canonical name of its level.
    pub(crate) level: &'static str,
    pub(crate) rank: u8,
    /// The brackets in front.
    pub(crate) opening: Range<usize>,
    pub(crate) name: Range<usize>,
    pub(crate) number: Option<Number>,
    /// Separators and brackets between number and title.
    pub(crate) between: Range<usize>,
    /// May be empty: then the title is on the next line.
    pub(crate) title: Range<usize>,
    /// A bracket at the end.
    pub(crate) closing: Range<usize>,
}

/// The longest name of a level, brackets included.
const LONGEST_NAME: usize = 14;

/// What follows a number in a sentence, not in a heading.
const PARTICLES: &[char] = &[
    'は', 'で', 'の', 'に', 'を', 'と', 'が', 'へ', 'や', 'も', 'か', '、', '。', '~', '-', '・',
    ')', 'つ', '年', '回', '件', '人', '名',
];

/// Reads a segment as a heading with the name of a level.
pub(crate) fn read(segment: &Segment) -> Option<Heading> {
    let text = &segment.folded;
    if segment.body.len() > MAX_TITLE {
        return None;
    }
    let mut at = 0;
    while at < 2 && text.get(at).is_some_and(bracket::opens) {
        at += 1;
    }
    let head = text.part(at..at + LONGEST_NAME);
    let (level, rank, bytes) = names::level_prefix(&head)?;
    let name = at..at + head[..bytes].chars().count();
    if !text.is_boundary(name.start) || !text.is_boundary(name.end) {
        return None;
    }
    let number = number::read(text, name.end, Care::Loose);
    let after = number.as_ref().map_or(name.end, |number| number.end);
    let start = skip_separators(text, after);
    let mut title = start..text.len();
    let mut closing = text.len()..text.len();
    let shut = text.part(after..start).contains(bracket::closes);
    if at > 0
        && !shut
        && text.get(text.len() - 1).is_some_and(bracket::closes)
        && start < text.len()
    {
        title.end -= 1;
        closing.start -= 1;
    }
    let heading = Heading {
        level,
        rank,
        opening: 0..at,
        name,
        number,
        between: after..start,
        title,
        closing,
    };
    heading.is_meant(segment).then_some(heading)
}

impl Heading {
    fn is_meant(&self, segment: &Segment) -> bool {
        let text = &segment.folded;
        let first = text.get(self.title.start);
        let particle = first.is_some_and(|c| PARTICLES.contains(&c));
        let sentence = text.get(text.len() - 1) == Some('。');
        let separated = !self.between.is_empty() || text.gap_before(self.between.end);
        match &self.number {
            Some(_) if self.title.is_empty() => true,
            Some(number) => {
                let closed =
                    separated || !matches!(number.form(), Form::Plain | Form::Dai | Form::Kana);
                if closed {
                    !(particle && sentence)
                } else {
                    !particle && !sentence && self.rank < LEAF
                }
            }
            None if self.rank >= LEAF => false,
            // Alone on its line, the name says what comes next.
            None if self.title.is_empty() => true,
            None => {
                let marked = !self.between.is_empty()
                    || segment.hashes > 0 && text.gap_before(self.between.end);
                marked && !sentence
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(&str, Option<u32>, &str)>) {
        let segment = Segment::of(text, 0..text.len()).unwrap();
        let heading = read(&segment);
        let found = heading.as_ref().map(|heading| {
            let title = segment
                .folded
                .span(heading.title.clone())
                .map_or("", |span| &text[span]);
            (
                heading.level,
                heading.number.as_ref().map(Number::value),
                title,
            )
        });
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn headings_with_the_name_of_a_level() {
        check(
            "重点目標 1 –(1) つながる",
            Some(("重点目標", Some(1), "つながる")),
        );
        check(
            "活動方針 ② 広めます",
            Some(("活動方針", Some(2), "広めます")),
        );
        check("### **基本目標3-①**", Some(("基本目標", Some(1), "")));
        check(
            "計画柱1 ひとりにしない",
            Some(("計画柱", Some(1), "ひとりにしない")),
        );
        check(
            "【基本目標１】つながる",
            Some(("基本目標", Some(1), "つながる")),
        );
        check(
            "【基本目標１ つながる】",
            Some(("基本目標", Some(1), "つながる")),
        );
        check(
            "基本目標１：つながる",
            Some(("基本目標", Some(1), "つながる")),
        );
        check("基本目標2支える", Some(("基本目標", Some(2), "支える")));
        check("基本目標：つながる", Some(("基本目標", None, "つながる")));
    }

    #[test]
    fn sentences_about_levels_are_no_headings() {
        check("基本目標1では、集いの場を増やします。", None);
        check("重点目標の達成に向けて進めます。", None);
        check("取組を進めます", None);
        check("基本目標は三つです", None);
    }
}
