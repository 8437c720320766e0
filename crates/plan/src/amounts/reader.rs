//! Goes through a text once and notes its amounts.

mod amount;
mod lines;

use std::collections::BTreeSet;

use super::Part;
use super::before::{self, Before};
use super::glyphs::{Glyphs, is_line_end, is_separator, is_space};
use super::label;
use super::numerals::{Numeral, chain_end, numeral};
use amount::Found;

/// A parenthesis that is open.
struct Frame {
    list: usize,
    /// What the words before it say its amounts are of.
    label: Option<String>,
    /// Whether an amount stands before it, which it then explains: 32回(居場所24回、女子会6回).
    explains: bool,
    /// Whether 計 stands right before it: 計(32回).
    total: bool,
    first: usize,
    /// Where the segment began in which it opened.
    segment: usize,
    tail: Option<usize>,
}

pub(super) struct Reader<'a> {
    glyphs: Glyphs<'a>,
    at: usize,
    parts: Vec<Part>,
    /// The parts that are nothing but a word and digits (職員3・地域4), for [`Reader::weigh`].
    weak: Vec<usize>,
    frames: Vec<Frame>,
    lists: usize,
    /// Where the words begin that may be the label of the next amount.
    segment: usize,
    /// Where the amount before ends, while its own words may still go on.
    tail: Option<usize>,
    /// The label of the amount before, for one right after it: サロン3回 延べ45名.
    last: Option<usize>,
    /// A period that a rate follows: 2か月に of 2か月に1回, with the place where it begins.
    period: Option<(String, usize, usize)>,
    /// How many separate things the text says, for [`Reader::weigh`].
    segments: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            glyphs: Glyphs::of(text),
            at: 0,
            parts: Vec::new(),
            weak: Vec::new(),
            frames: Vec::new(),
            lists: 0,
            segment: 0,
            tail: None,
            last: None,
            period: None,
            segments: 0,
        }
    }

    pub(super) fn read(mut self) -> Vec<Part> {
        while let Some(c) = self.glyphs.get(self.at) {
            match c {
                _ if is_line_end(c) => self.line_end(),
                '「' | '『' => self.at = self.quoted(c),
                '<' if self.tag_end().is_some() => {
                    let end = self.tag_end().unwrap_or(self.at + 1);
                    self.part_off(end, false);
                    self.at = end;
                }
                _ if label::is_open(c) => self.open(),
                _ if label::is_close(c) => {
                    self.close();
                    self.at += 1;
                }
                _ if label::is_bullet(c) && self.bullet_here() => {
                    self.part_off(self.at + 1, true);
                    self.at += 1;
                }
                _ if is_separator(c) && c != '・' => {
                    self.part_off(self.at + 1, false);
                    self.at += 1;
                }
                // After an amount and its own words, white space begins something new.
                _ if is_space(c) && self.tail.is_some() => {
                    self.part_off(self.at + 1, false);
                    self.at += 1;
                }
                _ => self.step(),
            }
        }
        while !self.frames.is_empty() {
            self.close();
        }
        self.part_off(self.at, false);
        self.weigh()
    }

    fn part_off(&mut self, segment: usize, entry: bool) {
        let said = self.glyphs.source(self.segment, self.at);
        if self.tail.is_some() || label::label(said).is_some() {
            self.segments += 1;
        }
        self.segment = segment;
        self.tail = None;
        if entry {
            self.last = None;
        }
    }

    fn open(&mut self) {
        // Nobody nests deeper, and each costs a look at all that is inside.
        const DEEPEST: usize = 16;
        if self.frames.len() >= DEEPEST {
            self.at += 1;
            return;
        }
        let explains = self.tail.is_some();
        let before = before::read(&self.glyphs, self.segment, self.at);
        let own = if explains {
            None
        } else {
            label::label(self.glyphs.source(self.segment, before.start))
        };
        let label = own.or_else(|| {
            if explains {
                self.last
                    .and_then(|last| self.parts.get(last)?.label.clone())
            } else {
                self.frames.last().and_then(|frame| frame.label.clone())
            }
        });
        self.lists += 1;
        self.frames.push(Frame {
            list: self.lists,
            label,
            explains,
            total: before.total,
            first: self.parts.len(),
            segment: self.segment,
            tail: self.tail,
        });
        self.at += 1;
        self.segment = self.at;
        self.tail = None;
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if self.parts.len() == frame.first {
            // A note without amounts stays part of the words around it.
            (self.segment, self.tail) = (frame.segment, frame.tail);
            return;
        }
        self.tail = Some((self.at + 1).min(self.glyphs.len()));
        self.segment = self.tail.unwrap_or(self.at);
        self.last = Some(self.parts.len() - 1);
        let outer = self.frames.last().map_or(0, |frame| frame.list);
        // 小学校3校、中学校2校(計5校): the total is that of the list around it.
        if frame.explains
            && let Some([only]) = self.parts.get_mut(frame.first..)
            && only.total
        {
            (only.list, only.label) = (outer, None);
            return;
        }
        let inside = self.parts.iter_mut().skip(frame.first);
        let keeps = frame.explains || inside.into_iter().any(|p| p.total && p.list == frame.list);
        if !keeps {
            for part in self.parts.iter_mut().skip(frame.first) {
                if part.list == frame.list {
                    part.list = outer;
                }
            }
        }
    }

    fn step(&mut self) {
        let number = match numeral(&self.glyphs, self.at) {
            None => {
                self.at += 1;
                return;
            }
            Some(Numeral::NoAmount(end)) => {
                self.at = end.max(self.at + 1);
                return;
            }
            Some(Numeral::Number(number)) => number,
        };
        let end = number.end;
        if let Some((per, next)) = self.period_at(&number) {
            self.period = Some((per, self.at, next));
            self.at = next.max(end);
            return;
        }
        let from = self.label_from();
        let before = before::read(&self.glyphs, from, self.at);
        match self.amount(number, &before, from) {
            Some(found) => self.note(found, before, from),
            // 5/23, 4~6月: the rest of it is no amount either.
            None => self.at = chain_end(&self.glyphs, end.max(self.at + 1) - 1, "-/~"),
        }
    }

    /// Where the words before the number at hand begin that may belong to it.
    fn label_from(&self) -> usize {
        if let Some((_, _, end)) = self.period
            && self.glyphs.skip_spaces(end) == self.at
        {
            return self.at;
        }
        match self.tail {
            Some(tail) => label::tail_end(&self.glyphs, tail, self.at),
            None => self.segment,
        }
    }

    fn note(&mut self, found: Found, before: Before, from: usize) {
        let period = self.period.take().filter(|(_, _, end)| *end == self.at);
        let start = period.as_ref().map_or(before.start, |(_, start, _)| *start);
        let words = match &period {
            Some((_, start, _)) => {
                let from = self.tail.map_or(self.segment, |tail| {
                    label::tail_end(&self.glyphs, tail, *start)
                });
                self.glyphs.source(from, *start)
            }
            None => self.glyphs.source(from, before.start),
        };
        let begin = if period.is_none() && self.negative() && start == self.at {
            self.at - 1
        } else {
            start
        };
        let words = if self.negative() {
            words.trim_end_matches(['△', '▲', '-', '－', '−', '‐', '–', '—'])
        } else {
            words
        };
        let strayed = self
            .tail
            .is_some_and(|tail| from > tail && period.is_none());
        let own = label::label(words).filter(|_| !strayed);
        let frame = self.frames.last();
        let total = before.total
            || frame.is_some_and(|frame| frame.total && frame.first == self.parts.len());
        let inherited = || {
            let last = self.last.and_then(|last| self.parts.get(last));
            let outer = frame.and_then(|frame| frame.label.clone());
            match last {
                Some(last)
                    if !total
                        && frame.is_none_or(|frame| self.last >= Some(frame.first))
                        && last.unit != found.unit =>
                {
                    last.label.clone().or(outer)
                }
                _ => outer,
            }
        };
        let label = own.or_else(inherited);
        if found.weak {
            self.weak.push(self.parts.len());
        }
        self.last = Some(self.parts.len());
        self.parts.push(Part {
            label,
            number: found.number,
            extent: found.extent,
            unit: found.unit,
            per: found.per.or(period.map(|(per, _, _)| per)).or(before.per),
            total,
            about: before.about || found.about,
            list: frame.map_or(0, |frame| frame.list),
            span: self.glyphs.byte(begin)..self.glyphs.byte(found.end),
        });
        self.at = found.end;
        self.tail = Some(found.end);
    }

    /// Words with digits behind them (職員3・地域4) are believed only where the whole text is made
    /// of such; 健康日本21 on its own is a name.
    fn weigh(mut self) -> Vec<Part> {
        let believed = self.weak.len() >= 2 && self.parts.len() >= self.segments;
        if !believed {
            let weak: BTreeSet<usize> = self.weak.into_iter().collect();
            let mut at = 0..;
            self.parts
                .retain(|_| at.next().is_none_or(|at| !weak.contains(&at)));
        }
        self.parts
    }
}
