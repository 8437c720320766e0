//! The bin, the questions it asks, cells made twice, and the list of findings.

use std::collections::BTreeSet;

use super::{Binned, DomainChange, Plan};
use crate::digest;
use crate::finding::{Entity, Finding, FindingKind};
use crate::ids::{ItemId, LineId, SectionId};
use crate::kinds::SectionKind;

impl Plan {
    /// What lies topmost in the bin.
    pub(super) fn empty_or_fill_bin(&mut self, changes: &mut BTreeSet<DomainChange>) {
        let mut bin: Vec<Binned> = self
            .binned_levels
            .iter()
            .map(|level| Binned::Level(level.id.clone()))
            .collect();
        for thing in &self.tree.binned {
            let under = match thing {
                Binned::Level(_) => continue,
                Binned::Item(id) => {
                    let parent = self.items.get(id).and_then(|item| item.parent.as_ref());
                    parent
                        .and_then(|id| self.items.get(id))
                        .is_some_and(|item| item.in_bin)
                }
                Binned::Section(id) => {
                    let owner = self
                        .sections
                        .get(id)
                        .and_then(|section| section.owner.as_ref());
                    owner
                        .and_then(|id| self.items.get(id))
                        .is_some_and(|item| item.in_bin)
                }
                Binned::Line(id) => {
                    let section = self.lines.get(id).and_then(|line| line.section.as_ref());
                    section
                        .and_then(|id| self.sections.get(id))
                        .is_some_and(|s| s.in_bin)
                }
            };
            if !under {
                bin.push(thing.clone());
            }
        }
        bin.sort();
        if self.bin != bin {
            self.bin = bin;
            changes.insert(DomainChange::BinChanged);
        }
    }

    /// Which of the topmost things in the bin were written in since they went there.
    pub(super) fn ask_about_bin(&mut self) {
        let edited = |thing: &&Binned| {
            let (marks, now) = match thing {
                Binned::Level(_) => return false,
                Binned::Item(id) => (
                    self.items.get(id).map(|item| &item.raw.marks),
                    self.print_of_items(id),
                ),
                Binned::Section(id) => (
                    self.sections.get(id).map(|section| &section.raw.marks),
                    self.print_of_section(id),
                ),
                Binned::Line(id) => (
                    self.lines.get(id).map(|line| &line.raw.marks),
                    self.print_of_line(id),
                ),
            };
            // Without a mark it was binned by a program that makes none: nothing to compare.
            marks.is_some_and(|marks| !marks.is_empty() && !marks.contains(&now))
        };
        self.tree.edited_in_bin = self.bin.iter().filter(edited).cloned().collect();
    }

    fn print_of_items(&self, top: &ItemId) -> i64 {
        let (mut sum, mut stack) = (0_i64, vec![top]);
        while let Some(id) = stack.pop() {
            if let Some(item) = self.items.get(id) {
                sum = sum.wrapping_add(digest::item(item));
            }
            for section in self.tree.all_sections.row(Some(id)) {
                sum = sum.wrapping_add(self.print_of_section(section));
            }
            stack.extend(self.tree.all_items.row(Some(id)));
        }
        sum
    }

    fn print_of_section(&self, id: &SectionId) -> i64 {
        let mut sum = self.sections.get(id).map_or(0, digest::section);
        for line in self.tree.all_lines.row(Some(id)) {
            sum = sum.wrapping_add(self.print_of_line(line));
        }
        sum
    }

    fn print_of_line(&self, id: &LineId) -> i64 {
        self.lines.get(id).map_or(0, digest::line)
    }

    /// Looks for sections of one kind that an item should have once. A 取組の方向性 is a row of a
    /// table, of which a goal may well have two.
    pub(super) fn look_for_twins(&mut self, owner: &Option<ItemId>, shown: &[SectionId]) {
        const ONCE: [SectionKind; 2] = [SectionKind::Situation, SectionKind::Residents];
        let mut twins = Vec::new();
        for kind in ONCE {
            let same: Vec<SectionId> = shown
                .iter()
                .filter(|id| {
                    self.sections
                        .get(id)
                        .is_some_and(|section| section.kind == kind)
                })
                .cloned()
                .collect();
            if same.len() > 1 {
                twins.push(FindingKind::DuplicateSection {
                    kind,
                    sections: same,
                });
            }
        }
        if twins.is_empty() {
            self.tree.twins.remove(owner);
        } else {
            self.tree.twins.insert(owner.clone(), twins);
        }
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
        for (owner, kinds) in &self.tree.twins {
            let item = owner.as_ref().and_then(|id| self.items.get(id));
            if item.is_some_and(|item| item.in_bin) {
                continue;
            }
            let about = owner.clone().map_or(Entity::Plan, Entity::Item);
            kinds.iter().for_each(|kind| add(about.clone(), kind));
        }
        for thing in &self.tree.edited_in_bin {
            let about = match thing {
                Binned::Level(id) => Entity::Level(id.clone()),
                Binned::Item(id) => Entity::Item(id.clone()),
                Binned::Section(id) => Entity::Section(id.clone()),
                Binned::Line(id) => Entity::Line(id.clone()),
            };
            add(about, &FindingKind::EditedInBin);
        }
        findings.sort_by(|a, b| a.about.cmp(&b.about));
        if self.findings != findings {
            self.findings = findings;
            changes.insert(DomainChange::FindingsChanged);
        }
    }
}
