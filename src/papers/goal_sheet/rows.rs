//! The rows of a 目標管理シート: which cell stands where, and what typing into it makes.

mod item;

use std::sync::Arc;

use yoriai_plan::{
    Command, EvaluationId, FiscalYear, Grade, IndicatorId, Item, ItemId, ItemText, NewRecord,
    Owner, Place, Plan, TextRef, ValueRole,
};

use self::item::ItemRows;
use crate::components::grid::sheet::{Cell, Content, Made, Row, Sheet};
use crate::papers::row_level;
use crate::platform::random;

/// The columns of values: how many years before the sheet's, and as what.
pub const VALUES: [(i32, ValueRole); 4] = [
    (2, ValueRole::Actual),
    (1, ValueRole::Actual),
    (0, ValueRole::Target),
    (0, ValueRole::Result),
];
/// Number, the goal above, the goal itself, and the indicator's name come before the values.
const FIRST_VALUE: usize = 4;
const ACTIONS: usize = 8;
const ACHIEVEMENT: usize = 9;
const GRADE: usize = 10;

/// The level whose items the sheet usually has rows for.
pub fn row_level(plan: &Plan) -> usize {
    row_level::usual(plan, |item| has_indicators(plan, item))
}

fn has_indicators(plan: &Plan, item: &Item) -> bool {
    !plan.indicators_of(&Owner::Item(item.id.clone())).is_empty()
}

/// The items that have rows: those of a level (1 at the top), those above with nothing under them,
/// and those that have indicators.
pub fn items(plan: &Plan, level: usize) -> Vec<ItemId> {
    plan.walk()
        .filter(|item| {
            item.depth == level
                || item.depth < level && plan.children(Some(&item.id)).is_empty()
                || has_indicators(plan, item)
        })
        .map(|item| item.id.clone())
        .collect()
}

/// The year a number of years before another.
pub fn before(year: FiscalYear, years: i32) -> FiscalYear {
    FiscalYear::new(year.year() - years).unwrap_or(year)
}

/// How a grade is read: by a signal on the screen, once and for all on paper.
pub type ReadGrade<'a> = dyn Fn(&EvaluationId) -> Arc<dyn Fn() -> String + Send + Sync> + 'a;

/// The sheet of a year, with rows for the items of a level. `legend`: the grades, one a line, for
/// a plan that has no scale yet.
pub fn sheet(
    plan: &Plan,
    year: FiscalYear,
    level: usize,
    legend: &str,
    read: &ReadGrade<'_>,
) -> Sheet {
    let items = items(plan, level);
    let scale = grades(plan, legend);
    let mut rows: Vec<Row> = Vec::new();
    let mut above: Option<(Option<ItemId>, usize, usize)> = None;
    for id in &items {
        let parent = plan.item(id).and_then(|item| item.parent.clone());
        let item = ItemRows {
            plan,
            read,
            year,
            id,
            legend,
        };
        let fresh = item.rows(&scale);
        let (start, count) = (rows.len(), fresh.len());
        rows.extend(fresh);
        // The goal above is one cell beside all that stand under it.
        match &mut above {
            Some((last, first, total)) if *last == parent && parent.is_some() => {
                *total += count;
                let (first, total) = (*first, *total);
                if let Some(cell) = cell_mut(&mut rows, first, 1) {
                    cell.rows = total;
                }
            }
            _ => {
                if let Some(row) = rows.get_mut(start) {
                    let cell = goal_above(id, parent.as_ref()).over(count);
                    row.cells.insert(1, cell);
                }
                above = Some((parent, start, count));
            }
        }
    }
    Sheet::new(rows)
}

fn cell_mut(rows: &mut [Row], row: usize, column: usize) -> Option<&mut Cell> {
    rows.get_mut(row)?
        .cells
        .iter_mut()
        .find(|cell| cell.column == column)
}

fn goal_above(id: &ItemId, parent: Option<&ItemId>) -> Cell {
    let content = match parent {
        Some(parent) => Content::Text(TextRef::Item(parent.clone(), ItemText::Title)),
        None => Content::Fixed(String::new()),
    };
    let cell = Cell::new(format!("above-{id}"), 1, content);
    match parent {
        Some(parent) => cell.numbered(parent.clone()),
        None => cell,
    }
}

/// The grades of the plan's scale with what they mean; the given ones where it has none.
pub fn grades(plan: &Plan, otherwise: &str) -> Vec<(String, String)> {
    let grades = plan
        .scales
        .first()
        .map_or(otherwise, |scale| scale.grades.as_str());
    Grade::read(grades)
        .into_iter()
        .map(|grade| (grade.grade, grade.meaning))
        .collect()
}

/// What an item's indicator is known by. The first (`None`) keeps it when it is made by typing.
fn known(item: &ItemId, indicator: Option<&IndicatorId>) -> String {
    indicator.map_or_else(|| format!("first-{item}"), ToString::to_string)
}

/// The place of the name of an item's indicator; of its first one for `None`.
pub fn name_place(item: &ItemId, indicator: Option<&IndicatorId>) -> String {
    format!("name-{}", known(item, indicator))
}

/// The place of a value of an item's indicator; of its first one for `None`.
pub fn value_place(
    item: &ItemId,
    indicator: Option<&IndicatorId>,
    year: FiscalYear,
    role: ValueRole,
) -> String {
    let known = known(item, indicator);
    format!("value-{known}-{}-{}", year.year(), role.word())
}

/// What the cells beside the indicators are called in their places.
pub const ACHIEVEMENT_CELL: &str = "achievement";
/// See [`ACHIEVEMENT_CELL`].
pub const GRADE_CELL: &str = "grade";

/// The place of an item's cell beside its indicators.
pub fn cell_place(name: &str, item: &ItemId, year: FiscalYear) -> String {
    // The year is part of the place: another year's cell is another cell.
    format!("{name}-{item}-{}", year.year())
}

/// The first indicator of an item, and the command that adds it where this step has not yet.
fn first_indicator(item: &ItemId, made: &mut Made) -> (Option<Command>, IndicatorId) {
    let (bytes, is_new) = made.bytes(&format!("indicator-{item}"));
    let (add, id) = indicator_of(item, bytes);
    (is_new.then_some(add), id)
}

/// The command that adds an indicator to an item, and the indicator.
pub fn new_indicator(item: &ItemId) -> (Command, IndicatorId) {
    indicator_of(item, random::bytes())
}

fn indicator_of(item: &ItemId, bytes: [u8; 12]) -> (Command, IndicatorId) {
    let id = IndicatorId::from_random(bytes);
    let add = Command::AddRecord {
        record: NewRecord::Indicator {
            id: id.clone(),
            owner: Owner::Item(item.clone()),
            name: String::new(),
        },
        place: Place::Last,
    };
    (add, id)
}
