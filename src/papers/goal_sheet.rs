//! 目標管理シート on paper, as the councils' own form has it: two rows of heads, merged cells, the
//! legend, and the two boxes.

pub mod rows;

use std::sync::Arc;

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Date, EvaluationId, FiscalYear, Plan, PlanDate, SCALE_PRESETS, SectionKind, ValueRole,
    YearSpan,
};

use super::head::{Printed, as_of};
use super::table::{PaperCell, plain};
use crate::components::grid::sheet::{Content, Sheet};
use crate::platform::clock;
use crate::words::{self, use_say};

/// What the columns are called.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// Each, left to right.
    pub names: [String; 11],
    /// Over all that belongs to the indicator.
    pub indicator: String,
}

impl Columns {
    /// For a plan's sheet of a year, whose rows are the items of a level.
    pub fn of(plan: &Plan, year: FiscalYear, row_level: usize) -> Self {
        let head = &plan.head;
        let caption = |which| head.caption(which).to_owned();
        let level = |index: Option<usize>| {
            index
                .and_then(|index| plan.levels.get(index))
                .map(|level| level.name.clone())
                .unwrap_or_default()
        };
        let value = |(ago, role): (i32, ValueRole)| {
            format!("{}{}", rows::before(year, ago).short(), role.word())
        };
        let [first, second, third, fourth] = rows::VALUES.map(value);
        Self {
            names: [
                caption(Caption::Number),
                level(row_level.checked_sub(2)),
                level(row_level.checked_sub(1)),
                caption(Caption::IndicatorName),
                first,
                second,
                third,
                fourth,
                SectionKind::Actions.word().to_owned(),
                caption(Caption::Achievement),
                caption(Caption::Grade),
            ],
            indicator: caption(Caption::Indicator),
        }
    }
}

/// Whether a plan has anything that a goal sheet alone shows.
pub fn is_used(plan: &Plan) -> bool {
    plan.indicators.values().any(|indicator| !indicator.in_bin)
}

/// The year that a sheet opens with, and those that there is something for.
pub fn sheet_years(plan: &Plan) -> (FiscalYear, Vec<FiscalYear>) {
    let mut years: Vec<FiscalYear> = plan
        .values
        .values()
        .filter(|value| !value.in_bin && value.role != ValueRole::Actual)
        .filter_map(|value| value.year)
        .collect();
    let newest = years.iter().max().copied();
    let (first, last) = (plan.head.first_year, plan.head.last_year);
    if let Some((first, last)) = first.zip(last) {
        years.extend(YearSpan::new(first, last).years());
    }
    let open = newest.or(first).or(last).unwrap_or_else(clock::fiscal_year);
    years.push(open);
    years.sort_unstable();
    years.dedup();
    (open, years)
}

/// The paper.
#[component]
pub fn GoalSheetPaper(
    printed: StoredValue<Printed>,
    year: FiscalYear,
    /// Whose items have the rows (1 at the top); the usual level if none is said.
    #[prop(optional_no_strip)]
    level: Option<usize>,
) -> impl IntoView {
    let say = use_say();
    let legend = SCALE_PRESETS[0].grades;
    let (sheet, columns, head, dates, scale, boxes, foot) = printed.with_value(|printed| {
        let plan = &printed.plan;
        let read = |id: &EvaluationId| {
            let grade = plan.evaluations.get(id).map(|found| found.grade.clone());
            let grade = grade.unwrap_or_default();
            Arc::new(move || grade.clone()) as Arc<dyn Fn() -> String + Send + Sync>
        };
        let level = level.unwrap_or_else(|| rows::row_level(plan));
        let sheet = rows::sheet(plan, year, level, legend, &read);
        let head = [
            (say(words::GOALS_YEAR).to_owned(), year.label_wareki()),
            (
                plan.head.caption(Caption::Organization).to_owned(),
                plan.head.organization.clone(),
            ),
            (
                plan.head.caption(Caption::SheetPolicy).to_owned(),
                plan.head.policy.clone(),
            ),
        ];
        let dates = [PlanDate::Created, PlanDate::Revised, PlanDate::Evaluated]
            .map(|which| (which.word(), date(plan, which)));
        let scale = rows::grades(plan, "");
        let boxes = [SectionKind::Efforts, SectionKind::Outcomes].map(|kind| in_box(plan, kind));
        let foot = [
            plan.head.status.word(),
            &printed.label,
            &as_of(&printed.as_of),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("　");
        (
            sheet,
            Columns::of(plan, year, level),
            head,
            dates,
            scale,
            boxes,
            foot,
        )
    });
    let tall = |name: &String| view! { <th scope="col" rowspan="2">{name.clone()}</th> };
    let low = |name: &String| view! { <th scope="col">{name.clone()}</th> };
    let [
        number,
        above,
        goal,
        name,
        one,
        two,
        three,
        four,
        actions,
        achieved,
        grade,
    ] = &columns.names;
    let body = |sheet: &Sheet| {
        sheet
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| {
                    let text = printed.with_value(|printed| match &cell.content {
                        Content::Choice(choice) => (choice.read)(),
                        content => plain(&printed.plan, content),
                    });
                    let number = printed.with_value(|printed| {
                        let item = cell.number.as_ref().and_then(|id| printed.plan.item(id));
                        item.map(|item| item.number.clone()).unwrap_or_default()
                    });
                    view! { <PaperCell cell=cell.clone() number text /> }
                });
                view! { <tr>{cells.collect_view()}</tr> }
            })
            .collect_view()
    };
    let legend = scale
        .iter()
        .map(|(word, meaning)| {
            view! { <span>{format!("{word}：{meaning}")}</span> }
        })
        .collect_view();
    view! {
        <header class="form-head">
            <h1 class="paper-document">{say(words::PAPER_GOALS)}</h1>
        </header>
        <div class="form-about">
            <table>
                <tbody>
                    {head
                        .into_iter()
                        .map(|(name, text)| {
                            view! {
                                <tr>
                                    <th scope="row">{name}</th>
                                    <td>{text}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
            <table class="form-dates">
                <tbody>
                    {dates
                        .into_iter()
                        .map(|(name, text)| {
                            view! {
                                <tr>
                                    <th scope="row">{name}</th>
                                    <td>{text}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        // On a narrow screen it is wider than the page, and is moved by keys as well.
        <div class="form-wide" role="region" tabindex="0" aria-label=say(words::PAPER_GOALS)>
            <table class="form-table goals-paper">
                <colgroup>
                    {[
                        "number", "above", "goal", "name", "value", "value", "value", "value",
                        "actions", "achievement", "grade",
                    ]
                        .map(|width| view! { <col data-width=width /> })
                        .collect_view()}
                </colgroup>
                <thead>
                    <tr>
                        {[number, above, goal].map(tall).collect_view()}
                        <th scope="colgroup" colspan="5">
                            {columns.indicator.clone()}
                        </th>
                        {[actions, achieved, grade].map(tall).collect_view()}
                    </tr>
                    <tr>{[name, one, two, three, four].map(low).collect_view()}</tr>
                </thead>
                <tbody>{body(&sheet)}</tbody>
            </table>
        </div>
        <p class="form-legend">
            {(!scale.is_empty()).then(|| view! { <b>{grade.clone()}</b> })}
            {legend}
            <span class="form-foot">{foot}</span>
        </p>
        <table class="form-boxes">
            <thead>
                <tr>
                    {boxes
                        .iter()
                        .map(|(heading, _)| view! { <th scope="col">{heading.clone()}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody>
                <tr>
                    {boxes
                        .iter()
                        .map(|(_, text)| view! { <td>{text.clone()}</td> })
                        .collect_view()}
                </tr>
            </tbody>
        </table>
    }
}

/// A date as it stands on paper: as it was typed, in the era that it lies in.
fn date(plan: &Plan, which: PlanDate) -> String {
    let typed = plan.head.dates.get(&which).cloned().unwrap_or_default();
    match Date::parse(&typed) {
        Some(date) if date.warning.is_none() => date.value.label_wareki(),
        _ => typed,
    }
}

/// Heading and text of one of the two boxes.
fn in_box(plan: &Plan, kind: SectionKind) -> (String, String) {
    let found = plan
        .sections(None)
        .iter()
        .filter_map(|id| plan.section(id))
        .filter(|section| section.kind == kind);
    let (headings, texts): (Vec<_>, Vec<_>) = found
        .map(|section| (section.shown_heading().to_owned(), section.text.clone()))
        .unzip();
    let heading = headings.into_iter().next();
    (
        heading.unwrap_or_else(|| kind.word().to_owned()),
        texts.join("\n\n"),
    )
}
