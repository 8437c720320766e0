//! Things in rows below others: sections, lines and records, all by one road.

use std::collections::BTreeSet;
use std::hash::Hash;

use super::{Dirty, Moved, Wake, by_order};
use crate::finding::{Entity, FindingKind};
use crate::plan::thing::Mapped;
use crate::plan::tree::{Rows, Tree};
use crate::plan::{DomainChange, Plan};

/// A thing that stands in a row below another.
pub(super) trait Below: Mapped {
    /// The id of the thing above.
    type Above: Clone + Ord + Hash;
    /// Whether it has no place without a thing above.
    const NEEDS_ABOVE: bool;
    /// All rows, and those that are shown.
    fn rows(tree: &mut Tree) -> [&mut Rows<Self::Above, Self::Id>; 2];
    fn dirty(dirty: &Dirty) -> &Moved<Self::Id>;
    /// Whether things are gone of a kind that it may stand below.
    fn above_gone(dirty: &Dirty) -> bool;
    /// What it may stand below and went into the bin or came out of it.
    fn woken(dirty: &Dirty, wake: &Wake) -> Vec<Self::Above>;
    /// Notes that it went into the bin or came out of it.
    fn wake(_wake: &mut Wake, _id: &Self::Id) {}
    fn above(&self) -> &Option<Self::Above>;
    fn set_above(&mut self, above: Option<Self::Above>);
    fn set_in_bin(&mut self, in_bin: bool);
    /// The thing above that the document names, if there is such a thing.
    fn find(plan: &Plan, named: &str) -> Option<Self::Above>;
    fn above_in_bin(plan: &Plan, above: &Self::Above) -> bool;
    /// What says that a row changed; nothing for rows that nobody can ask for.
    fn row_changed(above: Option<Self::Above>) -> Option<DomainChange>;
    /// What a row as a whole belongs to.
    fn about(_above: &Option<Self::Above>) -> Option<Entity> {
        None
    }
    /// Things of a row that should be there once.
    fn twins(_plan: &Plan, _row: &[Self::Id]) -> Vec<FindingKind> {
        Vec::new()
    }
    /// Its number, from its place in the row; `None` if it lies in the bin.
    fn number(&mut self, _place: Option<usize>) -> bool {
        false
    }
}

impl Plan {
    pub(super) fn arrange_below<T: Below>(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        let moved = T::dirty(dirty);
        let all = T::above_gone(dirty) || moved.many();
        let mut look: BTreeSet<T::Id> = if all {
            T::map(self).keys().cloned().collect()
        } else {
            moved
                .ids
                .iter()
                .chain(&self.loose::<T>())
                .cloned()
                .collect()
        };
        let mut touched: BTreeSet<Option<T::Above>> = BTreeSet::new();
        let mut rows = std::mem::take(all_rows::<T>(&mut self.tree));
        if all {
            touched.extend(rows.parents().cloned());
            for id in self.loose::<T>() {
                self.tree.loose_others.remove(&T::entity(id));
            }
        }
        for id in &look {
            let Some(thing) = T::map(self).get(id) else {
                continue;
            };
            if !all {
                rows.take(thing.above(), id);
            }
            touched.insert(thing.above().clone());
            let named = thing.raw().parent.clone();
            let above = named.as_ref().and_then(|named| T::find(self, named));
            let differs = *thing.above() != above;
            let orphan = above.is_none() && (named.is_some() || T::NEEDS_ABOVE);
            if orphan {
                let parent = named.unwrap_or_default();
                let kind = FindingKind::Orphan { parent };
                self.tree.loose_others.insert(T::entity(id.clone()), kind);
            } else {
                self.tree.loose_others.remove(&T::entity(id.clone()));
            }
            touched.insert(above.clone());
            if differs && let Some(thing) = T::map_mut(self).get_mut(id) {
                thing.set_above(above);
                changes.insert(T::changed(id.clone()));
            }
        }
        let map = T::map(self);
        let compare =
            |a: &T::Id, b: &T::Id| by_order(map.get(a).map(T::raw), a, map.get(b).map(T::raw), b);
        let placed = |id: &T::Id| map.get(id).map(|thing| (thing.above().clone(), id.clone()));
        if all {
            rows = Rows::gather(look.iter().filter_map(placed), compare);
        } else {
            for (above, id) in look.iter().filter_map(placed) {
                rows.put(above, id, compare);
            }
        }
        for above in touched {
            self.show_row::<T>(&rows, above, changes);
        }
        for above in T::woken(dirty, wake) {
            look.extend(rows.row(Some(&above)).iter().cloned());
        }
        *all_rows::<T>(&mut self.tree) = rows;
        for id in look {
            let Some(thing) = T::map(self).get(&id) else {
                continue;
            };
            let above = thing.above().as_ref();
            let binned = thing.raw().binned;
            let in_bin = binned || above.is_some_and(|above| T::above_in_bin(self, above));
            let differs = thing.in_bin() != in_bin;
            let Some(thing) = T::map_mut(self).get_mut(&id) else {
                continue;
            };
            if differs {
                thing.set_in_bin(in_bin);
                T::wake(wake, &id);
            }
            if differs | (binned && thing.number(None)) {
                changes.insert(T::changed(id));
            }
        }
    }

    /// Sets what is shown of a row.
    fn show_row<T: Below>(
        &mut self,
        rows: &Rows<T::Above, T::Id>,
        above: Option<T::Above>,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        let row = rows.row(above.as_ref());
        let binned = |id: &T::Id| T::map(self).get(id).is_none_or(|thing| thing.raw().binned);
        let shown: Vec<T::Id> = row.iter().filter(|id| !binned(id)).cloned().collect();
        if let Some(about) = T::about(&above) {
            let twins = T::twins(self, &shown);
            if twins.is_empty() {
                self.tree.twins.remove(&(about, T::SHELF));
            } else {
                self.tree.twins.insert((about, T::SHELF), twins);
            }
        }
        for (index, id) in shown.iter().enumerate() {
            let thing = T::map_mut(self).get_mut(id);
            if thing.is_some_and(|thing| thing.number(Some(index + 1))) {
                changes.insert(T::changed(id.clone()));
            }
        }
        let [_, rows] = T::rows(&mut self.tree);
        if rows.set(above.clone(), shown) {
            changes.extend(T::row_changed(above));
        }
    }

    /// Things of one kind whose owner does not exist.
    fn loose<T: Below>(&self) -> Vec<T::Id> {
        let ids = self.tree.loose_others.keys().filter_map(T::of);
        ids.collect()
    }
}

fn all_rows<T: Below>(tree: &mut Tree) -> &mut Rows<T::Above, T::Id> {
    let [all, _] = T::rows(tree);
    all
}
