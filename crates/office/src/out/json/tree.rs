//! Items, sections and lines, in reading order.

use serde::Serialize;
use yoriai_plan::{FiscalYear, ItemId, Plan, SectionKind};

#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    level: usize,
    number: &'a str,
    title: &'a str,
    statement: &'a str,
    tags: Vec<&'a str>,
    years: Vec<i32>,
    programme: Option<&'a str>,
    sections: Vec<Section<'a>>,
    chart_title: &'a str,
    /// Whether the number was set by hand.
    number_set: bool,
}

#[derive(Serialize)]
pub(super) struct Section<'a> {
    kind: &'static str,
    heading: &'a str,
    text: &'a str,
    lines: Vec<Line<'a>>,
    id: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    actor: Option<&'a str>,
    years: Vec<i32>,
}

pub(super) fn items(plan: &Plan) -> Vec<Item<'_>> {
    plan.walk()
        .map(|item| Item {
            id: item.id.as_str(),
            parent: item.parent.as_ref().map(ItemId::as_str),
            level: item.depth,
            number: &item.number,
            title: &item.title,
            statement: &item.statement,
            tags: item.tags.iter().map(yoriai_plan::Tag::word).collect(),
            years: years(&item.years),
            programme: item
                .programme
                .as_ref()
                .filter(|id| plan.programmes.get(id).is_some_and(|one| !one.in_bin))
                .map(yoriai_plan::ProgrammeId::as_str),
            sections: sections(plan, Some(&item.id)),
            chart_title: &item.chart_title,
            number_set: item.number_override.is_some(),
        })
        .collect()
}

/// The sections of an item, or of the plan itself.
pub(super) fn sections<'a>(plan: &'a Plan, owner: Option<&ItemId>) -> Vec<Section<'a>> {
    let sections = plan.sections(owner).iter();
    sections
        .filter_map(|id| plan.section(id))
        .map(|section| Section {
            kind: kind(section.kind),
            heading: section.shown_heading(),
            text: &section.text,
            lines: lines(plan, section),
            id: section.id.as_str(),
        })
        .collect()
}

fn lines<'a>(plan: &'a Plan, section: &yoriai_plan::Section) -> Vec<Line<'a>> {
    let lines = plan.lines(&section.id).iter();
    lines
        .filter_map(|id| plan.line(id))
        .map(|line| Line {
            text: &line.text,
            actor: super::records::actor(plan, line.party.as_ref()),
            years: years(&line.years),
        })
        .collect()
}

fn kind(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Situation => "situation",
        SectionKind::Direction => "direction",
        SectionKind::Residents => "residents",
        SectionKind::Free => "free",
        SectionKind::Actions => "actions",
        SectionKind::Efforts => "efforts",
        SectionKind::Outcomes => "outcomes",
    }
}

fn years(years: &[FiscalYear]) -> Vec<i32> {
    years.iter().map(|year| year.year()).collect()
}
