//! Putting things in their places after something changed: rows, depths, numbers, the bin.
//!
//! Only what is concerned is looked at: the rows that something left or joined, the subtrees
//! whose depth or bin changed, the numbers in rows that changed. Where circles or orphans are
//! about, or much changed at once, the rows are made anew; the rest is the same road.

use std::collections::{BTreeSet, HashSet};

use super::tree::{self, Rows};
use super::{Binned, DomainChange, Plan, Raw};
use crate::finding::{Entity, FindingKind};
use crate::ids::{ItemId, LineId, SectionId};
use crate::kinds::NumberStyle;
use crate::number;

/// Past this many at once, sorting all rows costs less than mending them one by one.
const MANY: usize = 256;

/// What changed in the things themselves, and waits to be put in its place.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    /// Things that are new or stand elsewhere, or whose bin or number by hand changed.
    pub(crate) items: BTreeSet<ItemId>,
    pub(crate) sections: BTreeSet<SectionId>,
    pub(crate) lines: BTreeSet<LineId>,
    /// Whether things are gone, which only another program does.
    pub(crate) items_gone: bool,
    pub(crate) sections_gone: bool,
    pub(crate) lines_gone: bool,
    /// Whether levels changed in number, order or style.
    pub(crate) levels: bool,
    /// Whether something in the bin was written in.
    pub(crate) in_bin: bool,
}

/// What has to be looked at further down the road.
#[derive(Default)]
struct Wake {
    /// Rows of items that changed.
    rows: BTreeSet<Option<ItemId>>,
    /// Rows of items that need numbers.
    numbers: BTreeSet<Option<ItemId>>,
    /// Items that went into the bin or came out of it.
    bin: BTreeSet<ItemId>,
    section_rows: BTreeSet<Option<ItemId>>,
    section_bin: BTreeSet<SectionId>,
    line_rows: BTreeSet<Option<SectionId>>,
}

impl Plan {
    /// Puts everything in its place; for a plan whose things were just made.
    pub(crate) fn arrange_all(&mut self) {
        let dirty = Dirty {
            items: self.items.keys().cloned().collect(),
            sections: self.sections.keys().cloned().collect(),
            lines: self.lines.keys().cloned().collect(),
            items_gone: true,
            sections_gone: true,
            lines_gone: true,
            levels: true,
            in_bin: true,
        };
        self.arrange(&dirty, &mut BTreeSet::new());
    }

    pub(crate) fn arrange(&mut self, dirty: &Dirty, changes: &mut BTreeSet<DomainChange>) {
        let mut wake = Wake::default();
        self.arrange_items(dirty, &mut wake, changes);
        self.number_items(dirty, &mut wake, changes);
        self.arrange_sections(dirty, &mut wake, changes);
        self.arrange_lines(dirty, &mut wake, changes);
        self.arrange_bin(dirty, &wake, changes);
    }

    fn arrange_items(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        if dirty.items.is_empty() && !dirty.items_gone {
            return;
        }
        let all = dirty.items_gone || dirty.items.len() > MANY || !self.mend_items(dirty, wake);
        if all {
            self.hang_items(wake, changes);
        }
        for parent in &wake.rows {
            let row = self.tree.all_items.row(parent.as_ref());
            let shown = row
                .iter()
                .filter(|id| self.items.get(id).is_some_and(|i| !i.raw.binned));
            let shown = shown.cloned().collect();
            if self.tree.items.set(parent.clone(), shown) {
                changes.insert(DomainChange::ChildrenChanged(parent.clone()));
                wake.numbers.insert(parent.clone());
            }
        }
        // All of them from the top, so that each is looked at once; or the changed ones, and below
        // them as far as something changes.
        let start: Vec<ItemId> = if all {
            self.tree.all_items.row(None).to_vec()
        } else {
            dirty.items.iter().cloned().collect()
        };
        self.flag_items(start, all, wake, changes);
    }

    /// Mends the rows that the changed items left or joined. `false` if that is not enough.
    fn mend_items(&mut self, dirty: &Dirty, wake: &mut Wake) -> bool {
        if !self.tree.loose_items.is_empty() {
            return false;
        }
        let mut places = Vec::with_capacity(dirty.items.len());
        for id in &dirty.items {
            let Some(parent) = self.straight_up(id) else {
                return false;
            };
            places.push((id, parent));
        }
        for (id, _) in &places {
            let Some(item) = self.items.get(*id) else {
                continue;
            };
            self.tree.all_items.take(&item.parent, id);
            wake.rows.insert(item.parent.clone());
        }
        for (id, parent) in places {
            if let Some(item) = self.items.get_mut(id) {
                item.parent.clone_from(&parent);
            }
            let items = &self.items;
            self.tree.all_items.put(parent.clone(), id.clone(), |a, b| {
                by_order(
                    items.get(a).map(|i| &i.raw),
                    a,
                    items.get(b).map(|i| &i.raw),
                    b,
                )
            });
            wake.rows.insert(parent);
        }
        true
    }

    /// The parent of an item, if the way up is straight: no circle, nobody missing.
    fn straight_up(&self, id: &ItemId) -> Option<Option<ItemId>> {
        let above = |id: &ItemId| -> Option<Option<ItemId>> {
            match &self.items.get(id)?.raw.parent {
                None => Some(None),
                Some(named) => {
                    let parent = ItemId::parse(named)?;
                    self.items.contains_key(&parent).then_some(Some(parent))
                }
            }
        };
        let parent = above(id)?;
        let mut seen = HashSet::from([id.clone()]);
        let mut here = parent.clone();
        while let Some(next) = here {
            if !seen.insert(next.clone()) {
                return None;
            }
            here = above(&next)?;
        }
        Some(parent)
    }

    /// Hangs all items anew.
    fn hang_items(&mut self, wake: &mut Wake, changes: &mut BTreeSet<DomainChange>) {
        let hung = tree::hang(&self.items);
        wake.rows.extend(self.tree.all_items.parents().cloned());
        for (id, parent) in &hung.parents {
            if let Some(item) = self.items.get_mut(id)
                && item.parent != *parent
            {
                item.parent.clone_from(parent);
                changes.insert(DomainChange::ItemChanged(id.clone()));
            }
        }
        let items = &self.items;
        self.tree.all_items = Rows::gather(
            hung.parents.into_iter().map(|(id, parent)| (parent, id)),
            |a, b| {
                by_order(
                    items.get(a).map(|i| &i.raw),
                    a,
                    items.get(b).map(|i| &i.raw),
                    b,
                )
            },
        );
        wake.rows.extend(self.tree.all_items.parents().cloned());
        self.tree.loose_items = hung.loose;
    }

    /// Depth and bin, from some items downwards.
    fn flag_items(
        &mut self,
        mut stack: Vec<ItemId>,
        all: bool,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        while let Some(id) = stack.pop() {
            let Some(item) = self.items.get(&id) else {
                continue;
            };
            let above = item
                .parent
                .as_ref()
                .and_then(|parent| self.items.get(parent));
            let depth = above.map_or(1, |parent| parent.depth + 1);
            let in_bin = item.raw.binned || above.is_some_and(|parent| parent.in_bin);
            let differs = item.depth != depth || item.in_bin != in_bin;
            if differs && let Some(item) = self.items.get_mut(&id) {
                if item.in_bin != in_bin {
                    item.in_bin = in_bin;
                    wake.bin.insert(id.clone());
                }
                if item.depth != depth {
                    item.depth = depth;
                    wake.numbers.insert(item.parent.clone());
                }
                changes.insert(DomainChange::ItemChanged(id.clone()));
            }
            if differs || all {
                stack.extend(self.tree.all_items.row(Some(&id)).iter().cloned());
            }
        }
    }

    fn number_items(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        if dirty.levels {
            wake.numbers.extend(self.tree.items.parents().cloned());
        }
        for id in &dirty.items {
            let Some(item) = self.items.get_mut(id) else {
                continue;
            };
            wake.numbers.insert(item.parent.clone());
            // Its own number by hand, or its bin, shows in the numbers below.
            wake.numbers.insert(Some(id.clone()));
            if item.raw.binned && !item.number.is_empty() {
                item.number.clear();
                changes.insert(DomainChange::ItemChanged(id.clone()));
            }
        }
        let mut waiting: Vec<Option<ItemId>> = wake.numbers.iter().cloned().collect();
        while let Some(parent) = waiting.pop() {
            let above = parent.as_ref().and_then(|id| self.bare_number(id));
            let row = self.tree.items.row(parent.as_ref()).to_vec();
            for (index, id) in row.iter().enumerate() {
                let Some(item) = self.items.get_mut(id) else {
                    continue;
                };
                let style = |depth: usize| {
                    self.levels
                        .get(depth)
                        .map_or(NumberStyle::None, |level| level.style)
                };
                let number = match &item.number_override {
                    Some(by_hand) => by_hand.clone(),
                    None => number::label(
                        style(item.depth.saturating_sub(1)),
                        index + 1,
                        above.as_deref(),
                    ),
                };
                if style(item.depth) == NumberStyle::ParentCircled {
                    waiting.push(Some(id.clone()));
                }
                if item.number != number {
                    item.number = number;
                    changes.insert(DomainChange::ItemChanged(id.clone()));
                }
            }
        }
    }

    /// The number of an item for the numbers below it; none in the bin, where it has no place.
    fn bare_number(&self, id: &ItemId) -> Option<String> {
        let item = self.items.get(id).filter(|item| !item.raw.binned)?;
        let row = self.tree.items.row(item.parent.as_ref());
        let at = row.iter().position(|other| other == id)?;
        Some(number::bare(item.number_override.as_deref(), at + 1))
    }

    fn arrange_sections(
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

    fn arrange_lines(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        let loose = self
            .tree
            .loose_others
            .keys()
            .any(|entity| matches!(entity, Entity::Line(_)));
        let all = dirty.sections_gone || dirty.lines_gone || loose || dirty.lines.len() > MANY;
        let mut look: Vec<LineId> = if all {
            self.lines.keys().cloned().collect()
        } else {
            dirty.lines.iter().cloned().collect()
        };
        if all {
            wake.line_rows
                .extend(self.tree.all_lines.parents().cloned());
            self.tree
                .loose_others
                .retain(|entity, _| !matches!(entity, Entity::Line(_)));
        }
        for id in &look {
            let Some(line) = self.lines.get_mut(id) else {
                continue;
            };
            if !all {
                self.tree.all_lines.take(&line.section, id);
            }
            wake.line_rows.insert(line.section.clone());
            let named = line.raw.parent.as_ref();
            let section = named
                .and_then(|id| SectionId::parse(id))
                .filter(|id| self.sections.contains_key(id));
            if section.is_none() {
                let parent = named.cloned().unwrap_or_default();
                let kind = FindingKind::Orphan { parent };
                self.tree
                    .loose_others
                    .insert(Entity::Line(id.clone()), kind);
            }
            if line.section != section {
                line.section = section;
                changes.insert(DomainChange::LineChanged(id.clone()));
            }
            wake.line_rows.insert(line.section.clone());
        }
        let lines = &self.lines;
        let compare = |a: &LineId, b: &LineId| {
            by_order(
                lines.get(a).map(|l| &l.raw),
                a,
                lines.get(b).map(|l| &l.raw),
                b,
            )
        };
        let owned = |id: &LineId| lines.get(id).map(|line| (line.section.clone(), id.clone()));
        if all {
            self.tree.all_lines = Rows::gather(look.iter().filter_map(owned), compare);
        } else {
            for (section, id) in look.iter().filter_map(owned) {
                self.tree.all_lines.put(section, id, compare);
            }
        }
        for section in &wake.line_rows {
            let row = self.tree.all_lines.row(section.as_ref());
            let shown = row
                .iter()
                .filter(|id| self.lines.get(id).is_some_and(|line| !line.raw.binned));
            let shown = shown.cloned().collect();
            if self.tree.lines.set(section.clone(), shown)
                && let Some(section) = section
            {
                changes.insert(DomainChange::LinesChanged(section.clone()));
            }
        }
        for section in &wake.section_bin {
            look.extend(self.tree.all_lines.row(Some(section)).iter().cloned());
        }
        for id in look {
            let Some(line) = self.lines.get_mut(&id) else {
                continue;
            };
            let section = line
                .section
                .as_ref()
                .and_then(|section| self.sections.get(section));
            let in_bin = line.raw.binned || section.is_some_and(|section| section.in_bin);
            if line.in_bin != in_bin {
                line.in_bin = in_bin;
                changes.insert(DomainChange::LineChanged(id));
            }
        }
    }

    fn arrange_bin(&mut self, dirty: &Dirty, wake: &Wake, changes: &mut BTreeSet<DomainChange>) {
        let mut mark = |thing: Binned, binned: Option<bool>| {
            if binned == Some(true) {
                self.tree.binned.insert(thing);
            } else {
                self.tree.binned.remove(&thing);
            }
        };
        for id in &dirty.items {
            mark(
                Binned::Item(id.clone()),
                self.items.get(id).map(|item| item.raw.binned),
            );
        }
        for id in &dirty.sections {
            mark(
                Binned::Section(id.clone()),
                self.sections.get(id).map(|section| section.raw.binned),
            );
        }
        for id in &dirty.lines {
            mark(
                Binned::Line(id.clone()),
                self.lines.get(id).map(|line| line.raw.binned),
            );
        }
        let moved = !dirty.items.is_empty()
            || !dirty.sections.is_empty()
            || !dirty.lines.is_empty()
            || dirty.items_gone
            || dirty.sections_gone
            || dirty.lines_gone
            || !wake.bin.is_empty();
        if moved || dirty.levels {
            self.empty_or_fill_bin(changes);
        }
        if moved || dirty.in_bin {
            self.ask_about_bin();
        }
    }
}

/// Siblings stand by key; things that two devices put at one place apart stand by id.
fn by_order<Id: Ord>(a: Option<&Raw>, a_id: &Id, b: Option<&Raw>, b_id: &Id) -> std::cmp::Ordering {
    a.map(|raw| &raw.order)
        .cmp(&b.map(|raw| &raw.order))
        .then_with(|| a_id.cmp(b_id))
}
