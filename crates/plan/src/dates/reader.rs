//! Reads years and days from a text that was folded.

use super::{Parsed, Warning};
use crate::eras::{ERAS, Era, words_of_year};
use crate::fiscal::{FiscalYear, YearSpan};
use crate::text::folded;

const YEAR: [&str; 2] = ["年度", "年"];
/// NFKC turns ～ (U+FF5E) into ~, and leaves the wave dash 〜 and the other dashes alone.
pub(super) const TO: [&str; 11] = [
    "から", "より", "~", "〜", "-", "–", "—", "−", "‐", "―", "ー",
];

/// Reads on through a folded text.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(super) rest: &'a str,
}

/// A year as written.
#[derive(Clone, Copy)]
pub(crate) struct Year {
    pub(crate) western: i32,
    pub(crate) era: Option<&'static Era>,
}

impl Year {
    fn of_era(era: &'static Era, number: i32) -> Option<Self> {
        (1..=200).contains(&number).then(|| Self {
            western: era.western(number),
            era: Some(era),
        })
    }

    fn warning(self) -> Option<Warning> {
        let last = self.era?.last_year()?;
        (self.western > last).then(|| Warning::PastEra {
            understood: words_of_year(self.western),
        })
    }
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        for word in words {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return true;
            }
        }
        false
    }

    /// A number of at most `digits` digits, or in kanji: 二十三, 二〇二二.
    pub(super) fn number(&mut self, digits: usize) -> Option<i32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if length > 0 {
            if length > digits {
                return None;
            }
            let (number, rest) = self.rest.split_at(length);
            self.rest = rest;
            return number.parse().ok();
        }
        self.kanji_number(digits)
    }

    fn kanji_number(&mut self, digits: usize) -> Option<i32> {
        const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let (mut tens, mut ones, mut seen_ten) = (0_i32, 0_i32, false);
        let (mut used, mut run) = (0, 0);
        for c in self.rest.chars() {
            if c == '十' && !seen_ten && run <= 1 {
                (tens, ones, seen_ten, run) = (ones.max(1), 0, true, 0);
            } else if let Some(digit) = DIGITS.iter().position(|d| *d == c)
                && run < if seen_ten { 1 } else { digits }
            {
                ones = ones * 10 + i32::try_from(digit).ok()?;
                run += 1;
            } else {
                break;
            }
            used += c.len_utf8();
        }
        self.rest = self.rest.get(used..)?;
        (used > 0).then_some(tens * 10 + ones)
    }

    fn era(&mut self) -> Option<&'static Era> {
        for era in &ERAS {
            let letter = era.letter;
            let first = era.name.chars().next()?;
            let upper = letter.to_string();
            let lower = letter.to_ascii_lowercase().to_string();
            if self.eat(&[era.name, &first.to_string(), &upper, &lower]) {
                return Some(era);
            }
        }
        None
    }

    /// A year: with an era, or western with four digits.
    pub(super) fn year(&mut self, default: Option<&'static Era>) -> Option<Year> {
        let own = self.era();
        if own.is_some() {
            self.eat(&["."]);
        } else {
            self.eat(&["西暦", "FY"]);
        }
        let number = if (own.is_some() || default.is_some()) && self.eat(&["元"]) {
            1
        } else {
            self.number(4)?
        };
        let year = match own {
            Some(era) => Year::of_era(era, number)?,
            None if number >= FiscalYear::MIN => Year {
                western: number,
                era: None,
            },
            None => Year::of_era(default?, number)?,
        };
        self.gloss(year)?;
        Some(year)
    }

    /// The same year in the other calendar, as in 令和4(2022)年; `None` if it is another year.
    pub(super) fn gloss(&mut self, year: Year) -> Option<()> {
        let mut inner = *self;
        if !inner.eat(&["("]) {
            return Some(());
        }
        let Some(other) = inner.year(None) else {
            return Some(());
        };
        inner.eat(&YEAR);
        if !inner.eat(&[")"]) || other.western != year.western {
            return None;
        }
        *self = inner;
        Some(())
    }

    /// 2021～25年度: two digits after a year of four.
    fn short_year(&mut self, first: Year) -> Option<Year> {
        if first.era.is_some() || self.rest.bytes().take_while(u8::is_ascii_digit).count() != 2 {
            return None;
        }
        let number = self.number(2)?;
        Some(Year {
            western: first.western - first.western % 100 + number,
            era: None,
        })
    }

    pub(super) fn span(&mut self) -> Option<(Year, Year)> {
        let first = self.year(None)?;
        self.eat(&YEAR);
        self.gloss(first)?;
        if !self.eat(&TO) {
            return Some((first, first));
        }
        if let Some(count) = self.duration() {
            let western = first.western + count - 1;
            return Some((first, Year { western, era: None }));
        }
        let mut long = *self;
        let last = match long.year(first.era) {
            Some(last) => {
                *self = long;
                last
            }
            None => self.short_year(first)?,
        };
        self.eat(&YEAR);
        self.gloss(last)?;
        self.eat(&["まで"]);
        self.length(last.western - first.western + 1)?;
        Some((first, last))
    }

    /// 5年間, 5か年
    pub(super) fn duration(&mut self) -> Option<i32> {
        let mut inner = *self;
        let count = inner.number(2).filter(|count| *count > 0)?;
        if !inner.eat(&["年間", "か年", "カ年", "ヵ年", "ヶ年", "ケ年", "箇年"]) {
            return None;
        }
        inner.eat(&["計画"]);
        *self = inner;
        Some(count)
    }

    /// How long a range says that it is, as in 令和3～7年度(5年間); `None` if that is wrong.
    fn length(&mut self, years: i32) -> Option<()> {
        let mut inner = *self;
        let open = inner.eat(&["の", "(", "、"]);
        let Some(count) = inner.duration().filter(|_| open) else {
            return Some(());
        };
        inner.eat(&[")"]);
        *self = inner;
        (count == years).then_some(())
    }
}

/// See [`YearSpan::parse`].
pub(crate) fn parse_span(text: &str) -> Option<Parsed<YearSpan>> {
    let text = folded(text);
    let mut reader = Reader::new(&text);
    let (first, last) = reader.span()?;
    if !reader.is_done() || last.western < first.western {
        return None;
    }
    let value = YearSpan {
        first: FiscalYear::new(first.western)?,
        last: FiscalYear::new(last.western)?,
    };
    let warning = first.warning().or_else(|| last.warning());
    Some(Parsed { value, warning })
}
