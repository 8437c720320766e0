//! Fiscal years (年度): April to March, named by the year in which they begin.

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

    /// `2022年度`.
    #[must_use]
    pub fn label_western(self) -> String {
        format!("{}年度", self.0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::Warning;

    fn year(text: &str) -> Option<i32> {
        let parsed = FiscalYear::parse(text)?;
        assert_eq!(parsed.warning, None, "{text}");
        Some(parsed.value.year())
    }

    #[test]
    fn years_as_people_write_them() {
        for text in [
            "R4",
            "r4",
            "令和4年度",
            "令和4年",
            "令4",
            "Ｒ４",
            "2022",
            "2022年度",
            "２０２２",
            "令 和 4 年 度",
        ] {
            assert_eq!(year(text), Some(2022), "{text}");
        }
        assert_eq!(year("令和元年度"), Some(2019));
        assert_eq!(year("平成元年"), Some(1989));
        assert_eq!(year("平成31年度"), Some(2019));
        assert_eq!(year("S63"), Some(1988));
        assert_eq!(year("令和三年度"), Some(2021));
    }

    #[test]
    fn what_is_no_year_is_left_alone() {
        for text in [
            "",
            "R",
            "令和",
            "R0",
            "4",
            "第6期",
            "令和4年5月",
            "年度",
            "R4個",
            "22022",
            "元年",
            "R3-",
            "~7",
        ] {
            assert_eq!(FiscalYear::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_past_its_era_comes_with_a_question() {
        let parsed = FiscalYear::parse("平成34年").unwrap();
        assert_eq!(parsed.value.year(), 2022);
        assert_eq!(
            parsed.warning,
            Some(Warning::PastEra {
                understood: "令和4年".into()
            })
        );
    }

    #[test]
    fn ranges() {
        let span = |text: &str| {
            let span = YearSpan::parse(text).unwrap().value;
            (span.first.year(), span.last.year())
        };
        assert_eq!(span("令和3～7年度"), (2021, 2025));
        assert_eq!(span("令和3~7年度"), (2021, 2025));
        assert_eq!(span("令和3年度から令和7年度"), (2021, 2025));
        assert_eq!(span("R3-R7"), (2021, 2025));
        assert_eq!(span("平成30年度〜令和2年度"), (2018, 2020));
        assert_eq!(span("2021–2025"), (2021, 2025));
        assert_eq!(YearSpan::parse("令和7～3年度"), None);
    }

    #[test]
    fn labels() {
        let label = |year| FiscalYear::new(year).unwrap().label_wareki();
        assert_eq!(label(2022), "令和4年度");
        assert_eq!(label(2019), "令和元年度");
        assert_eq!(label(2018), "平成30年度");
        assert_eq!(label(1989), "平成元年度");
        assert_eq!(label(1988), "昭和63年度");
        assert_eq!(FiscalYear::new(2022).unwrap().short(), "R4");
        let span = YearSpan::parse("R3-R7").unwrap().value;
        assert_eq!(span.label_wareki(), "令和3～7年度");
    }

    #[test]
    fn every_label_reads_back() {
        for number in FiscalYear::MIN..=FiscalYear::MAX {
            let fiscal = FiscalYear::new(number).unwrap();
            assert_eq!(year(&fiscal.label_wareki()), Some(number));
            assert_eq!(year(&fiscal.short()), Some(number));
            assert_eq!(year(&fiscal.label_western()), Some(number));
        }
    }

    #[test]
    fn january_to_march_belong_to_the_year_before() {
        assert_eq!(
            FiscalYear::of_month(2023, 3).map(FiscalYear::year),
            Some(2022)
        );
        assert_eq!(
            FiscalYear::of_month(2023, 4).map(FiscalYear::year),
            Some(2023)
        );
        assert_eq!(FiscalYear::of_month(2023, 13), None);
    }
}
