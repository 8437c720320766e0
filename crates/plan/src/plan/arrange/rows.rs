//! Which rows there are, kind by kind.

use std::collections::BTreeMap;

use super::below::Below;
use super::{Dirty, Moved, Wake};
use crate::finding::{Entity, FindingKind};
use crate::ids::{
    CategoryId, EvaluationId, IndicatorId, ItemId, LineId, ProgrammeId, ReportId, SectionId,
    ValueId,
};
use crate::kinds::SectionKind;
use crate::plan::tree::{Rows, Tree};
use crate::plan::{DomainChange, Line, Plan, Section};
use crate::records::{Evaluation, Indicator, Owner, Programme, RecordId, Report, Value};

macro_rules! place {
    ($id:ty, $above:ident: $above_id:ty, $dirty:ident, $all:ident) => {
        type Above = $above_id;
        fn rows(tree: &mut Tree) -> [&mut Rows<$above_id, $id>; 2] {
            [&mut tree.$all, &mut tree.$dirty]
        }
        fn dirty(dirty: &Dirty) -> &Moved<$id> {
            &dirty.$dirty
        }
        fn above(&self) -> &Option<$above_id> {
            &self.$above
        }
        fn set_above(&mut self, above: Option<$above_id>) {
            self.$above = above;
        }
        fn set_in_bin(&mut self, in_bin: bool) {
            self.in_bin = in_bin;
        }
    };
}

impl Below for Section {
    place!(SectionId, owner: ItemId, sections, all_sections);
    const NEEDS_ABOVE: bool = false;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.items.gone
    }
    fn woken(_: &Dirty, wake: &Wake) -> Vec<ItemId> {
        wake.items.iter().cloned().collect()
    }
    fn wake(wake: &mut Wake, id: &SectionId) {
        wake.sections.insert(id.clone());
    }
    fn find(plan: &Plan, named: &str) -> Option<ItemId> {
        ItemId::parse(named).filter(|id| plan.items.contains_key(id))
    }
    fn above_in_bin(plan: &Plan, above: &ItemId) -> bool {
        plan.items.get(above).is_some_and(|item| item.in_bin)
    }
    fn row_changed(above: Option<ItemId>) -> Option<DomainChange> {
        Some(DomainChange::SectionsChanged(above))
    }
    fn about(above: &Option<ItemId>) -> Option<Entity> {
        Some(above.clone().map_or(Entity::Plan, Entity::Item))
    }
    /// An item should have these once. A 取組の方向性 is a row of a table, of which a goal may
    /// well have two.
    fn twins(plan: &Plan, row: &[SectionId]) -> Vec<FindingKind> {
        const ONCE: [SectionKind; 2] = [SectionKind::Situation, SectionKind::Residents];
        let same = |kind: SectionKind| {
            let of_kind = |id: &&SectionId| plan.sections.get(id).is_some_and(|s| s.kind == kind);
            let sections: Vec<SectionId> = row.iter().filter(of_kind).cloned().collect();
            (sections.len() > 1).then_some(FindingKind::DuplicateSection { kind, sections })
        };
        ONCE.into_iter().filter_map(same).collect()
    }
}

impl Below for Line {
    place!(LineId, section: SectionId, lines, all_lines);
    const NEEDS_ABOVE: bool = true;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.sections.gone
    }
    fn woken(_: &Dirty, wake: &Wake) -> Vec<SectionId> {
        wake.sections.iter().cloned().collect()
    }
    fn find(plan: &Plan, named: &str) -> Option<SectionId> {
        SectionId::parse(named).filter(|id| plan.sections.contains_key(id))
    }
    fn above_in_bin(plan: &Plan, above: &SectionId) -> bool {
        let section = plan.sections.get(above);
        section.is_some_and(|section| section.in_bin)
    }
    fn row_changed(above: Option<SectionId>) -> Option<DomainChange> {
        above.map(DomainChange::LinesChanged)
    }
}

impl Below for Programme {
    place!(ProgrammeId, category: CategoryId, programmes, all_programmes);
    const NEEDS_ABOVE: bool = false;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.categories.gone
    }
    fn woken(dirty: &Dirty, _: &Wake) -> Vec<CategoryId> {
        dirty.categories.ids.iter().cloned().collect()
    }
    fn wake(wake: &mut Wake, id: &ProgrammeId) {
        wake.programmes.insert(id.clone());
    }
    fn find(plan: &Plan, named: &str) -> Option<CategoryId> {
        CategoryId::parse(named).filter(|id| plan.category(id).is_some())
    }
    fn above_in_bin(plan: &Plan, above: &CategoryId) -> bool {
        plan.category(above).is_some_and(|category| category.in_bin)
    }
    fn row_changed(above: Option<CategoryId>) -> Option<DomainChange> {
        Some(DomainChange::ProgrammesChanged(above))
    }
    fn number(&mut self, place: Option<usize>) -> bool {
        let number = match (place, &self.number_override) {
            (None, _) => String::new(),
            (_, Some(by_hand)) => by_hand.clone(),
            (Some(place), None) => format!("{place})"),
        };
        let differs = self.number != number;
        self.number = number;
        differs
    }
}

impl Below for Indicator {
    place!(IndicatorId, owner: Owner, indicators, all_indicators);
    const NEEDS_ABOVE: bool = true;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.items.gone || dirty.programmes.gone
    }
    fn woken(_: &Dirty, wake: &Wake) -> Vec<Owner> {
        let items = wake.items.iter().cloned().map(Owner::Item);
        let programmes = wake.programmes.iter().cloned().map(Owner::Programme);
        items.chain(programmes).collect()
    }
    fn wake(wake: &mut Wake, id: &IndicatorId) {
        wake.indicators.insert(id.clone());
    }
    fn find(plan: &Plan, named: &str) -> Option<Owner> {
        let owner = Owner::parse(named)?;
        let fits = !matches!(owner, Owner::Indicator(_)) && plan.has(&owner);
        fits.then_some(owner)
    }
    fn above_in_bin(plan: &Plan, above: &Owner) -> bool {
        plan.owner_in_bin(above)
    }
    fn row_changed(above: Option<Owner>) -> Option<DomainChange> {
        above.map(DomainChange::OwnedChanged)
    }
}

impl Below for Value {
    place!(ValueId, indicator: IndicatorId, values, all_values);
    const NEEDS_ABOVE: bool = true;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.indicators.gone
    }
    fn woken(_: &Dirty, wake: &Wake) -> Vec<IndicatorId> {
        wake.indicators.iter().cloned().collect()
    }
    fn find(plan: &Plan, named: &str) -> Option<IndicatorId> {
        IndicatorId::parse(named).filter(|id| plan.indicators.contains_key(id))
    }
    fn above_in_bin(plan: &Plan, above: &IndicatorId) -> bool {
        let indicator = plan.indicators.get(above);
        indicator.is_some_and(|indicator| indicator.in_bin)
    }
    fn row_changed(above: Option<IndicatorId>) -> Option<DomainChange> {
        above.map(DomainChange::ValuesChanged)
    }
    fn about(above: &Option<IndicatorId>) -> Option<Entity> {
        let above = above.clone()?;
        Some(Entity::Record(RecordId::Indicator(above)))
    }
    fn twins(plan: &Plan, row: &[ValueId]) -> Vec<FindingKind> {
        let values = row.iter().filter_map(|id| plan.values.get(id));
        doubles(values.map(|value| {
            let place = (value.year, value.role, &value.district);
            (place, RecordId::Value(value.id.clone()))
        }))
    }
}

impl Below for Report {
    place!(ReportId, item: ItemId, reports, all_reports);
    const NEEDS_ABOVE: bool = true;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.items.gone
    }
    fn woken(_: &Dirty, wake: &Wake) -> Vec<ItemId> {
        wake.items.iter().cloned().collect()
    }
    fn find(plan: &Plan, named: &str) -> Option<ItemId> {
        Section::find(plan, named)
    }
    fn above_in_bin(plan: &Plan, above: &ItemId) -> bool {
        Section::above_in_bin(plan, above)
    }
    fn row_changed(above: Option<ItemId>) -> Option<DomainChange> {
        above.map(DomainChange::ReportsChanged)
    }
    fn about(above: &Option<ItemId>) -> Option<Entity> {
        above.clone().map(Entity::Item)
    }
    fn twins(plan: &Plan, row: &[ReportId]) -> Vec<FindingKind> {
        let reports = row.iter().filter_map(|id| plan.reports.get(id));
        doubles(reports.map(|report| {
            let place = (&report.party, report.year, &report.period);
            (place, RecordId::Report(report.id.clone()))
        }))
    }
}

impl Below for Evaluation {
    place!(EvaluationId, owner: Owner, evaluations, all_evaluations);
    const NEEDS_ABOVE: bool = true;
    fn above_gone(dirty: &Dirty) -> bool {
        dirty.items.gone || dirty.programmes.gone || dirty.indicators.gone
    }
    fn woken(dirty: &Dirty, wake: &Wake) -> Vec<Owner> {
        let indicators = wake.indicators.iter().cloned().map(Owner::Indicator);
        let mut owners = Indicator::woken(dirty, wake);
        owners.extend(indicators);
        owners
    }
    fn find(plan: &Plan, named: &str) -> Option<Owner> {
        Owner::parse(named).filter(|owner| plan.has(owner))
    }
    fn above_in_bin(plan: &Plan, above: &Owner) -> bool {
        plan.owner_in_bin(above)
    }
    fn row_changed(above: Option<Owner>) -> Option<DomainChange> {
        above.map(DomainChange::OwnedChanged)
    }
    fn about(above: &Option<Owner>) -> Option<Entity> {
        above.clone().map(Owner::entity)
    }
    fn twins(plan: &Plan, row: &[EvaluationId]) -> Vec<FindingKind> {
        let evaluations = row.iter().filter_map(|id| plan.evaluations.get(id));
        doubles(evaluations.map(|evaluation| {
            let place = (evaluation.year, evaluation.phase, evaluation.by);
            (place, RecordId::Evaluation(evaluation.id.clone()))
        }))
    }
}

/// Records that are for one place, by places.
fn doubles<P: Ord>(records: impl Iterator<Item = (P, RecordId)>) -> Vec<FindingKind> {
    let mut places: BTreeMap<P, Vec<RecordId>> = BTreeMap::new();
    for (place, record) in records {
        places.entry(place).or_default().push(record);
    }
    let double = places.into_values().filter(|records| records.len() > 1);
    double
        .map(|records| FindingKind::DuplicateRecord { records })
        .collect()
}

impl Plan {
    fn has(&self, owner: &Owner) -> bool {
        match owner {
            Owner::Item(id) => self.items.contains_key(id),
            Owner::Programme(id) => self.programmes.contains_key(id),
            Owner::Indicator(id) => self.indicators.contains_key(id),
        }
    }

    /// Whether an owner is in the bin.
    fn owner_in_bin(&self, owner: &Owner) -> bool {
        self.is_in_bin(&owner.clone().entity())
    }
}
