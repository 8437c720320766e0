//! The bin, the questions it asks, cells made twice, and the list of findings.

use std::collections::BTreeSet;

use super::thing::{Look, Thing};
use super::{Binned, DomainChange, Item, Line, Plan, Section};
use crate::finding::{Entity, Finding, FindingKind};
use crate::records::{Evaluation, Indicator, Owner, Programme, RecordId, Report, Value};

impl Plan {
    /// What lies topmost in the bin.
    pub(super) fn empty_or_fill_bin(&mut self, changes: &mut BTreeSet<DomainChange>) {
        let mut bin: Vec<Binned> = self
            .binned_levels
            .iter()
            .map(|level| Binned::Level(level.id.clone()))
            .collect();
        let hidden = &self.hidden;
        let records = (hidden
            .categories
            .iter()
            .map(|c| RecordId::Category(c.id.clone())))
        .chain(hidden.scales.iter().map(|s| RecordId::Scale(s.id.clone())))
        .chain((hidden.districts.iter()).map(|d| RecordId::District(d.id.clone())))
        .chain(hidden.terms.iter().map(|t| RecordId::Term(t.id.clone())));
        bin.extend(records.map(Binned::Record));
        let topmost = |thing: &&Binned| {
            let thing = self.thing(&thing.entity());
            let above = thing.and_then(Look::stands_below);
            !above.is_some_and(|above| self.is_in_bin(&above))
        };
        bin.extend(self.tree.binned.iter().filter(topmost).cloned());
        bin.sort();
        if self.bin != bin {
            self.bin = bin;
            changes.insert(DomainChange::BinChanged);
        }
    }

    /// Whether a thing, or anything above it, is in the bin.
    pub(super) fn is_in_bin(&self, thing: &Entity) -> bool {
        self.thing(thing).is_some_and(Look::in_bin)
    }

    /// Which of the topmost things in the bin were written in since they went there.
    pub(super) fn ask_about_bin(&mut self) {
        let edited = |thing: &&Binned| {
            let thing = thing.entity();
            let marks = self.thing(&thing).map(|thing| &thing.raw().marks);
            // Without a mark it was binned by a program that makes none: nothing to compare.
            marks.is_some_and(|marks| !marks.is_empty() && !marks.contains(&self.print(thing)))
        };
        self.tree.edited_in_bin = self.bin.iter().filter(edited).cloned().collect();
    }

    /// The fingerprint of a thing with all below it.
    fn print(&self, top: Entity) -> i64 {
        let (mut sum, mut stack) = (0_i64, vec![top]);
        while let Some(thing) = stack.pop() {
            sum = sum.wrapping_add(self.thing(&thing).map_or(0, Look::print));
            self.push_below(&thing, &mut stack);
        }
        sum
    }

    /// What stands right below a thing, in the bin or not.
    fn push_below(&self, thing: &Entity, stack: &mut Vec<Entity>) {
        let tree = &self.tree;
        let owner = match thing {
            Entity::Item(id) => {
                let items = tree.all_items.row(Some(id)).iter().cloned();
                let sections = tree.all_sections.row(Some(id)).iter().cloned();
                let reports = tree.all_reports.row(Some(id)).iter().cloned();
                stack.extend(items.map(Item::entity));
                stack.extend(sections.map(Section::entity));
                stack.extend(reports.map(Report::entity));
                Owner::Item(id.clone())
            }
            Entity::Section(id) => {
                let lines = tree.all_lines.row(Some(id)).iter().cloned();
                stack.extend(lines.map(Line::entity));
                return;
            }
            Entity::Record(RecordId::Category(id)) => {
                let programmes = tree.all_programmes.row(Some(id)).iter().cloned();
                stack.extend(programmes.map(Programme::entity));
                return;
            }
            Entity::Record(RecordId::Programme(id)) => Owner::Programme(id.clone()),
            Entity::Record(RecordId::Indicator(id)) => {
                let values = tree.all_values.row(Some(id)).iter().cloned();
                stack.extend(values.map(Value::entity));
                Owner::Indicator(id.clone())
            }
            _ => return,
        };
        let indicators = tree.all_indicators.row(Some(&owner)).iter().cloned();
        let evaluations = tree.all_evaluations.row(Some(&owner)).iter().cloned();
        stack.extend(indicators.map(Indicator::entity));
        stack.extend(evaluations.map(Evaluation::entity));
    }

    /// The findings in their fixed order: by thing, then as found.
    pub(super) fn list_findings(&mut self, changes: &mut BTreeSet<DomainChange>) {
        let mut findings: Vec<Finding> = self.reading.values().flatten().cloned().collect();
        let mut add = |about: Entity, kind: &FindingKind| {
            findings.push(Finding {
                about,
                kind: kind.clone(),
            });
        };
        for (id, kind) in &self.tree.loose_items {
            add(Entity::Item(id.clone()), kind);
        }
        for (entity, kind) in &self.tree.loose_others {
            add(entity.clone(), kind);
        }
        for ((about, _), kinds) in &self.tree.twins {
            if !self.is_in_bin(about) {
                kinds.iter().for_each(|kind| add(about.clone(), kind));
            }
        }
        for thing in &self.tree.edited_in_bin {
            add(thing.entity(), &FindingKind::EditedInBin);
        }
        findings.sort_by(|a, b| a.about.cmp(&b.about));
        if self.findings != findings {
            self.findings = findings;
            changes.insert(DomainChange::FindingsChanged);
        }
    }
}

impl Binned {
    /// The thing itself.
    #[must_use]
    pub fn entity(&self) -> Entity {
        match self.clone() {
            Self::Level(id) => Entity::Level(id),
            Self::Item(id) => Entity::Item(id),
            Self::Section(id) => Entity::Section(id),
            Self::Line(id) => Entity::Line(id),
            Self::Record(id) => Entity::Record(id),
        }
    }
}

impl Owner {
    /// The thing itself.
    #[must_use]
    pub fn entity(self) -> Entity {
        match self {
            Self::Item(id) => Entity::Item(id),
            Self::Programme(id) => Entity::Record(RecordId::Programme(id)),
            Self::Indicator(id) => Entity::Record(RecordId::Indicator(id)),
        }
    }
}
