//! Cells with nothing in them: lost on the way here, blank among others, or still without a
//! result after their year has ended.

use std::collections::{BTreeMap, BTreeSet};

use super::place::About;
use super::{Check, Found, Severity, words};
use crate::dates::Date;
use crate::field::{ReportText, SectionText, TextRef, ValueText};
use crate::finding::Entity;
use crate::fiscal::FiscalYear;
use crate::ids::IndicatorId;
use crate::kinds::{Caption, CellState, PlanKind, SectionKind, ValueRole};
use crate::plan::{Item, Plan};
use crate::records::{Owner, RecordId, Report, Value};
use crate::text::is_blank;

/// Whether a cell needs nothing more: it says something, or that there is nothing to say.
fn is_settled(value: &Value) -> bool {
    !is_blank(&value.text) || value.state == CellState::None
}

fn has_ended(year: FiscalYear, today: Option<Date>) -> bool {
    let now = today.and_then(Date::fiscal_year);
    now.is_some_and(|now| now > year)
}

/// Targets whose year has ended and that have no result.
pub(super) fn results(plan: &Plan, today: Option<Date>, found: &mut Vec<Found>) {
    for indicator in plan.all_indicators() {
        let values: Vec<&Value> = plan.values_in(&indicator.id).collect();
        for target in &values {
            let Some(year) = target.year.filter(|year| has_ended(*year, today)) else {
                continue;
            };
            if target.role != ValueRole::Target || is_blank(&target.text) {
                continue;
            }
            // The next year's sheet calls the result 実績. What was reached in all districts
            // together speaks for each; the parts of what was aimed at together add up elsewhere.
            let speaks_for_it = |value: &&&Value| {
                let is_result = matches!(value.role, ValueRole::Result | ValueRole::Actual);
                let is_apart = value.district.is_some()
                    && target.district.is_some()
                    && value.district != target.district;
                is_result && value.year == Some(year) && !is_apart
            };
            let mut results = values.iter().filter(speaks_for_it);
            if results.any(|value| is_settled(value)) {
                continue;
            }
            let district = target.district.as_ref();
            let mut cells = plan.values_at(&indicator.id, year, ValueRole::Result, district);
            let cell = cells.next().unwrap_or(target);
            let field = TextRef::Value(cell.id.clone(), ValueText::Text);
            let district = district.and_then(|id| plan.district(id));
            let message = words::no_result(
                &year.label_wareki(),
                &indicator.name,
                district.map_or("", |district| &district.name),
                &target.text,
            );
            let key = format!("{}", year.year());
            found.push(Found::new(
                Check::MissingResult,
                field.into(),
                &key,
                message,
            ));
        }
    }
}

/// Cells that are lost, or blank where the others are filled.
pub(super) fn empty(plan: &Plan, today: Option<Date>, found: &mut Vec<Found>) {
    for indicator in plan.all_indicators() {
        lost_values(plan, &indicator.id, &indicator.name, found);
    }
    reports(plan, found);
    sheet(plan, today, found);
    grades(plan, today, found);
}

fn lost_values(plan: &Plan, indicator: &IndicatorId, name: &str, found: &mut Vec<Found>) {
    for value in plan.values_in(indicator) {
        if value.state == CellState::Lost && is_blank(&value.text) {
            let field = TextRef::Value(value.id.clone(), ValueText::Text);
            let year = value.year.map(FiscalYear::label_wareki).unwrap_or_default();
            let message = words::lost_value(&year, name, value.role.word());
            found.push(warning(Found::new(
                Check::EmptyCell,
                field.into(),
                "lost",
                message,
            )));
        }
    }
}

fn warning(mut finding: Found) -> Found {
    finding.severity = Severity::Warning;
    finding
}

/// A column of the reports.
struct Column {
    text: ReportText,
    caption: Caption,
    read: fn(&Report) -> (&str, CellState),
}

const COLUMNS: [Column; 2] = [
    Column {
        text: ReportText::Progress,
        caption: Caption::Progress,
        read: |report| (&report.progress, report.progress_state),
    },
    Column {
        text: ReportText::Issues,
        caption: Caption::Issues,
        read: |report| (&report.issues, report.issues_state),
    },
];

fn reports(plan: &Plan, found: &mut Vec<Found>) {
    let of_items = plan.walk().flat_map(|item| plan.reports_of(&item.id));
    let reports: Vec<&Report> = of_items.filter_map(|id| plan.reports.get(id)).collect();
    // Reports by party are one form, a sheet's own reports another: each has its own columns.
    let is_custom = |with_party: bool, column: &Column| {
        let of_form = reports
            .iter()
            .filter(|report| report.party.is_some() == with_party);
        let filled = of_form
            .clone()
            .filter(|report| !is_blank((column.read)(report).0));
        // A column that most leave blank is one that they do not use, or have not come to yet.
        filled.count() * 2 > of_form.count()
    };
    let customs =
        [false, true].map(|form| COLUMNS.each_ref().map(|column| is_custom(form, column)));
    let [of_sheets, of_parties] = customs;
    for report in &reports {
        let customs = if report.party.is_some() {
            of_parties
        } else {
            of_sheets
        };
        for (column, is_custom) in COLUMNS.iter().zip(customs) {
            let (text, state) = (column.read)(report);
            let party = report.party.as_ref().and_then(|id| plan.party(id));
            let party = party.map_or("", |party| &party.name);
            let caption = plan.head.caption(column.caption);
            let field = TextRef::Report(report.id.clone(), column.text);
            let is_blank = is_blank(text);
            if is_blank && state == CellState::Lost {
                let message = words::lost_report(party, caption);
                let finding = Found::new(Check::EmptyCell, field.into(), "lost", message);
                found.push(warning(finding));
            } else if is_blank && is_custom && state != CellState::None {
                let message = words::blank_report(party, caption);
                found.push(Found::new(Check::EmptyCell, field.into(), "blank", message));
            }
        }
    }
}

/// Items with targets of a year that has ended and no grade: on that year's sheet, and wherever
/// most of them are graded.
fn grades(plan: &Plan, today: Option<Date>, found: &mut Vec<Found>) {
    // Year → the items with targets in it, and whether each is graded.
    let mut years: BTreeMap<FiscalYear, Vec<(&Item, bool)>> = BTreeMap::new();
    for item in plan.walk() {
        let indicators = plan.indicators_of(&Owner::Item(item.id.clone()));
        let values = indicators.iter().flat_map(|id| plan.values_in(id));
        let targets =
            values.filter(|value| value.role == ValueRole::Target && !is_blank(&value.text));
        let own: BTreeSet<FiscalYear> = targets.filter_map(|value| value.year).collect();
        // The sheet's own year, were every target missing.
        let of_sheet = sheet_year(plan).filter(|_| !indicators.is_empty());
        for year in own.into_iter().chain(of_sheet).collect::<BTreeSet<_>>() {
            if has_ended(year, today) {
                let row = (item, is_graded(plan, item, year));
                years.entry(year).or_default().push(row);
            }
        }
    }
    for (year, items) in years {
        let graded = items.iter().filter(|(_, is_graded)| *is_graded).count();
        if sheet_year(plan) != Some(year) && graded * 2 <= items.len() {
            continue;
        }
        for (item, _) in items.iter().filter(|(_, is_graded)| !is_graded) {
            let about = About::whole(Entity::Item(item.id.clone()));
            let caption = plan.head.caption(Caption::Grade);
            let message = words::no_grade(&year.label_wareki(), caption, &item.title);
            let key = format!("grade {}", year.year());
            found.push(Found::new(Check::EmptyCell, about, &key, message));
        }
    }
}

fn is_graded(plan: &Plan, item: &Item, year: FiscalYear) -> bool {
    let own = Owner::Item(item.id.clone());
    let indicators = plan.indicators_of(&own).iter().cloned();
    let owners = indicators.map(Owner::Indicator).chain([own.clone()]);
    owners
        .flat_map(|owner| plan.evaluations_of(&owner).to_vec())
        .any(|id| {
            let evaluation = plan.evaluations.get(&id);
            evaluation.is_some_and(|e| e.year == Some(year) && !is_blank(&e.grade))
        })
}

/// The year of a goal sheet.
fn sheet_year(plan: &Plan) -> Option<FiscalYear> {
    let head = &plan.head;
    let year = head.first_year?;
    let is_one_year = head.last_year.is_none_or(|last| last == year);
    (head.kind == PlanKind::GoalSheet && is_one_year).then_some(year)
}

/// The sheet of one year: targets, and after its end the box of results.
fn sheet(plan: &Plan, today: Option<Date>, found: &mut Vec<Found>) {
    let Some(year) = sheet_year(plan) else {
        return;
    };
    let year_word = year.label_wareki();
    for indicator in plan.all_indicators() {
        // Of whichever district.
        let is_target =
            |value: &&Value| value.year == Some(year) && value.role == ValueRole::Target;
        let mut targets = plan.values_in(&indicator.id).filter(is_target);
        // A row that nobody has begun to fill is not a slip.
        let mut values = plan.values_in(&indicator.id);
        let is_begun = values.any(|value| !is_blank(&value.text));
        if is_begun && !targets.any(is_settled) {
            let about = About::whole(Entity::Record(RecordId::Indicator(indicator.id.clone())));
            let message = words::no_target(&year_word, &indicator.name);
            found.push(Found::new(Check::EmptyCell, about, "target", message));
        }
    }
    if !has_ended(year, today) {
        return;
    }
    for section in plan.sections(None).iter().filter_map(|id| plan.section(id)) {
        let is_blank = is_blank(&section.text) && plan.lines(&section.id).is_empty();
        if section.kind == SectionKind::Outcomes && is_blank {
            let field = TextRef::Section(section.id.clone(), SectionText::Text);
            let message = words::blank_box(&year_word, section.shown_heading());
            found.push(Found::new(Check::EmptyCell, field.into(), "box", message));
        }
    }
}

#[cfg(test)]
mod tests;
