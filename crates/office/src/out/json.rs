//! The whole plan as JSON, for programs. The shape is a promise: `docs/json.md`.
//!
//! Keys come in the order of the structs here. What an older reader does not know stands after
//! `findings`, and more may come there; nothing before it changes.

mod derived;
mod head;
mod records;
mod tree;

use std::collections::HashMap;

use serde::Serialize;
use yoriai_plan::{Date, ItemId, Plan};

use self::derived::Finding;
use self::head::{District, Heading, Level, PlanDate, Scale, Term};
use self::records::{Category, Evaluation, Indicator, Programme, Report};
use self::tree::{Item, Section};

#[derive(Serialize)]
struct Whole<'a> {
    title: &'a str,
    organization: &'a str,
    kind: &'static str,
    fiscal_year: Option<i32>,
    period: Option<[i32; 2]>,
    philosophy: &'a str,
    slogan: Vec<&'a str>,
    policy: &'a str,
    levels: Vec<Level<'a>>,
    items: Vec<Item<'a>>,
    programmes: Vec<Programme<'a>>,
    indicators: Vec<Indicator<'a>>,
    reports: Vec<Report<'a>>,
    evaluations: Vec<Evaluation<'a>>,
    terms: Vec<Term<'a>>,
    notes: Vec<&'a str>,
    findings: Vec<Finding>,
    status: &'static str,
    term: Option<u32>,
    area: &'a str,
    dates: Vec<PlanDate<'a>>,
    actors: Vec<&'a str>,
    sections: Vec<Section<'a>>,
    categories: Vec<Category<'a>>,
    scales: Vec<Scale<'a>>,
    districts: Vec<District<'a>>,
    headings: Vec<Heading<'a>>,
}

/// Where the items of a plan stand in the document that it was read from: lines, from 1.
pub type Lines = HashMap<ItemId, usize>;

/// A plan as JSON, without what is in the bin, as documented in `docs/json.md`. By `today` the
/// checks go that ask whether a year has ended; without it, no year has.
#[must_use]
pub fn json(plan: &Plan, today: Option<Date>) -> String {
    json_of_import(plan, today, &Lines::new())
}

/// As [`json`], of a plan that has just been read from a document: its findings say where.
#[must_use]
pub fn json_of_import(plan: &Plan, today: Option<Date>, lines: &Lines) -> String {
    let head = &plan.head;
    let years = head.first_year.zip(head.last_year);
    let whole = Whole {
        title: &head.title,
        organization: &head.organization,
        kind: head::kind(head.kind),
        fiscal_year: years
            .filter(|(first, last)| first == last)
            .map(|(first, _)| first.year()),
        period: years.map(|(first, last)| [first.year(), last.year()]),
        philosophy: &head.philosophy,
        slogan: head.slogan.lines().collect(),
        policy: &head.policy,
        levels: head::levels(plan),
        items: tree::items(plan),
        programmes: records::programmes(plan),
        indicators: records::indicators(plan),
        reports: records::reports(plan),
        evaluations: records::evaluations(plan),
        terms: head::terms(plan),
        notes: head::notes(plan),
        findings: derived::findings(plan, today, lines),
        status: head::status(head.status),
        term: head.term,
        area: &head.area,
        dates: head::dates(plan),
        actors: plan.parties.iter().map(|one| one.name.as_str()).collect(),
        sections: tree::sections(plan, None),
        categories: records::categories(plan),
        scales: head::scales(plan),
        districts: head::districts(plan),
        headings: head::headings(plan),
    };
    // Strings, numbers and lists under fixed keys: there is nothing in it that JSON cannot hold.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}
