//! What is understood from words that are stored as typed: months, contracts, grades, dates.

mod grades;
mod months;

use crate::dates::{self, Date, Parsed};
use crate::kinds::PlanDate;
use crate::plan::PlanHead;
use crate::records::{Programme, Scale};

pub use grades::{Grade, SCALE_PRESETS, ScalePreset};

impl Programme {
    /// The months (1 to 12) that [`Programme::months`] names, April first: `4月、6月`, `4～6月`,
    /// `毎月`, `偶数月`, `8月を除く毎月`, `4月から隔月`. Empty where no month is certain (`隔月`, `随時`).
    #[must_use]
    pub fn months_read(&self) -> Vec<u32> {
        months::read(&self.months)
    }

    /// The first and last day of [`Programme::contract`]: `令和3年4月1日～令和8年3月31日`, with words
    /// around it or not, or whole fiscal years (`令和3～7年度`).
    #[must_use]
    pub fn contract_read(&self) -> Option<(Date, Date)> {
        dates::range_in(&self.contract)
    }
}

impl Scale {
    /// The grades with their definitions, one from each line that says anything: `A　計画を上回る`,
    /// `A: …`, `A…`.
    #[must_use]
    pub fn read(&self) -> Vec<Grade> {
        Grade::read(&self.grades)
    }
}

impl PlanHead {
    /// One of the plan's dates where it is understood, with a warning for 平成34年. `None` where
    /// there is none or it is no day.
    #[must_use]
    pub fn date(&self, which: PlanDate) -> Option<Parsed<Date>> {
        Date::parse(self.dates.get(&which)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::Warning;

    #[test]
    fn the_dates_of_a_plan() {
        let mut head = PlanHead::default();
        assert_eq!(head.date(PlanDate::Created), None);
        head.dates
            .insert(PlanDate::Created, "平成34年5月23日".to_owned());
        head.dates.insert(PlanDate::Revised, "近日中".to_owned());
        let created = head.date(PlanDate::Created).unwrap();
        assert_eq!(created.value.iso(), "2022-05-23");
        let understood = "令和4年".to_owned();
        assert_eq!(created.warning, Some(Warning::PastEra { understood }));
        assert_eq!(head.date(PlanDate::Revised), None);
    }
}
