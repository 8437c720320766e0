//! What can be seen of a plan: a plain projection of the document.
//!
//! Everything in here is derived. Nothing in here is ever written back.

mod arrange;
mod check;
mod field;
mod look;
pub(crate) mod read;
mod refresh;
mod texts;
pub(crate) mod thing;
mod tree;

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Conflict, Entity, Finding};
use crate::fiscal::FiscalYear;
use crate::ids::{
    CategoryId, EvaluationId, IndicatorId, ItemId, LevelId, LineId, PartyId, PersonId, ProgrammeId,
    ReportId, SectionId, SnapshotId, ValueId,
};
use crate::kinds::{Caption, NumberStyle, PlanDate, PlanKind, PlanStatus, SectionKind, Tag};
use crate::records::{
    Category, District, Evaluation, Indicator, Owner, Programme, RecordId, Report, Scale, Term,
    Value,
};
pub(crate) use tree::Tree;

/// A plan as it can be seen.
///
/// The maps hold all things there are, those in the bin as well. The lists
/// ([`Plan::children`], [`Plan::sections`], [`Plan::lines`]) leave out what was itself put into
/// the bin; below something in the bin they still show what is there, so that the bin can show
/// what a restore would bring back. [`Plan::walk`] goes from the top and never enters the bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The plan's own fields.
    pub head: PlanHead,
    /// The levels that are not in the bin, topmost first.
    pub levels: Vec<Level>,
    /// All items, those in the bin as well.
    pub items: HashMap<ItemId, Item>,
    /// All sections, those in the bin as well.
    pub sections: HashMap<SectionId, Section>,
    /// All lines, those in the bin as well.
    pub lines: HashMap<LineId, Line>,
    /// Those who act (主体), in the order in which they were added.
    pub parties: Vec<Party>,
    /// Those who work on the plan, in the order in which they were added.
    pub people: Vec<Person>,
    /// Named versions, oldest first.
    pub snapshots: Vec<Snapshot>,
    /// The categories of programmes that are not in the bin, in order.
    pub categories: Vec<Category>,
    /// All programmes, those in the bin as well.
    pub programmes: HashMap<ProgrammeId, Programme>,
    /// All indicators, those in the bin as well.
    pub indicators: HashMap<IndicatorId, Indicator>,
    /// All values, those in the bin as well.
    pub values: HashMap<ValueId, Value>,
    /// All reports, those in the bin as well.
    pub reports: HashMap<ReportId, Report>,
    /// All evaluations, those in the bin as well.
    pub evaluations: HashMap<EvaluationId, Evaluation>,
    /// The scales that are not in the bin, in order; the first is in use.
    pub scales: Vec<Scale>,
    /// The districts that are not in the bin, in order.
    pub districts: Vec<District>,
    /// The terms and notes that are not in the bin, in order.
    pub terms: Vec<Term>,
    /// What reading found, in a fixed order.
    pub findings: Vec<Finding>,
    pub(crate) binned_levels: Vec<Level>,
    pub(crate) hidden: Hidden,
    pub(crate) tree: Tree,
    pub(crate) bin: Vec<Binned>,
    pub(crate) reading: BTreeMap<Entity, Vec<Finding>>,
}

/// What is in the bin of the short lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hidden {
    pub(crate) categories: Vec<Category>,
    pub(crate) scales: Vec<Scale>,
    pub(crate) districts: Vec<District>,
    pub(crate) terms: Vec<Term>,
}

/// The plan's own fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanHead {
    /// 計画の名称
    pub title: String,
    /// 種別
    pub kind: PlanKind,
    /// 第n期
    pub term: Option<u32>,
    /// 組織名
    pub organization: String,
    /// 対象地域
    pub area: String,
    /// First fiscal year of the period.
    pub first_year: Option<FiscalYear>,
    /// Last fiscal year of the period.
    pub last_year: Option<FiscalYear>,
    /// 基本理念
    pub philosophy: String,
    /// スローガン, lines by `\n`.
    pub slogan: String,
    /// 方針
    pub policy: String,
    /// 状態
    pub status: PlanStatus,
    /// The plan's own words for captions, where it has any.
    pub captions: BTreeMap<Caption, String>,
    /// Its dates as typed.
    pub dates: BTreeMap<PlanDate, String>,
    /// Findings of the checks that were dismissed, each with its reason.
    pub dismissed: BTreeMap<String, String>,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
}

/// A level of the tree (階層).
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Its id.
    pub id: LevelId,
    /// 基本目標, 重点目標 …
    pub name: String,
    /// How its items are numbered.
    pub style: NumberStyle,
    /// Whether the 体系図 shows it.
    pub in_chart: bool,
    /// Whether it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// One line of the plan at some level (項目).
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The item above as shown (a circle or a missing parent hangs it at the top: `None`).
    pub parent: Option<ItemId>,
    /// 1 at the top. The level is the depth-th of [`Plan::levels`].
    pub depth: usize,
    /// The number to show: by hand if set, else derived from the tree; empty in the bin.
    pub number: String,
    /// The number set by hand.
    pub number_override: Option<String>,
    /// Its wording in the body.
    pub title: String,
    /// Its wording in the 体系図 where it differs; else empty.
    pub chart_title: String,
    /// 説明
    pub statement: String,
    /// Its tags: common ones first, then own ones by word.
    pub tags: Vec<Tag>,
    /// The years in which it holds, ascending; empty: all of the plan's.
    pub years: Vec<FiscalYear>,
    /// The programme that carries it out.
    pub programme: Option<ProgrammeId>,
    /// Whether it, or an item above it, is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// What the document says about where a thing stands, before circles and bins are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Raw {
    /// The id named as parent, owner or section, whatever it is.
    pub(crate) parent: Option<String>,
    pub(crate) order: String,
    pub(crate) binned: bool,
    /// Digests of what was in it when it was put into the bin, one per device that did so.
    pub(crate) marks: Vec<i64>,
}

/// A section of an item, or of the plan itself (節).
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// The item it belongs to; `None`: the plan itself.
    pub owner: Option<ItemId>,
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: String,
    /// Its prose.
    pub text: String,
    /// Whether it, its item, or an item above that is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// A line of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its id.
    pub id: LineId,
    /// The section; `None` only if the document names one that does not exist (a finding).
    pub section: Option<SectionId>,
    /// Its text.
    pub text: String,
    /// Whose line it is.
    pub party: Option<PartyId>,
    /// The years in which it holds, ascending; empty: all of the plan's.
    pub years: Vec<FiscalYear>,
    /// Whether it or anything above it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// One who acts (主体).
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    pub(crate) order: String,
}

/// One who works on the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    pub(crate) order: String,
}

/// A named version (版).
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Its id.
    pub id: SnapshotId,
    /// Its name.
    pub label: String,
    /// The version, as [`crate::Heads::from_bytes`] reads it.
    pub heads: Vec<u8>,
    /// By whom.
    pub by: String,
    /// ISO date on which it was named.
    pub date: String,
    /// Whether it is a 確定版.
    pub fixed: bool,
}

/// A thing in the bin, the topmost of what went there with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Binned {
    /// A level.
    Level(LevelId),
    /// An item with all below it.
    Item(ItemId),
    /// A section with its lines.
    Section(SectionId),
    /// A line.
    Line(LineId),
    /// A record with all that belongs to it.
    Record(RecordId),
}

/// What changed in a projection.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DomainChange {
    /// A field of the plan itself.
    HeadChanged,
    /// The levels, their order or fields.
    LevelsChanged,
    /// A field of an item (its number and depth as well), or it is new.
    ItemChanged(ItemId),
    /// The list of children of an item, or of the top.
    ChildrenChanged(Option<ItemId>),
    /// The list of sections of an item, or of the plan itself.
    SectionsChanged(Option<ItemId>),
    /// A field of a section, or it is new.
    SectionChanged(SectionId),
    /// The list of lines of a section.
    LinesChanged(SectionId),
    /// A field of a line, or it is new.
    LineChanged(LineId),
    /// The parties.
    PartiesChanged,
    /// The people.
    PeopleChanged,
    /// The named versions.
    SnapshotsChanged,
    /// A field of a record, or it is new, or it went into or out of the bin.
    RecordChanged(RecordId),
    /// The list of programmes of a category (`None`: of those without one).
    ProgrammesChanged(Option<CategoryId>),
    /// The list of indicators or evaluations of an item, programme or indicator.
    OwnedChanged(Owner),
    /// The list of values of an indicator.
    ValuesChanged(IndicatorId),
    /// The list of reports of an item.
    ReportsChanged(ItemId),
    /// Which categories, scales, districts or terms there are, or their order. What is in one of
    /// them is a [`DomainChange::RecordChanged`].
    ListsChanged,
    /// What is in the bin.
    BinChanged,
    /// The findings.
    FindingsChanged,
}

/// Iterator over the items in reading order; see [`Plan::walk`].
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    plan: &'a Plan,
    stack: Vec<&'a ItemId>,
}
