//! 進捗のまとめ: items × those who act, with what was done and what is left to do.

use std::collections::BTreeSet;

use yoriai_plan::{Caption, FiscalYear, Item, PartyId, Plan, Report};

use super::paper::{Cell, Paper, Table};
use super::{share, words};

pub(super) fn paper(plan: &Plan, year: Option<FiscalYear>) -> Paper {
    let mut paper = share::head(plan, words::PROGRESS, year);
    // On top: there the form says who has agreed to all this.
    share::notes(plan, &mut paper);
    let reports: Vec<_> = plan
        .walk()
        .flat_map(|item| reports_of(plan, item, year))
        .collect();
    let depths = depths(plan, &reports);
    let parties = parties(plan, &reports);
    // Of several years at once, each cell says which it speaks of.
    let years: BTreeSet<_> = reports.iter().map(|report| report.year).collect();
    let which = Which {
        year,
        several: years.len() > 1,
    };
    let mut table: Vec<Vec<Cell>> = Vec::new();
    for item in plan.walk() {
        if depths.contains(&item.depth) {
            table.extend(rows(plan, item, &parties, which));
        } else if depths.last().is_some_and(|deepest| item.depth < *deepest) {
            put(plan, &depths, &mut table, &mut paper);
            let level = share::level_name(plan, item.depth);
            let title = share::titled(&share::heading_number(plan, item), item);
            paper.heading(item.depth + 1, &share::joined(&[level, &title]));
            paper.prose(&item.statement);
        }
    }
    put(plan, &depths, &mut table, &mut paper);
    paper
}

/// Which reports are shown.
#[derive(Clone, Copy)]
struct Which {
    /// Those of this year; `None`: all.
    year: Option<FiscalYear>,
    /// Whether they are of more than one period.
    several: bool,
}

impl Which {
    /// A cell of a report, with its year in front where that cannot be told.
    fn labelled(self, report: &Report, cell: String) -> String {
        let period = match report.year {
            Some(year) => year.label_wareki(),
            None => report.period.clone(),
        };
        if self.several && !cell.is_empty() && !period.is_empty() {
            format!("【{period}】{cell}")
        } else {
            cell
        }
    }
}

/// The rows so far become a table.
fn put(plan: &Plan, depths: &BTreeSet<usize>, rows: &mut Vec<Vec<Cell>>, paper: &mut Paper) {
    let level = depths
        .first()
        .map(|depth| share::level_name(plan, *depth))
        .filter(|name| !name.is_empty())
        .unwrap_or(words::INITIATIVE);
    paper.table(Table {
        head: vec![vec![
            Cell::head(level),
            Cell::head(words::PARTY),
            Cell::head(plan.head.caption(Caption::Progress)),
            Cell::head(plan.head.caption(Caption::Issues)),
        ]],
        body: std::mem::take(rows),
    });
}

/// The reports of an item in a year, and those of no year: they speak of the whole period.
fn reports_of<'a>(plan: &'a Plan, item: &Item, year: Option<FiscalYear>) -> Vec<&'a Report> {
    plan.reports_of(&item.id)
        .iter()
        .filter_map(|id| plan.reports.get(id))
        .filter(|report| year.is_none() || report.year.is_none() || report.year == year)
        .collect()
}

/// The levels that are reported on; before the first report, the one below the top.
fn depths(plan: &Plan, reports: &[&Report]) -> BTreeSet<usize> {
    let found: BTreeSet<_> = reports
        .iter()
        .filter_map(|report| plan.item(report.item.as_ref()?))
        .map(|item| item.depth)
        .collect();
    if found.is_empty() {
        [plan.deepest().min(2)].into()
    } else {
        found
    }
}

/// Those who report, in the plan's order; `None`: nobody named.
fn parties(plan: &Plan, reports: &[&Report]) -> Vec<Option<PartyId>> {
    let named = plan.parties.iter().map(|party| Some(party.id.clone()));
    let is_used = |party: &Option<PartyId>| reports.iter().any(|report| report.party == *party);
    let mut parties: Vec<_> = if reports.is_empty() {
        named.collect()
    } else {
        named.filter(is_used).collect()
    };
    if parties.is_empty() || is_used(&None) {
        parties.push(None);
    }
    parties
}

/// The rows of an item: one per party, or more where two devices reported apart.
fn rows(plan: &Plan, item: &Item, parties: &[Option<PartyId>], which: Which) -> Vec<Vec<Cell>> {
    let mut reports = reports_of(plan, item, which.year);
    reports.sort_by_key(|report| report.year);
    let mut rows = Vec::new();
    for party in parties {
        let name = party
            .as_ref()
            .and_then(|id| plan.party(id))
            .map_or("", |party| party.name.as_str());
        let own: Vec<_> = reports
            .iter()
            .filter(|report| report.party == *party)
            .collect();
        // A row of nobody's is only there for what nobody named has said.
        if own.is_empty() && party.is_none() && parties.len() > 1 {
            continue;
        }
        if own.is_empty() {
            rows.push(vec![Cell::head(name), Cell::new(""), Cell::new("")]);
        }
        for (at, report) in own.iter().enumerate() {
            let cells = [
                share::cell_text(&report.progress, report.progress_state),
                share::cell_text(&report.issues, report.issues_state),
            ];
            let cells = cells.map(|cell| which.labelled(report, cell));
            let mut row: Vec<_> = cells.map(Cell::new).into();
            if at == 0 {
                row.insert(0, Cell::head(name).over_rows(own.len()));
            }
            rows.push(row);
        }
    }
    let title = share::titled(&item.number, item);
    let over = rows.len();
    if let Some(first) = rows.first_mut() {
        first.insert(0, Cell::head(title).over_rows(over));
    }
    rows
}
