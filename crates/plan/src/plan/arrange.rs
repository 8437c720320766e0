//! Putting things in their places after something changed: rows, depths, numbers, the bin.
//!
//! Only what is concerned is looked at: the rows that something left or joined, the subtrees
//! whose depth or bin changed, the numbers in rows that changed. Where circles or orphans are
//! about, or much changed at once, the rows are made anew; the rest is the same road.

mod below;
mod items;
mod rows;

use std::collections::BTreeSet;

use super::thing::{Mapped, Thing};
use super::{DomainChange, Item, Line, Plan, Raw, Section};
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, LineId, ProgrammeId, ReportId,
    ScaleId, SectionId, TermId, ValueId,
};
use crate::records::{Evaluation, Indicator, Programme, Report, Value};

/// Past this many at once, sorting all rows costs less than mending them one by one.
const MANY: usize = 256;

/// Things of one kind that are new or stand elsewhere, or whose bin changed, or what else is said
/// by [`Mapped::moved`].
#[derive(Debug)]
pub(crate) struct Moved<Id> {
    pub(crate) ids: BTreeSet<Id>,
    /// Whether things are gone, which only another program does.
    pub(crate) gone: bool,
}

impl<Id> Default for Moved<Id> {
    fn default() -> Self {
        Self {
            ids: BTreeSet::new(),
            gone: false,
        }
    }
}

impl<Id> Moved<Id> {
    fn is_empty(&self) -> bool {
        self.ids.is_empty() && !self.gone
    }

    fn many(&self) -> bool {
        self.gone || self.ids.len() > MANY
    }
}

/// What changed in the things themselves, and waits to be put in its place.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    pub(crate) items: Moved<ItemId>,
    pub(crate) sections: Moved<SectionId>,
    pub(crate) lines: Moved<LineId>,
    /// Of those in short lists: which are new, or went into the bin, or came out of it.
    pub(crate) categories: Moved<CategoryId>,
    pub(crate) programmes: Moved<ProgrammeId>,
    pub(crate) indicators: Moved<IndicatorId>,
    pub(crate) values: Moved<ValueId>,
    pub(crate) reports: Moved<ReportId>,
    pub(crate) evaluations: Moved<EvaluationId>,
    pub(crate) scales: Moved<ScaleId>,
    pub(crate) districts: Moved<DistrictId>,
    pub(crate) terms: Moved<TermId>,
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
    /// Things that went into the bin or came out of it.
    items: BTreeSet<ItemId>,
    sections: BTreeSet<SectionId>,
    programmes: BTreeSet<ProgrammeId>,
    indicators: BTreeSet<IndicatorId>,
}

impl Plan {
    /// Puts everything in its place; for a plan whose things were just made.
    pub(crate) fn arrange_all(&mut self) {
        fn all<T: Mapped>(plan: &Plan) -> Moved<T::Id> {
            Moved {
                ids: T::map(plan).keys().cloned().collect(),
                gone: true,
            }
        }
        let dirty = Dirty {
            items: all::<Item>(self),
            sections: all::<Section>(self),
            lines: all::<Line>(self),
            programmes: all::<Programme>(self),
            indicators: all::<Indicator>(self),
            values: all::<Value>(self),
            reports: all::<Report>(self),
            evaluations: all::<Evaluation>(self),
            levels: true,
            in_bin: true,
            ..Dirty::default()
        };
        self.arrange(&dirty, &mut BTreeSet::new());
    }

    pub(crate) fn arrange(&mut self, dirty: &Dirty, changes: &mut BTreeSet<DomainChange>) {
        let mut wake = Wake::default();
        self.arrange_items(dirty, &mut wake, changes);
        self.number_items(dirty, &mut wake, changes);
        self.number_categories(changes);
        // Those above before those below: each wakes the next.
        self.arrange_below::<Section>(dirty, &mut wake, changes);
        self.arrange_below::<Line>(dirty, &mut wake, changes);
        self.arrange_below::<Programme>(dirty, &mut wake, changes);
        self.arrange_below::<Indicator>(dirty, &mut wake, changes);
        self.arrange_below::<Value>(dirty, &mut wake, changes);
        self.arrange_below::<Report>(dirty, &mut wake, changes);
        self.arrange_below::<Evaluation>(dirty, &mut wake, changes);
        self.arrange_bin(dirty, &wake, changes);
    }

    fn number_categories(&mut self, changes: &mut BTreeSet<DomainChange>) {
        let shown = self.categories.iter_mut().enumerate();
        let places = shown.map(|(index, category)| (category, Some(index + 1)));
        let hidden = self.hidden.categories.iter_mut();
        for (category, place) in places.chain(hidden.map(|category| (category, None))) {
            let number = match (place, &category.number_override) {
                (None, _) => String::new(),
                (_, Some(by_hand)) => by_hand.clone(),
                (Some(place), None) => place.to_string(),
            };
            if category.number != number {
                category.number = number;
                changes.insert(crate::records::Category::changed(category.id.clone()));
            }
        }
    }

    fn arrange_bin(&mut self, dirty: &Dirty, wake: &Wake, changes: &mut BTreeSet<DomainChange>) {
        let mut moved = !wake.items.is_empty() || dirty.short_lists();
        moved |= self.mark_bin::<Item>(&dirty.items);
        moved |= self.mark_bin::<Section>(&dirty.sections);
        moved |= self.mark_bin::<Line>(&dirty.lines);
        moved |= self.mark_bin::<Programme>(&dirty.programmes);
        moved |= self.mark_bin::<Indicator>(&dirty.indicators);
        moved |= self.mark_bin::<Value>(&dirty.values);
        moved |= self.mark_bin::<Report>(&dirty.reports);
        moved |= self.mark_bin::<Evaluation>(&dirty.evaluations);
        if moved || dirty.levels {
            self.empty_or_fill_bin(changes);
        }
        if moved || dirty.in_bin {
            self.ask_about_bin();
        }
    }

    /// Notes which of the things that changed are themselves in the bin; `true` if any changed.
    fn mark_bin<T: Mapped>(&mut self, moved: &Moved<T::Id>) -> bool {
        for id in &moved.ids {
            let thing = T::binned(id.clone());
            if T::map(self).get(id).is_some_and(|thing| thing.raw().binned) {
                self.tree.binned.insert(thing);
            } else {
                self.tree.binned.remove(&thing);
            }
        }
        !moved.is_empty()
    }
}

impl Dirty {
    fn short_lists(&self) -> bool {
        !self.categories.is_empty()
            || !self.scales.is_empty()
            || !self.districts.is_empty()
            || !self.terms.is_empty()
    }
}

/// Siblings stand by key; things that two devices put at one place apart stand by id.
pub(super) fn by_order<Id: Ord>(
    a: Option<&Raw>,
    a_id: &Id,
    b: Option<&Raw>,
    b_id: &Id,
) -> std::cmp::Ordering {
    a.map(|raw| &raw.order)
        .cmp(&b.map(|raw| &raw.order))
        .then_with(|| a_id.cmp(b_id))
}
