//! Items: rows, depths, numbers.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Dirty, Wake, by_order};
use crate::ids::ItemId;
use crate::kinds::NumberStyle;
use crate::number;
use crate::plan::tree::{self, Rows};
use crate::plan::{DomainChange, Level, Plan};

impl Plan {
    pub(super) fn arrange_items(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        if dirty.items.is_empty() {
            return;
        }
        let all = dirty.items.many() || !self.mend_items(dirty, wake);
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
            dirty.items.ids.iter().cloned().collect()
        };
        self.flag_items(start, all, wake, changes);
    }

    /// Mends the rows that the changed items left or joined. `false` if that is not enough.
    fn mend_items(&mut self, dirty: &Dirty, wake: &mut Wake) -> bool {
        if !self.tree.loose_items.is_empty() {
            return false;
        }
        let mut places = Vec::with_capacity(dirty.items.ids.len());
        for id in &dirty.items.ids {
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
                    wake.items.insert(id.clone());
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

    pub(super) fn number_items(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        if dirty.levels {
            wake.numbers.extend(self.tree.items.parents().cloned());
        }
        for id in &dirty.items.ids {
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
        let style = |levels: &[Level], depth: usize| {
            let level = levels.get(depth);
            level.map_or(NumberStyle::None, |level| level.style)
        };
        let mut waiting: Vec<Option<ItemId>> = wake.numbers.iter().cloned().collect();
        let mut places = HashMap::new();
        while let Some(parent) = waiting.pop() {
            let row = self.tree.items.row(parent.as_ref()).to_vec();
            let first = row.first().and_then(|id| self.items.get(id));
            let depth = first.map_or(0, |item| item.depth.saturating_sub(1));
            // Who else asks would ask every item of a long row for its place.
            let above = (style(&self.levels, depth) == NumberStyle::ParentCircled)
                .then(|| self.bare_number(parent.as_ref()?, &mut places))
                .flatten();
            for (index, id) in row.iter().enumerate() {
                let Some(item) = self.items.get_mut(id) else {
                    continue;
                };
                let number = match &item.number_override {
                    Some(by_hand) => by_hand.clone(),
                    None => number::label(style(&self.levels, depth), index + 1, above.as_deref()),
                };
                if style(&self.levels, depth + 1) == NumberStyle::ParentCircled {
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
    /// `places`: where items stand in the rows that were asked for so far.
    fn bare_number(
        &self,
        id: &ItemId,
        places: &mut HashMap<Option<ItemId>, HashMap<ItemId, usize>>,
    ) -> Option<String> {
        let item = self.items.get(id).filter(|item| !item.raw.binned)?;
        let row = places.entry(item.parent.clone()).or_insert_with(|| {
            let row = self.tree.items.row(item.parent.as_ref()).iter().cloned();
            row.zip(1..).collect()
        });
        Some(number::bare(item.number_override.as_deref(), *row.get(id)?))
    }
}
