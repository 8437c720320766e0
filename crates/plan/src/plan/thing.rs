//! What all things of a plan have in common, so that one road reads and arranges them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use automerge::ObjId;

use super::{Binned, DomainChange, Item, Level, Line, Plan, Raw, Section, read};
use crate::digest;
use crate::doc::PlanDoc;
use crate::doc::index::Shelf;
use crate::finding::{Entity, FindingKind};
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, LevelId, LineId, ProgrammeId,
    ReportId, ScaleId, SectionId, TermId, ValueId,
};
use crate::records::{
    Category, District, Evaluation, Indicator, Owner, Programme, RecordId, Report, Scale, Term,
    Value,
};
use crate::touched::Touched;

/// What can be asked of a thing of whatever kind.
pub(crate) trait Look {
    fn raw(&self) -> &Raw;
    /// Whether it, or anything above it, is in the bin.
    fn in_bin(&self) -> bool;
    /// What it stands below, if anything.
    fn stands_below(&self) -> Option<Entity>;
    /// A fingerprint of what people wrote in it.
    fn print(&self) -> i64;
}

/// A thing that can be read from the document, and put into the bin.
pub(crate) trait Thing: Look + Clone + PartialEq {
    type Id: Clone + Ord + Hash;
    const SHELF: Shelf;
    fn read(doc: &PlanDoc, id: &Self::Id, object: &ObjId) -> (Self, Vec<FindingKind>);
    fn parse(id: &str) -> Option<Self::Id>;
    fn str(id: &Self::Id) -> &str;
    fn id(&self) -> &Self::Id;
    fn entity(id: Self::Id) -> Entity;
    fn of(entity: &Entity) -> Option<Self::Id>;
    fn binned(id: Self::Id) -> Binned;
    fn changed(id: Self::Id) -> DomainChange;
    fn touched(touched: &Touched) -> Vec<Self::Id>;
}

/// A thing of which there may be thousands.
pub(crate) trait Mapped: Thing {
    fn map(plan: &Plan) -> &HashMap<Self::Id, Self>;
    fn map_mut(plan: &mut Plan) -> &mut HashMap<Self::Id, Self>;
    /// Takes over what is not read but follows from where it stands.
    fn keep_place(&mut self, old: &Self);
    /// Whether it, or its siblings, must be looked at again where they stand.
    fn moved(&self, old: &Self) -> bool;
}

/// A thing that stands in a short list of the plan.
pub(crate) trait Listed: Thing {
    /// Those shown, and those in the bin.
    fn lists(plan: &mut Plan) -> (&mut Vec<Self>, &mut Vec<Self>);
    /// What says that others stand in the list, or in another order.
    const LIST_CHANGED: DomainChange = DomainChange::ListsChanged;
    /// Takes over what follows from where it stands.
    fn keep_place(&mut self, _old: &Self) {}
}

/// The fingerprint of one thing of the document.
pub(crate) fn print(doc: &PlanDoc, shelf: Shelf, id: &Arc<str>, object: &ObjId) -> i64 {
    fn of<T: Thing>(doc: &PlanDoc, id: &str, object: &ObjId) -> i64 {
        T::parse(id).map_or(0, |id| T::read(doc, &id, object).0.print())
    }
    match shelf {
        Shelf::Items => of::<Item>(doc, id, object),
        Shelf::Sections => of::<Section>(doc, id, object),
        Shelf::Lines => of::<Line>(doc, id, object),
        Shelf::Categories => of::<Category>(doc, id, object),
        Shelf::Programmes => of::<Programme>(doc, id, object),
        Shelf::Indicators => of::<Indicator>(doc, id, object),
        Shelf::Values => of::<Value>(doc, id, object),
        Shelf::Reports => of::<Report>(doc, id, object),
        Shelf::Evaluations => of::<Evaluation>(doc, id, object),
        Shelf::Scales => of::<Scale>(doc, id, object),
        Shelf::Districts => of::<District>(doc, id, object),
        Shelf::Terms => of::<Term>(doc, id, object),
        Shelf::Levels => of::<Level>(doc, id, object),
        Shelf::Parties | Shelf::People | Shelf::Snapshots => 0,
    }
}

impl Plan {
    /// A thing of the tree or a record, in the bin or not; `None` for what has no bin.
    pub(super) fn thing(&self, entity: &Entity) -> Option<&dyn Look> {
        Some(match entity {
            Entity::Level(id) => self.level(id)?,
            Entity::Item(id) => self.items.get(id)?,
            Entity::Section(id) => self.sections.get(id)?,
            Entity::Line(id) => self.lines.get(id)?,
            Entity::Record(id) => match id {
                RecordId::Category(id) => self.category(id)?,
                RecordId::Programme(id) => self.programmes.get(id)?,
                RecordId::Indicator(id) => self.indicators.get(id)?,
                RecordId::Value(id) => self.values.get(id)?,
                RecordId::Report(id) => self.reports.get(id)?,
                RecordId::Evaluation(id) => self.evaluations.get(id)?,
                RecordId::Scale(id) => self.scale(id)?,
                RecordId::District(id) => self.district(id)?,
                RecordId::Term(id) => self.term(id)?,
            },
            Entity::Plan
            | Entity::Party(_)
            | Entity::Person(_)
            | Entity::Snapshot(_)
            | Entity::Stray(..) => return None,
        })
    }
}

macro_rules! thing {
    ($name:ident, $id:ident, $shelf:ident, $read:path, $print:path, $above:expr, { $($rest:item)+ }) => {
        impl Look for $name {
            fn raw(&self) -> &Raw {
                &self.raw
            }
            fn in_bin(&self) -> bool {
                self.in_bin
            }
            fn stands_below(&self) -> Option<Entity> {
                let above: fn(&$name) -> Option<Entity> = $above;
                above(self)
            }
            fn print(&self) -> i64 {
                $print(self)
            }
        }

        impl Thing for $name {
            type Id = $id;
            const SHELF: Shelf = Shelf::$shelf;
            fn read(doc: &PlanDoc, id: &$id, object: &ObjId) -> (Self, Vec<FindingKind>) {
                $read(doc, id, object)
            }
            fn parse(id: &str) -> Option<$id> {
                $id::parse(id)
            }
            fn str(id: &$id) -> &str {
                id.as_str()
            }
            fn id(&self) -> &$id {
                &self.id
            }
            $($rest)+
        }
    };
}

/// A thing of the tree.
macro_rules! part {
    ($name:ident, $id:ident, $shelf:ident, $read:path, $print:path, $changed:path, $touched:ident, $above:expr) => {
        thing!($name, $id, $shelf, $read, $print, $above, {
            fn entity(id: $id) -> Entity {
                Entity::$name(id)
            }
            fn of(entity: &Entity) -> Option<$id> {
                match entity {
                    Entity::$name(id) => Some(id.clone()),
                    _ => None,
                }
            }
            fn binned(id: $id) -> Binned {
                Binned::$name(id)
            }
            fn changed(id: $id) -> DomainChange {
                $changed(id)
            }
            fn touched(touched: &Touched) -> Vec<$id> {
                touched.$touched.iter().cloned().collect()
            }
        });
    };
}

macro_rules! record {
    ($name:ident, $id:ident, $shelf:ident, $read:path, $print:path, $above:expr) => {
        thing!($name, $id, $shelf, $read, $print, $above, {
            fn entity(id: $id) -> Entity {
                Entity::Record(RecordId::$name(id))
            }
            fn of(entity: &Entity) -> Option<$id> {
                match entity {
                    Entity::Record(RecordId::$name(id)) => Some(id.clone()),
                    _ => None,
                }
            }
            fn binned(id: $id) -> Binned {
                Binned::Record(RecordId::$name(id))
            }
            fn changed(id: $id) -> DomainChange {
                DomainChange::RecordChanged(RecordId::$name(id))
            }
            fn touched(touched: &Touched) -> Vec<$id> {
                let ids = touched.records.iter().filter_map(|id| match id {
                    RecordId::$name(id) => Some(id.clone()),
                    _ => None,
                });
                ids.collect()
            }
        });
    };
}

/// They show in one list, which is drawn as a whole.
fn levels_changed(_: LevelId) -> DomainChange {
    DomainChange::LevelsChanged
}

part!(
    Level,
    LevelId,
    Levels,
    read::level,
    digest::level,
    levels_changed,
    levels,
    |_| None
);
part!(
    Item,
    ItemId,
    Items,
    read::item,
    digest::item,
    DomainChange::ItemChanged,
    items,
    |item| item.parent.clone().map(Entity::Item)
);
part!(
    Section,
    SectionId,
    Sections,
    read::section,
    digest::section,
    DomainChange::SectionChanged,
    sections,
    |section| section.owner.clone().map(Entity::Item)
);
part!(
    Line,
    LineId,
    Lines,
    read::line,
    digest::line,
    DomainChange::LineChanged,
    lines,
    |line| line.section.clone().map(Entity::Section)
);
record!(
    Category,
    CategoryId,
    Categories,
    read::records::category,
    digest::category,
    |_| None
);
record!(
    Programme,
    ProgrammeId,
    Programmes,
    read::records::programme,
    digest::programme,
    |programme| programme.category.clone().map(Category::entity)
);
record!(
    Indicator,
    IndicatorId,
    Indicators,
    read::records::indicator,
    digest::indicator,
    |indicator| indicator.owner.clone().map(Owner::entity)
);
record!(
    Value,
    ValueId,
    Values,
    read::records::value,
    digest::value,
    |value| value.indicator.clone().map(Indicator::entity)
);
record!(
    Report,
    ReportId,
    Reports,
    read::records::report,
    digest::report,
    |report| report.item.clone().map(Entity::Item)
);
record!(
    Evaluation,
    EvaluationId,
    Evaluations,
    read::records::evaluation,
    digest::evaluation,
    |evaluation| evaluation.owner.clone().map(Owner::entity)
);
record!(
    Scale,
    ScaleId,
    Scales,
    read::records::scale,
    digest::scale,
    |_| None
);
record!(
    District,
    DistrictId,
    Districts,
    read::records::district,
    digest::district,
    |_| None
);
record!(
    Term,
    TermId,
    Terms,
    read::records::term,
    digest::term,
    |_| None
);

macro_rules! mapped {
    ($name:ident, $map:ident, keeps $($kept:ident),+; moved by $($field:ident),*) => {
        impl Mapped for $name {
            fn map(plan: &Plan) -> &HashMap<Self::Id, Self> {
                &plan.$map
            }
            fn map_mut(plan: &mut Plan) -> &mut HashMap<Self::Id, Self> {
                &mut plan.$map
            }
            fn keep_place(&mut self, old: &Self) {
                self.in_bin = old.in_bin;
                $(self.$kept.clone_from(&old.$kept);)+
            }
            fn moved(&self, old: &Self) -> bool {
                self.raw != old.raw $(|| self.$field != old.$field)*
            }
        }
    };
}

mapped!(Item, items, keeps parent, number, depth; moved by number_override);
// Its kind may make it, or unmake it, one of a pair.
mapped!(Section, sections, keeps owner; moved by kind);
mapped!(Line, lines, keeps section; moved by);
mapped!(Programme, programmes, keeps category, number; moved by number_override);
mapped!(Indicator, indicators, keeps owner; moved by);
// What says for which place they are may make them, or unmake them, one of a pair.
mapped!(Value, values, keeps indicator; moved by year, role, district);
mapped!(Report, reports, keeps item; moved by party, year, period);
mapped!(Evaluation, evaluations, keeps owner; moved by year, phase, by);

impl Listed for Level {
    fn lists(plan: &mut Plan) -> (&mut Vec<Self>, &mut Vec<Self>) {
        (&mut plan.levels, &mut plan.binned_levels)
    }
    const LIST_CHANGED: DomainChange = DomainChange::LevelsChanged;
}

impl Listed for Category {
    fn lists(plan: &mut Plan) -> (&mut Vec<Self>, &mut Vec<Self>) {
        (&mut plan.categories, &mut plan.hidden.categories)
    }
    fn keep_place(&mut self, old: &Self) {
        self.number.clone_from(&old.number);
    }
}

impl Listed for Scale {
    fn lists(plan: &mut Plan) -> (&mut Vec<Self>, &mut Vec<Self>) {
        (&mut plan.scales, &mut plan.hidden.scales)
    }
}

impl Listed for District {
    fn lists(plan: &mut Plan) -> (&mut Vec<Self>, &mut Vec<Self>) {
        (&mut plan.districts, &mut plan.hidden.districts)
    }
}

impl Listed for Term {
    fn lists(plan: &mut Plan) -> (&mut Vec<Self>, &mut Vec<Self>) {
        (&mut plan.terms, &mut plan.hidden.terms)
    }
}
