//! Putting things in their places after something changed: rows, depths, numbers, the bin.
//!
//! Only what is concerned is looked at: the rows that something left or joined, the subtrees
//! whose depth or bin changed, the numbers in rows that changed. Where circles or orphans are
//! about, or much changed at once, the rows are made anew; the rest is the same road.

mod items;
mod lines;
mod sections;

use std::collections::BTreeSet;

use super::{Binned, DomainChange, Plan, Raw};
use crate::ids::{ItemId, LineId, SectionId};

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
