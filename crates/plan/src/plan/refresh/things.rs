//! Reading what was touched, kind by kind.

use std::collections::{BTreeMap, BTreeSet};

use super::{not_a_map, object};
use crate::doc::PlanDoc;
use crate::plan::arrange::{Moved, by_order};
use crate::plan::thing::{Listed, Mapped, Thing};
use crate::plan::{DomainChange, Plan};
use crate::touched::Touched;

impl Plan {
    /// Reads things of one kind.
    pub(super) fn read_things<T: Mapped>(
        &mut self,
        doc: &PlanDoc,
        touched: &Touched,
        in_bin: &mut bool,
        changes: &mut BTreeSet<DomainChange>,
    ) -> Moved<T::Id> {
        let mut moved = Moved::default();
        for id in T::touched(touched) {
            let Some(object) = object(doc, T::SHELF, T::str(&id)) else {
                moved.gone |= T::map_mut(self).remove(&id).is_some();
                let findings = not_a_map(doc, T::SHELF, T::str(&id));
                self.note(T::entity(id), findings);
                continue;
            };
            let (mut thing, findings) = T::read(doc, &id, object);
            self.note(T::entity(id.clone()), findings);
            match T::map(self).get(&id) {
                Some(old) => {
                    thing.keep_place(old);
                    if thing == *old {
                        continue;
                    }
                    if thing.moved(old) {
                        moved.ids.insert(id.clone());
                    }
                    *in_bin |= old.in_bin();
                }
                None => {
                    moved.ids.insert(id.clone());
                }
            }
            changes.insert(T::changed(id.clone()));
            T::map_mut(self).insert(id, thing);
        }
        moved
    }

    /// Reads things of one kind that stand in a short list. Which of them went into the bin or
    /// came out of it, or are new, or gone.
    pub(super) fn read_list<T: Listed>(
        &mut self,
        doc: &PlanDoc,
        touched: &Touched,
        in_bin: &mut bool,
        changes: &mut BTreeSet<DomainChange>,
    ) -> Moved<T::Id> {
        let mut moved = Moved::default();
        let ids: BTreeSet<T::Id> = T::touched(touched).into_iter().collect();
        if ids.is_empty() {
            return moved;
        }
        let (shown, hidden) = T::lists(self);
        let before: Vec<T::Id> = shown.iter().map(|thing| thing.id().clone()).collect();
        let mut old: BTreeMap<T::Id, T> = BTreeMap::new();
        for list in [&mut *shown, hidden] {
            for thing in list.extract_if(.., |thing| ids.contains(thing.id())) {
                old.insert(thing.id().clone(), thing);
            }
        }
        for id in ids {
            let old = old.remove(&id);
            let Some(object) = object(doc, T::SHELF, T::str(&id)) else {
                moved.gone |= old.is_some();
                let findings = not_a_map(doc, T::SHELF, T::str(&id));
                self.note(T::entity(id), findings);
                continue;
            };
            let (mut thing, findings) = T::read(doc, &id, object);
            self.note(T::entity(id.clone()), findings);
            if let Some(old) = &old {
                thing.keep_place(old);
            }
            let binned = thing.raw().binned;
            if old.as_ref().is_none_or(|old| old.raw().binned != binned) {
                moved.ids.insert(id.clone());
            }
            if old.as_ref() != Some(&thing) {
                *in_bin |= binned || old.is_some_and(|old| old.raw().binned);
                changes.insert(T::changed(id));
            }
            let (shown, hidden) = T::lists(self);
            (if binned { hidden } else { shown }).push(thing);
        }
        let (shown, hidden) = T::lists(self);
        for list in [&mut *shown, hidden] {
            list.sort_by(|a, b| by_order(Some(a.raw()), a.id(), Some(b.raw()), b.id()));
        }
        if !before.iter().eq(shown.iter().map(Thing::id)) {
            changes.insert(T::LIST_CHANGED);
        }
        moved
    }
}
