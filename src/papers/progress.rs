//! 進捗のまとめ on paper: a table under each goal, as the councils' own summaries have it.

pub mod rows;

use leptos::prelude::*;
use yoriai_plan::{Caption, FiscalYear, Plan, TermKind};

use self::rows::Period;
use super::head::{PaperHead, Printed};
use super::table::{PaperCell, plain};
use crate::components::grid::sheet::{Cell, Row};
use crate::words::{self, use_say};

/// The rows of one goal, with it and with those above it that begin here: headings that stand over
/// nothing of their own stay with the first that does.
#[derive(Default)]
struct Part {
    /// Each with its depth, 1 at the top.
    headings: Vec<(usize, String)>,
    rows: Vec<Row>,
}

/// How many lines a page has room for, and how many characters one of them: A4 across, in the type
/// that the paper has, with some to spare.
const PAGE_LINES: usize = 26;
const LINE_CHARACTERS: usize = 22;

/// Takes apart the cells that may not fit on a page with all that they stand beside: what goes on
/// on the next page must still say whose it is. All others stay merged, as in the councils' forms.
pub fn repeated_where_long(rows: Vec<Row>, plan: &Plan) -> Vec<Row> {
    let mut printed = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let height = first.cells.iter().map(|cell| cell.rows).max().unwrap_or(1);
        let mut group = vec![first];
        group.extend(rows.by_ref().take(height.saturating_sub(1)));
        let lines: usize = group.iter().map(|row| lines_of(row, plan)).sum();
        if lines > PAGE_LINES {
            group = repeated(group);
        }
        printed.extend(group);
    }
    printed
}

/// About how many lines a row takes.
fn lines_of(row: &Row, plan: &Plan) -> usize {
    let lines = |cell: &Cell| {
        let text = plain(plan, &cell.content);
        let lines = text.lines();
        lines
            .map(|line| line.chars().count().div_ceil(LINE_CHARACTERS).max(1))
            .sum()
    };
    row.cells
        .iter()
        .filter(|cell| cell.rows == 1)
        .map(lines)
        .max()
        .unwrap_or(1)
}

/// The rows with each cell in every row that it covers.
fn repeated(mut rows: Vec<Row>) -> Vec<Row> {
    let mut above: Vec<(usize, Cell)> = Vec::new();
    for (index, row) in rows.iter_mut().enumerate() {
        above.retain(|(end, _)| *end > index);
        row.cells.extend(above.iter().map(|(_, cell)| cell.clone()));
        row.cells.sort_by_key(|cell| cell.column);
        for cell in &mut row.cells {
            if cell.rows > 1 {
                let end = index + cell.rows;
                cell.rows = 1;
                above.push((end, cell.clone()));
            }
        }
    }
    rows
}

/// The paper.
#[component]
pub fn ProgressPaper(
    printed: StoredValue<Printed>,
    period: Period,
    /// Whose items have the rows (1 at the top); the usual level if none is said.
    #[prop(optional_no_strip)]
    level: Option<usize>,
) -> impl IntoView {
    let say = use_say();
    let year = period
        .year
        .map(FiscalYear::label_wareki)
        .unwrap_or_default();
    let when = [year.as_str(), &period.name].join(" ").trim().to_owned();
    let (names, notes, parts) = printed.with_value(|printed| {
        let plan = &printed.plan;
        let level = level
            .unwrap_or_else(|| rows::row_level(plan, &period))
            .max(1);
        let names = [
            plan.levels.get(level - 1).map_or_else(
                || say(words::PROGRESS_ITEM).to_owned(),
                |level| level.name.clone(),
            ),
            say(words::PROGRESS_PARTY).to_owned(),
            plan.head.caption(Caption::Progress).to_owned(),
            plan.head.caption(Caption::Issues).to_owned(),
        ];
        let notes: Vec<String> = plan
            .terms
            .iter()
            .filter(|term| term.kind == TermKind::Note)
            .map(|term| format!("※{}", term.note))
            .collect();
        let mut parts: Vec<Part> = Vec::new();
        for row in repeated_where_long(rows::sheet(plan, &period, level).rows, plan) {
            let opens = row.is_heading && parts.last().is_none_or(|part| !part.rows.is_empty());
            if opens || parts.is_empty() {
                parts.push(Part::default());
            }
            let Some(part) = parts.last_mut() else {
                continue;
            };
            if !row.is_heading {
                part.rows.push(row);
            } else if let Some(item) = row.item.as_ref().and_then(|id| plan.item(id)) {
                let level = plan.level_of(&item.id).map(|level| level.name.as_str());
                let heading = format!(
                    "{} {}　{}",
                    level.unwrap_or_default(),
                    item.number,
                    item.title
                );
                part.headings.push((item.depth, heading));
            }
        }
        (names, notes, parts)
    });
    let table = |rows: Vec<Row>| {
        let body = rows.into_iter().map(|row| {
            let cells = row.cells.into_iter().map(|cell| {
                let (number, text) = printed.with_value(|printed| {
                    let item = cell.number.as_ref().and_then(|id| printed.plan.item(id));
                    (
                        item.map(|item| item.number.clone()).unwrap_or_default(),
                        plain(&printed.plan, &cell.content),
                    )
                });
                view! { <PaperCell cell number text /> }
            });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        view! {
            <table class="form-table progress-paper">
                <colgroup>
                    {["item", "party", "progress", "issues"]
                        .map(|width| view! { <col data-width=width /> })
                        .collect_view()}
                </colgroup>
                <thead>
                    <tr>
                        {names
                            .iter()
                            .map(|name| view! { <th scope="col">{name.clone()}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{body.collect_view()}</tbody>
            </table>
        }
    };
    view! {
        <PaperHead printed document=say(words::PAPER_PROGRESS) />
        {(!when.is_empty()).then(|| view! { <p class="form-note">{when}</p> })}
        {notes.into_iter().map(|note| view! { <p class="form-note">{note}</p> }).collect_view()}
        {parts
            .into_iter()
            .map(|part| {
                let headings = part.headings.into_iter();
                let headings = headings
                    .map(|(depth, heading)| match depth {
                        1 => view! { <h2>{heading}</h2> }.into_any(),
                        2 => view! { <h3>{heading}</h3> }.into_any(),
                        _ => view! { <h4>{heading}</h4> }.into_any(),
                    })
                    .collect_view();
                view! {
                    <section class="form-part">
                        {headings} {(!part.rows.is_empty()).then(|| table(part.rows))}
                    </section>
                }
            })
            .collect_view()}
    }
}
