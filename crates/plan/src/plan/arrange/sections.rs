//! Sections below their items.

use std::collections::BTreeSet;

use super::{Dirty, MANY, Wake, by_order};
use crate::finding::{Entity, FindingKind};
use crate::ids::{ItemId, SectionId};
use crate::plan::tree::Rows;
use crate::plan::{DomainChange, Plan};

impl Plan {
    pub(super) fn arrange_sections(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        let loose = self
            .tree
            .loose_others
            .keys()
            .any(|entity| matches!(entity, Entity::Section(_)));
        let all = dirty.items_gone || dirty.sections_gone || loose || dirty.sections.len() > MANY;
        let mut look: Vec<SectionId> = if all {
            self.sections.keys().cloned().collect()
        } else {
            dirty.sections.iter().cloned().collect()
        };
        if all {
            wake.section_rows
                .extend(self.tree.all_sections.parents().cloned());
            self.tree
                .loose_others
                .retain(|entity, _| !matches!(entity, Entity::Section(_)));
        }
        for id in &look {
            let Some(section) = self.sections.get_mut(id) else {
                continue;
            };
            if !all {
                self.tree.all_sections.take(&section.owner, id);
            }
            wake.section_rows.insert(section.owner.clone());
            let named = section.raw.parent.as_ref();
            let owner = named
                .and_then(|id| ItemId::parse(id))
                .filter(|id| self.items.contains_key(id));
            if let (Some(named), None) = (named, &owner) {
                let kind = FindingKind::Orphan {
                    parent: named.clone(),
                };
                self.tree
                    .loose_others
                    .insert(Entity::Section(id.clone()), kind);
            }
            if section.owner != owner {
                section.owner = owner;
                changes.insert(DomainChange::SectionChanged(id.clone()));
            }
            wake.section_rows.insert(section.owner.clone());
        }
        let sections = &self.sections;
        let compare = |a: &SectionId, b: &SectionId| {
            by_order(
                sections.get(a).map(|s| &s.raw),
                a,
                sections.get(b).map(|s| &s.raw),
                b,
            )
        };
        let owned = |id: &SectionId| {
            sections
                .get(id)
                .map(|section| (section.owner.clone(), id.clone()))
        };
        if all {
            self.tree.all_sections = Rows::gather(look.iter().filter_map(owned), compare);
        } else {
            for (owner, id) in look.iter().filter_map(owned) {
                self.tree.all_sections.put(owner, id, compare);
            }
        }
        for owner in &wake.section_rows {
            let row = self.tree.all_sections.row(owner.as_ref());
            let shown: Vec<SectionId> = row
                .iter()
                .filter(|id| {
                    self.sections
                        .get(id)
                        .is_some_and(|section| !section.raw.binned)
                })
                .cloned()
                .collect();
            self.look_for_twins(owner, &shown);
            if self.tree.sections.set(owner.clone(), shown) {
                changes.insert(DomainChange::SectionsChanged(owner.clone()));
            }
        }
        for item in &wake.bin {
            look.extend(self.tree.all_sections.row(Some(item)).iter().cloned());
        }
        for id in look {
            let Some(section) = self.sections.get_mut(&id) else {
                continue;
            };
            let owner = section
                .owner
                .as_ref()
                .and_then(|owner| self.items.get(owner));
            let in_bin = section.raw.binned || owner.is_some_and(|owner| owner.in_bin);
            if section.in_bin != in_bin {
                section.in_bin = in_bin;
                changes.insert(DomainChange::SectionChanged(id.clone()));
                wake.section_bin.insert(id);
            }
        }
    }
}
