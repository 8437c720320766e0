//! Dates and eras as people write them, by hand: five eras, checked before they are believed.
//!
//! A library would silently turn 平成34年 into 令和4年. Here that is understood too, but said; the
//! checks have the mend at hand.

mod days;
mod odd;
mod reader;
#[cfg(test)]
mod table;

use crate::eras::{Era, era_of_day, year_in_era};
use crate::fiscal::FiscalYear;
use crate::text::folded;
pub(crate) use days::range_in;
pub(crate) use odd::odd_years;
use reader::Reader;
pub(crate) use reader::parse_span;

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
        let year = year_in_era(year);
        format!("{}{year}年{}月{}日", era.name, self.month, self.day)
    }

    /// The fiscal year it lies in; `None` only for the first months of 1868.
    #[must_use]
    pub fn fiscal_year(self) -> Option<FiscalYear> {
        FiscalYear::of_month(self.year, self.month)
    }

    /// Reads a day as people write it: `令和4年5月23日`, `R4.5.23`, `2022/5/23`, `2022-05-23`,
    /// `令和4(2022)年5月23日(月)`, `平成34年5月23日` (with a warning). `None` for anything else and
    /// for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Parsed<Self>> {
        let text = folded(text);
        let mut reader = Reader::new(&text);
        let day = reader.day(None)?;
        reader.is_done().then_some(())?;
        Some(day.last()?.parsed())
    }

    /// The last day of a month.
    pub(crate) fn last_of_month(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month, days_in_month(year, month)?)
    }

    fn era_warning(self, written: Option<&'static Era>) -> Option<Warning> {
        let written = written?;
        let (era, number) = era_of_day((self.year, self.month, self.day));
        if era == written {
            return None;
        }
        let understood = format!("{}{}年", era.name, year_in_era(number));
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
