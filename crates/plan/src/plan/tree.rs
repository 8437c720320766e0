//! Who stands below whom: rows of siblings, and what happens to circles.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use super::{Binned, Item};
use crate::doc::index::Shelf;
use crate::finding::{Entity, FindingKind};
use crate::ids::{
    CategoryId, EvaluationId, IndicatorId, ItemId, LineId, ProgrammeId, ReportId, SectionId,
    ValueId,
};
use crate::records::Owner;

/// Rows of siblings by what they stand below; `None` is the top. An empty row is not kept, so
/// that two equal trees are equal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rows<P: Eq + Hash, C> {
    rows: HashMap<Option<P>, Vec<C>>,
}

impl<P: Eq + Hash, C> Default for Rows<P, C> {
    fn default() -> Self {
        Self {
            rows: HashMap::new(),
        }
    }
}

impl<P: Clone + Eq + Hash, C: Clone + Eq> Rows<P, C> {
    pub(crate) fn row(&self, parent: Option<&P>) -> &[C] {
        self.rows.get(&parent.cloned()).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn parents(&self) -> impl Iterator<Item = &Option<P>> {
        self.rows.keys()
    }

    /// Sets a row; `true` if it was another one before.
    pub(crate) fn set(&mut self, parent: Option<P>, row: Vec<C>) -> bool {
        if self.row(parent.as_ref()) == row.as_slice() {
            return false;
        }
        if row.is_empty() {
            self.rows.remove(&parent);
        } else {
            self.rows.insert(parent, row);
        }
        true
    }

    pub(crate) fn take(&mut self, parent: &Option<P>, child: &C) {
        if let Some(row) = self.rows.get_mut(parent) {
            row.retain(|other| other != child);
            if row.is_empty() {
                self.rows.remove(parent);
            }
        }
    }

    pub(crate) fn put(
        &mut self,
        parent: Option<P>,
        child: C,
        compare: impl Fn(&C, &C) -> Ordering,
    ) {
        let row = self.rows.entry(parent).or_default();
        let at = row.partition_point(|other| compare(other, &child).is_lt());
        row.insert(at, child);
    }

    /// All rows anew, each sorted.
    pub(crate) fn gather(
        entries: impl Iterator<Item = (Option<P>, C)>,
        compare: impl Fn(&C, &C) -> Ordering,
    ) -> Self {
        let mut rows: HashMap<Option<P>, Vec<C>> = HashMap::new();
        for (parent, child) in entries {
            rows.entry(parent).or_default().push(child);
        }
        for row in rows.values_mut() {
            row.sort_by(&compare);
        }
        Self { rows }
    }
}

/// Who stands where. The first lists are what is shown: without what was itself put into
/// the bin. The `all` lists hold that as well.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    pub(crate) items: Rows<ItemId, ItemId>,
    pub(crate) sections: Rows<ItemId, SectionId>,
    pub(crate) lines: Rows<SectionId, LineId>,
    pub(crate) programmes: Rows<CategoryId, ProgrammeId>,
    pub(crate) indicators: Rows<Owner, IndicatorId>,
    pub(crate) values: Rows<IndicatorId, ValueId>,
    pub(crate) reports: Rows<ItemId, ReportId>,
    pub(crate) evaluations: Rows<Owner, EvaluationId>,
    pub(crate) all_items: Rows<ItemId, ItemId>,
    pub(crate) all_sections: Rows<ItemId, SectionId>,
    pub(crate) all_lines: Rows<SectionId, LineId>,
    pub(crate) all_programmes: Rows<CategoryId, ProgrammeId>,
    pub(crate) all_indicators: Rows<Owner, IndicatorId>,
    pub(crate) all_values: Rows<IndicatorId, ValueId>,
    pub(crate) all_reports: Rows<ItemId, ReportId>,
    pub(crate) all_evaluations: Rows<Owner, EvaluationId>,
    /// Items of circles and orphans that hang at the top for want of a better place.
    pub(crate) loose_items: BTreeMap<ItemId, FindingKind>,
    /// Sections, lines and records whose owner does not exist.
    pub(crate) loose_others: BTreeMap<Entity, FindingKind>,
    /// Things that should be there once, by what they are about and their kind.
    pub(crate) twins: BTreeMap<(Entity, Shelf), Vec<FindingKind>>,
    /// What was itself put into the bin.
    pub(crate) binned: BTreeSet<Binned>,
    /// Of these, what was written in since.
    pub(crate) edited_in_bin: BTreeSet<Binned>,
}

/// Where every item hangs. Circles are broken by a rule that every device computes alike: of the
/// items that go round, the one with the smallest id hangs at the top.
pub(crate) struct Hung {
    pub(crate) parents: HashMap<ItemId, Option<ItemId>>,
    pub(crate) loose: BTreeMap<ItemId, FindingKind>,
}

pub(crate) fn hang(items: &HashMap<ItemId, Item>) -> Hung {
    let mut hung = Hung {
        parents: HashMap::with_capacity(items.len()),
        loose: BTreeMap::new(),
    };
    for (id, item) in items {
        let parent = match &item.raw.parent {
            None => None,
            Some(named) => {
                let known = ItemId::parse(named).filter(|parent| items.contains_key(parent));
                if known.is_none() {
                    let kind = FindingKind::Orphan {
                        parent: named.clone(),
                    };
                    hung.loose.insert(id.clone(), kind);
                }
                known
            }
        };
        hung.parents.insert(id.clone(), parent);
    }
    for id in smallest_of_circles(&hung.parents) {
        hung.parents.insert(id.clone(), None);
        hung.loose.insert(id, FindingKind::Cycle);
    }
    hung
}

fn smallest_of_circles(parents: &HashMap<ItemId, Option<ItemId>>) -> Vec<ItemId> {
    let mut smallest = Vec::new();
    // Which walk came by: an item met twice in one walk is part of a circle.
    let mut walk_of: HashMap<&ItemId, usize> = HashMap::with_capacity(parents.len());
    for (walk, start) in parents.keys().enumerate() {
        let mut here = start;
        loop {
            match walk_of.get(here) {
                Some(earlier) if *earlier == walk => {
                    smallest.push(smallest_from(parents, here));
                    break;
                }
                Some(_) => break,
                None => {}
            }
            walk_of.insert(here, walk);
            match parents.get(here) {
                Some(Some(next)) => here = next,
                _ => break,
            }
        }
    }
    smallest
}

fn smallest_from(parents: &HashMap<ItemId, Option<ItemId>>, start: &ItemId) -> ItemId {
    let (mut smallest, mut here) = (start, start);
    while let Some(Some(next)) = parents.get(here) {
        smallest = smallest.min(next);
        here = next;
        if here == start {
            break;
        }
    }
    smallest.clone()
}
