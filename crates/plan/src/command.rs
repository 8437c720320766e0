//! Everything that can be done to a plan.
//!
//! A command names its target by id and carries what randomness it needs (new ids). It knows
//! nothing of Automerge. A refused command has changed nothing.

use crate::doc::Heads;
use crate::field::TextRef;
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, ProgrammeId, SectionId, SnapshotId};
use crate::kinds::{Caption, NumberStyle, PlanDate, PlanKind, PlanStatus, SectionKind, Tag};
use crate::records::{NewRecord, RecordField, RecordId};

/// Where among its siblings a thing goes. Siblings in the bin keep their places and count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place<Id> {
    /// Before all others.
    First,
    /// After all others.
    Last,
    /// Right before this one.
    Before(Id),
    /// Right after this one.
    After(Id),
}

/// One thing that a person does to a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// All of these or none, in one change.
    Batch(Vec<Command>),

    /// Replaces `delete` UTF-16 units from `at` by `insert`.
    WriteText {
        /// The field written in.
        field: TextRef,
        /// UTF-16 units from the start; never inside a surrogate pair.
        at: u32,
        /// UTF-16 units to take away.
        delete: u32,
        /// What to put there.
        insert: String,
        /// The version that the writer saw, where it is not the newest (an IME composition held
        /// other people's edits back): `at` and `delete` count in that version, and what others
        /// wrote since stays.
        seen: Option<Heads>,
    },

    /// Sets the sort of plan.
    SetKind(PlanKind),
    /// Sets how far the plan has come.
    SetStatus(PlanStatus),
    /// Sets 第n期.
    SetTerm(Option<u32>),
    /// Sets the period (計画期間).
    SetPeriod {
        /// Its first fiscal year.
        first: Option<FiscalYear>,
        /// Its last fiscal year.
        last: Option<FiscalYear>,
    },

    /// Sets what the views write over a field or a column; `None`: the usual words.
    SetCaption {
        /// Over what.
        which: Caption,
        /// The plan's own words.
        words: Option<String>,
    },

    /// Sets a date of the plan as typed; `None`: none. What it means is derived.
    SetDate {
        /// Which.
        which: PlanDate,
        /// As typed.
        date: Option<String>,
    },

    /// Dismisses a finding of the checks with a reason, or takes that back (`None`).
    Dismiss {
        /// The key of the finding ([`crate::checks::Found::key`]).
        check: String,
        /// Why it is not to be mended.
        reason: Option<String>,
    },

    /// Adds a record.
    AddRecord {
        /// What to make.
        record: NewRecord,
        /// Where among its siblings (those of the same category, owner, indicator or item).
        place: Place<RecordId>,
    },
    /// Sets a scalar of a record.
    SetRecord {
        /// The record.
        id: RecordId,
        /// The scalar and its value.
        field: RecordField,
    },
    /// Moves a record among its siblings.
    MoveRecord {
        /// The record.
        id: RecordId,
        /// Its new place.
        place: Place<RecordId>,
    },
    /// Puts a record into the bin, with all that belongs to it.
    BinRecord(RecordId),
    /// Takes a record out of the bin.
    RestoreRecord(RecordId),
    /// Ties an item to a programme.
    SetItemProgramme {
        /// The item.
        id: ItemId,
        /// The programme.
        programme: Option<ProgrammeId>,
    },

    /// Adds a level.
    AddLevel {
        /// The new id.
        id: LevelId,
        /// Where among the levels.
        place: Place<LevelId>,
        /// 基本目標, 重点目標 …
        name: String,
        /// How its items are numbered.
        style: NumberStyle,
        /// Whether the 体系図 shows it.
        in_chart: bool,
    },
    /// Moves a level among the levels.
    MoveLevel {
        /// The level.
        id: LevelId,
        /// Its new place.
        place: Place<LevelId>,
    },
    /// Sets how the items of a level are numbered.
    SetLevelStyle {
        /// The level.
        id: LevelId,
        /// Its new style.
        style: NumberStyle,
    },
    /// Sets whether the 体系図 shows a level.
    SetLevelInChart {
        /// The level.
        id: LevelId,
        /// Whether it is shown.
        in_chart: bool,
    },
    /// Puts a level into the bin. Its items stay and take the next level's look.
    BinLevel(LevelId),
    /// Takes a level out of the bin.
    RestoreLevel(LevelId),

    /// Adds an item.
    AddItem {
        /// The new id.
        id: ItemId,
        /// The item above, or `None` at the top.
        parent: Option<ItemId>,
        /// Where among the children of the parent.
        place: Place<ItemId>,
        /// Its title.
        title: String,
    },
    /// Moves an item with all below it. It stays the same item.
    MoveItem {
        /// The item.
        id: ItemId,
        /// Its new parent, or `None` at the top.
        parent: Option<ItemId>,
        /// Its new place.
        place: Place<ItemId>,
    },
    /// Puts an item with all below it into the bin; on an item that is there already: answers
    /// the question about what others wrote in it with "leave it in the bin".
    BinItem(ItemId),
    /// Takes an item with all below it out of the bin.
    RestoreItem(ItemId),
    /// Tags an item.
    TagItem {
        /// The item.
        id: ItemId,
        /// The tag.
        tag: Tag,
    },
    /// Takes a tag off an item.
    UntagItem {
        /// The item.
        id: ItemId,
        /// The tag.
        tag: Tag,
    },
    /// Sets the years in which an item holds.
    SetItemYears {
        /// The item.
        id: ItemId,
        /// Its years.
        years: Vec<FiscalYear>,
    },
    /// Sets a number by hand, or gives it back to the tree (`None`).
    SetNumber {
        /// The item.
        id: ItemId,
        /// The number as it is to be shown.
        number: Option<String>,
    },

    /// Adds a section.
    AddSection {
        /// The new id.
        id: SectionId,
        /// The item it belongs to; `None`: the plan itself.
        owner: Option<ItemId>,
        /// Where among the sections of the owner.
        place: Place<SectionId>,
        /// What it is about.
        kind: SectionKind,
        /// Its heading.
        heading: String,
        /// Its prose.
        text: String,
    },
    /// Moves a section with its lines.
    MoveSection {
        /// The section.
        id: SectionId,
        /// Its new owner.
        owner: Option<ItemId>,
        /// Its new place.
        place: Place<SectionId>,
    },
    /// Sets what a section is about.
    SetSectionKind {
        /// The section.
        id: SectionId,
        /// Its new kind.
        kind: SectionKind,
    },
    /// Puts a section with its lines into the bin.
    BinSection(SectionId),
    /// Takes a section with its lines out of the bin.
    RestoreSection(SectionId),

    /// Adds a line.
    AddLine {
        /// The new id.
        id: LineId,
        /// Its section.
        section: SectionId,
        /// Where among the section's lines.
        place: Place<LineId>,
        /// Its text.
        text: String,
    },
    /// Moves a line.
    MoveLine {
        /// The line.
        id: LineId,
        /// Its new section.
        section: SectionId,
        /// Its new place.
        place: Place<LineId>,
    },
    /// Puts a line into the bin.
    BinLine(LineId),
    /// Takes a line out of the bin.
    RestoreLine(LineId),
    /// Sets whose line it is.
    SetLineParty {
        /// The line.
        id: LineId,
        /// The party.
        party: Option<PartyId>,
    },
    /// Sets the years in which a line holds.
    SetLineYears {
        /// The line.
        id: LineId,
        /// Its years.
        years: Vec<FiscalYear>,
    },

    /// Adds a party (主体).
    AddParty {
        /// The new id.
        id: PartyId,
        /// Its name.
        name: String,
    },
    /// Adds a person.
    AddPerson {
        /// The new id.
        id: PersonId,
        /// Their name.
        name: String,
    },
    /// Gives a version of the plan a name (版).
    NameSnapshot {
        /// The new id.
        id: SnapshotId,
        /// Its name.
        label: String,
        /// The version.
        heads: Heads,
        /// By whom.
        by: String,
        /// ISO date on which it was named.
        date: String,
        /// Whether it is a 確定版.
        fixed: bool,
    },
}

/// Why a command was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The document is of a newer schema than this program.
    #[error("新しい形式の計画のため、読むことだけができます")]
    ReadOnly,
    /// The target is not in the document.
    #[error("対象が見つかりません ({0})")]
    Missing(String),
    /// The new id is taken.
    #[error("同じ番号のものがすでにあります ({0})")]
    Exists(String),
    /// An item cannot go below itself.
    #[error("自分の下には移せません")]
    IntoItself,
    /// The place written at lies outside the text, or inside one character.
    #[error("文の外を指しています (長さ {length}、位置 {at}、削除 {delete})")]
    OutsideText {
        /// UTF-16 units of the text.
        length: u32,
        /// Where the command wanted to write.
        at: u32,
        /// How much it wanted to take away.
        delete: u32,
    },
    /// The field would pass [`crate::MAX_FIELD_UNITS`].
    #[error("一つの欄に書けるのは {max} 文字までです")]
    TooLong {
        /// The limit in UTF-16 units.
        max: usize,
    },
    /// The plan would pass [`crate::MAX_ENTITIES`].
    #[error("一つの計画に置けるのは {max} 件までです")]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// The version named is not in this document.
    #[error("この計画にない版です")]
    UnknownVersion,
    /// The field holds something that is not text (another program wrote it).
    #[error("この欄は文ではないため書けません")]
    NotText,
    /// Automerge refused; a fault of the program.
    #[error("書き込めませんでした ({0})")]
    Document(String),
}
