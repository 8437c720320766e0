//! Days and ranges of days.

use super::reader::{Reader, TO, Year};
use super::{Date, Parsed};
use crate::eras::Era;
use crate::text::folded;

const DAY_MARKS: [&str; 4] = ["年", ".", "/", "-"];
const MONTH_MARKS: [&str; 4] = ["月", ".", "/", "-"];

/// A day or month as written.
#[derive(Clone, Copy)]
pub(crate) struct Day {
    year: Year,
    month: u32,
    day: Option<u32>,
}

/// A day that exists, with the era that it was written in.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    date: Date,
    era: Option<&'static Era>,
}

impl Day {
    /// The day, or the first of the month.
    pub(crate) fn first(self) -> Option<Known> {
        let date = Date::new(self.year.western, self.month, self.day.unwrap_or(1))?;
        Some(Known {
            date,
            era: self.year.era,
        })
    }

    /// The day, or the last of the month.
    pub(crate) fn last(self) -> Option<Known> {
        let date = match self.day {
            Some(day) => Date::new(self.year.western, self.month, day)?,
            None => Date::last_of_month(self.year.western, self.month)?,
        };
        Some(Known {
            date,
            era: self.year.era,
        })
    }
}

impl Known {
    pub(crate) fn parsed(self) -> Parsed<Date> {
        Parsed {
            value: self.date,
            warning: self.date.era_warning(self.era),
        }
    }
}

impl Reader<'_> {
    /// A day; with the day that a range begins with, year and month may be its.
    pub(crate) fn day(&mut self, base: Option<Day>) -> Option<Day> {
        let found = self
            .full_day(base, false)
            .or_else(|| self.rest_of_day(base?))?;
        self.after_day();
        Some(found)
    }

    fn full_day(&mut self, base: Option<Day>, months: bool) -> Option<Day> {
        let mut inner = *self;
        if let Some(day) = inner.compact_day() {
            *self = inner;
            return Some(day);
        }
        let year = inner.year(base.and_then(|base| base.year.era))?;
        if !inner.eat(&DAY_MARKS) {
            return None;
        }
        inner.gloss(year)?;
        let month = u32::try_from(inner.number(2)?).ok()?;
        let by_word = inner.rest.starts_with('月');
        let day = if inner.eat(&MONTH_MARKS) {
            let day = inner.day_of_month(by_word);
            if day.is_none() && !(months && by_word) {
                return None;
            }
            day.flatten()
        } else {
            return None;
        };
        *self = inner;
        Some(Day { year, month, day })
    }

    /// 20220523
    fn compact_day(&mut self) -> Option<Day> {
        if self.rest.bytes().take_while(u8::is_ascii_digit).count() != 8 {
            return None;
        }
        let (year, rest) = self.rest.split_at(4);
        let (month, rest) = rest.split_at(2);
        let (day, rest) = rest.split_at(2);
        self.rest = rest;
        Some(Day {
            year: Year {
                western: year.parse().ok()?,
                era: None,
            },
            month: month.parse().ok()?,
            day: Some(day.parse().ok()?),
        })
    }

    /// 23日, or 末日, for which there is no number.
    fn day_of_month(&mut self, by_word: bool) -> Option<Option<u32>> {
        if by_word && self.eat(&["末日", "末"]) {
            return Some(None);
        }
        let day = u32::try_from(self.number(2)?).ok()?;
        self.eat(&["日"]);
        Some(Some(day))
    }

    /// 5月31日, 5/31 or 31日 after a whole day.
    fn rest_of_day(&mut self, base: Day) -> Option<Day> {
        let mut inner = *self;
        let number = u32::try_from(inner.number(2)?).ok()?;
        let by_word = inner.rest.starts_with('月');
        let day = if inner.eat(&["日"]) {
            Day {
                day: Some(number),
                ..base
            }
        } else if inner.eat(&MONTH_MARKS) {
            let day = inner.day_of_month(by_word)?;
            Day {
                month: number,
                day,
                ..base
            }
        } else {
            return None;
        };
        *self = inner;
        Some(day)
    }

    /// (月), 付け, 現在
    fn after_day(&mut self) {
        let weekday = self
            .rest
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'));
        if let Some((inner, rest)) = weekday
            && !inner.is_empty()
            && inner.chars().all(|c| "月火水木金土日曜祝休・".contains(c))
        {
            self.rest = rest;
        }
        self.eat(&["付け", "付", "現在", "時点"]);
    }

    /// A range of days or months.
    fn days(&mut self) -> Option<(Date, Date)> {
        let first = self.full_day(None, true)?;
        self.after_day();
        if !self.eat(&TO) {
            return None;
        }
        let last = self
            .full_day(Some(first), true)
            .or_else(|| self.rest_of_day(first))?;
        self.after_day();
        self.eat(&["まで"]);
        let (begin, end) = (first.first()?, last.last()?);
        let mut inner = *self;
        let open = inner.eat(&["の", "(", "、"]);
        if open && inner.duration().is_some() {
            inner.eat(&[")"]);
            *self = inner;
        }
        (begin.date <= end.date).then_some((begin.date, end.date))
    }
}

/// The first range of days that a text names, with other words around it or not; else its first
/// range of fiscal years, from 1 April to 31 March.
pub(crate) fn range_in(text: &str) -> Option<(Date, Date)> {
    let text = folded(text);
    let readers = || {
        let starts = text.char_indices().filter(|(at, c)| {
            let inside = text
                .get(..*at)
                .is_some_and(|s| s.ends_with(|c: char| c.is_ascii_digit()));
            !(inside && c.is_ascii_digit())
        });
        starts.filter_map(|(at, _)| Some(Reader::new(text.get(at..)?)))
    };
    if let Some(range) = readers().find_map(|mut reader| reader.days()) {
        return Some(range);
    }
    let (first, last) = readers().find_map(|mut reader| {
        let (start, span) = (reader.rest, reader.span()?);
        let said = start.strip_suffix(reader.rest)?;
        said.contains("年度").then_some(span)
    })?;
    let begin = Date::new(first.western, 4, 1)?;
    let end = Date::new(last.western.checked_add(1)?, 3, 31)?;
    (begin < end).then_some((begin, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_with_words_around_them() {
        let range = |text: &str| range_in(text).map(|(a, b)| format!("{} {}", a.iso(), b.iso()));
        let five = Some("2021-04-01 2026-03-31".to_owned());
        for text in [
            "令和3年4月1日～令和8年3月31日",
            "指定管理期間 令和3年4月1日～令和8年3月31日",
            "契約期間：令和3年4月1日から令和8年3月31日までの5年間",
            "市との委託契約（R3.4.1～R8.3.31）",
            "2021/4/1～2026/3/31",
            "令和3年4月～令和8年3月",
            "令和3～7年度",
            "委託期間は令和3年度から令和7年度まで",
        ] {
            assert_eq!(range(text), five, "{text}");
        }
        let one = Some("2022-04-01 2023-03-31".to_owned());
        assert_eq!(range("令和4年度（単年度）"), one);
        for text in [
            "",
            "5年間",
            "令和3年4月1日～",
            "令和8年3月31日～令和3年4月1日",
            "令和3年4月1日契約",
            "毎年度更新",
        ] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}
