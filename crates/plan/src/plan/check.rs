//! The bin, the questions it asks, cells made twice, and the list of findings.

use std::collections::BTreeSet;

use super::thing::{Mapped, Thing};
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
            let above = self.above(&thing.entity());
            !above.is_some_and(|above| self.is_in_bin(&above))
        };
        bin.extend(self.tree.binned.iter().filter(topmost).cloned());
        bin.sort();
        if self.bin != bin {
            self.bin = bin;
            changes.insert(DomainChange::BinChanged);
        }
    }

    /// What a thing stands below.
    fn above(&self, thing: &Entity) -> Option<Entity> {
        match thing {
            Entity::Item(id) => self.items.get(id)?.parent.clone().map(Entity::Item),
            Entity::Section(id) => self.sections.get(id)?.owner.clone().map(Entity::Item),
            Entity::Line(id) => self.lines.get(id)?.section.clone().map(Entity::Section),
            Entity::Record(id) => match id {
                RecordId::Programme(id) => {
                    let category = self.programmes.get(id)?.category.clone()?;
                    Some(Entity::Record(RecordId::Category(category)))
                }
                RecordId::Indicator(id) => {
                    self.indicators.get(id)?.owner.clone().map(Owner::entity)
                }
                RecordId::Value(id) => {
                    let indicator = self.values.get(id)?.indicator.clone()?;
                    Some(Entity::Record(RecordId::Indicator(indicator)))
                }
                RecordId::Report(id) => self.reports.get(id)?.item.clone().map(Entity::Item),
                RecordId::Evaluation(id) => {
                    let owner = self.evaluations.get(id)?.owner.clone();
                    owner.map(Owner::entity)
                }
                RecordId::Category(_)
                | RecordId::Scale(_)
                | RecordId::District(_)
                | RecordId::Term(_) => None,
            },
            Entity::Plan
            | Entity::Level(_)
            | Entity::Party(_)
            | Entity::Person(_)
            | Entity::Snapshot(_)
            | Entity::Stray(..) => None,
        }
    }

    /// Whether a thing, or anything above it, is in the bin.
    pub(super) fn is_in_bin(&self, thing: &Entity) -> bool {
        fn of<T: Mapped>(plan: &Plan, id: &T::Id) -> bool {
            T::map(plan).get(id).is_some_and(T::in_bin)
        }
        match thing {
            Entity::Item(id) => of::<Item>(self, id),
            Entity::Section(id) => of::<Section>(self, id),
            Entity::Line(id) => of::<Line>(self, id),
            Entity::Level(id) => self.binned_levels.iter().any(|level| level.id == *id),
            Entity::Record(id) => match id {
                RecordId::Category(id) => self.category(id).is_some_and(|c| c.in_bin),
                RecordId::Programme(id) => of::<Programme>(self, id),
                RecordId::Indicator(id) => of::<Indicator>(self, id),
                RecordId::Value(id) => of::<Value>(self, id),
                RecordId::Report(id) => of::<Report>(self, id),
                RecordId::Evaluation(id) => of::<Evaluation>(self, id),
                RecordId::Scale(id) => self.scale(id).is_some_and(|scale| scale.in_bin),
                RecordId::District(id) => self.district(id).is_some_and(|d| d.in_bin),
                RecordId::Term(id) => self.term(id).is_some_and(|term| term.in_bin),
            },
            Entity::Plan
            | Entity::Party(_)
            | Entity::Person(_)
            | Entity::Snapshot(_)
            | Entity::Stray(..) => false,
        }
    }

    /// Which of the topmost things in the bin were written in since they went there.
    pub(super) fn ask_about_bin(&mut self) {
        let edited = |thing: &&Binned| {
            let thing = thing.entity();
            // Without a mark it was binned by a program that makes none: nothing to compare.
            self.marks(&thing)
                .is_some_and(|marks| !marks.is_empty() && !marks.contains(&self.print(thing)))
        };
        self.tree.edited_in_bin = self.bin.iter().filter(edited).cloned().collect();
    }

    fn marks(&self, thing: &Entity) -> Option<&[i64]> {
        let raw = match thing {
            Entity::Item(id) => &self.items.get(id)?.raw,
            Entity::Section(id) => &self.sections.get(id)?.raw,
            Entity::Line(id) => &self.lines.get(id)?.raw,
            Entity::Record(id) => match id {
                RecordId::Category(id) => &self.category(id)?.raw,
                RecordId::Programme(id) => &self.programmes.get(id)?.raw,
                RecordId::Indicator(id) => &self.indicators.get(id)?.raw,
                RecordId::Value(id) => &self.values.get(id)?.raw,
                RecordId::Report(id) => &self.reports.get(id)?.raw,
                RecordId::Evaluation(id) => &self.evaluations.get(id)?.raw,
                RecordId::Scale(id) => &self.scale(id)?.raw,
                RecordId::District(id) => &self.district(id)?.raw,
                RecordId::Term(id) => &self.term(id)?.raw,
            },
            _ => return None,
        };
        Some(&raw.marks)
    }

    /// The fingerprint of a thing with all below it.
    fn print(&self, top: Entity) -> i64 {
        let (mut sum, mut stack) = (0_i64, vec![top]);
        while let Some(thing) = stack.pop() {
            let print = self.own_print(&thing).unwrap_or_default();
            sum = sum.wrapping_add(print);
            self.push_below(&thing, &mut stack);
        }
        sum
    }

    fn own_print(&self, thing: &Entity) -> Option<i64> {
        Some(match thing {
            Entity::Item(id) => self.items.get(id)?.print(),
            Entity::Section(id) => self.sections.get(id)?.print(),
            Entity::Line(id) => self.lines.get(id)?.print(),
            Entity::Record(id) => match id {
                RecordId::Category(id) => self.category(id)?.print(),
                RecordId::Programme(id) => self.programmes.get(id)?.print(),
                RecordId::Indicator(id) => self.indicators.get(id)?.print(),
                RecordId::Value(id) => self.values.get(id)?.print(),
                RecordId::Report(id) => self.reports.get(id)?.print(),
                RecordId::Evaluation(id) => self.evaluations.get(id)?.print(),
                RecordId::Scale(id) => self.scale(id)?.print(),
                RecordId::District(id) => self.district(id)?.print(),
                RecordId::Term(id) => self.term(id)?.print(),
            },
            _ => return None,
        })
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
