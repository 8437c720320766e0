//! The plan's own fields, levels and words.

use serde::Serialize;
use yoriai_plan::{NumberStyle, Plan, PlanDate as Which, PlanKind, PlanStatus, TermKind};

#[derive(Serialize)]
pub(super) struct Level<'a> {
    name: &'a str,
    numbering: &'static str,
    in_chart: bool,
}

#[derive(Serialize)]
pub(super) struct Term<'a> {
    short: &'a str,
    full: &'a str,
    note: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
pub(super) struct Heading<'a> {
    over: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
pub(super) struct PlanDate<'a> {
    kind: &'static str,
    /// As typed.
    text: &'a str,
    /// ISO, where it is understood.
    date: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Scale<'a> {
    name: &'a str,
    grades: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct District<'a> {
    id: &'a str,
    name: &'a str,
}

pub(super) fn kind(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::Activity => "activity",
        PlanKind::Welfare => "welfare",
        PlanKind::Combined => "combined",
        PlanKind::District => "district",
        PlanKind::Annual => "annual",
        PlanKind::GoalSheet => "goal-sheet",
    }
}

pub(super) fn status(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Draft => "draft",
        PlanStatus::Consultation => "consultation",
        PlanStatus::Fixed => "fixed",
        PlanStatus::Revised => "revised",
    }
}

pub(super) fn levels(plan: &Plan) -> Vec<Level<'_>> {
    let level = |level: &yoriai_plan::Level| match level.style {
        NumberStyle::None => "none",
        style => style.word(),
    };
    let levels = plan.levels.iter();
    levels
        .map(|one| Level {
            name: &one.name,
            numbering: level(one),
            in_chart: one.in_chart,
        })
        .collect()
}

pub(super) fn terms(plan: &Plan) -> Vec<Term<'_>> {
    let terms = plan.terms.iter().filter(|term| term.kind != TermKind::Note);
    terms
        .map(|term| Term {
            short: &term.short,
            full: &term.full,
            note: &term.note,
            id: term.id.as_str(),
        })
        .collect()
}

/// What this plan writes over fields and columns, where it is not the usual.
pub(super) fn headings(plan: &Plan) -> Vec<Heading<'_>> {
    let captions = plan.head.captions.iter();
    captions
        .map(|(which, words)| Heading {
            over: which.word(),
            text: words,
        })
        .collect()
}

pub(super) fn notes(plan: &Plan) -> Vec<&str> {
    let notes = plan.terms.iter().filter(|term| term.kind == TermKind::Note);
    notes.map(|term| term.note.as_str()).collect()
}

pub(super) fn dates(plan: &Plan) -> Vec<PlanDate<'_>> {
    let kind = |date: Which| match date {
        Which::Created => "created",
        Which::Revised => "revised",
        Which::Evaluated => "evaluated",
        Which::Fixed => "fixed",
    };
    let dates = Which::ALL.iter();
    dates
        .map(|date| {
            let text = plan.head.dates.get(date).map_or("", String::as_str);
            PlanDate {
                kind: kind(*date),
                text,
                date: plan.head.date(*date).map(|parsed| parsed.value.iso()),
            }
        })
        .collect()
}

pub(super) fn scales(plan: &Plan) -> Vec<Scale<'_>> {
    let scales = plan.scales.iter();
    scales
        .map(|scale| Scale {
            name: &scale.name,
            grades: scale.grades.lines().collect(),
        })
        .collect()
}

pub(super) fn districts(plan: &Plan) -> Vec<District<'_>> {
    let districts = plan.districts.iter();
    districts
        .map(|one| District {
            id: one.id.as_str(),
            name: &one.name,
        })
        .collect()
}
