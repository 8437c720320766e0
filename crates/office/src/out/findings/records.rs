//! Names of records, and what was decided differently about them.

use yoriai_plan::{Conflict, Owner, Plan, RecordId};

use super::{Notice, decided_apart, item_of_record};

/// What a person calls a record: a cell by what it is a cell of, all else by its own name.
pub(super) fn name_of(plan: &Plan, id: &RecordId) -> String {
    let owner = match id {
        RecordId::Value(id) => {
            let value = plan.values.get(id);
            value.and_then(|one| one.indicator.clone().map(Owner::Indicator))
        }
        RecordId::Report(id) => {
            let report = plan.reports.get(id);
            report.and_then(|one| one.item.clone().map(Owner::Item))
        }
        RecordId::Evaluation(id) => plan.evaluations.get(id).and_then(|one| one.owner.clone()),
        _ => None,
    };
    let name = match owner {
        Some(Owner::Item(id)) => plan.item(&id).map_or("", |item| &item.title),
        Some(Owner::Programme(id)) => plan.name_of(&RecordId::Programme(id)),
        Some(Owner::Indicator(id)) => plan.name_of(&RecordId::Indicator(id)),
        None => plan.name_of(id),
    };
    name.to_owned()
}

/// The conflicts of the records that are not in the bin, those of a kind by id.
pub(super) fn conflicts(plan: &Plan, all: &mut Vec<Notice>) {
    let mut found: Vec<(RecordId, &[Conflict])> = Vec::new();
    let mut add = |id: RecordId, in_bin: bool, conflicts| {
        if !in_bin {
            found.push((id, conflicts));
        }
    };
    for one in &plan.categories {
        add(
            RecordId::Category(one.id.clone()),
            one.in_bin,
            &one.conflicts,
        );
    }
    for one in plan.programmes.values() {
        add(
            RecordId::Programme(one.id.clone()),
            one.in_bin,
            &one.conflicts,
        );
    }
    for one in plan.indicators.values() {
        add(
            RecordId::Indicator(one.id.clone()),
            one.in_bin,
            &one.conflicts,
        );
    }
    for one in plan.values.values() {
        add(RecordId::Value(one.id.clone()), one.in_bin, &one.conflicts);
    }
    for one in plan.reports.values() {
        add(RecordId::Report(one.id.clone()), one.in_bin, &one.conflicts);
    }
    for one in plan.evaluations.values() {
        add(
            RecordId::Evaluation(one.id.clone()),
            one.in_bin,
            &one.conflicts,
        );
    }
    for one in &plan.terms {
        add(RecordId::Term(one.id.clone()), one.in_bin, &one.conflicts);
    }
    found.retain(|(_, conflicts)| !conflicts.is_empty());
    // The maps have no order of their own; two runs must say the same.
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (id, conflicts) in found {
        let item = item_of_record(plan, &id);
        decided_apart(item.as_ref(), &name_of(plan, &id), conflicts, all);
    }
}
