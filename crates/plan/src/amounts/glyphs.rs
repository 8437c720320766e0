//! A text as characters with their places, full-width forms folded one by one.
//!
//! Not NFKC: that would turn the mark ① into the number 1.

/// The characters of a text.
pub(crate) struct Glyphs<'a> {
    pub(crate) text: &'a str,
    glyphs: Vec<(usize, char)>,
}

impl<'a> Glyphs<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let glyphs = text.char_indices().map(|(at, c)| (at, fold(c))).collect();
        Self { text, glyphs }
    }

    pub(crate) fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<char> {
        self.glyphs.get(at).map(|glyph| glyph.1)
    }

    /// The character before a place.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// The byte of the source at which the character begins.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.glyphs.get(at).map_or(self.text.len(), |glyph| glyph.0)
    }

    /// The source between two characters.
    pub(crate) fn source(&self, from: usize, to: usize) -> &'a str {
        self.text
            .get(self.byte(from)..self.byte(to))
            .unwrap_or_default()
    }

    /// Where a word ends that stands at a place.
    pub(crate) fn word(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if self.get(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Where the longest of some words ends that stands at a place. The words stand in one text
    /// with spaces between them.
    pub(crate) fn longest(&self, at: usize, words: &str) -> Option<usize> {
        words
            .split(' ')
            .filter_map(|word| self.word(at, word))
            .max()
    }

    /// Where the longest of some words begins that ends at a place, and nowhere before `from`.
    pub(crate) fn longest_back(&self, from: usize, end: usize, words: &str) -> Option<usize> {
        words
            .split(' ')
            .filter_map(|word| end.checked_sub(word.chars().count()).zip(Some(word)))
            .filter(|(start, word)| *start >= from && self.word(*start, word).is_some())
            .map(|(start, _)| start)
            .min()
    }

    pub(crate) fn skip_spaces(&self, mut at: usize) -> usize {
        while self.get(at).is_some_and(is_space) {
            at += 1;
        }
        at
    }

    pub(crate) fn skip_spaces_back(&self, from: usize, mut end: usize) -> usize {
        while end > from && self.before(end).is_some_and(is_space) {
            end -= 1;
        }
        end
    }
}

pub(crate) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '〜' => '~',
        '￥' => '¥',
        '−' | '‐' | '‑' | '–' | '—' => '-',
        'ｶ' => 'カ',
        'ｹ' => 'ケ',
        '･' => '・',
        c => c,
    }
}

/// White space that does not end a line.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_line_end(c) && c != '\t'
}

pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

pub(crate) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々' | '\u{20000}'..='\u{3FFFF}')
}

pub(crate) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}')
}

pub(crate) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー')
}

/// Where one thing said ends and the next begins.
pub(crate) fn is_separator(c: char) -> bool {
    is_line_end(c) || matches!(c, '\t' | '、' | ',' | ';' | '。' | '/' | '|' | '・')
}
