//! 目標管理シート: goals with their indicators around one year, as the form has them.

use std::collections::BTreeSet;

use yoriai_plan::{
    Caption, CellState, FiscalYear, IndicatorId, Item, ItemId, Owner, Phase, Plan, PlanDate,
    SectionKind, Value, ValueRole,
};

use super::paper::{Cell, Paper, Size, Table};
use super::{activity, share, words};

/// The form's dates. 確定日 is of other documents.
const DATES: [PlanDate; 3] = [PlanDate::Created, PlanDate::Revised, PlanDate::Evaluated];

/// Columns of values: how many years before the sheet's, and what of that year.
const VALUES: [(u32, ValueRole); 4] = [
    (2, ValueRole::Actual),
    (1, ValueRole::Actual),
    (0, ValueRole::Target),
    (0, ValueRole::Result),
];

pub(super) fn paper(plan: &Plan, year: Option<FiscalYear>) -> Paper {
    let year = year.or_else(|| share::year_of(plan));
    let head = &plan.head;
    let title = if head.title.is_empty() {
        words::GOAL_SHEET
    } else {
        &head.title
    };
    let mut paper = Paper::titled(title);
    paper.size = Size::Large;
    paper.table(about(plan, year));
    paper.table(dates(plan));
    paper.table(goals(plan, year));
    boxes(plan, &mut paper);
    scale(plan, &mut paper);
    share::notes(plan, &mut paper);
    paper
}

/// 年度, 組織名, 方針.
fn about(plan: &Plan, year: Option<FiscalYear>) -> Table {
    let head = &plan.head;
    let year = year.map(FiscalYear::label_wareki).unwrap_or_default();
    let rows = [
        (words::YEAR, year.as_str()),
        (head.caption(Caption::Organization), &head.organization),
        (head.caption(Caption::SheetPolicy), &head.policy),
    ];
    Table {
        head: Vec::new(),
        body: rows
            .map(|(name, text)| vec![Cell::head(name), Cell::new(text)])
            .into(),
    }
}

/// The dates as typed: what is wrong with them is for the checks to say.
fn dates(plan: &Plan) -> Table {
    let rows = DATES.map(|date| {
        let text = plan.head.dates.get(&date).map_or("", String::as_str);
        vec![Cell::head(date.word()), Cell::new(text)]
    });
    Table {
        head: Vec::new(),
        body: rows.into(),
    }
}

fn goals(plan: &Plan, year: Option<FiscalYear>) -> Table {
    let head = &plan.head;
    let tall = |name: &str| Cell::head(name).over_rows(2);
    let items = rows_of(plan);
    let depth = items.iter().map(|item| item.depth).max().unwrap_or(2);
    let or = |name: &str, usual: &str| if name.is_empty() { usual } else { name }.to_owned();
    let vision = match depth {
        0 | 1 => words::VISION.to_owned(),
        _ => or(share::level_name(plan, 1), words::VISION),
    };
    let goal = or(share::level_name(plan, depth), words::GOAL);
    let values = VALUES.map(|(before, role)| {
        let label = year_before(year, before).map(FiscalYear::short);
        Cell::head(share::joined(&[&label.unwrap_or_default(), role.word()]))
    });
    let second = std::iter::once(Cell::head(head.caption(Caption::IndicatorName)))
        .chain(values)
        .collect();
    let first = vec![
        tall(head.caption(Caption::Number)),
        tall(&vision),
        tall(&goal),
        Cell::head(head.caption(Caption::Indicator)).over_columns(1 + VALUES.len()),
        tall(SectionKind::Actions.word()),
        tall(head.caption(Caption::Achievement)),
        tall(head.caption(Caption::Grade)),
    ];
    Table {
        head: vec![first, second],
        body: body(plan, year, &items),
    }
}

/// The items that are rows of the sheet: those that are measured, else those of the second level.
fn rows_of(plan: &Plan) -> Vec<&Item> {
    let is_measured = |item: &&Item| {
        let owner = Owner::Item(item.id.clone());
        !plan.indicators_of(&owner).is_empty()
            || share::sections(plan, Some(&item.id))
                .any(|section| section.kind == SectionKind::Actions)
    };
    let measured: BTreeSet<&ItemId> = plan
        .walk()
        .filter(is_measured)
        .map(|item| &item.id)
        .collect();
    // One that nobody has measured yet, beside those that are, is a row all the same.
    let deepest = measured
        .iter()
        .filter_map(|id| plan.item(id))
        .map(|item| item.depth)
        .max();
    let depth = deepest.unwrap_or_else(|| plan.deepest().min(2));
    plan.walk()
        .filter(|item| item.depth == depth || measured.contains(&item.id))
        .collect()
}

fn body(plan: &Plan, year: Option<FiscalYear>, items: &[&Item]) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut vision: Option<(&Item, usize)> = None;
    for (at, item) in items.iter().enumerate() {
        let own = rows_of_item(plan, year, item, at + 1);
        let top = top(plan, item);
        let begins = rows.len();
        rows.extend(own);
        match vision {
            // The vision's cell goes on over the goals under it.
            Some((before, row)) if before.id == top.id => {
                let over = rows.len() - row;
                if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(1)) {
                    cell.rows = over;
                }
            }
            _ => {
                let over = rows.len() - begins;
                let text = if top.id == item.id {
                    String::new()
                } else {
                    vision_text(plan, top)
                };
                if let Some(row) = rows.get_mut(begins) {
                    row.insert(1, Cell::new(text).over_rows(over));
                }
                vision = Some((top, begins));
            }
        }
    }
    rows
}

/// 基本目標 1, and its words where it has any.
fn vision_text(plan: &Plan, item: &Item) -> String {
    let level = share::level_name(plan, item.depth);
    if item.title.trim().is_empty() {
        share::joined(&[level, &item.number])
    } else {
        share::joined(&[&item.number, &item.title])
    }
}

/// The rows of an item, one per indicator, without the cell of its vision.
fn rows_of_item(plan: &Plan, year: Option<FiscalYear>, item: &Item, at: usize) -> Vec<Vec<Cell>> {
    let indicators = plan.indicators_of(&Owner::Item(item.id.clone()));
    let over = indicators.len().max(1);
    // The sheet counts through, whatever stands above.
    let number = item.number_override.clone();
    let number = number.unwrap_or_else(|| at.to_string());
    let goal = match item.statement.trim() {
        "" => item.title.clone(),
        statement => [item.title.as_str(), statement].join("\n"),
    };
    let mut rows: Vec<Vec<Cell>> = indicators
        .iter()
        .map(|id| indicator(plan, year, id))
        .collect();
    if rows.is_empty() {
        rows.push(vec![Cell::new(""); 1 + VALUES.len()]);
    }
    if let Some(first) = rows.first_mut() {
        let before = [number, goal].map(|text| Cell::new(text).over_rows(over));
        first.splice(0..0, before);
        let after = [
            actions(plan, item),
            achievement(plan, year, item),
            grade(plan, year, item),
        ];
        first.extend(after.map(|text| Cell::new(text).over_rows(over)));
    }
    rows
}

fn indicator(plan: &Plan, year: Option<FiscalYear>, id: &IndicatorId) -> Vec<Cell> {
    let name = plan.indicators.get(id).map_or("", |one| one.name.as_str());
    let values = VALUES.map(|(before, role)| {
        let texts: Vec<_> = year_before(year, before)
            .into_iter()
            .flat_map(|year| {
                let of_year = move |value: &&Value| value.year == Some(year) && value.role == role;
                plan.values_in(id).filter(of_year)
            })
            .map(|value| {
                let text = share::cell_text(&value.text, value.state);
                let district = value.district.as_ref().and_then(|id| plan.district(id));
                let text = match district {
                    Some(district) if !text.is_empty() => format!("{}：{text}", district.name),
                    _ => text,
                };
                let note = value.note.trim();
                if note.is_empty() {
                    text
                } else {
                    format!("{text}\n（{note}）")
                }
            })
            .collect();
        Cell::new(texts.join("\n"))
    });
    std::iter::once(Cell::new(name)).chain(values).collect()
}

/// 主な取り組み内容
fn actions(plan: &Plan, item: &Item) -> String {
    let sections = share::sections(plan, Some(&item.id))
        .filter(|section| section.kind == SectionKind::Actions)
        .map(|section| share::section_cell(plan, section));
    sections.collect::<Vec<_>>().join("\n")
}

/// 目標達成状況・未達成理由
fn achievement(plan: &Plan, year: Option<FiscalYear>, item: &Item) -> String {
    let reports = plan
        .reports_of(&item.id)
        .iter()
        .filter_map(|id| plan.reports.get(id))
        .filter(|report| report.year.is_none() || report.year == year);
    let texts = reports.flat_map(|report| {
        [
            share::cell_text(&report.progress, report.progress_state),
            share::cell_text(&report.reason, CellState::Blank),
        ]
    });
    let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

/// 評価
fn grade(plan: &Plan, year: Option<FiscalYear>, item: &Item) -> String {
    let evaluations = plan
        .evaluations_of(&Owner::Item(item.id.clone()))
        .iter()
        .filter_map(|id| plan.evaluations.get(id))
        .filter(|one| one.phase == Phase::Year && (one.year == year || one.year.is_none()));
    let grades = evaluations.map(|one| one.grade.as_str());
    grades
        .filter(|grade| !grade.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// 取り組みについて and 取り組みの結果について side by side, then what else the plan itself says.
fn boxes(plan: &Plan, paper: &mut Paper) {
    let is_box = |kind: SectionKind| matches!(kind, SectionKind::Efforts | SectionKind::Outcomes);
    let own: Vec<_> = share::sections(plan, None)
        .filter(|section| is_box(section.kind))
        .collect();
    paper.table(Table {
        head: vec![
            own.iter()
                .map(|one| Cell::head(one.shown_heading()))
                .collect(),
        ],
        body: if own.is_empty() {
            Vec::new()
        } else {
            let cells = own
                .iter()
                .map(|one| Cell::new(share::section_cell(plan, one)));
            vec![cells.collect()]
        },
    });
    for other in share::sections(plan, None).filter(|section| !is_box(section.kind)) {
        activity::section(plan, other, 2, paper);
    }
}

/// What the grades mean: one council's B is another's C.
fn scale(plan: &Plan, paper: &mut Paper) {
    if let Some(scale) = plan.scales.first() {
        paper.heading(2, &share::joined(&[words::SCALE, &scale.name]));
        paper.list(scale.grades.lines().map(str::to_owned));
    }
}

/// The item at the top above one.
fn top<'a>(plan: &'a Plan, item: &'a Item) -> &'a Item {
    let mut top = item;
    // No further than the tree is deep, whatever the document says.
    for _ in 0..item.depth {
        match top.parent.as_ref().and_then(|id| plan.item(id)) {
            Some(above) => top = above,
            None => break,
        }
    }
    top
}

fn year_before(year: Option<FiscalYear>, before: u32) -> Option<FiscalYear> {
    (0..before).try_fold(year?, |year, _| year.previous())
}
