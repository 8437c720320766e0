//! 委員会までに埋まっていないもの: the cells with nothing in them, each with its place.
//!
//! What a sheet shows as a cell is what can be missing: the places are those of the sheets
//! themselves, so that the way from here always leads to a cell that is there.

mod sheets;

use std::collections::BTreeSet;

use yoriai_plan::checks::About;
use yoriai_plan::{
    By, Caption, CellState, Date, Entity, FiscalYear, Indicator, IndicatorId, Item, ItemId, Owner,
    PartyId, Phase, Plan, ProgrammeId, RecordId, Report, ReportText, TextRef, Value, ValueRole,
    ValueText,
};

use crate::components::grid::sheet::{Content, Row};
use crate::desk::WantedCell;
use crate::papers::goal_sheet::rows::{
    ACHIEVEMENT_CELL, GRADE_CELL, cell_place, name_place, value_place,
};
use crate::papers::progress::rows::{self, Period};

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// There was text, and it was lost on the way here.
    Lost,
    /// A report that nobody has written.
    Blank,
    /// A target without a result, after its year.
    NoResult,
    /// An indicator without any value.
    NoValue,
    /// No grade, after the year.
    NoGrade,
}

/// A cell with nothing in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What it is known by.
    pub key: String,
    /// What is missing.
    pub kind: Kind,
    /// Who would fill it; `None`: nobody is named.
    pub party: Option<PartyId>,
    /// The way to it, from the top of the plan.
    pub path: Vec<String>,
    /// Where it is edited.
    pub spot: Spot,
}

/// Where a cell is edited.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot {
    /// In the summary of a period.
    Progress(Period, WantedCell),
    /// In the goal sheet of a year; `None`: of any.
    Goals(Option<FiscalYear>, WantedCell),
    /// In the list of programmes.
    Programme(ProgrammeId),
}

/// What the sheets would show if they were opened now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The period of the summary; `None`: the plan has no reports yet.
    pub period: Option<Period>,
    /// The level of its rows.
    pub level: usize,
    /// Today, where the clock says one.
    pub today: Option<Date>,
}

/// Everything that is missing, by who and by kind, in the order of the plan.
pub fn gaps(plan: &Plan, shown: &Shown) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for period in rows::periods(plan) {
        let is_due = shown.period.as_ref() == Some(&period);
        reports(plan, &period, shown.level, is_due, &mut gaps);
    }
    sheets::gaps(plan, shown.today, &mut gaps);
    let order = |party: &Option<PartyId>| {
        let at = |id: &PartyId| plan.parties.iter().position(|party| party.id == *id);
        // Those of nobody come last.
        party.as_ref().and_then(at).unwrap_or(usize::MAX)
    };
    gaps.sort_by_key(|gap| (order(&gap.party), gap.kind));
    gaps
}

/// The cells of the summary; of a period that is not due only those that were lost.
fn reports(plan: &Plan, period: &Period, level: usize, is_due: bool, gaps: &mut Vec<Gap>) {
    let sheet = rows::sheet(plan, period, level);
    let mut party = None;
    for row in &sheet.rows {
        // A party's name stands over all of its rows.
        party = party_of(row).unwrap_or(party);
        for cell in &row.cells {
            let caption = match cell.column {
                2 => Caption::Progress,
                3 => Caption::Issues,
                _ => continue,
            };
            let state = match &cell.content {
                Content::Missing(_) => CellState::Blank,
                Content::Text(TextRef::Report(id, text)) => match plan.reports.get(id) {
                    Some(report) if *text == ReportText::Progress => {
                        report.progress_state.with(&report.progress)
                    }
                    Some(report) => report.issues_state.with(&report.issues),
                    None => continue,
                },
                _ => continue,
            };
            let kind = match state {
                CellState::Lost => Kind::Lost,
                CellState::Blank if is_due => Kind::Blank,
                _ => continue,
            };
            let mut path = row
                .item
                .as_ref()
                .map(|id| item_path(plan, id))
                .unwrap_or_default();
            path.push(plan.head.caption(caption).to_owned());
            gaps.push(Gap {
                key: cell.place.clone(),
                kind,
                party: party.clone(),
                path,
                spot: Spot::Progress(period.clone(), WantedCell::Place(cell.place.clone())),
            });
        }
    }
}

/// Whose row it is; `None` where the row says nothing of it.
fn party_of(row: &Row) -> Option<Option<PartyId>> {
    let cell = row.cells.iter().find(|cell| cell.column == 1)?;
    Some(match &cell.content {
        Content::Text(TextRef::Party(id)) => Some(id.clone()),
        _ => None,
    })
}

fn item_path(plan: &Plan, id: &ItemId) -> Vec<String> {
    About::whole(Entity::Item(id.clone())).path(plan)
}
