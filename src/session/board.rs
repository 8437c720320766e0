//! The plan as signals: one per thing, one per list. A row reads only its own, so that a key press
//! repaints one row of five thousand.
//!
//! A signal is made when a view first asks for it; what nobody looks at costs nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

use leptos::prelude::{ArcRwSignal, GetUntracked, Set, Update};
use yoriai_plan::{
    Binned, Category, CategoryId, District, DomainChange, Evaluation, EvaluationId, Finding,
    Indicator, IndicatorId, Item, ItemId, Level, Line, LineId, Owner, Party, Plan, PlanHead,
    Programme, ProgrammeId, RecordId, Report, ReportId, Scale, Section, SectionId, Term, Value,
    ValueId,
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
    /// The categories of programmes, in order.
    pub categories: ArcRwSignal<Vec<Category>>,
    /// The scales of grades; the first is in use.
    pub scales: ArcRwSignal<Vec<Scale>>,
    /// The districts, in order.
    pub districts: ArcRwSignal<Vec<District>>,
    /// Short forms, terms and notes, in order.
    pub terms: ArcRwSignal<Vec<Term>>,
    /// What lies in the bin.
    pub bin: ArcRwSignal<Vec<Binned>>,
    /// Counts up whenever anything at all has changed.
    pub revision: ArcRwSignal<u64>,
    /// What reading found.
    pub findings: ArcRwSignal<Vec<Finding>>,
    items: Slots<ItemId, Option<Item>>,
    children: Slots<Option<ItemId>, Vec<ItemId>>,
    sections: Slots<Option<ItemId>, Vec<SectionId>>,
    section: Slots<SectionId, Option<Section>>,
    lines: Slots<SectionId, Vec<LineId>>,
    line: Slots<LineId, Option<Line>>,
    programmes: Slots<Option<CategoryId>, Vec<ProgrammeId>>,
    programme: Slots<ProgrammeId, Option<Programme>>,
    indicators: Slots<Owner, Vec<IndicatorId>>,
    indicator: Slots<IndicatorId, Option<Indicator>>,
    values: Slots<IndicatorId, Vec<ValueId>>,
    value: Slots<ValueId, Option<Value>>,
    reports: Slots<ItemId, Vec<ReportId>>,
    report: Slots<ReportId, Option<Report>>,
    evaluations: Slots<Owner, Vec<EvaluationId>>,
    evaluation: Slots<EvaluationId, Option<Evaluation>>,
}

impl Board {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            head: ArcRwSignal::new(plan.head.clone()),
            levels: ArcRwSignal::new(plan.levels.clone()),
            parties: ArcRwSignal::new(plan.parties.clone()),
            bin: ArcRwSignal::new(plan.bin().to_vec()),
            revision: ArcRwSignal::new(0),
            findings: ArcRwSignal::new(plan.findings.clone()),
            items: Slots::default(),
            children: Slots::default(),
            sections: Slots::default(),
            section: Slots::default(),
            lines: Slots::default(),
            line: Slots::default(),
            categories: ArcRwSignal::new(plan.categories.clone()),
            scales: ArcRwSignal::new(plan.scales.clone()),
            districts: ArcRwSignal::new(plan.districts.clone()),
            terms: ArcRwSignal::new(plan.terms.clone()),
            programmes: Slots::default(),
            programme: Slots::default(),
            indicators: Slots::default(),
            indicator: Slots::default(),
            values: Slots::default(),
            value: Slots::default(),
            reports: Slots::default(),
            report: Slots::default(),
            evaluations: Slots::default(),
            evaluation: Slots::default(),
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

    /// The programmes of a category (`None`: those without one), in order.
    pub fn programmes(
        &self,
        plan: &Plan,
        category: &Option<CategoryId>,
    ) -> ArcRwSignal<Vec<ProgrammeId>> {
        self.programmes
            .get(category, || plan.programmes_of(category.as_ref()).to_vec())
    }

    /// One programme.
    pub fn programme(&self, plan: &Plan, id: &ProgrammeId) -> ArcRwSignal<Option<Programme>> {
        self.programme.get(id, || plan.programmes.get(id).cloned())
    }

    /// The indicators of an item or programme, in order.
    pub fn indicators(&self, plan: &Plan, owner: &Owner) -> ArcRwSignal<Vec<IndicatorId>> {
        self.indicators
            .get(owner, || plan.indicators_of(owner).to_vec())
    }

    /// One indicator.
    pub fn indicator(&self, plan: &Plan, id: &IndicatorId) -> ArcRwSignal<Option<Indicator>> {
        self.indicator.get(id, || plan.indicators.get(id).cloned())
    }

    /// The values of an indicator, in order.
    pub fn values(&self, plan: &Plan, indicator: &IndicatorId) -> ArcRwSignal<Vec<ValueId>> {
        self.values
            .get(indicator, || plan.values_of(indicator).to_vec())
    }

    /// One value.
    pub fn value(&self, plan: &Plan, id: &ValueId) -> ArcRwSignal<Option<Value>> {
        self.value.get(id, || plan.values.get(id).cloned())
    }

    /// The reports of an item, in order.
    pub fn reports(&self, plan: &Plan, item: &ItemId) -> ArcRwSignal<Vec<ReportId>> {
        self.reports.get(item, || plan.reports_of(item).to_vec())
    }

    /// One report.
    pub fn report(&self, plan: &Plan, id: &ReportId) -> ArcRwSignal<Option<Report>> {
        self.report.get(id, || plan.reports.get(id).cloned())
    }

    /// The evaluations of an item, programme or indicator, in order.
    pub fn evaluations(&self, plan: &Plan, owner: &Owner) -> ArcRwSignal<Vec<EvaluationId>> {
        self.evaluations
            .get(owner, || plan.evaluations_of(owner).to_vec())
    }

    /// One evaluation.
    pub fn evaluation(&self, plan: &Plan, id: &EvaluationId) -> ArcRwSignal<Option<Evaluation>> {
        self.evaluation
            .get(id, || plan.evaluations.get(id).cloned())
    }

    pub(super) fn repaint(&self, plan: &Plan, changes: &[DomainChange]) {
        if !changes.is_empty() {
            self.revision.update(|revision| *revision += 1);
        }
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
                DomainChange::RecordChanged(id) => self.repaint_record(plan, id),
                DomainChange::ProgrammesChanged(category) => {
                    // The categories themselves are among the lists, and carry their numbers.
                    set_if_new(&self.categories, plan.categories.clone());
                    self.programmes
                        .set(category, || plan.programmes_of(category.as_ref()).to_vec());
                }
                DomainChange::OwnedChanged(owner) => {
                    self.indicators
                        .set(owner, || plan.indicators_of(owner).to_vec());
                    self.evaluations
                        .set(owner, || plan.evaluations_of(owner).to_vec());
                }
                DomainChange::ValuesChanged(id) => {
                    self.values.set(id, || plan.values_of(id).to_vec());
                }
                DomainChange::ReportsChanged(id) => {
                    self.reports.set(id, || plan.reports_of(id).to_vec());
                }
                DomainChange::ListsChanged => {
                    set_if_new(&self.categories, plan.categories.clone());
                    set_if_new(&self.scales, plan.scales.clone());
                    set_if_new(&self.districts, plan.districts.clone());
                    set_if_new(&self.terms, plan.terms.clone());
                }
                DomainChange::PeopleChanged | DomainChange::SnapshotsChanged => {}
            }
        }
    }

    fn repaint_record(&self, plan: &Plan, id: &RecordId) {
        match id {
            RecordId::Category(_) => set_if_new(&self.categories, plan.categories.clone()),
            RecordId::Scale(_) => set_if_new(&self.scales, plan.scales.clone()),
            RecordId::District(_) => set_if_new(&self.districts, plan.districts.clone()),
            RecordId::Term(_) => set_if_new(&self.terms, plan.terms.clone()),
            RecordId::Programme(id) => {
                self.programme.set(id, || plan.programmes.get(id).cloned());
            }
            RecordId::Indicator(id) => {
                self.indicator.set(id, || plan.indicators.get(id).cloned());
            }
            RecordId::Value(id) => self.value.set(id, || plan.values.get(id).cloned()),
            RecordId::Report(id) => self.report.set(id, || plan.reports.get(id).cloned()),
            RecordId::Evaluation(id) => {
                self.evaluation
                    .set(id, || plan.evaluations.get(id).cloned());
            }
        }
    }
}
