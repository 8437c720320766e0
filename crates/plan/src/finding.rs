//! What reading a plan found that a person should know of: conflicts and oddities.
//!
//! Reading never fails. What it cannot make sense of it reports here, with the content as it is.

use crate::doc::index::Shelf;
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, SectionId, SnapshotId};
use crate::kinds::{Caption, PlanDate, SectionKind, Tag};
use crate::records::RecordId;

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
    /// A record.
    Record(RecordId),
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
    /// Records for one place (a value for one year and role, a report of one party for one
    /// period): made apart on two devices, both shown.
    DuplicateRecord {
        /// All of them, in order.
        records: Vec<RecordId>,
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
    /// The sort of plan, what a section is about, what an indicator counts, or which of the three
    /// a term is.
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
    /// Parent of an item, owner of a section, section of a line, category of a programme, and what
    /// any other record belongs to: values are ids as stored, empty for the top or for none.
    Parent,
    /// Number set by hand.
    Number,
    /// Whose line or report it is: values are ids, empty for nobody's.
    Party,
    /// Tagged or not: values are `true` and `false`.
    Tag(Tag),
    /// Holds in that year or not: values are `true` and `false`.
    Year(FiscalYear),
    /// The plan's own words over a field or a column; empty: the usual ones.
    Caption(Caption),
    /// A date of the plan, as typed; empty: none.
    Date(PlanDate),
    /// Why a finding of the checks, named by its key, was dismissed; empty: it is not.
    Dismissed(String),
    /// The programme that carries an item out: values are ids, empty for none.
    Programme,
    /// How a programme goes on; empty: nothing said. So are the other choices below.
    Lifecycle,
    /// Which way an indicator is better.
    Trend,
    /// The fiscal year of a value, report or evaluation: the year in which it begins.
    OfYear,
    /// What a value is.
    Role,
    /// The district of a value: values are ids, empty for all of them.
    District,
    /// State of a value, or of a report's progress.
    State,
    /// State of a report's issues.
    IssuesState,
    /// The period of a report.
    Period,
    /// When in its year an evaluation is made.
    Phase,
    /// The grade of an evaluation.
    Grade,
    /// Where an evaluation wants a thing to go.
    Course,
    /// Who evaluates.
    By,
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

impl Entity {
    /// The thing of a shelf with an id; `None` if that is no id.
    pub(crate) fn of(shelf: Shelf, id: &str) -> Option<Self> {
        match shelf {
            Shelf::Levels => LevelId::parse(id).map(Self::Level),
            Shelf::Items => ItemId::parse(id).map(Self::Item),
            Shelf::Sections => SectionId::parse(id).map(Self::Section),
            Shelf::Lines => LineId::parse(id).map(Self::Line),
            Shelf::Parties => PartyId::parse(id).map(Self::Party),
            Shelf::People => PersonId::parse(id).map(Self::Person),
            Shelf::Snapshots => SnapshotId::parse(id).map(Self::Snapshot),
            Shelf::Categories
            | Shelf::Programmes
            | Shelf::Indicators
            | Shelf::Values
            | Shelf::Reports
            | Shelf::Evaluations
            | Shelf::Scales
            | Shelf::Districts
            | Shelf::Terms => RecordId::parse(shelf, id).map(Self::Record),
        }
    }
}
