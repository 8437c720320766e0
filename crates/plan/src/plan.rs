//! What can be seen of a plan: a plain projection of the document.
//!
//! Everything in here is derived. Nothing in here is ever written back.

mod arrange;
mod check;
mod field;
pub(crate) mod read;
mod refresh;
mod texts;
mod tree;

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Conflict, Entity, Finding};
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, SectionId, SnapshotId};
use crate::kinds::{Caption, NumberStyle, PlanKind, PlanStatus, SectionKind, Tag};
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
    /// What reading found, in a fixed order.
    pub findings: Vec<Finding>,
    pub(crate) binned_levels: Vec<Level>,
    pub(crate) tree: Tree,
    pub(crate) bin: Vec<Binned>,
    pub(crate) reading: BTreeMap<Entity, Vec<Finding>>,
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
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) order: String,
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
    /// What is in the bin.
    BinChanged,
    /// The findings.
    FindingsChanged,
}

impl Section {
    /// What stands over it: its own heading, or what its kind is called.
    #[must_use]
    pub fn shown_heading(&self) -> &str {
        if self.heading.is_empty() && self.kind != SectionKind::Free {
            self.kind.word()
        } else {
            &self.heading
        }
    }
}

impl PlanHead {
    /// What a view writes over a field or a column.
    #[must_use]
    pub fn caption(&self, which: Caption) -> &str {
        self.captions
            .get(&which)
            .map_or(which.word(), String::as_str)
    }
}

impl Plan {
    /// The children of an item (or the items at the top), without the bin, in order.
    #[must_use]
    pub fn children(&self, parent: Option<&ItemId>) -> &[ItemId] {
        self.tree.items.row(parent)
    }

    /// The sections of an item (or of the plan itself), without the bin, in order.
    #[must_use]
    pub fn sections(&self, owner: Option<&ItemId>) -> &[SectionId] {
        self.tree.sections.row(owner)
    }

    /// The lines of a section, without the bin, in order.
    #[must_use]
    pub fn lines(&self, section: &SectionId) -> &[LineId] {
        self.tree.lines.row(Some(section))
    }

    /// An item, in the bin or not.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// A section, in the bin or not.
    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.get(id)
    }

    /// A line, in the bin or not.
    #[must_use]
    pub fn line(&self, id: &LineId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// A level, in the bin or not.
    #[must_use]
    pub fn level(&self, id: &LevelId) -> Option<&Level> {
        self.levels
            .iter()
            .chain(&self.binned_levels)
            .find(|level| level.id == *id)
    }

    /// A party.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == *id)
    }

    /// The level of an item: `None` if it stands deeper than there are levels, or is unknown.
    #[must_use]
    pub fn level_of(&self, id: &ItemId) -> Option<&Level> {
        self.items
            .get(id)
            .and_then(|item| self.levels.get(item.depth.checked_sub(1)?))
    }

    /// How deep the deepest item stands; 0 in an empty plan.
    #[must_use]
    pub fn deepest(&self) -> usize {
        self.walk().map(|item| item.depth).max().unwrap_or(0)
    }

    /// What is in the bin: the topmost things, each of which can be restored.
    #[must_use]
    pub fn bin(&self) -> &[Binned] {
        &self.bin
    }

    /// All items without the bin, in reading order.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk {
            plan: self,
            stack: self.children(None).iter().rev().collect(),
        }
    }
}

/// Iterator over the items in reading order; see [`Plan::walk`].
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    plan: &'a Plan,
    stack: Vec<&'a ItemId>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Item;

    fn next(&mut self) -> Option<&'a Item> {
        loop {
            let id = self.stack.pop()?;
            self.stack.extend(self.plan.children(Some(id)).iter().rev());
            if let Some(item) = self.plan.items.get(id) {
                return Some(item);
            }
        }
    }
}
