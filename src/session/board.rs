//! The plan as signals: one per thing, one per list. A row reads only its own, so that a key press
//! repaints one row of five thousand.
//!
//! A signal is made when a view first asks for it; what nobody looks at costs nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use yoriai_plan::{
    Binned, DomainChange, Finding, Item, ItemId, Level, Line, LineId, Party, Plan, PlanHead,
    Section, SectionId,
};

/// Signals by key, made on demand.
struct Slots<K, V>(RefCell<HashMap<K, ArcRwSignal<V>>>);

impl<K, V> Default for Slots<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash + Clone, V: Clone + PartialEq + Send + Sync + 'static> Slots<K, V> {
    fn get(&self, key: &K, first: impl FnOnce() -> V) -> ArcRwSignal<V> {
        self.0
            .borrow_mut()
            .entry(key.clone())
            .or_insert_with(|| ArcRwSignal::new(first()))
            .clone()
    }

    fn set(&self, key: &K, value: impl FnOnce() -> V) {
        // The borrow ends before the signal is set: an effect may ask for another slot.
        let slot = self.0.borrow().get(key).cloned();
        if let Some(slot) = slot {
            set_if_new(&slot, value());
        }
    }
}

fn set_if_new<V: Clone + PartialEq + Send + Sync + 'static>(slot: &ArcRwSignal<V>, value: V) {
    if slot.get_untracked() != value {
        slot.set(value);
    }
}

/// The signals of one open plan.
pub struct Board {
    /// Title, organisation, period, philosophy.
    pub head: ArcRwSignal<PlanHead>,
    /// The levels, topmost first.
    pub levels: ArcRwSignal<Vec<Level>>,
    /// Who does what.
    pub parties: ArcRwSignal<Vec<Party>>,
    /// What lies in the bin.
    pub bin: ArcRwSignal<Vec<Binned>>,
    /// What reading found.
    pub findings: ArcRwSignal<Vec<Finding>>,
    items: Slots<ItemId, Option<Item>>,
    children: Slots<Option<ItemId>, Vec<ItemId>>,
    sections: Slots<Option<ItemId>, Vec<SectionId>>,
    section: Slots<SectionId, Option<Section>>,
    lines: Slots<SectionId, Vec<LineId>>,
    line: Slots<LineId, Option<Line>>,
}

impl Board {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            head: ArcRwSignal::new(plan.head.clone()),
            levels: ArcRwSignal::new(plan.levels.clone()),
            parties: ArcRwSignal::new(plan.parties.clone()),
            bin: ArcRwSignal::new(plan.bin().to_vec()),
            findings: ArcRwSignal::new(plan.findings.clone()),
            items: Slots::default(),
            children: Slots::default(),
            sections: Slots::default(),
            section: Slots::default(),
            lines: Slots::default(),
            line: Slots::default(),
        }
    }

    /// One item; `None` once it is in the bin.
    pub fn item(&self, plan: &Plan, id: &ItemId) -> ArcRwSignal<Option<Item>> {
        self.items.get(id, || plan.item(id).cloned())
    }

    /// The items under one, or the topmost ones, in order.
    pub fn children(&self, plan: &Plan, parent: &Option<ItemId>) -> ArcRwSignal<Vec<ItemId>> {
        self.children
            .get(parent, || plan.children(parent.as_ref()).to_vec())
    }

    /// The sections of an item, or of the plan itself, in order.
    pub fn sections(&self, plan: &Plan, owner: &Option<ItemId>) -> ArcRwSignal<Vec<SectionId>> {
        self.sections
            .get(owner, || plan.sections(owner.as_ref()).to_vec())
    }

    /// One section.
    pub fn section(&self, plan: &Plan, id: &SectionId) -> ArcRwSignal<Option<Section>> {
        self.section.get(id, || plan.section(id).cloned())
    }

    /// The lines of a section, in order.
    pub fn lines(&self, plan: &Plan, section: &SectionId) -> ArcRwSignal<Vec<LineId>> {
        self.lines.get(section, || plan.lines(section).to_vec())
    }

    /// One line.
    pub fn line(&self, plan: &Plan, id: &LineId) -> ArcRwSignal<Option<Line>> {
        self.line.get(id, || plan.line(id).cloned())
    }

    pub(super) fn repaint(&self, plan: &Plan, changes: &[DomainChange]) {
        for change in changes {
            match change {
                DomainChange::HeadChanged => set_if_new(&self.head, plan.head.clone()),
                DomainChange::LevelsChanged => set_if_new(&self.levels, plan.levels.clone()),
                DomainChange::PartiesChanged => set_if_new(&self.parties, plan.parties.clone()),
                DomainChange::BinChanged => set_if_new(&self.bin, plan.bin().to_vec()),
                DomainChange::FindingsChanged => {
                    set_if_new(&self.findings, plan.findings.clone());
                }
                DomainChange::ItemChanged(id) => self.items.set(id, || plan.item(id).cloned()),
                DomainChange::ChildrenChanged(parent) => {
                    self.children
                        .set(parent, || plan.children(parent.as_ref()).to_vec());
                }
                DomainChange::SectionsChanged(owner) => {
                    self.sections
                        .set(owner, || plan.sections(owner.as_ref()).to_vec());
                }
                DomainChange::SectionChanged(id) => {
                    self.section.set(id, || plan.section(id).cloned());
                }
                DomainChange::LinesChanged(id) => {
                    self.lines.set(id, || plan.lines(id).to_vec());
                }
                DomainChange::LineChanged(id) => self.line.set(id, || plan.line(id).cloned()),
                DomainChange::PeopleChanged | DomainChange::SnapshotsChanged => {}
            }
        }
    }
}
