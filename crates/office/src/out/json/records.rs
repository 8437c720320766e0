//! Programmes, indicators, reports and evaluations.

use serde::Serialize;
use yoriai_plan::{
    By, CategoryId, CellState, Course, FiscalYear, IndicatorKind, Lifecycle, Owner, PartyId, Phase,
    Plan, Trend, ValueRole,
};

use super::derived::{self, Part};

#[derive(Serialize)]
pub(super) struct Category<'a> {
    id: &'a str,
    number: &'a str,
    name: &'a str,
    description: &'a str,
}

#[derive(Serialize)]
pub(super) struct Programme<'a> {
    id: &'a str,
    category: Option<&'a str>,
    number: &'a str,
    name: &'a str,
    description: &'a str,
    funding: Vec<&'a str>,
    frequency: &'a str,
    months: Vec<u32>,
    contract: &'a str,
    lifecycle: Option<&'static str>,
    aliases: Vec<&'a str>,
    partners: &'a str,
}

#[derive(Serialize)]
pub(super) struct Indicator<'a> {
    owner: Option<&'a str>,
    name: &'a str,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    values: Vec<Value<'a>>,
    id: &'a str,
    trend: Option<&'static str>,
    breakdown: Vec<&'a str>,
}

#[derive(Serialize)]
struct Value<'a> {
    fiscal_year: Option<i32>,
    role: &'static str,
    text: &'a str,
    state: &'static str,
    parts: Vec<Part>,
    id: &'a str,
    district: Option<&'a str>,
    note: &'a str,
}

#[derive(Serialize)]
pub(super) struct Report<'a> {
    item: Option<&'a str>,
    actor: Option<&'a str>,
    period: String,
    progress: Cell<'a>,
    issues: Cell<'a>,
    reason: &'a str,
    next: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct Cell<'a> {
    text: &'a str,
    state: &'static str,
}

#[derive(Serialize)]
pub(super) struct Evaluation<'a> {
    owner: Option<&'a str>,
    fiscal_year: Option<i32>,
    phase: &'static str,
    grade: &'a str,
    course: Option<&'static str>,
    by: &'static str,
    comment: &'a str,
    id: &'a str,
}

pub(super) fn categories(plan: &Plan) -> Vec<Category<'_>> {
    let categories = plan.categories.iter();
    categories
        .map(|one| Category {
            id: one.id.as_str(),
            number: &one.number,
            name: &one.name,
            description: &one.description,
        })
        .collect()
}

pub(super) fn programmes(plan: &Plan) -> Vec<Programme<'_>> {
    let name_of = |id: &CategoryId| {
        let category = plan.categories.iter().find(|one| one.id == *id);
        category.map(|one| one.name.as_str())
    };
    let lifecycle = |lifecycle: Lifecycle| match lifecycle {
        Lifecycle::New => "new",
        Lifecycle::Continued => "continued",
        Lifecycle::Considered => "considered",
        Lifecycle::Ending => "ending",
        Lifecycle::Ended => "ended",
    };
    plan.all_programmes()
        .map(|one| Programme {
            id: one.id.as_str(),
            category: one.category.as_ref().and_then(name_of),
            number: &one.number,
            name: &one.name,
            description: &one.description,
            funding: one.funding.lines().collect(),
            frequency: &one.frequency,
            months: one.months_read(),
            contract: &one.contract,
            lifecycle: one.lifecycle.map(lifecycle),
            aliases: one.aliases.lines().collect(),
            partners: &one.partners,
        })
        .collect()
}

/// Items in reading order, then programmes: whoever can be measured.
fn owners(plan: &Plan) -> impl Iterator<Item = Owner> + '_ {
    let items = plan.walk().map(|item| Owner::Item(item.id.clone()));
    let programmes = plan
        .all_programmes()
        .map(|one| Owner::Programme(one.id.clone()));
    items.chain(programmes)
}

pub(super) fn indicators(plan: &Plan) -> Vec<Indicator<'_>> {
    let kind = |kind: IndicatorKind| match kind {
        IndicatorKind::Process => "process",
        IndicatorKind::Output => "output",
        IndicatorKind::Outcome => "outcome",
    };
    owners(plan)
        .flat_map(|owner| plan.indicators_of(&owner))
        .filter_map(|id| plan.indicators.get(id))
        .map(|one| Indicator {
            owner: one.owner.as_ref().map(owner_id),
            name: &one.name,
            kind: one.kind.map(kind),
            values: values(plan, one),
            id: one.id.as_str(),
            trend: one.trend.map(|trend| match trend {
                Trend::More => "more",
                Trend::Less => "less",
            }),
            breakdown: one.breakdown.lines().collect(),
        })
        .collect()
}

fn values<'a>(plan: &'a Plan, indicator: &yoriai_plan::Indicator) -> Vec<Value<'a>> {
    let values = plan.values_of(&indicator.id).iter();
    values
        .filter_map(|id| plan.values.get(id))
        .map(|one| Value {
            fiscal_year: one.year.map(FiscalYear::year),
            role: match one.role {
                ValueRole::Actual => "actual",
                ValueRole::Target => "target",
                ValueRole::Forecast => "forecast",
                ValueRole::Result => "result",
            },
            text: &one.text,
            state: state(&one.text, one.state),
            parts: derived::parts(&one.text),
            id: one.id.as_str(),
            district: one.district.as_ref().map(yoriai_plan::DistrictId::as_str),
            note: &one.note,
        })
        .collect()
}

pub(super) fn reports(plan: &Plan) -> Vec<Report<'_>> {
    plan.walk()
        .flat_map(|item| plan.reports_of(&item.id))
        .filter_map(|id| plan.reports.get(id))
        .map(|one| Report {
            item: one.item.as_ref().map(yoriai_plan::ItemId::as_str),
            actor: actor(plan, one.party.as_ref()),
            period: match one.year {
                Some(year) => year.year().to_string(),
                None => one.period.clone(),
            },
            progress: cell(&one.progress, one.progress_state),
            issues: cell(&one.issues, one.issues_state),
            reason: &one.reason,
            next: &one.next,
            id: one.id.as_str(),
        })
        .collect()
}

pub(super) fn evaluations(plan: &Plan) -> Vec<Evaluation<'_>> {
    let measured = owners(plan).flat_map(|owner| {
        let indicators = plan.indicators_of(&owner).to_vec();
        std::iter::once(owner).chain(indicators.into_iter().map(Owner::Indicator))
    });
    measured
        .flat_map(|owner| plan.evaluations_of(&owner))
        .filter_map(|id| plan.evaluations.get(id))
        .map(|one| Evaluation {
            owner: one.owner.as_ref().map(owner_id),
            fiscal_year: one.year.map(FiscalYear::year),
            phase: match one.phase {
                Phase::FirstHalf => "first-half",
                Phase::Year => "year",
                Phase::Midterm => "midterm",
                Phase::Final => "final",
            },
            grade: &one.grade,
            course: one.course.map(|course| match course {
                Course::Expand => "expand",
                Course::Continue => "continue",
                Course::Revise => "revise",
                Course::Reduce => "reduce",
                Course::Abolish => "abolish",
            }),
            by: match one.by {
                By::Internal => "internal",
                By::External => "external",
                By::Committee => "committee",
            },
            comment: &one.comment,
            id: one.id.as_str(),
        })
        .collect()
}

/// The name of one who acts.
pub(super) fn actor<'a>(plan: &'a Plan, party: Option<&PartyId>) -> Option<&'a str> {
    party
        .and_then(|id| plan.party(id))
        .map(|party| party.name.as_str())
}

fn owner_id(owner: &Owner) -> &str {
    match owner {
        Owner::Item(id) => id.as_str(),
        Owner::Programme(id) => id.as_str(),
        Owner::Indicator(id) => id.as_str(),
    }
}

fn cell(text: &str, own: CellState) -> Cell<'_> {
    Cell {
        text,
        state: state(text, own),
    }
}

fn state(text: &str, state: CellState) -> &'static str {
    match state.with(text) {
        CellState::Filled => "filled",
        CellState::Blank => "blank",
        CellState::Lost => "lost",
        CellState::None => "none",
    }
}
