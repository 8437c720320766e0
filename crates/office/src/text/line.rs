//! From the source to segments: lines, cells of tables, HTML remnants, and the marks in front.

use std::ops::Range;

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

/// The cells of a line of a tab table or a Markdown table, and the bars between them; `None` if
/// it has no cells. Cells may be blank.
pub(crate) fn cells(source: &str, line: &Range<usize>) -> Option<(Spans, Spans)> {
    let text = source.get(line.clone())?;
    let inner = text.trim();
    let bar = inner.len() > 2 && inner.starts_with('|') && inner.ends_with('|');
    let separator = if bar {
        '|'
    } else if text.contains('\t') {
        '\t'
    } else {
        return None;
    };
    let mut cells = Vec::new();
    let mut bars = Vec::new();
    let mut start = line.start;
    for (offset, _) in text.match_indices(separator) {
        let at = line.start + offset;
        cells.push(start..at);
        if bar {
            bars.push(at..at + 1);
        }
        start = at + 1;
    }
    cells.push(start..line.end);
    if bar {
        // Outside the first and last bar there is no cell.
        cells.remove(0);
        cells.pop();
    }
    Some((cells, bars))
}

/// Parts of a stretch between HTML tags, and the tags.
pub(crate) fn without_html(source: &str, span: Range<usize>) -> (Spans, Spans) {
    let mut texts = Vec::new();
    let mut tags = Vec::new();
    let text = source.get(span.clone()).unwrap_or_default();
    let mut start = span.start;
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|offset| at + offset) {
        match tag_length(&text[open..]) {
            Some(length) => {
                texts.extend(trimmed(source, start..span.start + open));
                tags.push(span.start + open..span.start + open + length);
                at = open + length;
                start = span.start + at;
            }
            None => at = open + 1,
        }
    }
    texts.extend(trimmed(source, start..span.end));
    (texts, tags)
}

/// The bytes of an HTML tag that a text begins with. `<現状と課題>` is none.
fn tag_length(text: &str) -> Option<usize> {
    const NAMES: &[&str] = &[
        "a",
        "b",
        "blockquote",
        "body",
        "br",
        "center",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "i",
        "li",
        "ol",
        "p",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    // Longer than any tag that a converter leaves behind; keeps the search linear.
    const LONGEST: usize = 300;
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inner[..length].to_ascii_lowercase();
    if !NAMES.contains(&name.as_str()) {
        return None;
    }
    let rest = &inner[length..];
    if !rest.starts_with(['>', '/', ' ']) {
        return None;
    }
    let end = rest.bytes().take(LONGEST).position(|b| b == b'>')?;
    if rest[..end].contains('<') {
        return None;
    }
    Some(text.len() - rest.len() + end + 1)
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

    /// The glyphs after the number and what separates it, if it has a number.
    pub(crate) fn after_number(&self) -> Option<usize> {
        self.number
            .as_ref()
            .map(|number| skip_separators(&self.folded, number.end))
    }
}

/// The index after separators and closing brackets from `at`.
pub(crate) fn skip_separators(text: &Folded, mut at: usize) -> usize {
    while matches!(
        text.get(at),
        Some('.' | ':' | '、' | ',' | '】' | ']' | '〕' | '》' | '>' | '}' | '｣')
    ) && text.is_boundary(at + 1)
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
    fn html_is_told_from_brackets() {
        let text = "<ul style=\"x\"><li>■ あ</li></ul><現状と課題>";
        let (texts, tags) = without_html(text, 0..text.len());
        let texts: Vec<_> = texts.into_iter().map(|span| &text[span]).collect();
        assert_eq!(texts, ["■ あ", "<現状と課題>"]);
        assert_eq!(tags.len(), 4);
    }

    #[test]
    fn rules_and_cells() {
        assert!(is_rule("--\t----\t--"));
        assert!(is_rule("|:---|---|"));
        assert!(!is_rule("-"));
        let text = "| あ | い |";
        let (cells, bars) = cells(text, &(0..text.len())).unwrap();
        assert_eq!((cells.len(), bars.len()), (2, 3));
    }
}
