//! What reading a plan found, and what was decided differently in two places, one sentence each.

mod records;

use yoriai_plan::{Conflict, Entity, Finding, FindingKind, Plan};

use crate::words;

/// A sentence per finding and per conflict of what is not in the bin.
pub(crate) fn sentences(plan: &Plan) -> Vec<String> {
    let findings = plan.findings.iter().map(|finding| sentence(plan, finding));
    let head = decided_apart(&plan.head.title, &plan.head.conflicts);
    let levels = plan
        .levels
        .iter()
        .flat_map(|level| decided_apart(&level.name, &level.conflicts));
    let items = plan.walk().flat_map(|item| {
        let sections = plan.sections(Some(&item.id));
        decided_apart(&item.title, &item.conflicts).chain(of_sections(plan, sections))
    });
    findings
        .chain(head)
        .chain(levels)
        .chain(of_sections(plan, plan.sections(None)))
        .chain(items)
        .chain(records::conflicts(plan))
        .collect()
}

fn of_sections<'a>(
    plan: &'a Plan,
    sections: &'a [yoriai_plan::SectionId],
) -> impl Iterator<Item = String> + 'a {
    sections
        .iter()
        .filter_map(|id| plan.section(id))
        .flat_map(|section| {
            let lines = plan.lines(&section.id).iter();
            decided_apart(&section.heading, &section.conflicts).chain(
                lines
                    .filter_map(|id| plan.line(id))
                    .flat_map(|line| decided_apart(&line.text, &line.conflicts)),
            )
        })
}

fn decided_apart<'a>(
    name: &'a str,
    conflicts: &'a [Conflict],
) -> impl Iterator<Item = String> + 'a {
    conflicts.iter().map(move |conflict| {
        let values: Vec<_> = conflict
            .values
            .iter()
            .map(|rival| match rival.value.as_str() {
                "" => words::NOTHING,
                value => value,
            })
            .collect();
        words::decided_apart(name, &values.join(" / "))
    })
}

fn sentence(plan: &Plan, finding: &Finding) -> String {
    let name = name_of(plan, &finding.about);
    match &finding.kind {
        FindingKind::Cycle => words::cycle(&name),
        FindingKind::Orphan { .. } => words::orphan(&name),
        FindingKind::DuplicateSection { kind, .. } => words::duplicate(kind.word(), &name),
        FindingKind::DuplicateRecord { records } => {
            let kind = records.first().map_or("", words::record);
            words::duplicate(kind, &name)
        }
        FindingKind::EditedInBin => words::edited_in_bin(&name),
        FindingKind::Unreadable { raw, .. } => words::unreadable(raw),
        FindingKind::RivalText { raw, .. } => words::rival_text(&name, raw),
    }
}

fn name_of(plan: &Plan, entity: &Entity) -> String {
    let name = match entity {
        Entity::Plan => Some(&plan.head.title),
        Entity::Level(id) => plan.level(id).map(|level| &level.name),
        Entity::Item(id) => plan.item(id).map(|item| &item.title),
        Entity::Section(id) => plan.section(id).map(|section| &section.heading),
        Entity::Line(id) => plan.line(id).map(|line| &line.text),
        Entity::Party(id) => plan.party(id).map(|party| &party.name),
        Entity::Person(id) => plan.people.iter().find(|p| p.id == *id).map(|p| &p.name),
        Entity::Snapshot(id) => plan
            .snapshots
            .iter()
            .find(|s| s.id == *id)
            .map(|s| &s.label),
        Entity::Record(id) => return records::name_of(plan, id),
        Entity::Stray(_, key) => Some(key),
    };
    name.cloned().unwrap_or_default()
}
