//! The rows of a 目標管理シート: which cell stands where, and what typing into it makes.

mod item;

use std::fmt::Display;
use std::sync::Arc;

use yoriai_plan::{
    CategoryId, CategoryText, Command, EvaluationId, FiscalYear, Grade, IndicatorId, Item, ItemId,
    ItemText, NewRecord, Owner, Place, Plan, ProgrammeId, TextRef, ValueRole,
};

use self::item::OwnerRows;
use crate::components::grid::sheet::{Cell, Content, Made, Row, Sheet};
use crate::papers::progress::rows::is_of_summary;
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
/// and those that have something which only a goal sheet shows.
pub fn items(plan: &Plan, level: usize) -> Vec<ItemId> {
    plan.walk()
        .filter(|item| {
            item.depth == level
                || item.depth < level && plan.children(Some(&item.id)).is_empty()
                || has_indicators(plan, item)
                || is_judged(plan, item)
        })
        .map(|item| item.id.clone())
        .collect()
}

fn is_judged(plan: &Plan, item: &Item) -> bool {
    let reports = plan.reports_of(&item.id).iter();
    let mut reports = reports.filter_map(|id| plan.reports.get(id));
    !plan
        .evaluations_of(&Owner::Item(item.id.clone()))
        .is_empty()
        || reports.any(|report| !is_of_summary(report))
}

/// The programmes that have rows: those with indicators.
pub fn programmes(plan: &Plan) -> Vec<ProgrammeId> {
    plan.all_programmes()
        .map(|programme| &programme.id)
        .filter(|id| {
            !plan
                .indicators_of(&Owner::Programme(ProgrammeId::clone(id)))
                .is_empty()
        })
        .cloned()
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
    let mut above: Option<(Option<Above>, usize, usize)> = None;
    let items = items.into_iter().map(Owner::Item);
    let programmes = programmes(plan).into_iter().map(Owner::Programme);
    for owner in items.chain(programmes) {
        let parent = above_of(plan, &owner);
        let of_owner = OwnerRows {
            plan,
            read,
            year,
            owner: &owner,
            legend,
        };
        let fresh = of_owner.rows(&scale);
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
                    let cell = goal_above(&owner, parent.as_ref()).over(count);
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

/// What stands above what a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    Item(ItemId),
    Category(CategoryId),
}

fn above_of(plan: &Plan, owner: &Owner) -> Option<Above> {
    match owner {
        Owner::Item(id) => plan.item(id)?.parent.clone().map(Above::Item),
        Owner::Programme(id) => plan
            .programmes
            .get(id)?
            .category
            .clone()
            .map(Above::Category),
        Owner::Indicator(_) => None,
    }
}

fn goal_above(owner: &Owner, above: Option<&Above>) -> Cell {
    let content = match above {
        Some(Above::Item(id)) => Content::Text(TextRef::Item(id.clone(), ItemText::Title)),
        Some(Above::Category(id)) => {
            Content::Text(TextRef::Category(id.clone(), CategoryText::Name))
        }
        None => Content::Fixed(String::new()),
    };
    let cell = Cell::new(format!("above-{}", key_of(owner)), 1, content);
    match above {
        Some(Above::Item(id)) => cell.numbered(id.clone()),
        _ => cell,
    }
}

/// The id of what a row is about.
fn key_of(owner: &Owner) -> String {
    match owner {
        Owner::Item(id) => id.to_string(),
        Owner::Programme(id) => id.to_string(),
        Owner::Indicator(id) => id.to_string(),
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

/// What the indicator of an item or programme is known by. The first (`None`) keeps it when it is
/// made by typing.
fn known(owner: &impl Display, indicator: Option<&IndicatorId>) -> String {
    indicator.map_or_else(|| format!("first-{owner}"), ToString::to_string)
}

/// The place of an item's title.
pub fn goal_place(item: &ItemId) -> String {
    format!("goal-{item}")
}

/// The place of the name of an indicator, by the id of the item or programme that has it; of its
/// first one for `None`.
pub fn name_place(owner: &impl Display, indicator: Option<&IndicatorId>) -> String {
    format!("name-{}", known(owner, indicator))
}

/// The place of a value of an indicator, as [`name_place`] has it.
pub fn value_place(
    owner: &impl Display,
    indicator: Option<&IndicatorId>,
    year: FiscalYear,
    role: ValueRole,
) -> String {
    let known = known(owner, indicator);
    format!("value-{known}-{}-{}", year.year(), role.word())
}

/// What the cells beside the indicators are called in their places.
pub const ACHIEVEMENT_CELL: &str = "achievement";
/// See [`ACHIEVEMENT_CELL`].
pub const GRADE_CELL: &str = "grade";

/// The place of a cell beside the indicators of an item or programme.
pub fn cell_place(name: &str, owner: &impl Display, year: FiscalYear) -> String {
    // The year is part of the place: another year's cell is another cell.
    format!("{name}-{owner}-{}", year.year())
}

/// The first indicator of an item or programme, and the command that adds it where this step has
/// not yet.
fn first_indicator(owner: &Owner, made: &mut Made) -> (Option<Command>, IndicatorId) {
    let (bytes, is_new) = made.bytes(&format!("indicator-{}", key_of(owner)));
    let (add, id) = indicator_of(owner, bytes);
    (is_new.then_some(add), id)
}

/// The command that adds an indicator to an item or programme, and the indicator.
pub fn new_indicator(owner: &Owner) -> (Command, IndicatorId) {
    indicator_of(owner, random::bytes())
}

/// The place of the name of an indicator that is to be added to what there is.
pub fn place_of_new(plan: &Plan, owner: &Owner, id: &IndicatorId) -> String {
    let is_first = plan.indicators_of(owner).is_empty();
    name_place(&key_of(owner), (!is_first).then_some(id))
}

fn indicator_of(owner: &Owner, bytes: [u8; 12]) -> (Command, IndicatorId) {
    let id = IndicatorId::from_random(bytes);
    let add = Command::AddRecord {
        record: NewRecord::Indicator {
            id: id.clone(),
            owner: owner.clone(),
            name: String::new(),
        },
        place: Place::Last,
    };
    (add, id)
}
