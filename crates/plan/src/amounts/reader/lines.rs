//! Where lines, titles, tags and bullets begin and end.

use super::super::glyphs::is_line_end;
use super::super::label;
use super::super::numerals::{Numeral, numeral};
use super::super::units;
use super::Reader;

impl Reader<'_> {
    /// A line ends an entry, unless the next goes on with what this one is of.
    pub(super) fn line_end(&mut self) {
        let inside = !self.frames.is_empty();
        if inside && self.closes_later() {
            self.part_off(self.at + 1, false);
        } else if inside || self.tail.is_some() || !self.goes_on() {
            while !self.frames.is_empty() {
                self.close();
            }
            self.part_off(self.at + 1, true);
        }
        self.at += 1;
    }

    /// Whether the parenthesis that is open is closed on a later line.
    fn closes_later(&self) -> bool {
        const FAR: usize = 300;
        let mut depth = 1_usize;
        for at in self.at..self.at + FAR {
            match self.glyphs.get(at) {
                None => break,
                Some(c) if label::is_open(c) => depth += 1,
                Some(c) if label::is_close(c) => depth -= 1,
                Some(_) => {}
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// Whether the next line begins with an amount or a note in parentheses, as cells do that
    /// set what is counted on a line of its own: サロン, then 12回.
    fn goes_on(&self) -> bool {
        let glyphs = &self.glyphs;
        let mut start = self.at;
        while glyphs.get(start).is_some_and(char::is_whitespace) {
            start += 1;
        }
        let start = glyphs
            .longest(start, "約 延べ のべ 年 月 週")
            .unwrap_or(start);
        if glyphs.get(start).is_some_and(label::is_open) {
            // (1) begins a list.
            return !glyphs.get(start + 1).is_some_and(|c| c.is_ascii_digit())
                || !glyphs.get(start + 2).is_some_and(label::is_close);
        }
        match numeral(glyphs, start) {
            Some(Numeral::Number(number)) => {
                units::unit(glyphs, number.end, number.kanji).is_some()
            }
            _ => false,
        }
    }

    /// A bullet, or the dot that stands between two amounts; else it belongs to a name
    /// (ボランティア・市民活動).
    pub(super) fn bullet_here(&self) -> bool {
        label::is_gap(self.glyphs.before(self.at)) || self.tail.is_some() || {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            digit(self.glyphs.before(self.at)) && !digit(self.glyphs.get(self.at + 1))
        }
    }

    /// Where a quotation ends; nothing in a title is an amount.
    pub(super) fn quoted(&self, open: char) -> usize {
        // A longer title is a bracket that nobody closed.
        const LONGEST: usize = 100;
        let close = if open == '「' { '」' } else { '』' };
        for at in self.at + 1..self.at + LONGEST {
            match self.glyphs.get(at) {
                Some(c) if c == close => return at + 1,
                Some(c) if !is_line_end(c) => {}
                _ => break,
            }
        }
        self.at + 1
    }

    /// Where a tag ends that stands here: `<p>` and its like are left in some texts.
    pub(super) fn tag_end(&self) -> Option<usize> {
        const LONGEST: usize = 40;
        let first = self.glyphs.get(self.at + 1)?;
        if first != '/' && !first.is_ascii_alphabetic() {
            return None;
        }
        (self.at + 1..self.at + LONGEST)
            .find(|at| self.glyphs.get(*at) == Some('>'))
            .map(|at| at + 1)
    }
}
