//! Text folded for matching, with the way back to the source.
//!
//! Full-width, half-width and compatibility forms become plain ones (NFKC), all dashes one dash,
//! all wave dashes one; white space is left out. Numbers in circles and Roman numerals stay,
//! because NFKC would make ① and 1 the same. What was typed is never replaced by what is folded.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// One folded character and where it comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) c: char,
    /// Byte where its source character begins.
    pub(crate) start: usize,
    /// Byte after its source character.
    pub(crate) end: usize,
}

/// A stretch of the source, folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    pub(crate) glyphs: Vec<Glyph>,
}

/// Characters whose folding would take away what they mean here.
fn is_number_sign(c: char) -> bool {
    matches!(c, '\u{2160}'..='\u{217f}' | '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}')
}

fn unify(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' => '-',
        '\u{301c}' | '\u{223c}' => '~',
        other => other,
    }
}

impl Folded {
    /// Folds a stretch of `source`.
    pub(crate) fn of(source: &str, span: Range<usize>) -> Self {
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(span.len() / 2);
        let text = source.get(span.clone()).unwrap_or_default();
        for (offset, c) in text.char_indices() {
            let start = span.start + offset;
            let end = start + c.len_utf8();
            if c.is_whitespace() {
                continue;
            }
            // Most characters of a Japanese text fold to themselves.
            if c.is_ascii()
                || is_number_sign(c)
                || matches!(c, '\u{3041}'..='\u{9fff}')
                    && !is_combining_mark(c)
                    && !matches!(c, '\u{3200}'..='\u{33ff}')
            {
                glyphs.push(Glyph {
                    c: unify(c),
                    start,
                    end,
                });
                continue;
            }
            for folded in std::iter::once(c).nfkc().filter(|c| !c.is_whitespace()) {
                // ﾎ and ﾞ are two characters of the source and one letter.
                if is_combining_mark(folded)
                    && let Some(last) = glyphs.last_mut()
                    && let Some(both) = compose(last.c, folded)
                {
                    last.c = both;
                    last.end = end;
                } else {
                    glyphs.push(Glyph {
                        c: unify(folded),
                        start,
                        end,
                    });
                }
            }
        }
        Self { glyphs }
    }

    pub(crate) fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.c)
    }

    /// The folded text.
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.c).collect()
    }

    /// The folded text of some glyphs.
    pub(crate) fn part(&self, range: Range<usize>) -> String {
        let end = range.end.min(self.len());
        self.glyphs[range.start.min(end)..end]
            .iter()
            .map(|glyph| glyph.c)
            .collect()
    }

    /// How many glyphs from `at` spell `word` (itself folded), if they do.
    pub(crate) fn match_at(&self, at: usize, word: &str) -> Option<usize> {
        let mut index = at;
        for c in word.chars() {
            if self.get(index)? != c {
                return None;
            }
            index += 1;
        }
        self.is_boundary(index).then_some(index - at)
    }

    /// Whether white space stands in the source before the glyph at `index` (or the text ends).
    pub(crate) fn gap_before(&self, index: usize) -> bool {
        match (
            index.checked_sub(1).and_then(|i| self.glyphs.get(i)),
            self.glyphs.get(index),
        ) {
            (Some(before), Some(after)) => before.end < after.start,
            _ => true,
        }
    }

    /// Whether the source can be cut before the glyph at `index`: not inside one character that
    /// folded to several.
    pub(crate) fn is_boundary(&self, index: usize) -> bool {
        match (
            index.checked_sub(1).and_then(|i| self.glyphs.get(i)),
            self.glyphs.get(index),
        ) {
            (Some(before), Some(after)) => before.end <= after.start,
            _ => true,
        }
    }

    /// The source of the glyphs in a range; `None` if it is empty.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = range.end.min(self.len()).checked_sub(1)?;
        (range.start <= last).then(|| self.glyphs[range.start].start..self.glyphs[last].end)
    }
}

/// A text folded for comparing.
pub(crate) fn key(text: &str) -> String {
    Folded::of(text, 0..text.len()).text()
}

/// A text without its white space: two texts are the same words if these are equal.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A text as one line: where it was broken, its parts stand with `between` between them.
pub(crate) fn one_line(text: &str, between: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(between).trim().to_owned()
}

/// A stretch without the white space at its ends; `None` if there is nothing else.
pub(crate) fn trimmed(source: &str, span: Range<usize>) -> Option<Range<usize>> {
    let text = source.get(span.clone())?;
    let start = span.start + (text.len() - text.trim_start().len());
    let length = text.trim().len();
    (length > 0).then(|| start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_mean_the_same_fold_alike() {
        assert_eq!(key("　１ –（２） ＡＢ"), "1-(2)AB");
        assert_eq!(key("ｽﾛｰｶﾞﾝ"), "スローガン");
        assert_eq!(key("令和３〜７年度"), key("令和3～7年度"));
        assert_eq!(key("①Ⅲ"), "①Ⅲ");
    }

    #[test]
    fn a_folded_stretch_knows_its_source() {
        let text = "　ｶﾞ　イ";
        let folded = Folded::of(text, 0..text.len());
        assert_eq!(folded.text(), "ガイ");
        assert_eq!(&text[folded.span(0..1).unwrap()], "ｶﾞ");
        assert!(folded.gap_before(1));
    }

    #[test]
    fn one_character_that_folds_to_several_is_never_cut() {
        let text = "㈱みどり";
        let folded = Folded::of(text, 0..text.len());
        assert_eq!(folded.text(), "(株)みどり");
        assert_eq!(folded.match_at(0, "(株"), None);
        assert_eq!(folded.match_at(0, "(株)"), Some(3));
    }
}
