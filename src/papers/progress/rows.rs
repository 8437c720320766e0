//! The rows of a 進捗のまとめ: which cell stands where, and what typing into it makes.

use yoriai_plan::{
    CellState, Command, FiscalYear, Item, ItemId, ItemText, NewRecord, PartyId, Place, Plan,
    Report, ReportId, ReportText, TextRef,
};

use crate::components::grid::sheet::{Cell, Content, Made, Make, Row, Sheet};
use crate::papers::row_level;

/// How many columns there are: the item, who reports, progress, issues.
pub const COLUMNS: usize = 4;

/// For when a report is: a year, or a period by name, or neither (the plan's whole period).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The fiscal year.
    pub year: Option<FiscalYear>,
    /// The period where it is no year.
    pub name: String,
}

impl Period {
    /// That of a report.
    pub fn of(report: &Report) -> Self {
        Self {
            year: report.year,
            name: report.period.clone(),
        }
    }

    /// What a person reads. `whole`: what the plan's whole period is called.
    pub fn label(&self, whole: &str) -> String {
        match (self.year, self.name.as_str()) {
            (Some(year), "") => year.label_wareki(),
            (Some(year), name) => format!("{} {name}", year.label_wareki()),
            (None, "") => whole.to_owned(),
            (None, name) => name.to_owned(),
        }
    }
}

/// Whether a report belongs to the summary, and not to a goal sheet: those of goal sheets name
/// nobody and a year.
pub fn is_of_summary(report: &Report) -> bool {
    report.party.is_some() || report.year.is_none()
}

/// The periods for which there are reports, in the order of the plan.
pub fn periods(plan: &Plan) -> Vec<Period> {
    let mut periods = Vec::new();
    for item in plan.walk() {
        for id in plan.reports_of(&item.id) {
            if let Some(report) = plan.reports.get(id)
                && is_of_summary(report)
            {
                let period = Period::of(report);
                if !periods.contains(&period) {
                    periods.push(period);
                }
            }
        }
    }
    periods
}

/// The level whose items the summary of a period usually has rows for.
pub fn row_level(plan: &Plan, period: &Period) -> usize {
    row_level::usual(plan, |item| !reports(plan, &item.id, period).is_empty())
}

/// The summary of a period, with rows for the items of a level (1 at the top).
pub fn sheet(plan: &Plan, period: &Period, level: usize) -> Sheet {
    let mut rows = Vec::new();
    for item in plan.walk() {
        let reports = reports(plan, &item.id, period);
        // What stands above heads what is under it, and may be reported on too; so may what
        // stands below.
        let heads = item.depth < level && !plan.children(Some(&item.id)).is_empty();
        if heads {
            rows.push(heading(item));
        }
        if !heads && item.depth <= level || !reports.is_empty() {
            rows.extend(rows_of(plan, item, &reports, period, heads));
        }
    }
    Sheet::new(rows)
}

/// The reports of an item for a period.
fn reports<'a>(plan: &'a Plan, item: &ItemId, period: &Period) -> Vec<&'a Report> {
    plan.reports_of(item)
        .iter()
        .filter_map(|id| plan.reports.get(id))
        .filter(|report| is_of_summary(report) && Period::of(report) == *period)
        .collect()
}

/// Of several reports for one place, those in which something is said: clearing one of two is
/// how a person decides for the other.
fn without_cleared(reports: Vec<&Report>) -> Vec<&Report> {
    let says = |report: &&Report| {
        let texts = [
            &report.progress,
            &report.issues,
            &report.reason,
            &report.next,
        ];
        let states = [report.progress_state, report.issues_state];
        texts.iter().any(|text| !text.is_empty())
            || states.iter().any(|state| *state != CellState::Blank)
    };
    if reports.iter().any(says) {
        reports.into_iter().filter(says).collect()
    } else {
        reports.into_iter().take(1).collect()
    }
}

/// The place of an item's title beside those who report on it.
pub fn item_place(item: &ItemId) -> String {
    format!("item-{item}")
}

fn title(item: &Item) -> Content {
    Content::Text(TextRef::Item(item.id.clone(), ItemText::Title))
}

fn heading(item: &Item) -> Row {
    let cell = Cell::new(format!("heading-{}", item.id), 0, title(item))
        .across(COLUMNS)
        .numbered(item.id.clone());
    Row {
        key: format!("{}#heading", item.id),
        name: item.number.clone(),
        item: Some(item.id.clone()),
        programme: None,
        is_heading: true,
        cells: vec![cell],
    }
}

fn rows_of(
    plan: &Plan,
    item: &Item,
    reports: &[&Report],
    period: &Period,
    is_headed: bool,
) -> Vec<Row> {
    // Who reports: everyone, and nobody where something was said in nobody's name.
    let mut parties: Vec<Option<PartyId>> = plan
        .parties
        .iter()
        .map(|party| Some(party.id.clone()))
        .collect();
    if is_headed {
        parties.retain(|party| reports.iter().any(|report| report.party == *party));
    }
    if parties.is_empty() || reports.iter().any(|report| report.party.is_none()) {
        parties.push(None);
    }
    let mut rows: Vec<Row> = parties
        .iter()
        .flat_map(|party| {
            let own: Vec<&Report> = reports
                .iter()
                .copied()
                .filter(|report| report.party == *party)
                .collect();
            let own = without_cleared(own);
            rows_of_party(item, party.as_ref(), &own, period)
        })
        .collect();
    let height = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        row.key = format!("{}#{index}", item.id);
        row.item = Some(item.id.clone());
    }
    if let Some(first) = rows.first_mut() {
        let cell = Cell::new(item_place(&item.id), 0, title(item))
            .over(height)
            .numbered(item.id.clone());
        first.cells.insert(0, cell);
    }
    for row in &mut rows {
        row.name = item.number.clone();
    }
    rows
}

/// The rows of one party: one, or several where two devices reported apart.
fn rows_of_party(
    item: &Item,
    party: Option<&PartyId>,
    reports: &[&Report],
    period: &Period,
) -> Vec<Row> {
    let whose = party.map(ToString::to_string).unwrap_or_default();
    let when = format!(
        "{}-{}",
        period.year.map(FiscalYear::year).unwrap_or_default(),
        period.name
    );
    let height = reports.len().max(1);
    let name = party.map_or(Content::Fixed(String::new()), |party| {
        Content::Text(TextRef::Party(party.clone()))
    });
    (0..height)
        .map(|index| {
            let report = reports.get(index);
            let known = match report {
                Some(report) if index > 0 => report.id.to_string(),
                _ => format!("{}-{whose}-{when}", item.id),
            };
            let mut cells = Vec::new();
            if index == 0 {
                let place = format!("party-{}-{whose}", item.id);
                cells.push(Cell::new(place, 1, name.clone()).over(height));
            }
            for (column, text) in [(2, ReportText::Progress), (3, ReportText::Issues)] {
                let content = match report {
                    Some(report) => Content::Text(TextRef::Report(report.id.clone(), text)),
                    None => missing(&item.id, party, period, text),
                };
                cells.push(Cell::new(format!("{text:?}-{known}"), column, content));
            }
            Row {
                cells,
                ..Row::default()
            }
        })
        .collect()
}

fn missing(item: &ItemId, party: Option<&PartyId>, period: &Period, text: ReportText) -> Content {
    let (item, party, period) = (item.clone(), party.cloned(), period.clone());
    let of = format!("report-{item}-{party:?}-{period:?}");
    Content::Missing(Make::new(of.clone(), move |made: &mut Made| {
        let (bytes, is_new) = made.bytes(&of);
        let id = ReportId::from_random(bytes);
        let add = Command::AddRecord {
            record: NewRecord::Report {
                id: id.clone(),
                item: item.clone(),
                party: party.clone(),
                year: period.year,
                period: period.name.clone(),
            },
            place: Place::Last,
        };
        let add = is_new.then_some(add);
        (add.into_iter().collect(), TextRef::Report(id, text))
    }))
}
