//! Dates outside of the era they are written in: 平成34年.

use std::borrow::Cow;

use super::place::{About, Field};
use super::texts::{Change, Written, rewrite};
use super::{Check, Found, Severity, words};
use crate::command::Command;
use crate::dates::{Date, Parsed, Warning, odd_years};
use crate::finding::Entity;
use crate::plan::Plan;

/// A plan that begins before this year was written in 平成, when 平成34年 was simply the future.
const REIWA: i32 = 2019;

pub(super) fn check(plan: &Plan, texts: &[Written<'_>], found: &mut Vec<Found>) {
    for (which, typed) in &plan.head.dates {
        let Some(Parsed {
            value,
            warning: Some(warning),
        }) = Date::parse(typed)
        else {
            continue;
        };
        let about = About::with(Entity::Plan, Field::Date(*which));
        let meant = value.label_wareki();
        let message = match warning {
            Warning::PastEra { .. } => words::past_era(typed, &meant),
            Warning::BeforeEra { .. } => words::before_era(typed, &meant),
        };
        let mend = vec![Command::SetDate {
            which: *which,
            date: Some(meant.clone()),
        }];
        found.push(
            Found::new(Check::Era, about, typed, message).mend(words::write_date(&meant), mend),
        );
    }
    let is_of_reiwa = |year: Option<crate::FiscalYear>| year.is_some_and(|y| y.year() >= REIWA);
    if is_of_reiwa(plan.head.first_year) {
        for written in texts {
            in_text(written, found);
        }
    }
}

/// Whole days only: a year alone may be the name of an older plan's period.
fn in_text(written: &Written<'_>, found: &mut Vec<Found>) {
    for odd in odd_years(written.text) {
        let (Some((span, date)), Warning::PastEra { .. }) = (odd.day, odd.warning) else {
            continue;
        };
        let day = written.text.get(span).unwrap_or_default();
        let meant = date.label_wareki();
        let change = Change {
            range: odd.span,
            new: Cow::Owned(odd.mended),
        };
        let message = words::past_era(day, &meant);
        let mut finding = Found::new(Check::Era, (&written.field).into(), day, message)
            .mend(words::write_date(&meant), rewrite(written, &[change]));
        finding.severity = Severity::Notice;
        found.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::kinds::PlanDate;

    fn of_dates(dates: &[(PlanDate, &str)]) -> Vec<Found> {
        let mut plan = Plan::default();
        for (which, date) in dates {
            plan.head.dates.insert(*which, (*date).to_owned());
        }
        super::super::check(&plan, None)
    }

    #[test]
    fn a_date_past_its_era_is_found_and_mended() {
        let found = of_dates(&[(PlanDate::Created, "平成34年5月23日")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
        assert!(
            found[0].message.contains("令和4年5月23日"),
            "{}",
            found[0].message
        );
        let mend = Command::SetDate {
            which: PlanDate::Created,
            date: Some("令和4年5月23日".into()),
        };
        assert_eq!(found[0].mends[0].commands, [mend]);
    }

    #[test]
    fn a_date_before_its_era_is_found() {
        let found = of_dates(&[(PlanDate::Fixed, "令和元年4月1日")]);
        assert!(
            found[0].message.contains("平成31年4月1日"),
            "{}",
            found[0].message
        );
    }

    #[test]
    fn right_dates_and_what_is_no_date_are_left_alone() {
        let right = [
            (PlanDate::Created, "令和4年5月23日"),
            (PlanDate::Revised, "平成31年4月30日"),
            (PlanDate::Evaluated, "平成34年度末ごろ"),
            (PlanDate::Fixed, ""),
        ];
        assert_eq!(of_dates(&right), []);
    }

    #[test]
    fn a_day_in_the_text_of_a_plan_of_reiwa_is_found_and_mended_in_place() {
        let mut desk = Desk::new();
        desk.title("計画").period(2021, 2025).level("取組");
        let id = desk.item(None, "協定");
        desk.statement(&id, "協定は平成34年3月31日まで。前の計画は平成30～34年度。");
        let finding = desk.only(Check::Era);
        desk.apply_mend(&finding, 0);
        assert!(desk.check().is_empty());
        let written = desk.plan().items[&id].statement.clone();
        assert_eq!(
            written,
            "協定は令和4年3月31日まで。前の計画は平成30～34年度。"
        );
    }

    #[test]
    fn a_day_is_found_in_whatever_manner_it_is_written() {
        for (text, mended) in [
            ("作成 H34.5.23", "作成 R4.5.23"),
            ("期限は平34年3月31日", "期限は令4年3月31日"),
            (
                "平成 ３４ 年 ３ 月 ３１ 日まで",
                "令和４ 年 ３ 月 ３１ 日まで",
            ),
            ("平成34(2022)年3月31日", "令和4(2022)年3月31日"),
        ] {
            let mut desk = Desk::new();
            desk.title("計画").period(2021, 2025).level("取組");
            let id = desk.item(None, "協定");
            desk.statement(&id, text);
            let finding = desk.only(Check::Era);
            assert!(finding.message.contains("令和4年"), "{}", finding.message);
            desk.apply_mend(&finding, 0);
            assert_eq!(desk.plan().items[&id].statement, mended);
            desk.statement(&id, "平成34年3月 平成34年2月30日 様式H34-5-2");
            assert_eq!(desk.check(), []);
        }
    }

    #[test]
    fn a_plan_of_heisei_could_not_know_better() {
        let mut desk = Desk::new();
        desk.title("計画").period(2018, 2022).level("取組");
        let id = desk.item(None, "協定");
        desk.statement(&id, "協定は平成34年3月31日まで。");
        assert_eq!(desk.check(), []);
    }
}
