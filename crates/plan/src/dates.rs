//! Dates and eras as people write them, by hand: five eras, checked before they are believed.
//!
//! A library would silently turn 平成34年 into 令和4年. Here that is understood too, but said.

use unicode_normalization::UnicodeNormalization;

use crate::eras::{ERAS, Era, era_of_day, words_of_year};
use crate::fiscal::{FiscalYear, YearSpan};

/// Something understood, and what a person should be asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What it was taken for.
    pub value: T,
    /// What is odd about it.
    pub warning: Option<Warning>,
}

/// What is odd about a date that was understood nevertheless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A year or day after the end of its era: 平成34年. `understood` is what it is taken for,
    /// in the words of the right era: 令和4年.
    PastEra {
        /// The year in its own era.
        understood: String,
    },
    /// A day before its era began: 令和元年4月1日. Taken for the day of the earlier era.
    BeforeEra {
        /// The year in its own era.
        understood: String,
    },
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Western year, 1868 to 2199.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31, and never more than the month has.
    pub day: u32,
}

/// Reads on through a text that was folded to NFKC and stripped of white space.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn eat(&mut self, words: &[&str]) -> bool {
        for word in words {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return true;
            }
        }
        false
    }

    /// A number of at most `digits` digits; 元 is 1, and 一 to 九十九 are read as well.
    fn number(&mut self, digits: usize) -> Option<i32> {
        if self.eat(&["元"]) {
            return Some(1);
        }
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if length > 0 {
            if length > digits {
                return None;
            }
            let (number, rest) = self.rest.split_at(length);
            self.rest = rest;
            return number.parse().ok();
        }
        self.kanji_number()
    }

    fn kanji_number(&mut self) -> Option<i32> {
        const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let (mut tens, mut ones, mut seen_ten, mut used) = (0, 0, false, 0);
        for c in self.rest.chars() {
            if c == '十' && !seen_ten {
                (tens, ones, seen_ten) = (ones.max(1), 0, true);
            } else if let Some(digit) = DIGITS.iter().position(|d| *d == c)
                && ones == 0
            {
                ones = digit as i32 + 1;
            } else {
                break;
            }
            used += c.len_utf8();
        }
        self.rest = &self.rest[used..];
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
    fn year(&mut self, default: Option<&'static Era>) -> Option<Year> {
        let own = self.era();
        self.eat(&["."]);
        let number = self.number(4)?;
        match own {
            Some(era) => Year::of_era(era, number),
            None if number >= FiscalYear::MIN => Some(Year {
                western: number,
                era: None,
            }),
            None => Year::of_era(default?, number),
        }
    }
}

#[derive(Clone, Copy)]
struct Year {
    western: i32,
    era: Option<&'static Era>,
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

fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// See [`YearSpan::parse`].
pub(crate) fn parse_span(text: &str) -> Option<Parsed<YearSpan>> {
    const YEAR: [&str; 2] = ["年度", "年"];
    // NFKC turns ～ (U+FF5E) into ~, and leaves the wave dash 〜 and the other dashes alone.
    const TO: [&str; 8] = ["~", "〜", "から", "-", "–", "—", "−", "ー"];
    let text = folded(text);
    let mut reader = Reader { rest: &text };
    let first = reader.year(None)?;
    reader.eat(&YEAR);
    let last = if reader.eat(&TO) {
        let last = reader.year(first.era)?;
        reader.eat(&YEAR);
        reader.eat(&["まで"]);
        last
    } else {
        first
    };
    if !reader.rest.is_empty() || last.western < first.western {
        return None;
    }
    let value = YearSpan {
        first: FiscalYear::new(first.western)?,
        last: FiscalYear::new(last.western)?,
    };
    Some(Parsed {
        value,
        warning: first.warning().or_else(|| last.warning()),
    })
}

impl Date {
    /// The day, if there is such a day between 1868 and 2199.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        FiscalYear::new(year)?;
        (day >= 1 && day <= days_in_month(year, month)?).then_some(Self { year, month, day })
    }

    /// `2022-05-23`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `令和4年5月23日`.
    #[must_use]
    pub fn label_wareki(self) -> String {
        let (era, year) = era_of_day((self.year, self.month, self.day));
        let year = if year == 1 {
            "元".to_owned()
        } else {
            year.to_string()
        };
        format!("{}{year}年{}月{}日", era.name, self.month, self.day)
    }

    /// The fiscal year it lies in; `None` only for the first months of 1868.
    #[must_use]
    pub fn fiscal_year(self) -> Option<FiscalYear> {
        FiscalYear::of_month(self.year, self.month)
    }

    /// Reads a day as people write it: `令和4年5月23日`, `R4.5.23`, `2022/5/23`, `2022-05-23`,
    /// `平成34年5月23日` (with a warning). `None` for anything else and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Parsed<Self>> {
        let text = folded(text);
        let mut reader = Reader { rest: &text };
        let year = reader.year(None)?;
        if !reader.eat(&["年", ".", "/", "-"]) {
            return None;
        }
        let month = u32::try_from(reader.number(2)?).ok()?;
        if !reader.eat(&["月", ".", "/", "-"]) {
            return None;
        }
        let day = u32::try_from(reader.number(2)?).ok()?;
        reader.eat(&["日"]);
        if !reader.rest.is_empty() {
            return None;
        }
        let value = Self::new(year.western, month, day)?;
        Some(Parsed {
            value,
            warning: value.era_warning(year.era),
        })
    }

    fn era_warning(self, written: Option<&'static Era>) -> Option<Warning> {
        let written = written?;
        let (era, number) = era_of_day((self.year, self.month, self.day));
        if era == written {
            return None;
        }
        let number = if number == 1 {
            "元".to_owned()
        } else {
            number.to_string()
        };
        let understood = format!("{}{number}年", era.name);
        Some(if era.begins > written.begins {
            Warning::PastEra { understood }
        } else {
            Warning::BeforeEra { understood }
        })
    }
}

fn days_in_month(year: i32, month: u32) -> Option<u32> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        Date::parse(text).map(|parsed| parsed.value.iso())
    }

    #[test]
    fn days_as_people_write_them() {
        for text in [
            "令和4年5月23日",
            "R4.5.23",
            "2022/5/23",
            "2022-05-23",
            "令和４年 ５月２３日",
            "令4.5.23",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2022-05-23"), "{text}");
            assert_eq!(Date::parse(text).unwrap().warning, None, "{text}");
        }
        assert_eq!(iso("令和元年5月1日").as_deref(), Some("2019-05-01"));
    }

    #[test]
    fn days_that_do_not_exist_are_not_understood() {
        for text in [
            "令和4年2月29日",
            "2022/13/1",
            "2022/0/1",
            "2022/1/0",
            "令和4年5月",
            "5月23日",
            "明日",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
        assert_eq!(iso("令和6年2月29日").as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn a_day_outside_its_era_comes_with_a_question() {
        let parsed = Date::parse("平成34年5月23日").unwrap();
        assert_eq!(parsed.value.iso(), "2022-05-23");
        assert_eq!(
            parsed.warning,
            Some(Warning::PastEra {
                understood: "令和4年".into()
            })
        );
        let parsed = Date::parse("令和元年4月30日").unwrap();
        assert_eq!(
            parsed.warning,
            Some(Warning::BeforeEra {
                understood: "平成31年".into()
            })
        );
        assert_eq!(Date::parse("平成31年4月30日").unwrap().warning, None);
    }

    #[test]
    fn a_day_says_its_own_era_and_fiscal_year() {
        let day = Date::new(2019, 4, 30).unwrap();
        assert_eq!(day.label_wareki(), "平成31年4月30日");
        assert_eq!(
            Date::new(2019, 5, 1).unwrap().label_wareki(),
            "令和元年5月1日"
        );
        assert_eq!(
            Date::new(2023, 3, 31).unwrap().fiscal_year(),
            FiscalYear::new(2022)
        );
    }
}
