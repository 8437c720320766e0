//! What reading a plan found that a person should know of: conflicts and oddities.
//!
//! Reading never fails. What it cannot make sense of it reports here, with the content as it is.

use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, SectionId, SnapshotId};
use crate::kinds::{Caption, SectionKind, Tag};

/// A thing of a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// The plan itself.
    Plan,
    /// A level.
    Level(LevelId),
    /// An item.
    Item(ItemId),
    /// A section.
    Section(SectionId),
    /// A line.
    Line(LineId),
    /// A party.
    Party(PartyId),
    /// A person.
    Person(PersonId),
    /// A named version.
    Snapshot(SnapshotId),
    /// An entry of a root map that has no proper id: map and key.
    Stray(String, String),
}

/// Something that reading found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub about: Entity,
    /// What it is.
    pub kind: FindingKind,
}

/// What reading can find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A field of a wrong type or with a value that this program does not know.
    Unreadable {
        /// The key in the document.
        field: String,
        /// The content as it is.
        raw: String,
    },
    /// Two texts were made for one field; one is shown, this is the other.
    RivalText {
        /// The key in the document.
        field: String,
        /// The text that is not shown.
        raw: String,
    },
    /// Items were moved below each other on two devices. The item hangs at the top until moved.
    Cycle,
    /// The parent or owner named is not in the document. The thing hangs at the top.
    Orphan {
        /// The id that was named.
        parent: String,
    },
    /// Sections of one kind that should be there once: made apart on two devices, both shown.
    DuplicateSection {
        /// What they are about.
        kind: SectionKind,
        /// All of them, in order.
        sections: Vec<SectionId>,
    },
    /// Somebody wrote in it (or below it) while somebody else put it into the bin.
    EditedInBin,
}

/// A scalar that was set differently on two devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The field.
    pub field: ConflictField,
    /// All values, the one in force first.
    pub values: Vec<Rival>,
}

/// A scalar field that can be in conflict. Setting it again decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictField {
    /// The sort of plan, or what a section is about.
    Kind,
    /// How far the plan has come.
    Status,
    /// 第n期
    Term,
    /// First year of the period.
    FirstYear,
    /// Last year of the period.
    LastYear,
    /// Number style of a level.
    Style,
    /// Whether the chart shows a level.
    InChart,
    /// Parent of an item, owner of a section, section of a line: values are ids, empty for the top.
    Parent,
    /// Number set by hand.
    Number,
    /// Whose line it is: values are ids, empty for nobody's.
    Party,
    /// Tagged or not: values are `true` and `false`.
    Tag(Tag),
    /// Holds in that year or not: values are `true` and `false`.
    Year(FiscalYear),
    /// The plan's own words over a field or a column; empty: the usual ones.
    Caption(Caption),
    /// In the bin or not: values are `true` and `false`.
    Binned,
}

/// One of the values of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The value as stored, as text; empty for none.
    pub value: String,
    /// Who set it, as in the change's [`crate::Stamp`].
    pub author: Option<String>,
    /// When, in seconds since 1970 by the author's clock; `None` while the change is still open.
    pub seconds: Option<i64>,
}
