use super::super::testing::Desk;
use super::*;
use crate::ids::{ItemId, ReportId};
use crate::records::RecordField;

/// A goal sheet of 2022 with one row whose target is set.
fn sheet() -> (Desk, ItemId, IndicatorId) {
    let mut desk = Desk::new();
    desk.title("目標管理シート")
        .kind(PlanKind::GoalSheet)
        .period(2022, 2022);
    desk.level("組織目標");
    let item = desk.item(None, "担い手を育てます");
    let indicator = desk.indicator(&item, "研修の開催");
    desk.value(&indicator, 2022, ValueRole::Target, "3回");
    (desk, item, indicator)
}

fn checks(found: &[Found]) -> Vec<Check> {
    found.iter().map(|finding| finding.check).collect()
}

#[test]
fn a_target_without_a_result_is_found_once_its_year_has_ended() {
    let (mut desk, item, indicator) = sheet();
    desk.grade(&item, 2022, "B");
    assert_eq!(desk.check(), []);
    assert_eq!(desk.check_on(2023, 3, 31), []);
    let found = desk.check_on(2023, 4, 1);
    assert_eq!(checks(&found), [Check::MissingResult]);
    assert_eq!(found[0].about.item(&desk.plan()), Some(item));
    desk.value(&indicator, 2022, ValueRole::Result, "2回");
    assert_eq!(desk.check_on(2023, 4, 1), []);
}

#[test]
fn a_result_that_does_not_apply_or_stands_as_an_actual_is_enough() {
    let (mut desk, item, indicator) = sheet();
    desk.grade(&item, 2022, "B");
    let mut other = desk.clone();
    let result = desk.value(&indicator, 2022, ValueRole::Result, "");
    let found = desk.check_on(2024, 1, 1);
    assert_eq!(checks(&found), [Check::MissingResult]);
    let field = TextRef::Value(result.clone(), ValueText::Text);
    assert_eq!(found[0].about, field.into());
    desk.value_state(&result, CellState::None);
    assert_eq!(desk.check_on(2024, 1, 1), []);
    other.value(&indicator, 2022, ValueRole::Actual, "2回");
    assert_eq!(other.check_on(2024, 1, 1), []);
}

#[test]
fn a_blank_target_is_found_where_the_row_is_begun() {
    let (mut desk, item, _) = sheet();
    desk.grade(&item, 2022, "B");
    let begun = desk.indicator(&item, "会の立ち上げ");
    assert_eq!(desk.check(), []);
    desk.value(&begun, 2021, ValueRole::Actual, "準備");
    let found = desk.check();
    assert_eq!(checks(&found), [Check::EmptyCell]);
    assert!(
        found[0].message.contains("会の立ち上げ"),
        "{}",
        found[0].message
    );
    desk.value(&begun, 2022, ValueRole::Target, "1回");
    assert_eq!(desk.check(), []);
}

#[test]
fn grade_and_box_are_missed_only_after_the_year() {
    let (mut desk, item, indicator) = sheet();
    desk.value(&indicator, 2022, ValueRole::Result, "2回");
    let section = desk.section(None, SectionKind::Outcomes, "結果について", "");
    assert_eq!(desk.check_on(2022, 12, 1), []);
    let found = desk.check_on(2023, 6, 1);
    assert_eq!(checks(&found), [Check::EmptyCell, Check::EmptyCell]);
    desk.grade(&item, 2022, "B");
    let field = TextRef::Section(section, SectionText::Text);
    desk.write(field, "おおむね進みました。");
    assert_eq!(desk.check_on(2023, 6, 1), []);
}

#[test]
fn a_grade_is_missed_beside_others_in_any_plan() {
    let mut desk = Desk::new();
    desk.title("活動計画").level("重点目標");
    let items = ["つながる", "支える", "伝える"].map(|title| {
        let item = desk.item(None, title);
        let indicator = desk.indicator(&item, "会議");
        desk.value(&indicator, 2022, ValueRole::Target, "3回");
        desk.value(&indicator, 2022, ValueRole::Result, "3回");
        item
    });
    desk.grade(&items[0], 2022, "A");
    assert_eq!(desk.check_on(2024, 1, 1), []);
    desk.grade(&items[1], 2022, "B");
    let found = desk.check_on(2024, 1, 1);
    assert_eq!(checks(&found), [Check::EmptyCell]);
    assert_eq!(found[0].about.entity, Entity::Item(items[2].clone()));
    assert_eq!(desk.check_on(2023, 3, 1), []);
}

/// Items with a full report each, and one more report.
fn summary() -> (Desk, ReportId) {
    let mut desk = Desk::new();
    desk.title("進捗のまとめ").level("取組");
    let party = desk.party("市");
    let mut last = None;
    for title in ["交流", "相談", "防災"] {
        let item = desk.item(None, title);
        let report = desk.report(&item, Some(&party));
        for text in [ReportText::Progress, ReportText::Issues] {
            desk.write(TextRef::Report(report.clone(), text), "書きました。");
        }
        last = Some(item);
    }
    let report = desk.report(&last.unwrap(), Some(&party));
    desk.write(
        TextRef::Report(report.clone(), ReportText::Progress),
        "書きました。",
    );
    (desk, report)
}

#[test]
fn a_lost_cell_is_more_than_a_blank_one_and_what_does_not_apply_is_neither() {
    let (mut desk, report) = summary();
    let found = desk.check();
    assert_eq!(checks(&found), [Check::EmptyCell]);
    assert_eq!(found[0].severity, Severity::Notice);
    let field = TextRef::Report(report.clone(), ReportText::Issues);
    assert_eq!(found[0].about, field.into());
    desk.set_report(&report, RecordField::IssuesState(CellState::Lost));
    let found = desk.check();
    assert_eq!(checks(&found), [Check::EmptyCell]);
    assert_eq!(found[0].severity, Severity::Warning);
    desk.set_report(&report, RecordField::IssuesState(CellState::None));
    assert_eq!(desk.check(), []);
}

#[test]
fn a_sheet_beside_a_summary_has_columns_of_its_own() {
    let (mut desk, report) = summary();
    desk.set_report(&report, RecordField::IssuesState(CellState::None));
    let item = desk.item(None, "担い手");
    let own = desk.report(&item, None);
    desk.write(TextRef::Report(own, ReportText::Progress), "書きました。");
    assert_eq!(desk.check(), []);
}

#[test]
fn a_column_that_is_not_in_use_is_left_alone() {
    let mut desk = Desk::new();
    desk.title("進捗のまとめ").level("取組");
    let item = desk.item(None, "交流");
    for _ in 0..3 {
        let report = desk.report(&item, None);
        desk.write(
            TextRef::Report(report, ReportText::Progress),
            "書きました。",
        );
    }
    assert_eq!(desk.check(), []);
}

#[test]
fn each_district_needs_a_result_of_its_own_or_one_of_all() {
    let (mut desk, item, indicator) = sheet();
    desk.grade(&item, 2022, "B");
    desk.value(&indicator, 2022, ValueRole::Result, "2回");
    let (east, west) = (desk.district("東"), desk.district("西"));
    let other = desk.indicator(&item, "集いの開催");
    for district in [&east, &west] {
        let target = desk.value(&other, 2022, ValueRole::Target, "4回");
        desk.of_district(&target, district);
    }
    let result = desk.value(&other, 2022, ValueRole::Result, "4回");
    desk.of_district(&result, &east);
    let found = desk.check_on(2023, 4, 1);
    assert_eq!(checks(&found), [Check::MissingResult]);
    assert!(found[0].message.contains("西"), "{}", found[0].message);
    let mut of_all = desk.clone();
    of_all.value(&other, 2022, ValueRole::Result, "8回");
    assert_eq!(of_all.check_on(2023, 4, 1), []);
    let result = desk.value(&other, 2022, ValueRole::Result, "3回");
    desk.of_district(&result, &west);
    assert_eq!(desk.check_on(2023, 4, 1), []);
}

#[test]
fn what_was_aimed_at_together_is_settled_by_a_district() {
    let (mut desk, item, indicator) = sheet();
    desk.grade(&item, 2022, "B");
    let east = desk.district("東");
    let result = desk.value(&indicator, 2022, ValueRole::Result, "2回");
    desk.of_district(&result, &east);
    assert_eq!(desk.check_on(2023, 4, 1), []);
}

#[test]
fn white_space_leaves_a_cell_what_it_was_set_to() {
    let (mut desk, _, indicator) = sheet();
    let value = desk.value(&indicator, 2022, ValueRole::Result, " \u{3000}");
    desk.value_state(&value, CellState::None);
    assert_eq!(desk.plan().values[&value].state, CellState::None);
    let (mut desk, report) = summary();
    desk.set_report(&report, RecordField::IssuesState(CellState::Lost));
    desk.write(TextRef::Report(report.clone(), ReportText::Issues), "\n");
    assert_eq!(desk.plan().reports[&report].issues_state, CellState::Lost);
    assert_eq!(desk.check()[0].severity, Severity::Warning);
}
