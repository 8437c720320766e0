//! Fiscal years (年度): April to March, named by the year in which they begin.

#[cfg(test)]
mod table;

use std::fmt;

use crate::dates::{self, Parsed};
use crate::eras;

/// A fiscal year, by the year in which it begins: 2022 is 令和4年度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(i32);

/// Several fiscal years in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct YearSpan {
    /// The first.
    pub first: FiscalYear,
    /// The last; never before the first.
    pub last: FiscalYear,
}

impl FiscalYear {
    /// The first year that has an era name of today's kind (明治元年).
    pub const MIN: i32 = 1868;
    /// A plan for later than this is a slip of the finger.
    pub const MAX: i32 = 2199;
    /// The earliest there is, for a clock that shows no year at all.
    pub const EARLIEST: Self = Self(Self::MIN);

    /// The fiscal year that begins in April of `year`; `None` outside 1868 to 2199.
    #[must_use]
    pub const fn new(year: i32) -> Option<Self> {
        if year >= Self::MIN && year <= Self::MAX {
            Some(Self(year))
        } else {
            None
        }
    }

    /// The fiscal year of a month (1 to 12): January to March belong to the year before.
    #[must_use]
    pub const fn of_month(year: i32, month: u32) -> Option<Self> {
        match month {
            1..=3 => Self::new(year - 1),
            4..=12 => Self::new(year),
            _ => None,
        }
    }

    /// The year in which it begins.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0
    }

    /// The year after, if there is one.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }

    /// The year before, if there is one.
    #[must_use]
    pub const fn previous(self) -> Option<Self> {
        Self::new(self.0 - 1)
    }

    /// `令和4年度`, `令和元年度`.
    #[must_use]
    pub fn label_wareki(self) -> String {
        let (era, year) = eras::era_of_fiscal_year(self.0);
        match year {
            1 => format!("{}元年度", era.name),
            _ => format!("{}{year}年度", era.name),
        }
    }

    /// `R4`, `H31` never: 2019 is `R1`.
    #[must_use]
    pub fn short(self) -> String {
        let (era, year) = eras::era_of_fiscal_year(self.0);
        format!("{}{year}", era.letter)
    }

    /// Reads one fiscal year as people write it: `R4`, `令和4年度`, `令4`, `Ｒ４`, `2022`, `元年`
    /// with an era. A year past the end of its era is read on into the next, with a warning.
    /// `None` for anything else, and for a range.
    #[must_use]
    pub fn parse(text: &str) -> Option<Parsed<Self>> {
        let parsed = YearSpan::parse(text)?;
        (parsed.value.first == parsed.value.last).then_some(Parsed {
            value: parsed.value.first,
            warning: parsed.warning,
        })
    }
}

impl YearSpan {
    /// The span between two years, in either order.
    #[must_use]
    pub fn new(one: FiscalYear, other: FiscalYear) -> Self {
        Self {
            first: one.min(other),
            last: one.max(other),
        }
    }

    /// Every year of the span.
    pub fn years(self) -> impl Iterator<Item = FiscalYear> {
        (self.first.0..=self.last.0).filter_map(FiscalYear::new)
    }

    /// `令和3～7年度`, `平成30年度～令和2年度`, or the one year.
    #[must_use]
    pub fn label_wareki(self) -> String {
        if self.first == self.last {
            return self.first.label_wareki();
        }
        let (era, year) = eras::era_of_fiscal_year(self.first.0);
        let (last_era, last_year) = eras::era_of_fiscal_year(self.last.0);
        if era == last_era && year != 1 {
            format!("{}{year}～{last_year}年度", era.name)
        } else {
            format!(
                "{}～{}",
                self.first.label_wareki(),
                self.last.label_wareki()
            )
        }
    }

    /// Reads a range or a single year: `令和3～7年度`, `R3-R7`, `2021〜2025年度`, `令和4年度`.
    /// The second year takes the era of the first where it has none of its own.
    #[must_use]
    pub fn parse(text: &str) -> Option<Parsed<Self>> {
        dates::parse_span(text)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label_wareki())
    }
}
