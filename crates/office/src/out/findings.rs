//! What reading a plan found, and what was decided differently in two places: one list, in words
//! for a person and in codes for a program.

mod records;

use yoriai_plan::{
    Conflict, Entity, Finding, FindingKind, ItemId, Owner, Plan, RecordId, SectionId,
};

use super::words;

/// Something that a person should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is, in a word that never changes: see `docs/json.md`.
    pub code: &'static str,
    /// The item in or under which it is; `None`: elsewhere.
    pub item: Option<ItemId>,
    /// One sentence in Japanese.
    pub message: String,
}

/// What reading a plan found, and each conflict of what is not in the bin.
#[must_use]
pub fn notices(plan: &Plan) -> Vec<Notice> {
    let mut all: Vec<Notice> = plan.findings.iter().map(|one| notice(plan, one)).collect();
    decided_apart(None, &plan.head.title, &plan.head.conflicts, &mut all);
    for level in &plan.levels {
        decided_apart(None, &level.name, &level.conflicts, &mut all);
    }
    of_sections(plan, None, &mut all);
    for item in plan.walk() {
        decided_apart(Some(&item.id), &item.title, &item.conflicts, &mut all);
        of_sections(plan, Some(&item.id), &mut all);
    }
    records::conflicts(plan, &mut all);
    all
}

fn of_sections(plan: &Plan, item: Option<&ItemId>, all: &mut Vec<Notice>) {
    let sections = plan.sections(item).iter();
    for section in sections.filter_map(|id| plan.section(id)) {
        decided_apart(item, &section.heading, &section.conflicts, all);
        for line in plan
            .lines(&section.id)
            .iter()
            .filter_map(|id| plan.line(id))
        {
            decided_apart(item, &line.text, &line.conflicts, all);
        }
    }
}

fn decided_apart(item: Option<&ItemId>, name: &str, conflicts: &[Conflict], all: &mut Vec<Notice>) {
    for conflict in conflicts {
        let values: Vec<_> = conflict
            .values
            .iter()
            .map(|rival| match rival.value.as_str() {
                "" => words::NOTHING,
                value => value,
            })
            .collect();
        all.push(Notice {
            code: "conflict",
            item: item.cloned(),
            message: words::decided_apart(name, &values.join(" / ")),
        });
    }
}

fn notice(plan: &Plan, finding: &Finding) -> Notice {
    let name = name_of(plan, &finding.about);
    let (code, message) = match &finding.kind {
        FindingKind::Cycle => ("cycle", words::cycle(&name)),
        FindingKind::Orphan { .. } => ("orphan", words::orphan(&name)),
        FindingKind::DuplicateSection { kind, .. } => {
            ("double-section", words::duplicate(kind.word(), &name))
        }
        FindingKind::DuplicateRecord { records } => {
            let kind = records.first().map_or("", words::record);
            ("double-record", words::duplicate(kind, &name))
        }
        FindingKind::EditedInBin => ("edited-in-bin", words::edited_in_bin(&name)),
        FindingKind::Unreadable { raw, .. } => ("unreadable", words::unreadable(raw)),
        FindingKind::RivalText { raw, .. } => ("rival-text", words::rival_text(&name, raw)),
    };
    Notice {
        code,
        item: item_of(plan, &finding.about),
        message,
    }
}

/// The item that a thing is in.
fn item_of(plan: &Plan, entity: &Entity) -> Option<ItemId> {
    let of_section = |id: &SectionId| plan.section(id).and_then(|section| section.owner.clone());
    match entity {
        Entity::Item(id) => Some(id.clone()),
        Entity::Section(id) => of_section(id),
        Entity::Line(id) => of_section(plan.line(id)?.section.as_ref()?),
        Entity::Record(id) => item_of_record(plan, id),
        _ => None,
    }
}

/// The item that a record belongs to.
fn item_of_record(plan: &Plan, id: &RecordId) -> Option<ItemId> {
    let of_owner = |owner: Option<&Owner>| match owner {
        Some(Owner::Item(id)) => Some(id.clone()),
        Some(Owner::Indicator(id)) => item_of_record(plan, &RecordId::Indicator(id.clone())),
        Some(Owner::Programme(_)) | None => None,
    };
    match id {
        RecordId::Indicator(id) => of_owner(plan.indicators.get(id)?.owner.as_ref()),
        RecordId::Value(id) => {
            let indicator = plan.values.get(id)?.indicator.clone()?;
            item_of_record(plan, &RecordId::Indicator(indicator))
        }
        RecordId::Report(id) => plan.reports.get(id)?.item.clone(),
        RecordId::Evaluation(id) => of_owner(plan.evaluations.get(id)?.owner.as_ref()),
        _ => None,
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
