//! From the source to segments: lines, and the marks in front.

use std::ops::Range;

use super::bracket;
use super::fold::{Folded, trimmed};
use super::number::{self, Care, Number};

/// Characters that stand before the lines of a list.
const BULLETS: &[char] = &[
    '・', '･', '●', '○', '◯', '■', '□', '◆', '◇', '▪', '•', '‣', '▶', '►', '▷', '◎', '★', '☆', '✓',
    '➢', '－', '–', '—', '―', '‐',
];

/// Stretches of the source.
pub(crate) type Spans = Vec<Range<usize>>;

/// A stretch of one line, taken apart as far as that needs no context.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// The marks `#`, `**` and HTML that were taken off.
    pub(crate) markup: Vec<Range<usize>>,
    /// How many `#` stood in front.
    pub(crate) hashes: usize,
    /// The bullets in front, at most two: `- ・`.
    pub(crate) bullets: Vec<Range<usize>>,
    /// The rest.
    pub(crate) body: Range<usize>,
    /// The rest, folded.
    pub(crate) folded: Folded,
    /// The number that the rest begins with.
    pub(crate) number: Option<Number>,
}

/// The lines of a source, without their line feeds.
pub(crate) fn lines(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    source.split('\n').map(move |line| {
        let span = start..start + line.len();
        start = span.end + 1;
        span
    })
}

/// The lines of a stretch that are not blank, without the white space around them.
pub(crate) fn paragraphs(source: &str, span: Range<usize>) -> Spans {
    let Some(text) = source.get(span.clone()) else {
        return Vec::new();
    };
    lines(text)
        .filter_map(|line| trimmed(source, span.start + line.start..span.start + line.end))
        .collect()
}

/// Whether a line is nothing but a rule: `---`, `--\t----`, `|:--|`, `──────`.
pub(crate) fn is_rule(text: &str) -> bool {
    let mut marks = 0;
    for c in text.chars() {
        match c {
            '-' | '=' | '_' | '*' | '─' | '━' | '═' | '—' | '―' => marks += 1,
            '|' | '+' | ':' | '\u{2500}'..='\u{257f}' => {}
            c if c.is_whitespace() => {}
            _ => return false,
        }
    }
    marks >= 2
}

impl Segment {
    /// Takes a stretch apart; `None` if it is blank.
    pub(crate) fn of(source: &str, span: Range<usize>) -> Option<Self> {
        let mut body = trimmed(source, span)?;
        let mut markup = Vec::new();
        let hashes = hashes(&source[body.clone()]);
        if hashes > 0
            && let Some(rest) = trimmed(source, body.start + hashes..body.end)
        {
            markup.push(body.start..body.start + hashes);
            body = rest;
            strip_bold(source, &mut body, &mut markup);
            return Some(Self::with_bullets(source, body, markup, hashes));
        }
        strip_bold(source, &mut body, &mut markup);
        Some(Self::with_bullets(source, body, markup, 0))
    }

    fn with_bullets(
        source: &str,
        mut body: Range<usize>,
        mut markup: Vec<Range<usize>>,
        hashes: usize,
    ) -> Self {
        let mut bullets = Vec::new();
        while bullets.len() < 2
            && let Some((bullet, rest)) = bullet(source, &body)
        {
            bullets.push(bullet);
            body = rest;
            strip_bold(source, &mut body, &mut markup);
        }
        let folded = Folded::of(source, body.clone());
        let number = number::read(&folded, 0, Care::Strict);
        // Behind a bullet, a number with nothing after it is what the line says.
        let number = number.filter(|number| {
            bullets.is_empty() || skip_separators(&folded, number.end) < folded.len()
        });
        Self {
            markup,
            hashes,
            bullets,
            body,
            folded,
            number,
        }
    }

    /// From the first bullet to the end.
    pub(crate) fn with_mark(&self) -> Range<usize> {
        self.bullets
            .first()
            .map_or(self.body.start, |bullet| bullet.start)..self.body.end
    }

    /// The bullet right in front of the body.
    pub(crate) fn mark(&self, source: &str) -> Option<char> {
        self.bullets
            .last()
            .and_then(|bullet| source.get(bullet.clone())?.chars().next())
    }

    /// Whether it reads like a heading rather than a sentence.
    pub(crate) fn is_short(&self) -> bool {
        // A heading fits on a line of a page.
        const LONGEST: usize = 60;
        self.folded.len() <= LONGEST
            && self.folded.get(self.folded.len().wrapping_sub(1)) != Some('。')
    }

    /// Whether it is an entry of a table of contents: its end is a row of dots and a page number.
    pub(crate) fn is_contents(&self) -> bool {
        // An ellipsis folds to three dots.
        const DOTS: usize = 3;
        let mut glyphs = self
            .folded
            .glyphs
            .iter()
            .rev()
            .map(|glyph| glyph.c)
            .peekable();
        let closes = |c: &char| matches!(c, ')' | '-' | 'p' | 'P');
        while glyphs.next_if(closes).is_some() {}
        let mut digits = 0;
        while glyphs.next_if(char::is_ascii_digit).is_some() {
            digits += 1;
        }
        // P.12, (12)
        let opens = |c: &char| matches!(c, '(' | 'p' | 'P');
        let is_dot = |c: &char| matches!(c, '.' | '・' | '·' | '_' | '⋯' | '-');
        let row = glyphs.take_while(|c| is_dot(c) || opens(c));
        (1..=3).contains(&digits) && row.filter(is_dot).take(DOTS).count() == DOTS
    }

    /// The glyphs after the number and what separates it, if it has a number.
    pub(crate) fn after_number(&self) -> Option<usize> {
        self.number
            .as_ref()
            .map(|number| skip_separators(&self.folded, number.end))
    }
}

/// The index after separators and closing brackets from `at`.
pub(crate) fn skip_separators(text: &Folded, mut at: usize) -> usize {
    while text
        .get(at)
        .is_some_and(|c| matches!(c, '.' | ':' | '、' | ',') || bracket::closes(c))
        && text.is_boundary(at + 1)
    {
        at += 1;
    }
    at
}

fn hashes(text: &str) -> usize {
    let count = text.bytes().take_while(|b| *b == b'#').count();
    if count <= 6 { count } else { 0 }
}

fn strip_bold(source: &str, body: &mut Range<usize>, markup: &mut Vec<Range<usize>>) {
    let text = &source[body.clone()];
    if text.len() > 4
        && let Some(inner) = text
            .strip_prefix("**")
            .and_then(|rest| rest.strip_suffix("**"))
        && !inner.contains("**")
        && let Some(rest) = trimmed(source, body.start + 2..body.end - 2)
    {
        markup.push(body.start..body.start + 2);
        markup.push(body.end - 2..body.end);
        *body = rest;
    }
}

fn bullet(source: &str, body: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let text = &source[body.clone()];
    let first = text.chars().next()?;
    let after = &text[first.len_utf8()..];
    let next = after.chars().next()?;
    let ascii = matches!(first, '-' | '*' | '+');
    let stands_alone = if ascii {
        next.is_whitespace() || (first == '-' && !next.is_ascii())
    } else {
        // ○○市 is the name of a place, ○ 見守り a line.
        BULLETS.contains(&first) && next != first
    };
    let mark = body.start..body.start + first.len_utf8();
    let rest = trimmed(source, mark.end..body.end)?;
    stands_alone.then_some((mark, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (usize, usize, &str) {
        let segment = Segment::of(text, 0..text.len()).unwrap();
        (segment.hashes, segment.bullets.len(), &text[segment.body])
    }

    #[test]
    fn marks_are_taken_off() {
        assert_eq!(parts("### **・見守り**"), (3, 1, "見守り"));
        assert_eq!(parts("- ・見守り"), (0, 2, "見守り"));
        assert_eq!(parts("■見守り"), (0, 1, "見守り"));
        assert_eq!(parts("○○市の計画"), (0, 0, "○○市の計画"));
        assert_eq!(parts("-5度"), (0, 0, "-5度"));
        assert_eq!(parts("###"), (0, 0, "###"));
    }

    #[test]
    fn rules_are_told_from_dashes() {
        assert!(is_rule("--\t----\t--"));
        assert!(is_rule("|:---|---|"));
        assert!(!is_rule("-"));
    }

    #[test]
    fn a_row_of_dots_and_a_page_number_is_an_entry_of_contents() {
        let check = |text: &str| Segment::of(text, 0..text.len()).unwrap().is_contents();
        assert!(check("基本目標1 つながる地域 ………… 12"));
        assert!(check("第1章 はじめに.......（3）"));
        assert!(check("資料編・・・・・・・・・・ P.40"));
        assert!(!check("基本目標1 つながる地域 12"));
        assert!(!check("1-1-2"));
        assert!(!check("電話 045-123-4567"));
        assert!(!check("開催は…年12回"));
    }
}
